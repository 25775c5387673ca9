"""What a ticket of ours was merged into belongs to its incident, whichever of the two is read first."""

from datetime import UTC, datetime

from owing import owing_database
from ticketed import seen

from bot.domain.ticketing import Stranger, TicketsRead
from bot.integrations.rt.effects import EFFECTS as IN_RT
from bot.store import incidents, tables, taxonomy
from bot.usecases.ticketing.hear_strangers import hear_strangers
from bot.usecases.unit import Unit

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def _stranger(number: str, *merged: str) -> TicketsRead:
    found = seen(id=number, key=f"RT#{number}", mark="", place="Incidents")
    return TicketsRead(strangers=(Stranger(found, "", NOW, system="rt", merged=merged),))


def _wanted(_unit: Unit) -> None:
    document = taxonomy.document()
    document["ticket_queues"] = {"Incidents": {"category": "payment", "opens": "P2"}}
    taxonomy.replace(document)


def _owed() -> list[str]:
    return [row.effect for row in tables.Delivery.select() if row.subject == "inc-1"]


def test_it_begins_no_second_incident(database_url: str) -> None:
    with owing_database(database_url, lambda: NOW, IN_RT) as db:
        db.write_now(_wanted)
        db.write_now(hear_strangers, _stranger("1"))
        assert db.read_now(incidents.get, 1)
        assert "keep_tickets:rt" not in db.read_now(_owed)
        db.write_now(hear_strangers, _stranger("3", "2", "1"))
        assert db.read_now(incidents.get, 2) is None
        assert "keep_tickets:rt" in db.read_now(_owed), "its ticket is read, and found to be the other"
