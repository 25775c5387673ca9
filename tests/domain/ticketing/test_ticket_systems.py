"""Two ticket systems side by side: which one is meant, and how each speaks."""

from dataclasses import replace

import pytest
from incidents import WORDS, act, opened
from ticketed import seen, ticketed

from bot.domain.errors import UserError
from bot.domain.events import TicketMoved
from bot.domain.incident import Link, LinkKind, Status
from bot.domain.paging import Page, PageState, Service
from bot.domain.ticketing import Filing, Synced
from bot.domain.ticketing.asking import ask, ask_if_due, link
from bot.domain.ticketing.beginning import opening_of
from bot.domain.ticketing.comparing import fits, meaning
from bot.domain.ticketing.queues import Queue, queue_of, read_queue
from bot.domain.ticketing.reading import see
from bot.domain.ticketing.systems import is_restricted, place_of, spoken, system_of, typed, wanted

QUEUES = {
    "Outages": read_queue("Outages", {"service": "Mail", "opens": "P2", "acknowledged": ["doing", "open"]}),
    "*": Queue("*", category="payment"),
}
HERE = replace(
    WORDS,
    ticket_queues=QUEUES,
    tickets={"*": Filing("*", "INC", least="P5"), "network": Filing("network", system="rt", queue="Nets")},
    services={"Mail": Service("Mail", queue="Outages")},
)


@pytest.mark.parametrize(
    ("said", "key", "system"),
    [(" inc-7 ", "INC-7", "jira"), ("rt#12", "RT#12", "rt"), ("RT-12", "RT-12", "jira")],
)
def test_no_key_of_one_is_one_of_the_other(said: str, key: str, system: str) -> None:
    found, meant = typed(said, ("jira", "rt"))
    assert (found, meant.name, system_of(found).name) == (key, system, system)


@pytest.mark.parametrize(
    ("said", "there", "sentence"),
    [
        ("12", ("jira", "rt"), "such as INC-7 or RT#12"),
        ("RT#0", ("rt",), "such as RT#12"),
        ("RT#12", ("jira",), "in RT, which is not connected: docs/rt.md"),
    ],
)
def test_what_is_no_key_is_refused_with_what_to_do(said: str, there: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence) as refused:
        typed(said, there)
    assert "key" in refused.value.fields


def test_a_category_names_its_system_and_so_does_the_service_in_which_it_began() -> None:
    network, payment = opened(category="network"), opened()
    assert (wanted(network, HERE), place_of(network, "rt", HERE)) == ("rt", "Nets")
    assert (wanted(payment, HERE), place_of(payment, "jira", HERE)) == ("", "INC")
    assert place_of(payment, "rt", HERE) == "", "no project of Jira's is a queue"
    began = replace(payment, pages=(Page("k", "Mail", act().at, own=False),))
    assert (wanted(began, HERE), place_of(began, "rt", HERE)) == ("rt", "Outages")


def test_a_place_is_restricted_where_the_settings_name_it() -> None:
    secret = {
        "network": Filing("network", "SEC", queue="Vault", restricted=True),
        "payment": Filing("payment", "PAY", queue="Tills", restricted=True, system="rt"),
        "*": Filing("*", restricted=True),
    }
    words = replace(WORDS, tickets=secret)
    assert is_restricted("jira", "sec", words)
    assert is_restricted("rt", "Vault", words)
    assert is_restricted("rt", "Tills", words)
    for system, place in (("jira", "PAY"), ("jira", "INC"), ("jira", ""), ("rt", ""), ("rt", "SEC")):
        assert not is_restricted(system, place, words)


def test_an_incident_has_one_ticket_in_whichever_system() -> None:
    there = ask(opened(), "rt", HERE, act()).incident
    assert there.tickets[0].system == "rt"
    assert ask_if_due(there, "jira", HERE, act()).events == ()
    with pytest.raises(UserError, match="has the ticket already"):
        link(there, "INC-4", act())


def test_a_queue_says_what_statuses_are_there() -> None:
    words = spoken(HERE, "rt", "Outages")
    for status, sets, there in (
        ("open", "new", Status.OPEN),
        ("investigating", "doing", Status.INVESTIGATING),
        ("mitigated", "resolved", Status.CLOSED),
        ("closed", "resolved", Status.CLOSED),
    ):
        assert words.ticket_statuses[status].sets[0] == sets
        assert meaning(sets, words) is there
    assert meaning("open", words) is Status.INVESTIGATING, "several can mean the same"
    assert meaning("stalled", words) is None
    assert meaning("rejected", words) is Status.CLOSED
    assert fits(Synced.STATUS, "closed", "resolved", words)
    assert not fits(Synced.STATUS, "open", "open", words), "who opens it there has begun"
    assert fits(Synced.STATUS, "mitigated", "resolved", words), "what is mitigated here is resolved there"
    assert spoken(HERE, "jira", "INC") is HERE


@pytest.mark.parametrize(("status", "silences"), [("resolved", True), ("rejected", False)])
def test_what_is_resolved_there_asks_and_ends_its_page(status: str, *, silences: bool) -> None:
    channel = {LinkKind.CHANNEL: Link(LinkKind.CHANNEL, "C1", name="x")}
    page = Page("k", "Mail", act().at, state=PageState.ACKNOWLEDGED, id="Q1")
    busy = replace(ticketed(links=channel, status=Status.INVESTIGATING), pages=(page,))
    words = spoken(HERE, "rt", "Nets")
    change = see(busy, seen(status=status, done=True), words, act("", minutes=9))
    (event,) = change.events
    assert isinstance(event, TicketMoved)
    assert (event.closed, event.silences) == (True, silences)
    assert change.incident.status is Status.INVESTIGATING
    assert change.incident.pages[0].silenced is silences
    again = see(change.incident, seen(status="open"), words, act("", minutes=19))
    assert again.incident.status is Status.INVESTIGATING


def test_what_is_made_in_a_queue_is_about_what_pages_its_service() -> None:
    paging = {**HERE.categories, "network": replace(HERE.categories["network"], pagerduty_service="Mail")}
    words = spoken(replace(HERE, categories=paging), "rt", "Outages")
    found = opening_of("Outages", words)
    assert found
    assert (found.category, found.opens) == ("network", "P2")
    other = opening_of("Elsewhere", spoken(HERE, "rt", "Elsewhere"))
    assert other
    assert (other.category, other.opens) == ("payment", "")
    assert queue_of({}, "Any").acknowledged == ("open",)
