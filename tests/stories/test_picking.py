"""Which incident is meant, where nobody said it."""

from harness import PAYMENT, Bell, Workspace, texts


async def test_the_channel_says_which_incident_is_meant(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare()
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    said = await workspace.slash("ben", "status", channel=channel["id"])
    assert PAYMENT["Title"] in texts(said["ephemerals"][0]["blocks"])


async def test_elsewhere_a_picker_asks_and_goes_on(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare()
    await workspace.declare("ben", Title="Search finds nothing at all")
    await bell.idle()
    asked = await workspace.slash("chloe", "status", wait_ms=5000)
    assert asked["view"]["title"]["text"] == "Firebell status"
    where = {"in": "view", "label": "Which incident?"}
    assert (await workspace.act("chloe", "suggest", **where, text="search"))["options"] == [
        "inc-2 Search finds nothing at all"
    ]
    assert len((await workspace.act("chloe", "suggest", **where, text=""))["options"]) == 2
    picked = await workspace.act("chloe", "submit", values={"Which incident?": "inc-2"}, wait_ms=5000)
    assert "Search finds nothing at all" in texts(picked["view"]["blocks"])
    assert "Checkout" not in texts(picked["view"]["blocks"])
