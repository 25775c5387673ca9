"""The texts of post-mortems and runbooks are kept the same on each database."""

from collections.abc import Callable
from typing import Any

from harness import FORM

from bot.domain.incident import Status
from bot.domain.postmortem import Home, PaperSeen
from bot.domain.postmortem.runbooks import Runbook
from bot.domain.rules.updating import Update
from bot.domain.wanted import Wanted
from bot.store import incidents, taxonomy
from bot.store.find import query
from bot.store.postmortem import papers, runbooks
from bot.usecases.open_incident import open_incident
from bot.usecases.postmortem.hear_postmortem import hear_postmortem
from bot.usecases.postmortem.keep_runbooks import keep_runbooks
from bot.usecases.postmortem.write_postmortem import finish_postmortem
from bot.usecases.unit import Unit
from bot.usecases.work.update_incident import update_incident

CARDS = Runbook("7", "Cards are refused <now>", "https://c.example/7", ("payment", "service-payments"), 3)
CDN = Runbook("8", "The CDN fails", "https://c.example/8", ("cdn",), 1)


def mitigated(unit: Unit) -> None:
    open_incident(unit, FORM, by="U1", press="p1")
    update_incident(unit, 1, Update(status=Status.MITIGATED), by="U1")


def seen(unit: Unit, text: str) -> None:
    incident = unit.take(1)
    assert incident
    assert incident.postmortem
    mark = incident.postmortem.mark
    hear_postmortem(
        unit, incident, PaperSeen(mark, Home.CANVAS, "F1", "https://u", "n", "1", "w", 3, text=text)
    )


def found(unit: Unit, words: str) -> list[int]:
    wanted = Wanted(words=words, standing="")
    return [one.id for one in query.find(wanted, "U1", taxonomy.load(), unit.now, 10).incidents]


def test_a_post_mortem_is_kept_found_and_finished(do: Callable[..., Any]) -> None:
    do(mitigated)
    (number,) = do(lambda _unit: papers.unfinished())
    do(seen, "We learnt about quokkas")
    incident = do(lambda _unit: incidents.get(number))
    assert incident.postmortem.id == "F1"
    assert do(found, "quokkas") == [1]
    do(seen, "We learnt nothing")
    assert do(lambda _unit: papers.text(1)) == "We learnt nothing"
    assert do(found, "quokkas") == []
    do(finish_postmortem, 1, by="U1")
    assert do(lambda _unit: papers.unfinished()) == []


def test_runbooks_are_as_they_were_listed_last(do: Callable[..., Any]) -> None:
    assert do(keep_runbooks, [CARDS, CDN]) == "2 runbooks, 2 new or changed, 0 gone"
    assert do(keep_runbooks, [CARDS, CDN]) == "2 runbooks, 0 new or changed, 0 gone"
    assert do(keep_runbooks, [CARDS]) == "1 runbooks, 0 new or changed, 1 gone"
    assert do(lambda _unit: runbooks.everything()) == [CARDS]
