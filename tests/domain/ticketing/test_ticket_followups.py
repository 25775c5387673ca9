"""A task and its ticket: the title goes there, and that it is done goes both ways."""

from dataclasses import replace
from typing import Any

import pytest
from incidents import NOW, WORDS, act, opened
from ticketed import seen as seen_of

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.tasks import Task
from bot.domain.ticketing import Agreed, Filing, Flow, Seen, Synced, Ticket, TicketState
from bot.domain.ticketing.asking import main_ticket
from bot.domain.ticketing.followups import ask, ask_if_due, see, wanted

TASK = Task(7, "Call the bank", "U2", None, "U1", NOW, id=3)
DONE = replace(TASK, done_at=NOW)
MARK = "inc-7:1:1"


def filed(was: str = "open") -> Incident:
    agreed = {"summary": Agreed(TASK.title, TASK.title), "status": Agreed(was, was)}
    there = Ticket(MARK, "jira", "INC", NOW, task=3, state=TicketState.THERE, id="10012", agreed=agreed)
    return replace(opened(), tickets=(replace(there, key="INC-12"),))


def seen(*, done: bool = False, **said: Any) -> Seen:
    return replace(seen_of(summary=TASK.title, **said), done=done)


def test_it_is_asked_for_once_and_is_not_the_incidents_own() -> None:
    incident = ask(opened(), TASK, "jira", WORDS, act()).incident
    assert (incident.tickets[0].task, main_ticket(incident)) == (3, None)
    with pytest.raises(UserError, match="has the ticket already"):
        ask(incident, TASK, "jira", WORDS, act())
    with pytest.raises(UserError, match="stay in Slack"):
        ask(opened(private=True), TASK, "jira", WORDS, act())


def test_by_themselves_they_are_filed_where_the_settings_say_so() -> None:
    files = replace(WORDS, tickets={"*": Filing("*", "INC", tasks=True)})
    assert not ask_if_due(opened(), TASK, "jira", WORDS, act()).events
    assert not ask_if_due(opened(), TASK, "", files, act()).events
    assert not ask_if_due(opened(private=True), TASK, "jira", files, act()).events
    assert ask_if_due(opened(), TASK, "jira", files, act()).events


@pytest.mark.parametrize(
    ("task", "was", "done", "flow", "written"),
    [
        (TASK, "open", False, Flow.OURS, {}),
        (DONE, "open", False, Flow.OURS, {"status": "closed"}),
        (DONE, "open", False, Flow.IN, {}),
        (DONE, "open", True, Flow.OURS, {}),
        (TASK, "open", True, Flow.OURS, {}),
        (TASK, "closed", True, Flow.OURS, {"status": "open"}),
        (replace(TASK, title="Call them"), "open", False, Flow.THEIRS, {"summary": "Call them"}),
    ],
)
def test_what_moved_here_is_written_there(
    *, task: Task, was: str, done: bool, flow: Flow, written: dict[str, str]
) -> None:
    words = replace(WORDS, ticket_flows={"status": str(flow), "summary": str(Flow.OURS)})
    incident = filed(was)
    assert wanted(incident, task, incident.tickets[0], seen(done=done), words) == written


def test_what_was_done_there_is_done_here_once() -> None:
    heard = see(filed(), TASK, seen(done=True), WORDS, act())
    assert heard.done
    assert not heard.change.events
    again = see(heard.change.incident, DONE, seen(done=True), WORDS, act())
    assert again.done is None
    assert again.change.incident == heard.change.incident
    back = see(again.change.incident, DONE, seen(), WORDS, act())
    assert back.done is False


def test_what_we_wrote_does_not_come_back_and_a_halted_one_follows_later() -> None:
    ours = replace(seen(done=True), equal={"status": "closed"})
    heard = see(filed(), TASK, ours, WORDS, act())
    assert heard.done is None
    assert heard.change.incident.tickets[0].agreed[Synced.STATUS] == Agreed("closed", "closed")
    halted = replace(filed(), halted=True)
    heard = see(halted, TASK, seen(done=True), WORDS, act())
    assert heard.done is None
    assert see(replace(heard.change.incident, halted=False), TASK, seen(done=True), WORDS, act()).done
