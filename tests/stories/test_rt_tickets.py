"""An incident has its ticket in a real Request Tracker, and both stay equal whoever moves."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from between import between
from harness import Bell, Workspace, reached, texts
from pager import by_day_too, press, told
from rt import RT
from tickets import first, home, made, ticket

from bot.domain.events import TicketCommented
from bot.domain.incident import LinkKind, Status
from bot.domain.rules.tasks import Wish
from bot.domain.rules.updating import Update
from bot.domain.ticketing.asking import main_ticket
from bot.integrations.differences import differences
from bot.integrations.rt.client import Account, RequestTracker
from bot.integrations.rt.log import NAME, Log
from bot.integrations.rt.looking import looker
from bot.integrations.rt.site import Site
from bot.ports import utc_now
from bot.store import incidents, tables, tasks, taxonomy, timeline
from bot.store.running import jobs
from bot.usecases.finish.close_incident import merge_incidents
from bot.usecases.ticketing.file_tickets import file_task
from bot.usecases.ticketing.hear_source import reconcile
from bot.usecases.unit import Unit
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.tasks import add_task
from bot.usecases.work.update_incident import update_incident

pytestmark = [pytest.mark.slow]

PATIENCE = 180
"""Seconds for RT on a busy machine."""


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def wanted(_unit: Unit) -> None:
    """What people make in Incidents begins incidents, of what pages Payments."""
    document = taxonomy.document()
    document["ticket_queues"] = {"Incidents": {"category": "payment", "opens": "P2"}}
    taxonomy.replace(document)


def odd(_unit: Unit) -> None:
    """Somebody named a status that the queue does not have."""
    document = taxonomy.document()
    document["ticket_queues"] = {"*": {"acknowledged": ["bogus"]}}
    taxonomy.replace(document)


def shared(_unit: Unit) -> None:
    """What is about the network goes to RT, all else to Jira."""
    document = taxonomy.document()
    document["tickets"] = {
        "*": {"project": "INC", "least": "P5"},
        "network": {"system": "rt", "queue": "Network", "least": "P5"},
    }
    taxonomy.replace(document)


def apart(_unit: Unit) -> None:
    """Network has a queue of its own."""
    document = taxonomy.document()
    document["tickets"] = {"*": {"least": "P5"}, "network": {"queue": "Network", "least": "P5"}}
    taxonomy.replace(document)


def in_network(_unit: Unit) -> None:
    """What begins in Payments is an incident, and has its ticket in Network."""
    document = taxonomy.document()
    document["services"] = {"Payments": {"opens": "P2", "queue": "Network"}}
    taxonomy.replace(document)


def effects() -> set[tuple[str, str]]:
    return {(row.subject, row.effect) for row in tables.Delivery.select()}


def main() -> Any:
    return main_ticket(first())


def commented() -> list[Any]:
    return timeline.numbered(1, TicketCommented)


async def look(rt: RT, bell: Bell) -> None:
    """Ask RT what has changed, as a job does each minute."""
    client = RequestTracker(Account(rt.url, rt.token), 10, bell.firebell.http)
    await Log(client, bell.firebell.db, utc_now).read()
    await bell.idle(PATIENCE)


def said_in(channel: dict[str, Any]) -> str:
    return "\n".join(texts(message.get("blocks", [])) for message in channel["messages"])


async def its_channel(workspace: Workspace) -> dict[str, Any]:
    (one,) = await workspace.incident_channels()
    return one


async def asked(workspace: Workspace, bell: Bell) -> None:
    """Who resolves its ticket ends its page; people say whether it is over, asked once."""
    assert (await bell.firebell.db.read(first)).status is Status.INVESTIGATING
    question = await told(workspace, "Is it over?")
    assert "RT#1 is resolved in RT" in texts(question["blocks"])
    assert "This ends its page too. Is inc-1 over?" in texts(question["blocks"])
    (page,) = (await workspace.get("state/pagerduty"))["incidents"]
    assert page["status"] == "resolved"
    await press(workspace, "ana", question, "Mark mitigated")
    await bell.idle(PATIENCE)
    assert (await bell.firebell.db.read(first)).status is Status.MITIGATED


def refers_to(there: dict[str, Any]) -> list[str]:
    links = [one["_url"] for one in there["_hyperlinks"] if one["ref"] == "refers-to"]
    return [one for one in links if one.startswith("http")]


async def test_what_has_no_channel_leads_to_home_until_it_has_one(
    workspace: Workspace, database_url: str, rt: RT
) -> None:
    bell = await Bell(workspace, database_url, settings=rt.settings).start()
    await bell.ready()
    await workspace.declare("ana", Customers="Hardly visible")
    await bell.until(made, PATIENCE)
    await bell.idle(PATIENCE)
    (there,) = await rt.tickets()
    assert refers_to(there) == [await home(workspace)]
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(update_incident, 1, Update(priority="P3"), by=ana)
    await bell.until(lambda: first().link(LinkKind.CHANNEL), PATIENCE)
    await bell.idle(PATIENCE)
    (there,) = await rt.tickets()
    channel = await its_channel(workspace)
    (led_to,) = refers_to(there)
    assert led_to.endswith(channel["id"]), "one link, which leads there"
    await workspace.act("ana", "kick", channel=channel["id"], member="firebell")
    await bell.until(lambda: not first().link(LinkKind.CHANNEL), PATIENCE)
    await bell.idle(PATIENCE)
    announced = (await bell.firebell.db.read(first)).link(LinkKind.ANNOUNCEMENT)
    assert announced
    (there,) = await rt.tickets()
    assert refers_to(there) == [announced.url]
    await bell.stop()


async def test_both_sides_stay_equal_whoever_moves(workspace: Workspace, database_url: str, rt: RT) -> None:
    bell = await Bell(workspace, database_url, pagerduty=True, settings=rt.settings).start()
    await bell.ready()
    await bell.firebell.db.write(by_day_too)
    await workspace.declare("ana", **{"What happens?": "It answers <500>\nsince 14:02."})
    await bell.until(made, PATIENCE)
    await bell.idle(PATIENCE)
    (there,) = await rt.tickets()
    channel = await its_channel(workspace)
    links = [one["_url"] for one in there["_hyperlinks"] if one["ref"] == "refers-to"]
    assert there["Subject"] == "Checkout fails for one order in three"
    assert (there["Queue"]["id"], there["Status"], there["Creator"]["id"]) == ("3", "new", "firebell")
    assert any(channel["id"] in one for one in links), links
    (page,) = (await workspace.get("state/pagerduty"))["incidents"]
    assert there["CustomFields"] == {"PagerDuty ID": page["id"], "PagerDuty URL": page["html_url"]}
    assert "|RT#1>" in said_in(channel), "the card leads there"

    await workspace.slash("ana", "update inc-1 investigating: db2 is full", channel=channel["id"])
    await bell.idle(PATIENCE)
    assert (await rt.ticket("1"))["Status"] == "open"
    await rt.call("PUT", "ticket/1", {"Subject": "Nobody can pay"}, by="dana")
    await rt.call(
        "POST", "ticket/1/comment", {"Content": "Seen <it> & so", "ContentType": "text/plain"}, by="dana"
    )
    await look(rt, bell)
    heard = said_in(await its_channel(workspace))
    assert (await bell.firebell.db.read(first)).title == "Nobody can pay"
    assert "Seen &lt;it&gt; &amp; so" in heard
    assert "Dana" in heard
    assert len(await bell.firebell.db.read(commented)) == 1, "what we wrote there never comes back"
    ours = [one["Type"] for one in await rt.told("1") if one["Creator"]["id"] == "firebell"]
    assert sorted(ours) == ["AddLink", "Comment", "Create", "CustomField", "CustomField", "Status"], (
        "nothing is written twice, nor what stands there already"
    )

    await bell.firebell.db.write(lambda _unit: jobs.pause(NAME, paused=True))
    await bell.idle(PATIENCE)
    await rt.call("PUT", "ticket/1", {"Status": "resolved"}, by="dana")
    client = RequestTracker(Account(rt.url, rt.token), 10, bell.firebell.http)
    look_at = looker(Site(client, bell.firebell.db))
    assert await differences("rt", look_at, bell.firebell.db, utc_now()) == [
        "inc-1 RT#1: status is 'resolved' there and 'investigating' here, theirs is to be heard"
    ]
    await look(rt, bell)
    assert await differences("rt", look_at, bell.firebell.db, utc_now()) == []
    await asked(workspace, bell)
    await rt.call("PUT", "ticket/1", {"Requestor": "dana@example.com"})
    body = {"Content": "<p>It is <i>back</i></p>", "ContentType": "text/html"}
    await rt.call("POST", "ticket/1/correspond", body, by="dana")
    await look(rt, bell)
    assert (await bell.firebell.db.read(first)).status is Status.INVESTIGATING, "a reply opens it again"
    assert "> It is back" in said_in(await its_channel(workspace))
    await bell.stop()


async def test_what_people_make_there_is_an_incident_and_is_followed_wherever_it_goes(
    workspace: Workspace, database_url: str, rt: RT
) -> None:
    bell = await Bell(workspace, database_url, pagerduty=True, settings=rt.settings).start()
    await bell.ready()
    await bell.firebell.db.write(by_day_too)
    await bell.firebell.db.write(wanted)
    await look(rt, bell)
    await rt.create("Till <!here> is *down*", Content="Nobody\ncan pay.")
    await rt.create("A question", "General")
    for _ in range(2):
        await look(rt, bell)
    incident = await bell.firebell.db.read(first)
    assert await bell.firebell.db.read(incidents.get, 2) is None
    assert (incident.title, incident.priority, incident.category) == (
        "Till <!here> is *down*",
        "P2",
        "payment",
    )
    assert incident.description == "Nobody\ncan pay."
    (page,) = (await workspace.get("state/pagerduty"))["incidents"]
    there = await rt.ticket("1")
    assert there["CustomFields"]["PagerDuty ID"] == page["id"], "people are called"
    assert "It began in RT as <" in said_in(await its_channel(workspace))
    assert len(await rt.tickets()) == 2, "it has a ticket already"

    await rt.call("PUT", "ticket/1", {"MergeInto": await rt.create("The same")}, by="root")
    await look(rt, bell)
    assert (await bell.firebell.db.read(ticket)).key == "RT#3"
    await rt.call("PUT", "ticket/3", {"Queue": "Network"}, by="dana")
    await look(rt, bell)
    assert (await bell.firebell.db.read(ticket)).project == "Network"
    await rt.call("PUT", "ticket/3", {"Status": "deleted"}, by="root")
    await look(rt, bell)
    assert "RT#3 is deleted in RT" in said_in(await its_channel(workspace))
    assert (await bell.firebell.db.read(first)).status is Status.MITIGATED, "nobody leads it who could say so"
    assert await bell.firebell.db.read(incidents.get, 2) is None, "none of that is another incident"
    await bell.stop()


@dataclass
class Troubles:
    """RT is limited, then away; it makes the ticket and its answer is lost, twice; then all is well."""

    left: list[int] = field(default_factory=lambda: [429, 500])
    lost: int = 2

    def before(self, verb: str, path: str, _sent: Any) -> web.Response | None:
        if (verb, path) != ("POST", "/REST/2.0/ticket") or not self.left:
            return None
        return web.Response(status=self.left.pop(0), headers={"Retry-After": "0"})

    def after(self, verb: str, path: str, _sent: Any) -> web.Response | None:
        is_lost = (
            path in {"/REST/2.0/ticket", "/REST/2.0/ticket/1/comment"} and verb == "POST" and self.lost > 0
        )
        self.lost -= is_lost
        return web.Response(status=502) if is_lost else None


async def test_a_lost_answer_makes_nothing_twice_and_a_refusal_is_told(
    workspace: Workspace, database_url: str, rt: RT
) -> None:
    async with between(rt.url) as proxy:
        troubles = Troubles()
        proxy.answer, proxy.after = troubles.before, troubles.after
        bell = await Bell(workspace, database_url, settings={**rt.settings, "RT_URL": proxy.url}).start()
        await bell.ready()
        await bell.firebell.db.write(odd)
        await workspace.declare("ana")
        await bell.until(made, PATIENCE)
        await bell.idle(PATIENCE)
        (there,) = await rt.tickets()
        channel = (await its_channel(workspace))["id"]
        await workspace.slash("ana", "update inc-1 investigating: db2 is full", channel=channel)
        await bell.idle(PATIENCE)
        assert (troubles.left, troubles.lost) == ([], 0)
        assert [one["Type"] for one in await rt.told(there["id"])].count("Comment") == 1
        assert (await rt.ticket(there["id"]))["Status"] == "new", "RT says 200 to a status that it has not"
        told = said_in(await its_channel(workspace))
        assert "the status could not be written to RT#1" in told.replace("The", "the")
        assert "Status 'bogus' isn't a valid status" in told
        await bell.stop()


async def test_beside_jira_each_has_its_own_and_tells_nothing_that_is_private(
    workspace: Workspace, database_url: str, rt: RT
) -> None:
    bell = await Bell(workspace, database_url, jira=True, settings=rt.settings).start()
    await bell.ready()
    await bell.firebell.db.write(shared)
    await workspace.declare("ana")
    await workspace.declare("ana", Category="Network", Title="Nobody reaches the office")
    await bell.idle(PATIENCE)
    (there,) = await rt.tickets()
    assert (there["Subject"], there["Queue"]["id"]) == ("Nobody reaches the office", "4")
    (issue,) = (await workspace.get("state/jira"))["issues"]
    assert issue["fields"]["labels"] == ["inc-1"]
    owed = await bell.firebell.db.read(effects)
    assert not [name for subject, name in owed if subject == "inc-1" and name.endswith(":rt")]
    assert not {name for subject, name in owed if subject == "inc-2"} & {"file_ticket", "keep_tickets"}

    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(add_task, 2, Wish("Call the carrier"), by=ana)
    await bell.firebell.db.write(file_task, 1, by=ana)
    await bell.idle(PATIENCE)
    task = await rt.ticket("2")
    assert (task["Subject"], task["Queue"]["id"]) == ("Call the carrier", "4")
    assert [one["_url"][-9:] for one in task["_hyperlinks"] if one["ref"] == "parent"] == ["/ticket/1"]
    await rt.call("PUT", "ticket/2", {"Status": "resolved"}, by="dana")
    await look(rt, bell)
    done = await bell.firebell.db.read(tasks.get, 1)
    assert done
    assert done.done_at, "done there is done here"

    await bell.firebell.db.write(make_private, 2, (), by=ana)
    await bell.idle(PATIENCE)
    assert (await rt.ticket("1"))["Subject"] == "inc-2, private incident"
    await workspace.slash("ana", "ticket inc-1 unlink")
    mine = await rt.create("The same, seen by others")
    await workspace.slash("ana", f"ticket inc-1 link rt#{mine}")
    await bell.idle(PATIENCE)
    assert (await bell.firebell.db.read(main)).key == f"RT#{mine}"
    assert (await rt.ticket(mine))["Subject"] == "The same, seen by others", "it is somebody else's"
    await bell.stop()


async def test_what_begins_in_pagerduty_gets_its_fields_in_the_queue_of_its_service(
    workspace: Workspace, database_url: str, rt: RT
) -> None:
    """RT takes a field by name for the first of that name, whichever queue has it."""
    for name in ("PagerDuty ID", "PagerDuty URL"):
        of = {"LookupType": "RT::Queue-RT::Ticket", "Queue": "Network"}
        await rt.call("POST", "customfield", {"Name": name, "Type": "FreeformSingle", **of})
    settings = {**rt.settings, **reached()}
    bell = await Bell(workspace, database_url, pagerduty=True, settings=settings).start()
    await bell.ready()
    await bell.firebell.db.write(in_network)
    await workspace.until(lambda state: state["webhook_subscriptions"], of="pagerduty")
    begun = {"action": "trigger", "service": "Payments", "title": "Checkout is down", "urgency": "high"}
    page = (await workspace.act("ben", "pagerduty", **begun))["incident"]
    await bell.until(lambda: incidents.get(1) is not None and made(), PATIENCE)
    await bell.idle(PATIENCE)
    (there,) = await rt.tickets()
    assert there["Queue"]["id"] == "4"
    assert there["CustomFields"] == {"PagerDuty ID": page["id"], "PagerDuty URL": page["html_url"]}
    kinds = [one["Type"] for one in await rt.told(there["id"])]
    assert "CustomField" not in kinds, "they are there from the first moment"

    rt.take_rights(Network=["ShowTicket"])
    rt.renew()
    await rt.call("PUT", f"ticket/{there['id']}", {"Status": "resolved"})
    await bell.firebell.db.write(reconcile, "rt")
    await bell.idle(PATIENCE)
    told = said_in(await its_channel(workspace))
    assert "RT does not show us RT#1: docs/rt.md names the rights" in told
    assert (await bell.firebell.db.read(ticket)).is_there, "a right that is taken away loses no ticket"
    await bell.stop()


def both_made() -> bool:
    return all(one and any(each.is_there for each in one.tickets) for one in map(incidents.get, (1, 2)))


async def refers_to_tickets(rt: RT, number: str) -> list[str]:
    links = [one for one in (await rt.ticket(number))["_hyperlinks"] if one["ref"] == "refers-to"]
    return [str(one["id"]) for one in links if one.get("type") == "ticket"]


async def test_the_ticket_of_what_is_merged_refers_to_the_one_that_goes_on(
    workspace: Workspace, database_url: str, rt: RT
) -> None:
    async with between(rt.url) as proxy:
        bell = await Bell(workspace, database_url, settings={**rt.settings, "RT_URL": proxy.url}).start()
        await bell.ready()
        for title in ("Nobody can pay", "Nobody can pay by card"):
            await workspace.declare("ana", Title=title)
            await bell.idle(PATIENCE)
        await bell.until(both_made, PATIENCE)
        ana = workspace.user_id(await workspace.state(), "ana")
        await bell.firebell.db.write(merge_incidents, 2, 1, by=ana)
        await bell.idle(PATIENCE)
        assert await refers_to_tickets(rt, "2") == ["1"]
        assert await refers_to_tickets(rt, "1") == []
        await bell.firebell.db.write(reconcile, "rt")
        await bell.idle(PATIENCE)
        said = [sent for verb, _, sent in proxy.asked if verb == "PUT" and "AddRefersTo" in sent]
        assert [one["AddRefersTo"] for one in said].count(["1"]) == 1
        assert (await rt.ticket("2"))["Status"] == "resolved", "a ticket of its own"
        await bell.firebell.db.write(make_private, 1, (), by=ana)
        await bell.idle(PATIENCE)
        assert await refers_to_tickets(rt, "2") == []
        await bell.stop()


async def test_where_rt_lets_it_refer_to_none_people_are_told(
    workspace: Workspace, database_url: str, rt: RT
) -> None:
    bell = await Bell(workspace, database_url, settings=rt.settings).start()
    await bell.ready()
    await bell.firebell.db.write(apart)
    await workspace.declare("ana", Title="Nobody can pay", Category="Network")
    await workspace.declare("ana", Title="Nobody can pay by card")
    await bell.until(both_made, PATIENCE)
    await bell.idle(PATIENCE)
    rt.take_rights(Network=["ModifyTicket"])
    rt.renew()
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(merge_incidents, 2, 1, by=ana)
    await bell.idle(PATIENCE)
    said = "\n".join([said_in(one) for one in await workspace.incident_channels()])
    assert "RT does not change what RT#" in said
    await bell.stop()
