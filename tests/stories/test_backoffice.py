"""Admins change what incidents are made of, in Slack, and everybody works with it at once."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, texts

from bot.store import taxonomy
from bot.store.running import jobs, troubles
from bot.store.tables import Usergroup
from bot.usecases.unit import Unit


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def opened(workspace: Workspace, who: str, section: str = "") -> dict[str, Any]:
    answer = await workspace.slash(who, f"settings {section}".strip(), wait_ms=5000)
    assert answer["view"], answer
    return dict(answer["view"])


async def top(workspace: Workspace, who: str) -> dict[str, Any]:
    """Give what this person has before them."""
    state = await workspace.state()
    return dict(state["views"][workspace.user_id(state, who)][-1])


async def choose(workspace: Workspace, who: str, key: str, label: str) -> dict[str, Any]:
    """Choose from the menu beside the entry of this key."""
    view = await top(workspace, who)
    entry = next(one for one in view["blocks"] if f"'delete {key}'" in str(one))
    menu = {"block_id": entry["block_id"], "action_id": "settings_entry"}
    return await workspace.act(who, "select", **menu, value=label, wait_ms=5000)


async def test_a_priority_is_edited_and_every_change_is_written_down(
    workspace: Workspace, bell: Bell
) -> None:
    """What cannot be so is told under its field; the list below and its history follow."""
    await opened(workspace, "ana")
    await choose(workspace, "ana", "P1", "Edit")
    refused = await workspace.act("ana", "submit", values={"Fixed within": "soon", "Rank": "2"})
    assert "a duration such as 30m" in refused["errors"]["Fixed within"]
    assert "both have rank 2" in refused["errors"]["Rank"]
    saved = await workspace.act(
        "ana",
        "submit",
        values={"Fixed within": "3h", "Rank": "1", "Name": "Very <!channel> bad"},
        wait_ms=3000,
    )
    assert "Very &lt;!channel&gt; bad" in texts(saved["view"]["blocks"])
    history = await workspace.act(
        "ana", "select", action_id="settings_section", value="What was changed", wait_ms=3000
    )
    said = texts(history["view"]["blocks"])
    assert "changed *priorities.P1*" in said
    assert "fix_within: 2h -&gt; 3h" in said
    await workspace.declare("eve", Customers="Nobody or hardly anybody can order")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert "P1 Very &lt;!channel&gt; bad" in str(channel["messages"])
    assert "<!channel>" not in str(await workspace.channel("tech-incidents"))


async def test_a_category_is_added_declared_with_retired_and_offered_no_more(
    workspace: Workspace, bell: Bell
) -> None:
    await opened(workspace, "rosa", "categories")
    await workspace.act("rosa", "click", label="Add a category", wait_ms=3000)
    values = {"Name": "Gift cards", "Group": "Marketplace", "Responders": ["oncall-marketplace"]}
    saved = await workspace.act("rosa", "submit", values=values, wait_ms=3000)
    assert "*Gift cards*" in texts(saved["view"]["blocks"]), saved
    await workspace.declare("eve", Category="Gift cards")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    state = await workspace.state()
    assert {workspace.user_id(state, name) for name in ("hugo", "ines")} <= set(channel["members"])
    asked = await choose(workspace, "rosa", "gift-cards", "Delete")
    assert "1 incident holds *gift-cards*" in texts(asked["view"]["blocks"])
    retired = await workspace.act("rosa", "submit", values={}, wait_ms=3000)
    assert "_retired_" in texts(retired["view"]["blocks"])
    form = await workspace.slash("eve", "open", wait_ms=5000)
    assert "Gift cards" not in str(form["view"])
    await workspace.act("rosa", "click", label="Next", wait_ms=3000)
    asked = await choose(workspace, "rosa", "legal", "Delete")
    assert "used by nothing" in texts(asked["view"]["blocks"])
    deleted = await workspace.act("rosa", "submit", values={}, wait_ms=3000)
    assert "*legal*" not in texts(deleted["view"]["blocks"])
    refused = await choose(workspace, "rosa", "other", "Delete")
    assert "named by Critical without a form (category)" in texts(refused["view"]["blocks"])


async def test_of_two_admins_at_once_the_second_sees_what_the_first_did(
    workspace: Workspace, bell: Bell
) -> None:
    for who in ("ana", "rosa"):
        await opened(workspace, who, "environments")
        await choose(workspace, who, "STG", "Edit")
    await workspace.act("ana", "submit", values={"Description": "Rehearsal"}, wait_ms=3000)
    second = await workspace.act("rosa", "submit", values={"Description": "Before production"}, wait_ms=3000)
    said = texts(second["view"]["blocks"])
    assert "description: Staging -&gt; Rehearsal" in said
    assert workspace.user_id(await workspace.state(), "ana") in said
    fields = {one["block_id"]: one["element"] for one in second["view"]["blocks"] if one["type"] == "input"}
    assert fields["description"]["initial_value"] == "Rehearsal"
    last = await workspace.act("rosa", "submit", values={"Description": "Before production"}, wait_ms=3000)
    assert "Before production" in texts(last["view"]["blocks"])


async def test_who_is_no_admin_is_told_who_can(workspace: Workspace, bell: Bell) -> None:
    """A usergroup makes its members admins, and Home shows them the button at once."""
    refused = await workspace.slash("farid", "settings")
    assert "Only admins of this workspace can change the settings" in refused["ephemerals"][0]["text"]
    home = await workspace.act("farid", "open_home", wait_ms=3000)
    assert "Settings" not in texts(home["home"]["blocks"])
    await opened(workspace, "ana", "admins")
    await workspace.act("ana", "click", label="Add a usergroup", wait_ms=3000)
    await workspace.act("ana", "submit", values={"Usergroup": "oncall-platform"}, wait_ms=3000)
    farid = workspace.user_id(await workspace.state(), "farid")
    await workspace.until(lambda state: "Settings" in texts(state["homes"][farid]["blocks"]))
    pressed = await workspace.act("farid", "click", label="Settings", **{"in": "home"}, wait_ms=3000)
    assert pressed["view"]["title"]["text"] == "Settings"


async def test_a_usergroup_that_is_not_known_yet_is_asked_for_by_its_id(
    workspace: Workspace, bell: Bell
) -> None:
    state = await workspace.state()
    group = next(one for one in state["usergroups"] if one["handle"] == "leadership")
    await bell.firebell.db.write(_forget, group["id"])
    await opened(workspace, "ana", "categories")
    await choose(workspace, "ana", "payment", "Edit")
    await workspace.act("ana", "submit", values={"Responders": [group["id"]]}, wait_ms=5000)
    await workspace.until(lambda state: "Saved." in str(state["views"]))
    await bell.idle()
    await workspace.declare("ben")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert workspace.user_id(state, "sam") in channel["members"]


def _forget(_unit: Unit, group: str) -> None:
    Usergroup.delete().where(Usergroup.id == group).execute()


async def test_a_channel_gets_a_meaning_by_being_chosen(workspace: Workspace, bell: Bell) -> None:
    """Announcements go where the admin says from now on; what was refused is still there to be mended."""
    await opened(workspace, "ana", "tags")
    await workspace.act("ana", "click", label="Add a tag", wait_ms=3000)
    refused = await workspace.act(
        "ana", "submit", values={"Key": "two words", "Channel": "random"}, wait_ms=5000
    )
    assert "without spaces. Nothing has changed." in texts(refused["view"]["blocks"])
    assert "'initial_value': 'two words'" in str(refused["view"]["blocks"])
    mended = await workspace.act("ana", "submit", values={"Key": "one_word"}, wait_ms=5000)
    assert "Saved." in texts(mended["view"]["blocks"]) or "*one_word*  #random" in texts(
        mended["view"]["blocks"]
    )
    await opened(workspace, "ana", "tags")
    await choose(workspace, "ana", "tech_incidents", "Edit")
    await workspace.act("ana", "submit", values={"Channel": "random"}, wait_ms=3000)
    await bell.idle()
    await workspace.declare("ben")
    await bell.idle()
    posted = str((await workspace.channel("random"))["messages"])
    assert "inc-1" in posted


async def test_a_job_is_run_paused_and_given_another_schedule(workspace: Workspace, bell: Bell) -> None:
    """What it did last is seen, and a schedule that cannot be read is refused under its field."""
    shown = await opened(workspace, "ana", "jobs")
    assert "*slack people*" in texts(shown["blocks"])
    calls = len(await workspace.calls("users.list"))
    await act_on_job(workspace, "Run now")
    while len(await workspace.calls("users.list")) == calls:
        await bell.idle()
    paused = await act_on_job(workspace, "Pause")
    assert "_paused_" in texts(paused["view"]["blocks"])
    await act_on_job(workspace, "Resume")
    await act_on_job(workspace, "Schedule")
    refused = await workspace.act("ana", "submit", values={"Runs": "at dawn"})
    assert "every 10m" in refused["errors"]["Runs"]
    refused = await workspace.act("ana", "submit", values={"Runs": "0 0 31 2 *"})
    assert "That day never comes" in refused["errors"]["Runs"]
    saved = await workspace.act("ana", "submit", values={"Runs": "every 2h"}, wait_ms=3000)
    assert "every 2h · next" in texts(saved["view"]["blocks"])
    history = await workspace.act(
        "ana", "select", action_id="settings_section", value="What was changed", wait_ms=3000
    )
    assert "schedule: nothing -&gt; every 2h" in texts(history["view"]["blocks"])


async def test_a_schedule_that_never_comes_is_as_if_there_were_none(workspace: Workspace, bell: Bell) -> None:
    """An earlier Firebell took it: the job runs once, and then as Firebell has it."""
    due_at = await bell.firebell.db.write(_never_comes)
    await bell.until(lambda: (one := jobs.get("slack people")) and one.next_at and one.next_at > due_at)


def _never_comes(unit: Unit) -> datetime:
    jobs.set_schedule("slack people", "0 0 31 2 *", unit.now)
    return unit.now


@pytest.mark.slow
async def test_a_job_that_fails_twice_in_a_row_is_seen_in_home_by_admins_until_it_does_no_more(
    workspace: Workspace, bell: Bell
) -> None:
    """The other jobs go on; who is no admin sees nothing of it."""
    for who in ("ana", "eve"):
        await workspace.act(who, "open_home", wait_ms=3000)
    state = await workspace.state()
    ana, eve = (workspace.user_id(state, who) for who in ("ana", "eve"))
    await workspace.fault("usergroups.list", "error", error="plan_upgrade_required", times=2)
    await run_again(bell, "slack usergroups")
    assert "not well" not in str((await workspace.state())["homes"][ana])
    await run_again(bell, "slack usergroups")
    await workspace.until(lambda state: "What to do" in texts(state["homes"][ana]["blocks"]))
    said = texts((await workspace.state())["homes"][ana]["blocks"])
    assert "The job *slack usergroups* failed 2 times in a row" in said
    assert "plan_upgrade_required" in said
    assert "slack usergroups" not in texts((await workspace.state())["homes"][eve]["blocks"])
    await run_again(bell, "slack channels")
    shown = await workspace.act("ana", "click", label="What to do", **{"in": "home"}, wait_ms=3000)
    assert "choose Run now under Jobs" in texts(shown["view"]["blocks"])
    await run_again(bell, "slack usergroups")
    await workspace.until(lambda state: "What to do" not in texts(state["homes"][ana]["blocks"]))


async def test_what_must_be_mended_is_seen_in_home_and_goes_when_it_is_mended(
    workspace: Workspace, bell: Bell
) -> None:
    """Nobody has to ask: Firebell looks around by itself."""
    await workspace.act("ana", "open_home", wait_ms=3000)
    ana = workspace.user_id(await workspace.state(), "ana")
    await opened(workspace, "ana", "critical")
    await workspace.act("ana", "click", label="Change", wait_ms=3000)
    emptied = await workspace.act("ana", "submit", values={"Category": ""}, wait_ms=3000)
    assert "*Category*  not set" in texts(emptied["view"]["blocks"])
    await run_again(bell, "look around")
    await workspace.until(lambda state: "*check: settings*" in texts(state["homes"][ana]["blocks"]))
    shown = await workspace.act("ana", "click", label="What to do", **{"in": "home"}, wait_ms=3000)
    assert "Choose a category under Settings" in texts(shown["view"]["blocks"])
    await opened(workspace, "ana", "critical")
    await workspace.act("ana", "click", label="Change", wait_ms=3000)
    await workspace.act("ana", "submit", values={"Category": "Payment"}, wait_ms=3000)
    await opened(workspace, "ana", "health")
    await workspace.act("ana", "click", label="Look again", wait_ms=3000)
    await workspace.until(lambda state: "What to do" not in texts(state["homes"][ana]["blocks"]))
    await bell.until(
        lambda: (one := jobs.get("look around")) and one.last_result == "Nothing must be mended."
    )


async def test_whoever_is_to_know_of_what_is_declared_in_a_hurry_is_invited(
    workspace: Workspace, bell: Bell
) -> None:
    """Whatever its channel says that it is; of what is declared with a form they hear as everybody does."""
    await opened(workspace, "ana", "critical")
    await workspace.act("ana", "click", label="Change", wait_ms=3000)
    saved = await workspace.act("ana", "submit", values={"Usergroup": "oncall-data"}, wait_ms=3000)
    assert "*Usergroup*  @oncall-data" in texts(saved["view"]["blocks"])
    listed = await workspace.slash("ana", "settings usergroups", wait_ms=5000)
    (line,) = [one for one in texts(listed["view"]["blocks"]).splitlines() if "@oncall-data" in one]
    assert "Critical without a form" in line
    await workspace.slash("eve", "critical Nobody can pay", channel="payments")
    await bell.idle()
    await workspace.declare("eve", Customers="Nobody or hardly anybody can order")
    await bell.idle()
    (hurried, other) = await workspace.incident_channels()
    state = await workspace.state()
    data = {workspace.user_id(state, name) for name in ("jonas", "kiran")}
    payments = {workspace.user_id(state, name) for name in ("ben", "deniz")}
    assert data | payments <= set(hurried["members"])
    assert not data & set(other["members"])


async def test_a_usergroup_that_slack_has_not_is_a_fault_where_people_hurry(
    workspace: Workspace, bell: Bell
) -> None:
    """It is named with its cure, as is that nobody would be invited at all; a renamed one is followed."""
    ana = workspace.user_id(await workspace.state(), "ana")
    await workspace.act("ana", "open_home", wait_ms=3000)
    await bell.firebell.db.write(_say_major, {"category": "other", "usergroup": "nobody"})
    await run_again(bell, "look around")
    await workspace.until(lambda state: "*check: settings*" in texts(state["homes"][ana]["blocks"]))
    shown = await workspace.act("ana", "click", label="What to do", **{"in": "home"}, wait_ms=3000)
    said = texts(shown["view"]["blocks"])
    assert "Slack has no usergroup @nobody" in said
    assert "Name another there" in said
    await bell.firebell.db.write(_say_major, {"category": "other", "usergroup": "support"})
    await workspace.act("ana", "edit_usergroup", usergroup="support", handle="helpers")
    await bell.until(lambda: taxonomy.load().major["usergroup"] == "helpers")
    await run_again(bell, "look around")
    await workspace.until(lambda state: "What to do" not in texts(state["homes"][ana]["blocks"]))
    await bell.firebell.db.write(_say_major, {"category": "other"})
    await bell.firebell.db.write(_leave_alone, "other")
    await run_again(bell, "look around")
    await workspace.until(lambda state: "*check: settings*" in texts(state["homes"][ana]["blocks"]))
    shown = await workspace.act("ana", "click", label="What to do", **{"in": "home"}, wait_ms=3000)
    assert "invites nobody" in texts(shown["view"]["blocks"])


async def test_what_was_switched_off_while_it_failed_is_unwell_no_more(
    workspace: Workspace, tmp_path: Path
) -> None:
    await workspace.post("faults", {"match": {"system": "pagerduty"}, "fault": "500", "times": 10_000})
    connected = await Bell(workspace, tmp_path / "firebell.db", pagerduty=True).start()
    await connected.until(_of_pagerduty)
    await connected.stop()
    alone = await Bell(workspace, tmp_path / "firebell.db").start()
    await alone.until(lambda: not _of_pagerduty())
    await alone.stop()


def _of_pagerduty() -> list[str]:
    return [one.name for one in troubles.present() if "pagerduty" in one.name]


def _say_major(_unit: Unit, said: dict[str, str]) -> None:
    taxonomy.replace({**taxonomy.document(), "major": said})


def _leave_alone(_unit: Unit, category: str) -> None:
    """Take away whoever is invited to an incident of this category."""
    present = taxonomy.document()
    alone = {**present["categories"][category], "responders": []}
    taxonomy.replace({**present, "invited": {}, "categories": {**present["categories"], category: alone}})


async def run_again(bell: Bell, name: str) -> None:
    """Let a job run now, and wait for its end."""
    before = (await bell.until(lambda: jobs.get(name))).last_ended
    await bell.firebell.db.write(lambda _unit: jobs.ask(name))
    await bell.until(lambda: (one := jobs.get(name)) and one.last_ended != before)


async def act_on_job(workspace: Workspace, label: str) -> dict[str, Any]:
    view = await top(workspace, "ana")
    row = next(one for one in view["blocks"] if "*slack people*" in texts([one]))
    menu = {"block_id": row["block_id"], "action_id": "settings_job"}
    return await workspace.act("ana", "select", **menu, value=label, wait_ms=3000)


async def test_a_call_for_help_keeps_its_channel_and_is_for_whom_it_says(
    workspace: Workspace, bell: Bell
) -> None:
    """The channel is not one that Firebell knows by its id, so the form cannot show it as chosen."""
    await opened(workspace, "ana", "calls")
    await choose(workspace, "ana", "support", "Edit")
    await workspace.act("ana", "submit", values={"Who may use it": ["oncall-payments"]}, wait_ms=3000)
    await workspace.declare("eve")
    await bell.idle()
    (room,) = await workspace.incident_channels()
    asked = await workspace.slash("ben", "sos", channel=room["name"], wait_ms=5000)
    assert "posts in #support" in texts(asked["view"]["blocks"])
    await workspace.act("ben", "submit", values={"Whom do you call?": "Customer support"})
    others = await workspace.slash("farid", "sos inc-1", wait_ms=5000)
    assert "Customer support" not in texts(others["view"]["blocks"])


async def test_the_levels_of_an_impact_are_brought_into_another_order(
    workspace: Workspace, bell: Bell
) -> None:
    await opened(workspace, "ana", "impacts")
    shown = (await choose(workspace, "ana", "customers", "Edit"))["view"]
    (lines,) = (one["element"]["initial_value"] for one in shown["blocks"] if "'Levels'" in str(one))
    worst, second, *others = lines.splitlines()
    levels = "\n".join([second, worst, *others])
    saved = await workspace.act("ana", "submit", values={"Levels": levels}, wait_ms=3000)
    assert saved["ok"]
    words = await bell.firebell.db.read(taxonomy.load)
    assert [one.key for one in words.impacts["customers"].levels][:2] == [second.split()[0], worst.split()[0]]


async def test_office_hours_are_one_form(workspace: Workspace, bell: Bell) -> None:
    await opened(workspace, "ana", "office")
    await workspace.act("ana", "click", label="Change", wait_ms=3000)
    for zone in ("Mars/Olympus", "Europe", "A" * 300):
        refused = await workspace.act("ana", "submit", values={"Zone": zone})
        assert "no zone such as Europe/Paris" in str(refused["errors"])
    values = {"Zone": "Asia/Kolkata", "Holidays": "2026-12-25, 2027-01-01"}
    saved = await workspace.act("ana", "submit", values=values, wait_ms=3000)
    assert "*Holidays*  2026-12-25, 2027-01-01" in texts(saved["view"]["blocks"])
    words = await bell.firebell.db.read(taxonomy.load)
    assert (words.hours.zone, len(words.hours.holidays)) == ("Asia/Kolkata", 2)


@pytest.mark.slow
async def test_what_is_retired_is_offered_no_more_and_stays_where_it_is(
    workspace: Workspace, bell: Bell
) -> None:
    """An environment, an impact, a role and a key event that an incident holds."""
    await workspace.declare("eve", Environment=["PRD", "STG"], Sellers="A few sellers notice")
    await bell.idle()
    (room,) = await workspace.incident_channels()
    await workspace.slash("eve", "roles communication lead @ben", channel=room["name"], wait_ms=3000)
    await workspace.act("eve", "submit", values={}, wait_ms=3000)
    await bell.idle()
    await workspace.slash("eve", "keyevents started 20 min ago", channel=room["name"], wait_ms=3000)
    for section, key in (("environments", "STG"), ("impacts", "sellers"), ("roles", "communication-lead")):
        await opened(workspace, "ana", section)
        asked = await choose(workspace, "ana", key, "Delete")
        assert "1 incident holds" in texts(asked["view"]["blocks"]), (section, texts(asked["view"]["blocks"]))
        retired = await workspace.act("ana", "submit", values={}, wait_ms=3000)
        assert "_retired_" in texts(retired["view"]["blocks"]), section
        await workspace.act("ana", "close")
    await opened(workspace, "ana", "key events")
    refused = await choose(workspace, "ana", "started", "Delete")
    assert "named by Metrics (time-to-detect)" in texts(refused["view"]["blocks"])
    assert "or retire it" in texts(refused["view"]["blocks"])
    await opened(workspace, "ana", "key events")
    await choose(workspace, "ana", "started", "Edit")
    retired = await workspace.act("ana", "submit", values={"Offered for new incidents": []}, wait_ms=3000)
    assert "*Started*  _retired_" in texts(retired["view"]["blocks"])
    await workspace.act("ana", "close")
    form = texts((await workspace.slash("ben", "open", wait_ms=5000))["view"]["blocks"])
    assert "STG" not in form
    assert "Sellers" not in form
    edit = texts((await workspace.slash("eve", "edit", channel=room["name"], wait_ms=5000))["view"]["blocks"])
    assert "STG" in edit, "this one holds it"
    assert "Sellers" in edit
    await workspace.declare("ben")
    await bell.idle()
    forms = [
        texts((await workspace.slash("eve", f"keyevents inc-{number}", wait_ms=3000))["view"]["blocks"])
        for number in (1, 2)
    ]
    assert ["Started" in words for words in forms] == [True, False]
    await opened(workspace, "ana", "roles")
    await choose(workspace, "ana", "commander", "Edit")
    refused = await workspace.act("ana", "submit", values={"Offered for new incidents": []})
    assert "cannot be retired" in str(refused["errors"])


async def test_a_group_has_office_hours_of_its_own(workspace: Workspace, bell: Bell) -> None:
    await opened(workspace, "ana", "groups")
    await choose(workspace, "ana", "marketplace", "Edit")
    refused = await workspace.act("ana", "submit", values={"Zone": "Mars/Olympus"})
    assert "no zone such as Europe/Paris" in refused["errors"]["Zone"]
    values = {"Zone": "Asia/Kolkata", "To": "20:00", "Holidays": "2026-12-25"}
    saved = await workspace.act("ana", "submit", values=values, wait_ms=3000)
    assert "zone Asia/Kolkata, to 20:00, holidays 2026-12-25" in texts(saved["view"]["blocks"])
    words = await bell.firebell.db.read(taxonomy.load)
    own, usual = words.groups["marketplace"].hours, words.hours
    assert (own.zone, own.since, own.until.hour) == ("Asia/Kolkata", usual.since, 20)
    await choose(workspace, "ana", "marketplace", "Edit")
    await workspace.act("ana", "submit", values={"Zone": "", "To": "", "Holidays": ""}, wait_ms=3000)
    words = await bell.firebell.db.read(taxonomy.load)
    assert words.groups["marketplace"].hours == usual


async def test_all_usergroups_are_imported_with_one_button(workspace: Workspace, bell: Bell) -> None:
    """One that Slack has told nobody of is there afterwards, and says where the settings name it."""
    state = await workspace.state()
    group = next(one for one in state["usergroups"] if one["handle"] == "leadership")
    await bell.firebell.db.write(_forget, group["id"])
    shown = texts((await opened(workspace, "ana", "usergroups"))["blocks"])
    assert "*Usergroups (7)*" in shown
    assert "*@oncall-payments* · On call Payments, 2 people · named in Categories (" in shown
    await workspace.act("ana", "click", label="Import all from Slack", wait_ms=3000)
    await bell.until(lambda: Usergroup.select().where(Usergroup.handle == "leadership").exists())
    shown = texts((await opened(workspace, "ana", "usergroups"))["blocks"])
    assert "*@leadership* · Leadership, 3 people · named in Invited widely" in shown
