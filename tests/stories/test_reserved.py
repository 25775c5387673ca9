"""An admin keeps some deeds for usergroups: who belongs to none of them is told who can, everywhere."""

from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, texts
from pager import first, known, paged
from typed import typed

from bot.domain.policy import RESERVABLE
from bot.domain.rules.updating import Update
from bot.integrations.jira.client import Account, Jira
from bot.integrations.jira.log import Log
from bot.integrations.jira.site import Site
from bot.ports import utc_now
from bot.store import incidents, taxonomy, visible
from bot.store.who import directory
from bot.usecases.settings.apply_settings import apply_settings, propose_settings
from bot.usecases.unit import Unit
from bot.usecases.work.update_incident import update_incident

DECLARE, PAGE, CLOSE, WAIVE = (f"Only @oncall-platform and admins can {deed}" for deed in RESERVABLE.values())


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """These stories do not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def change(workspace: Workspace, **values: Any) -> str:
    """Ana says it in the settings; give what she sees then."""
    await workspace.slash("ana", "settings permissions", wait_ms=3000)
    await workspace.act("ana", "click", **{"in": "view"}, label="Change", wait_ms=3000)
    saved = await workspace.act("ana", "submit", values=values, wait_ms=3000)
    assert saved["ok"], saved
    return texts(saved["view"]["blocks"])


async def reserve(bell: Bell, *names: str, handle: str = "oncall-platform") -> None:
    """As `firebell config apply` does."""
    wanted = {"permissions": {name: [handle] for name in names}}
    shown = await bell.firebell.db.read(propose_settings, wanted)
    await bell.firebell.db.write(apply_settings, wanted, shown)


async def refused(workspace: Workspace, who: str, words: str, **where: Any) -> str:
    """Give what is said to who types this."""
    said = await workspace.slash(who, words, **where, wait_ms=3000)
    return texts(said["ephemerals"] or [said["view"]])


async def history(workspace: Workspace) -> str:
    shown = await workspace.slash("ana", "settings history", wait_ms=3000)
    return texts(shown["view"]["blocks"])


async def test_what_an_admin_keeps_for_a_usergroup_others_cannot_declare(
    workspace: Workspace, bell: Bell
) -> None:
    """Each way in says who can, before anything is typed; its members and admins go on."""
    await workspace.slash("ana", "settings permissions", wait_ms=3000)
    assert "*Declare incidents*  every full member" in str(await workspace.state())
    seen = await change(workspace, **{"Declare incidents": ["oncall-platform"]})
    assert "*Declare incidents*  @oncall-platform" in seen
    since = len(await workspace.calls())
    for words in (
        "open",
        "open Checkout is down",
        "critical",
        "critical Checkout is down",
        "drill Rehearsal",
    ):
        assert f"{DECLARE}. Ask one of them." in await refused(workspace, "eve", words), words
    await workspace.act("eve", "open_home", wait_ms=3000)
    pressed = await workspace.act("eve", "click", **{"in": "home"}, label="Declare an incident", wait_ms=3000)
    assert DECLARE in texts([pressed["view"]])
    called = await workspace.act("eve", "shortcut", callback_id="declare", wait_ms=3000)
    assert DECLARE in texts([called["view"]])
    assert "Guests cannot declare" in await refused(workspace, "tess", "open", channel="translations")
    assert not await workspace.calls("conversations.create", since=since)
    for who in ("farid", "ana"):
        assert (await workspace.declare(who))["ok"], who
    await bell.idle()
    assert len(await workspace.incident_channels()) == 2
    assert "changed *permissions.declare*: nothing -&gt; oncall-platform" in await history(workspace)


async def test_nobody_chosen_any_more_is_as_it_was(workspace: Workspace, bell: Bell) -> None:
    await reserve(bell, "declare")
    assert "*Declare incidents*  every full member" in await change(workspace, **{"Declare incidents": []})
    assert (await workspace.declare("eve"))["ok"]


@pytest.mark.pagerduty
async def test_who_may_not_page_sees_who_is_on_call_and_declares_what_pages(
    workspace: Workspace, bell: Bell
) -> None:
    """What a priority pages by itself is nobody's deed."""
    await known(bell)
    await reserve(bell, "page")
    channel = (await paged(workspace, bell, "eve"))["id"]
    assert f"{PAGE}. Ask one of them." in await refused(workspace, "eve", "oncall Platform", channel=channel)
    assert PAGE in await refused(workspace, "eve", "page Payments")
    overview = await workspace.slash("eve", "oncall", wait_ms=3000)
    assert overview["view"]["title"]["text"] == "On-call"
    button = await workspace.act("eve", "click", **{"in": "view"}, label="Page", index=0, wait_ms=3000)
    assert PAGE in texts([button["view"]])
    assert "Guests cannot page" in await refused(workspace, "tess", "page Payments", channel="translations")
    for who in ("farid", "ana"):
        form = await workspace.slash(who, "page Payments", wait_ms=3000)
        assert form["view"]["callback_id"] == "page_people", who


