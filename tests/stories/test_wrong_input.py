"""Wrong input gets a clear sentence where the person looks, and nothing happens."""

import pytest
from harness import Bell, Workspace, texts

from bot.domain.incident import ClosingReason
from bot.domain.rules.closing import Ending
from bot.usecases.finish.close_incident import close_incident, reopen_incident


async def where_to_ask(workspace: Workspace) -> str:
    return f"Questions about Firebell: <#{(await workspace.channel('dev-firebell'))['id']}>"


async def test_a_title_of_two_characters_is_refused_under_the_field(workspace: Workspace, bell: Bell) -> None:
    answer = await workspace.declare("ana", Title="db")
    assert "at least 3 characters" in answer["errors"]["Title"]
    assert answer["view"]["title"]["text"] == "Declare an incident"
    assert not await workspace.incident_channels()


@pytest.mark.parametrize(("field", "most"), [("Title", 128), ("What happens?", 1200)])
async def test_a_text_over_the_limit_is_refused_under_the_field(
    workspace: Workspace, bell: Bell, field: str, most: int
) -> None:
    answer = await workspace.declare("ana", **{field: "x" * (most + 1)})
    assert f"at most {most} characters" in answer["errors"][field]
    assert not await workspace.incident_channels()


async def test_an_impact_or_a_priority_must_be_chosen(workspace: Workspace, bell: Bell) -> None:
    await workspace.slash("ana", "open", wait_ms=5000)
    values = {"Title": "Checkout is down", "What happens?": "It answers 500.", "Category": "Payment"}
    answer = await workspace.act("ana", "submit", values=values)
    assert answer["errors"] == {"Customers": "Pick at least one impact, or a priority."}


async def test_every_fault_is_told_at_once(workspace: Workspace, bell: Bell) -> None:
    await workspace.slash("ana", "open", wait_ms=5000)
    values = {
        "Title": "  ab  ",
        "What happens?": "hm",
        "Category": "Payment",
        "Customers": "No customer",
    }
    answer = await workspace.act("ana", "submit", values=values)
    assert set(answer["errors"]) == {"Title", "What happens?", "Customers"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("opne", "Did you mean `/incident open`?"),
        ("statsu", "Did you mean `/incident status`?"),
        ("xyzzy", "`/incident help` shows what there is"),
        ("status inc-99", "There is no inc-99"),
        ("status `<!channel>`", "There is no incident"),
    ],
)
async def test_what_is_not_understood_is_answered_with_what_is_meant(
    workspace: Workspace, bell: Bell, typed: str, said: str
) -> None:
    answer = await workspace.slash("ana", typed)
    (heard,) = answer["ephemerals"]
    assert said in heard["text"]
    assert texts(heard["blocks"]).endswith(await where_to_ask(workspace))
    assert answer["view"] is None


async def test_status_where_there_is_no_incident_at_all(workspace: Workspace, bell: Bell) -> None:
    answer = await workspace.slash("ana", "status", channel="general")
    assert "There is no incident yet. `/incident open` declares one." in answer["ephemerals"][0]["text"]


@pytest.mark.parametrize("typed", ["", "help", "HELP"])
async def test_help_lists_what_can_be_typed(workspace: Workspace, bell: Bell, typed: str) -> None:
    said = texts((await workspace.slash("ana", typed))["ephemerals"][0]["blocks"])
    for usage in ("/incident open [title]", "/incident status [inc-7]", "/incident list", "All "):
        assert usage in said
    support = await workspace.channel("dev-firebell")
    assert f"<#{support['id']}>" in said


async def test_an_answer_that_is_lost_says_where_to_ask(workspace: Workspace, bell: Bell) -> None:
    await workspace.fault("views.open", "500", times=20)
    lost = await workspace.slash("ana", "open", wait_ms=3000)
    (said,) = lost["ephemerals"]
    assert "Nothing has changed; please try again." in said["text"]
    assert texts(said["blocks"]).endswith(await where_to_ask(workspace))


async def test_what_was_entered_stays_in_a_form_that_is_refused_as_a_whole(
    workspace: Workspace, bell: Bell
) -> None:
    """Somebody else closed the incident meanwhile, and reopens it."""
    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    await workspace.slash("ana", "update", channel["id"], wait_ms=5000)
    ben, over = workspace.user_id(await workspace.state(), "ben"), Ending(ClosingReason.CANCELLED, "All well")
    await bell.firebell.db.write(close_incident, 1, over, by=ben)
    refused = (await workspace.act("ana", "submit", values={"Message": "Rolled back 2.41"}))["view"]
    assert refused["blocks"][0]["text"]["text"].startswith(":warning: inc-1 is closed: ")
    assert f"\n{await where_to_ask(workspace)}\n" in texts(refused["blocks"])
    await bell.firebell.db.write(reopen_incident, 1, "It is back", by=ben)
    assert (await workspace.act("ana", "submit", wait_ms=500))["ok"]
    await bell.idle()
    told = [one["text"] for one in (await workspace.channel(channel["id"]))["messages"]]
    assert any("Rolled back 2.41" in one for one in told)


async def test_a_form_about_what_somebody_may_not_see_any_more_goes(workspace: Workspace, bell: Bell) -> None:
    """What it was about became private, and she is not among those who may see it."""
    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    await workspace.slash("eve", "update", channel["id"], wait_ms=5000)
    await workspace.slash("ana", "private", channel["id"], wait_ms=5000)
    await workspace.act("ana", "submit", wait_ms=1500)
    await bell.idle()
    refused = (await workspace.act("eve", "submit", values={"Message": "Rolled back 2.41"}))["view"]
    assert refused["title"]["text"] == "Not done"
    assert texts(refused["blocks"]).startswith("There is no inc-1. App Home lists the active ones.")
    assert texts(refused["blocks"]).endswith(await where_to_ask(workspace))


async def test_typed_text_never_becomes_a_mention_or_a_link(workspace: Workspace, bell: Bell) -> None:
    hostile = "<!channel> <@U1> <https://evil.example|click> & `x` :x:"
    await workspace.declare("ana", Title=hostile, **{"What happens?": f"{hostile}\n{hostile}"})
    await bell.idle()
    sent = [one for channel in (await workspace.state())["channels"] for one in channel["messages"]]
    shown = [texts(one["blocks"]) for one in sent if "inc-1" in one.get("text", "") and one.get("blocks")]
    assert len(shown) == 2, "the card and the announcement"
    for said in shown:
        assert "<!channel>" not in said
        assert "<@U1>" not in said
        assert "<https://evil.example" not in said
        assert "&lt;!channel&gt;" in said
