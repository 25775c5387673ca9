"""A webhook that somebody recorded and sends again writes nothing anew, whenever it comes."""

from typing import Any

from incidents import opened

from bot.domain.events import PageTold
from bot.domain.paging import Page, PageState
from bot.integrations.pagerduty.inbound import PagerDutyInbound
from bot.integrations.pagerduty.tellings import of_event
from bot.store import tables, timeline
from bot.store.database import Database
from bot.store.incidents import saving
from bot.store.queues import inbox
from bot.usecases.paging.hear_source import hear_webhook
from bot.usecases.unit import Unit


def come(unit: Unit, number: str) -> None:
    """Tell of a status update, and take it."""
    data = {"id": "N3", "incident": {"id": "Q1"}, "message": "A fix is on its way"}
    name = "incident.status_update_published"
    event: dict[str, Any] = {"id": number, "event_type": name, "agent": {"summary": "Ben"}, "data": data}
    told = of_event(event, "")
    assert told
    hear_webhook(unit, [told])
    for item in inbox.due(unit.now, 10):
        PagerDutyInbound().take(unit, item.told)
        inbox.finish(item.id)


def test_a_status_update_is_written_once_also_after_the_inbox_forgot_it(db: Database[Unit]) -> None:
    def begin(unit: Unit) -> None:
        page = Page(key="k", service="Payments", asked_at=unit.now, id="Q1", state=PageState.TRIGGERED)
        saving.save(opened(id=0, draft="d", pages=(page,)))

    db.write_now(begin)
    for number, written in (("E7", 1), ("E7", 1), ("E8", 2)):
        db.write_now(come, number)
        db.write_now(lambda _: tables.Telling.delete().execute())
        told = db.read_now(timeline.of, 1, PageTold)
        assert len(told) == written, number
