"""An organisation words itself what channels are called and told."""

from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, texts
from pager import card

from bot.domain.texts import TEXTS, wrong
from bot.ports import utc_now
from bot.store import taxonomy
from bot.usecases.settings.apply_settings import apply_settings, propose_settings


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """These stories do not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def open_texts(workspace: Workspace) -> dict[str, Any]:
    await workspace.slash("ana", "settings texts", wait_ms=3000)
    return await workspace.act("ana", "click", **{"in": "view"}, label="Change", wait_ms=3000)


async def say(bell: Bell, **said: str) -> None:
    """As `firebell config apply` does."""
    present = await bell.firebell.db.read(taxonomy.document)
    wanted = {"texts": {**present["texts"], **said}}
    shown = await bell.firebell.db.read(propose_settings, wanted)
    await bell.firebell.db.write(apply_settings, wanted, shown)


async def names(workspace: Workspace) -> list[str]:
    """Give those of all channels that Firebell made."""
    state = await workspace.state()
    bot = next(user["id"] for user in state["users"] if user["name"] == "firebell")
    return [one["name"] for one in state["channels"] if one["creator"] == bot]


async def test_channels_are_called_as_an_admin_says_from_then_on(workspace: Workspace, bell: Bell) -> None:
    """Those that are there keep their names, and follow their category in them."""
    await workspace.declare("ana")
    await bell.idle()
    (old,) = await names(workspace)
    form = await open_texts(workspace)
    assert "What channels are called, and what people read there" in texts(form["view"]["blocks"])
    refused = await workspace.act("ana", "submit", values={"Name of an incident's channel": "{title}"})
    assert "There is no {title} here. There are {day}, {id}" in str(refused["errors"])
    refused = await workspace.act("ana", "submit", values={"Name of an incident's channel": "sev-{category}"})
    assert "It needs {id}" in str(refused["errors"])
    saved = await workspace.act(
        "ana", "submit", values={"Name of an incident's channel": "sev{id}-{category}"}, wait_ms=3000
    )
    assert saved["ok"], saved
    await workspace.declare("ben", Title="Search finds nothing")
    await bell.idle()
    assert await names(workspace) == [old, "sev2-payment"]
    for ref in ("inc-1", "inc-2"):
        await workspace.slash("ana", f"edit {ref}", wait_ms=5000)
        edited = await workspace.act("ana", "submit", values={"Category": "Refunds"})
        assert edited["ok"], edited
        await bell.idle()
    assert await names(workspace) == [old.replace("payment", "refunds"), "sev2-refunds"]


async def test_a_channel_whose_answer_was_lost_is_found_after_its_name_was_worded_anew(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.fault("conversations.create", "drop")
    await workspace.fault("users.conversations", "429", retry_after=1)
    await workspace.declare("ana")
    await workspace.until(lambda state: any("-1-prd-" in one["name"] for one in state["channels"]))
    await say(bell, channel_name="sev-{id}")
    await bell.idle()
    (name,) = await names(workspace)
    assert name.endswith("-1-prd-payment")
    await workspace.declare("ben", Title="Search finds nothing")
    await bell.idle()
    assert await names(workspace) == [name, "sev-2"]


async def test_the_call_is_linked_where_people_look_and_not_for_private_ones(
    workspace: Workspace, bell: Bell
) -> None:
    await say(bell, call_link="https://meet.example.com/{ref}?day={day}&x=1")
    link = f"<https://meet.example.com/inc-1?day={utc_now():%Y%m%d}&amp;x=1|Join the call>"
    await workspace.declare("ana")
    await bell.idle()
    assert link in str((await workspace.state())["views"]), "in what the declarer sees"
    assert link in await card(workspace)
    for typed in ("status inc-1", "catchup inc-1"):
        answer = await workspace.slash("ben", typed)
        assert link in texts(answer["ephemerals"][-1]["blocks"])
    await workspace.slash("ana", "critical Search is down")
    await bell.idle()
    await workspace.declare("ana", Title="A list on a public bucket", Category="Personal Data Breach")
    await bell.idle()
    state = str(await workspace.state())
    assert "meet.example.com/inc-2" in state
    assert "inc-3" in state
    assert "meet.example.com/inc-3" not in state
    assert "meet.example.com" not in str(await workspace.channel("tech-incidents"))


async def test_a_preview_shows_what_is_entered_before_it_is_saved(workspace: Workspace, bell: Bell) -> None:
    opened = await open_texts(workspace)
    first = texts(opened["view"]["blocks"])
    assert "#20261121-42-prd-payment" in first
    assert "*Please do not deploy* before this is over" in first
    fields = [one["block_id"] for one in opened["view"]["blocks"] if one["type"] == "input"]
    assert fields == list(TEXTS)
    entered = {
        "Name of an incident's channel": "sev{id}-{group}",
        "Address of the call": "https://meet.example.com/{ref}",
        "On the pinned card": "Ask {commander} <!channel>",
    }
    refused = await workspace.act("ana", "submit", values={**entered, "Below an announcement": "{commander}"})
    assert "There is no {commander} here" in str(refused["errors"])
    seen = await workspace.act("ana", "click", **{"in": "view"}, label="Preview", wait_ms=3000)
    said = texts(seen["view"]["blocks"])
    assert "#sev42-shop" in said
    assert "https://meet.example.com/inc-42" in said
    assert "Ask @ana &lt;!channel&gt;" in said
    assert ":warning: There is no {commander} here." in said
    assert (await bell.firebell.db.read(taxonomy.load)).texts == {}, "nothing is saved"
    saved = await workspace.act(
        "ana", "submit", values={"Below an announcement": "Press Follow."}, wait_ms=3000
    )
    assert "Press Follow." in texts(saved["view"]["blocks"])
    kept = (await bell.firebell.db.read(taxonomy.load)).texts
    assert kept["channel_name"] == "sev{id}-{group}"
    assert set(kept) == {"channel_name", "call_link", "welcome", "announced"}


async def test_channels_read_the_words_of_an_admin(workspace: Workspace, bell: Bell) -> None:
    """On the card and below the announcement while it goes on; nothing that is typed there calls anybody."""
    await say(
        bell,
        welcome="Ask {commander} first. <!channel> {priority}",
        announced="Press Follow for {ref} ({environments}). <!here>",
        frozen="Wait for {incidents} <!channel>:",
        free="Go on: {incidents} over.",
    )
    await workspace.declare("ana", Customers="Nobody or hardly anybody can order")
    await bell.idle()
    ana = workspace.user_id(await workspace.state(), "ana")
    shown = await card(workspace)
    assert "&lt;!channel&gt; P1 Critical" in shown
    assert f"Ask <@{ana}> first." in shown or "Ask nobody first." in shown
    announced = str((await workspace.channel("tech-incidents"))["messages"])
    assert "Press Follow for inc-1 (PRD). &lt;!here&gt;" in announced
    deploys = str((await workspace.channel("it-deploy"))["messages"])
    assert ":warning: Wait for inc-1 &lt;!channel&gt;:" in deploys
    channel = (await names(workspace))[0]
    await workspace.slash("ana", "update mitigated: rolled back", channel=channel)
    await bell.idle()
    assert ":large_green_circle: Go on: inc-1 over." in str(
        (await workspace.channel("it-deploy"))["messages"]
    )
    assert "Press Follow for" not in str((await workspace.channel("tech-incidents"))["messages"])


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://meet.example.com/{id}", "It must begin with https:// and a host"),
        ("https:///{id}", "It must begin with https:// and a host"),
        ("https://{id}.example.com/", "Placeholders must stand behind the host"),
        ("https://meet.example.com/{id}|<!channel>", "without spaces, quotes or brackets"),
        ("https://meet.example.com/{category}", "There is no {category} here. There are {id}, {ref}, {day}."),
        ("https://[meet/{id}", "It is no address such as"),
        ("javascript:alert({id})", "It must begin with https:// and a host"),
    ],
)
def test_an_address_that_cannot_be_says_why(address: str, sentence: str) -> None:
    assert sentence in wrong("call_link", address)
