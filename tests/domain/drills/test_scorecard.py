"""How a drill went is measured from what happened, and said in plain words."""

from datetime import timedelta
from typing import Any

from harness import texts
from incidents import NOW, WORDS, opened

from bot.domain.drills.scorecard import What, goals, score
from bot.domain.events import DrillScored, Event, IncidentUpdated, PageAcknowledged, PageAsked, RoleGiven
from bot.domain.incident import Act, ClosingReason, Closure
from bot.views.drills import scorecard


def after(minutes: float, kind: type[Event], by: str = "U1", **said: Any) -> Event:
    return kind(NOW + timedelta(minutes=minutes), by, **said)


def scored(*history: Event, minutes: float = 60, reason: ClosingReason = ClosingReason.RESOLVED) -> Any:
    drill = opened(drill=True, priority="P1", closure=Closure(reason))
    found = score(drill, history, Act("U1", NOW + timedelta(minutes=minutes)))
    return found[0] if found else None


PAGED = after(0, PageAsked, page="drill:1", service="Payments")
GOOD = (
    PAGED,
    after(1, RoleGiven, role="commander", person="U2"),
    after(2, RoleGiven, role="commander", person="U3"),
    after(4, PageAcknowledged, page="drill:1", service="Payments", who="Ben"),
    after(9, IncidentUpdated, message="We look at it"),
    after(30, IncidentUpdated, message="It is the cache"),
    after(50, IncidentUpdated, becomes={"status": "mitigated"}, was={"status": "mitigating"}),
)


def test_all_of_it_went_well() -> None:
    found = scored(*GOOD)
    assert isinstance(found, DrillScored)
    assert (found.commander, found.page, found.update, found.mitigated) == (60, 240, 540, 3000)
    assert (found.updates, found.silence, found.lasted) == (2, 21 * 60, 3600)
    assert [goal.what for goal in goals(found, WORDS) if goal.is_reached] == list(What)
    said = texts(scorecard.message(opened(drill=True), found, WORDS, "/bell")["blocks"])
    assert "5 of 5 reached in 1 h" in said
    assert "*Longest silence*  21 min · aim: within 30 min" in said
    assert "next time" not in said
    assert "`/bell list drills`" in said


def test_what_never_happened_or_came_late_is_to_be_tried() -> None:
    found = scored(after(12, IncidentUpdated, message="We look at it"), minutes=90)
    assert (found.commander, found.page, found.mitigated, found.silence) == (None, None, None, 78 * 60)
    asked = goals(found, WORDS)
    assert [goal.what for goal in asked] == [What.COMMANDER, What.UPDATE, What.CADENCE, What.MITIGATED]
    assert not any(goal.is_reached for goal in asked), "nobody was paged, so that is not asked"
    said = texts(scorecard.message(opened(drill=True), found, WORDS, "/bell")["blocks"])
    for words in ("0 of 4", "*Commander*  never", "*First update*  after 12 min, late", "1 update."):
        assert words in said
    assert "went well" not in said


def test_nobody_said_anything() -> None:
    found = scored(PAGED)
    assert found.updates == 0
    assert all(goal.took is None for goal in goals(found, WORDS))
    by_itself = scored(after(1, IncidentUpdated, by="", message="The page was taken"))
    assert by_itself.updates == 0, "what happens by itself is no update"


def test_what_was_taken_back_has_no_scorecard() -> None:
    for reason in (ClosingReason.FALSE_ALARM, ClosingReason.CANCELLED, ClosingReason.NO_INCIDENT):
        assert scored(*GOOD, reason=reason) is None
