"""The window in which people see an incident's post-mortem, and what it does not tell yet."""

from collections.abc import Sequence

from bot.domain.incident import Incident
from bot.domain.postmortem.material import Material
from bot.domain.rules.roles import COMMANDER
from bot.views import blocks as b
from bot.views.documents import slack
from bot.views.postmortem import buttons, facts
from bot.views.postmortem.facts import Fact
from bot.views.postmortem.sentences import WHERE, link
from bot.views.words import fit, person

SHOWN = 15
LINE = 170
"""Facts that are shown of those that are missing, and characters of each."""


def render(material: Material) -> b.Block:
    """What there is, and what can be done about it."""
    incident = material.incident
    head = b.section(f"*{incident.ref}* · {fit(incident.title, 200)}")
    return b.modal(f"{incident.ref}: post-mortem"[:24], [head, *_rows(material)], close="Close")


def missing(material: Material) -> list[Fact]:
    """Give what it does not tell, where people write in it themselves."""
    there = material.incident.postmortem
    if there is None or not there.is_there or not there.is_theirs:
        return []
    return facts.late(material, max(there.reach, there.wanted))


def count(told: Sequence[Fact]) -> str:
    return "1 fact is not in it yet" if len(told) == 1 else f"{len(told)} facts are not in it yet"


def lines(told: Sequence[Fact]) -> list[b.Block]:
    """Show them, a line each, as many as fit."""
    rows = [fit_line(one) for one in told[:SHOWN]]
    rest = [f"and {len(told) - SHOWN} more"] if len(told) > SHOWN else []
    return [b.section("\n".join([*rows, *rest]))] if rows else []


def fit_line(fact: Fact) -> str:
    """Cut words, never markup."""
    said = slack.written(facts.line(fact))
    if len(said) <= LINE:
        return said
    short = slack.shortened(fact.said, LINE)
    return slack.written(facts.line(Fact(fact.number, fact.at, short)))


def _rows(material: Material) -> list[b.Block]:
    incident, there = material.incident, material.incident.postmortem
    finish = [] if incident.postmortem_ready else [buttons.ready(incident, here=True)]
    if there is None:
        return [b.section("It has no post-mortem."), _actions(incident, buttons.start(incident), *finish)]
    if not there.is_ours:
        again = buttons.start(incident, "Start it anew")
        return [b.section("Somebody deleted its post-mortem."), _actions(incident, again, *finish)]
    if not there.is_there:
        return [
            b.section(f"Its post-mortem is being made: {WHERE[there.home]}."),
            *_delay(material),
            _actions(incident),
        ]
    state = (
        "It is ready." if incident.postmortem_ready else f"It is a draft, for {_writer(incident)} to write."
    )
    said = f"Its post-mortem is {link(there, WHERE[there.home])}. {state}"
    return [b.section(said), *_later(material), _actions(incident, *buttons.go(incident), *finish)]


def _delay(material: Material) -> list[b.Block]:
    said = f":warning: {fit(material.delay, 500)} It follows by itself; nothing else waits for it."
    return [b.section(said)] if material.delay else []


def _later(material: Material) -> list[b.Block]:
    """What people wrote stays; what came later is theirs to take."""
    incident, told = material.incident, missing(material)
    there = incident.postmortem
    if there is None or not there.is_theirs:
        return [b.context("Firebell keeps it up to date until somebody writes in it.")]
    why = "People write in it, so" if there.edited else "A file stays as it was sent, so"
    own = b.context(f"{why} Firebell changes nothing in it by itself.")
    if not told:
        return [own]
    return [own, b.section(f"*{count(told)}*", buttons.append(incident)), *lines(told)]


def _writer(incident: Incident) -> str:
    commander = incident.holder(COMMANDER)
    return person(commander) if commander else "whoever led it"


def _actions(incident: Incident, *pressed: b.Block) -> b.Block:
    return b.actions(*pressed, buttons.export(incident))
