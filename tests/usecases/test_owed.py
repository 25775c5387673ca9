"""Nothing is owed for what an incident has not: each delivery costs a core some milliseconds."""

from pathlib import Path

from harness import FORM
from owing import owing_database

from bot.domain.incident import Link, LinkKind, Status
from bot.domain.rules.links import add_link
from bot.domain.rules.updating import Update
from bot.integrations.jira.effects import EFFECTS as OF_JIRA
from bot.ports import utc_now
from bot.store.tables import Delivery
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.update_incident import update_incident

ANA = "U1"
CHANNEL = Link(LinkKind.CHANNEL, "C1", "https://x/C1", "20261121-1-prd-payment")
ANNOUNCEMENT = Link(LinkKind.ANNOUNCEMENT, "C2/1.2", "https://x/C2")

OF_OTHERS = {"hide_announcement", "show_postmortem", "offer_facts", "keep_canvas", "tell_small"}
OF_TICKETS = {"link_ticket", "relate_tickets"}


def _owed() -> set[str]:
    return {one.effect for one in Delivery.select()}


def _link(unit: Unit, number: int, link: Link) -> None:
    found = unit.take(number)
    assert found
    unit.keep(add_link(found, link, unit.act()))


def test_what_an_incident_has_not_is_kept_by_nobody(tmp_path: Path) -> None:
    """It has no post-mortem, its ticket is not made yet, and it is public."""
    with owing_database(f"sqlite:///{tmp_path}/firebell.db", utc_now, OF_JIRA) as db:
        number = db.write_now(open_incident, FORM, by=ANA, press="p1").id
        for link in (CHANNEL, ANNOUNCEMENT):
            db.write_now(_link, number, link)
        looking = Update("We look.", Status.INVESTIGATING)
        db.write_now(update_incident, number, looking, by=ANA, press="p2")
        owed = db.read_now(_owed)
        assert {"create_channel", "announce", "show_card", "set_topic", "post_update"} <= owed
        assert not owed & (OF_OTHERS | OF_TICKETS)
        db.write_now(make_private, number, ("U2",), by=ANA, press="p3")
        assert "hide_announcement" in db.read_now(_owed)