@pytest.mark.pagerduty
async def test_a_page_becomes_no_incident_by_who_may_not_declare(workspace: Workspace, bell: Bell) -> None:
    await known(bell)
    await workspace.slash("eve", "oncall Payments", wait_ms=3000)
    await workspace.act("eve", "submit", values={"Without one: what is it about?": "Checkout is odd"})
    (place, said) = await workspace.until(told)
    await reserve(bell, "declare")
    where = {"in": "message", "channel": place, "ts": said["ts"], "label": "Make it an incident"}
    assert DECLARE in str(await workspace.act("eve", "click", **where, wait_ms=2000))


def told(state: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Give the message about a page without incident, and where it stands."""
    found = [(dm["id"], one) for dm in state["dms"] for one in dm["messages"]]
    return next((one for one in found if "Make it an incident" in str(one)), None)


@pytest.mark.pagerduty
async def test_who_may_not_page_calls_for_help_and_raises_the_priority(
    workspace: Workspace, bell: Bell
) -> None:
    await known(bell)
    await reserve(bell, "page")
    await workspace.declare("eve", Customers="Hardly visible")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    eve = workspace.user_id(await workspace.state(), "eve")
    await bell.firebell.db.write(update_incident, 1, Update(priority="P1"), by=eve)
    await bell.until(lambda: first().pages and first().pages[0].id)
    form = await workspace.slash("eve", "sos", channel=channel["id"], wait_ms=3000)
    assert "Whom do you call?" in texts(form["view"]["blocks"])


async def test_what_is_kept_for_others_cannot_be_closed_or_merged(workspace: Workspace, bell: Bell) -> None:
    """A guest who is in the channel closes no more than a full member."""
    await reserve(bell, "close")
    await workspace.declare("eve")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    where = {"channel": channel["id"]}
    for words in ("close", "close rolled back", "downgrade", "merge inc-1"):
        assert f"{CLOSE}. Ask one of them." in await refused(workspace, "eve", words, **where), words
    await workspace.act("eve", "invite", **where, member="tess")
    tess = workspace.user_id(await workspace.state(), "tess")
    await bell.until(lambda: visible.in_channel(channel["id"], tess))
    assert CLOSE in await refused(workspace, "tess", "close", **where)
    await workspace.slash("eve", "update mitigated: rolled back", **where)
    for who in ("farid", "ana"):
        form = await workspace.slash(who, "close", **where, wait_ms=3000)
        assert form["view"]["title"]["text"] == "Close inc-1", who


async def test_a_usergroup_waives_instead_of_the_commander(workspace: Workspace, bell: Bell) -> None:
    await reserve(bell, "waive")
    await workspace.declare("eve")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    await workspace.slash("eve", "roles me", channel=channel["id"])
    form = await workspace.slash("eve", "close", channel=channel["id"], wait_ms=3000)
    said = texts(form["view"]["blocks"])
    assert "Only @oncall-platform and admins can close it without." in said
    assert "Close anyway" not in said
    await workspace.slash("farid", "close", channel=channel["id"], wait_ms=3000)
    await workspace.act("farid", "click", **{"in": "view"}, label="Close anyway, say why", wait_ms=3000)
    values = {"What ended it?": "Rolled back", "Why may it be closed without?": "A rehearsal"}
    await reserve(bell, "waive", handle="oncall-data")
    late = await workspace.act("farid", "submit", values=values, wait_ms=3000)
    assert "Only @oncall-data and admins can waive what is missing" in texts(late["view"]["blocks"])
    await reserve(bell, "waive")
    closed = await workspace.act("farid", "submit", values=values, wait_ms=3000)
    assert "without mitigation, key events and post-mortem: A rehearsal" in texts(closed["view"]["blocks"])


async def test_where_nobody_is_left_admins_are_told_and_go_on(
    workspace: Workspace, bell: Bell, tmp_path: Path
) -> None:
    await reserve(bell, "declare", "close")

    async def doctor() -> str:
        given = {**workspace.sandbox.environment, "DATABASE_URL": f"sqlite:///{tmp_path}/firebell.db"}
        ended = await typed("doctor", folder=tmp_path, environment=given)
        return " ".join((ended.out + ended.errors).split())

    await bell.firebell.db.write(_name_two, "oncall-platform", "sre")
    said = await doctor()
    assert "Slack has no usergroup @sre, which Permissions names to page people." in said
    assert "Only admins can" not in said
    await workspace.act("ana", "edit_usergroup", usergroup="oncall-platform", users=["walt", "tess"])
    await bell.until(lambda: len(directory.members(["oncall-platform"])) == 1)
    assert "nobody who could is in @oncall-platform" in await doctor()
    await workspace.act("ana", "edit_usergroup", usergroup="oncall-platform", disabled=True)
    await bell.until(lambda: directory.gone_handles(["oncall-platform"]))
    seen = await refused(workspace, "ana", "settings permissions")
    assert "Only admins can declare incidents now: Slack has no usergroup @oncall-platform." in seen
    assert DECLARE in await refused(workspace, "farid", "open")
    assert (await workspace.declare("ana"))["ok"]


async def test_the_permissions_follow_a_usergroup_that_is_renamed(workspace: Workspace, bell: Bell) -> None:
    await reserve(bell, "page", "close")
    await workspace.act("ana", "edit_usergroup", usergroup="oncall-platform", handle="sre")
    await bell.until(lambda: taxonomy.load().permissions == {"page": ("sre",), "close": ("sre",)})
    assert "Slack changed *permissions.page*: oncall-platform -&gt; sre" in await history(workspace)


@pytest.mark.jira
@pytest.mark.pagerduty
async def test_what_people_report_in_jira_goes_on_as_before(workspace: Workspace, bell: Bell) -> None:
    """They may neither declare nor page here: what the settings begin and page is not their deed."""
    await known(bell)
    await reserve(bell, "declare", "page")
    wanted = {"ticket_openings": {"INC": {"category": "payment", "opens": "P3"}}}
    shown = await bell.firebell.db.read(propose_settings, wanted)
    await bell.firebell.db.write(apply_settings, wanted, shown)
    issue = {"project": "INC", "summary": "The till is down", "priority": "1"}
    await workspace.act("ben", "jira", create=issue)
    given = workspace.sandbox.environment
    jira = Jira(Account(given["JIRA_URL"], given["JIRA_USER"], given["JIRA_TOKEN"]), 60)
    await Log(Site(jira, bell.firebell.db), bell.firebell.db, utc_now, "INC").read()
    opened = await bell.until(lambda: incidents.get(1) and first())
    assert opened.opened_by == workspace.user_id(await workspace.state(), "ben")
    assert [page.service for page in opened.pages] == ["Payments"]


async def test_who_may_not_close_takes_their_own_declaration_back(workspace: Workspace, bell: Bell) -> None:
    await reserve(bell, "close")
    await workspace.slash("eve", "critical", wait_ms=3000)
    await workspace.act("eve", "submit", values={"What is broken?": "Checkout is down"}, wait_ms=3000)
    await workspace.act("eve", "click", label="Undo, 30 s")
    await bell.until(lambda: incidents.get(1) and first().is_closed)


def _name_two(_unit: Unit, *handles: str) -> None:
    document = taxonomy.document()
    document["permissions"]["page"] = [*handles]
    taxonomy.replace(document)
