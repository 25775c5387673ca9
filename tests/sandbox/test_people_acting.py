"""People act in the workspace, a Bolt app answers: what each of them sees is what Slack would show."""

from typing import Any

import pytest
from rig import Json, Listener, Space, button, entry, eventually, modal, option, section, text_entry
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]
LATER = 5000
"""Milliseconds that a person is willing to wait for an answer that comes after the ack."""


def menu(name: str, action_id: str, *names: str, **more: Any) -> Json:
    options = [option(each, each.lower()) for each in names]
    return entry(name, {"type": "static_select", "action_id": action_id, "options": options}, **more)


async def opens(bolt: AsyncApp, view: Json) -> None:
    """Let /probe open this view after its ack."""

    async def later(body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def now(ack: AsyncAck) -> None:
        await ack()

    bolt.command("/probe")(ack=now, lazy=[later])


async def test_a_command_carries_where_and_who(space: Space, bolt: AsyncApp) -> None:
    @bolt.command("/probe")
    async def answer(ack: AsyncAck, command: Json) -> None:
        await ack(f"{command['user_name']} in {command['channel_name']} says {command['text']}")

    said = await space.act("ben", "slash", channel="payments", command="/probe", text="hello")
    assert said["ok"]
    assert [each["text"] for each in said["ephemerals"]] == ["ben in payments says hello"]


async def test_the_answer_waits_for_what_comes_after_the_ack(space: Space, bolt: AsyncApp) -> None:
    await opens(bolt, modal(text_entry("Title")))
    said = await space.act("ana", "slash", channel="general", command="/probe", wait_ms=LATER)
    assert said["view"]["blocks"][0]["label"]["text"] == "Title"


async def test_without_patience_the_answer_comes_at_the_ack(space: Space, bolt: AsyncApp) -> None:
    await opens(bolt, modal(text_entry("Title")))
    await space.post("latency", {"slack": 500})
    said = await space.act("ana", "slash", channel="general", command="/probe")
    assert (said["ok"], said["view"]) == (True, None)


async def test_a_form_is_filled_as_a_person_fills_it(space: Space, bolt: AsyncApp) -> None:
    view = modal(
        text_entry("Title"),
        menu("Kind", "kind", "Payment Operations", "Marketplace"),
        entry("Lead", {"type": "users_select", "action_id": "v"}),
        entry("Helpers", {"type": "multi_users_select", "action_id": "v"}),
        entry("Where", {"type": "channels_select", "action_id": "v"}),
        entry("Day", {"type": "datepicker", "action_id": "v"}),
        entry("Hour", {"type": "timepicker", "action_id": "v"}),
        entry(
            "Boxes",
            {"type": "checkboxes", "action_id": "v", "options": [option("Loud", "l"), option("Fast", "f")]},
        ),
        entry(
            "How",
            {"type": "radio_buttons", "action_id": "v", "options": [option("Up", "u"), option("Down", "d")]},
        ),
        entry("Count", {"type": "number_input", "action_id": "v", "is_decimal_allowed": False}),
    )
    await opens(bolt, view)
    sent: Json = {}

    @bolt.view("probe")
    async def receive(ack: AsyncAck, view: Json) -> None:
        sent.update({name: next(iter(held.values())) for name, held in view["state"]["values"].items()})
        await ack()

    await space.act("ana", "slash", channel="general", command="/probe", wait_ms=LATER)
    values = {
        "Title": "Down",
        "Kind": "market",
        "Lead": "ben",
        "Helpers": ["ana", "@chloe"],
        "Where": "#payments",
    }
    more = {"Day": "2026-11-21", "Hour": "14:02", "Boxes": ["Fast"], "how": "d", "Count": 7}
    assert (await space.act("ana", "submit", values={**values, **more}))["view"] is None
    assert sent["title"]["value"] == "Down"
    assert sent["kind"]["selected_option"]["value"] == "marketplace"
    assert sent["lead"]["selected_user"] == await space.user("ben")
    assert sent["helpers"]["selected_users"] == [await space.user("ana"), await space.user("chloe")]
    assert sent["where"]["selected_channel"] == (await space.channel("payments"))["id"]
    assert (sent["day"]["selected_date"], sent["hour"]["selected_time"]) == ("2026-11-21", "14:02")
    assert [each["value"] for each in sent["boxes"]["selected_options"]] == ["f"]
    assert (sent["how"]["selected_option"]["value"], sent["count"]["value"]) == ("d", "7")


async def test_a_choice_that_dispatches_changes_the_form_before_it_is_sent(
    space: Space, bolt: AsyncApp
) -> None:
    kind = menu("Kind", "kind", "Public", "Private", dispatch_action=True)
    await opens(bolt, modal(kind, text_entry("Title")))
    told: list[str] = []

    async def now(ack: AsyncAck, action: Json) -> None:
        told.append(action["selected_option"]["value"])
        await ack()

    async def later(body: Json, client: AsyncWebClient) -> None:
        view = modal(kind, text_entry("Title"), text_entry("Who may see it"))
        await client.views_update(view_id=body["view"]["id"], view=view)

    bolt.action("kind")(ack=now, lazy=[later])
    sent: list[Json] = []

    @bolt.view("probe")
    async def receive(ack: AsyncAck, view: Json) -> None:
        sent.append(view["state"]["values"])
        await ack()

    await space.post("latency", {"slack": 100})
    await space.act("ana", "slash", channel="general", command="/probe", wait_ms=LATER)
    values = {"Who may see it": "chloe", "Title": "Leak", "Kind": "Private"}
    assert (await space.act("ana", "submit", values=values))["ok"]
    assert told == ["private"]
    assert sent[0]["who may see it"]["value"]["value"] == "chloe"
    assert sent[0]["title"]["value"]["value"] == "Leak"


async def test_entering_what_is_there_already_tells_nobody(space: Space, bolt: AsyncApp) -> None:
    await opens(bolt, modal(menu("Kind", "kind", "Public", "Private", dispatch_action=True)))
    told: list[Json] = []

    @bolt.action("kind")
    async def hear(ack: AsyncAck, action: Json) -> None:
        told.append(action)
        await ack()

    await space.act("ana", "slash", channel="general", command="/probe", wait_ms=LATER)
    for _ in range(2):
        await space.act("ana", "select", **{"in": "view"}, label="Kind", option="Private")
    assert len(told) == 1


async def test_a_type_ahead_is_asked_with_what_was_typed(space: Space, bolt: AsyncApp) -> None:
    search = {"type": "external_select", "action_id": "search", "min_query_length": 2}
    await opens(bolt, modal(entry("Incident", search)))
    asked: list[str] = []

    @bolt.options("search")
    async def offer(ack: AsyncAck, payload: Json) -> None:
        asked.append(payload["value"])
        found = [name for name in ("Checkout fails", "Checkout is slow", "Login") if payload["value"] in name]
        await ack(options=[option(name, name.lower()) for name in found])

    sent: list[Json] = []

    @bolt.view("probe")
    async def receive(ack: AsyncAck, view: Json) -> None:
        sent.append(view["state"]["values"]["incident"]["search"])
        await ack()

    await space.act("ana", "slash", channel="general", command="/probe", wait_ms=LATER)
    offered = await space.act("ana", "suggest", **{"in": "view"}, label="Incident", text="Check")
    assert offered["options"] == ["Checkout fails", "Checkout is slow"]
    assert (await space.act("ana", "suggest", **{"in": "view"}, label="Incident", text="C"))["options"] == []
    await space.act("ana", "select", **{"in": "view"}, label="Incident", option="Checkout fails")
    await space.act("ana", "submit", values={"Incident": "slow"})
    assert asked == ["Check", "slow"]
    assert sent[0]["selected_option"]["value"] == "checkout is slow"


async def test_what_the_page_had_typed_elsewhere_goes_along(space: Space, bolt: AsyncApp) -> None:
    blocks = [
        text_entry("Title"),
        {"type": "actions", "block_id": "row", "elements": [button("More", "more")]},
    ]
    await opens(bolt, modal(*blocks))
    seen: list[Json] = []

    @bolt.action("more")
    async def hear(ack: AsyncAck, body: Json) -> None:
        seen.append(body["view"]["state"]["values"])
        await ack()

    await space.act("ana", "slash", channel="general", command="/probe", wait_ms=LATER)
    where = {"in": "view", "block_id": "row", "action_id": "more"}
    await space.act("ana", "click", **where, values={"title": "half a sen"})
    assert seen[0]["title"]["value"]["value"] == "half a sen"


async def test_a_button_in_a_message_answers_in_its_place(
    space: Space, bolt: AsyncApp, web: AsyncWebClient
) -> None:
    @bolt.action("take")
    async def take(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
        await ack()
        await respond(text=f"{body['user']['username']} leads", replace_original=True)

    row = {"type": "actions", "elements": [button(":hand: Take command", "take", value="inc-1")]}
    posted = await web.chat_postMessage(channel="general", text="who leads?", blocks=[row])
    where = {"channel": "general", "ts": posted["ts"]}
    assert (
        await space.act("ben", "click", **{"in": "message"}, **where, label="Take command", wait_ms=LATER)
    )["ok"]
    (message,) = [each for each in (await space.channel("general"))["messages"] if each["ts"] == posted["ts"]]
    assert message["text"] == "ben leads"
    assert "blocks" not in message


async def test_a_whisper_can_be_replaced_and_taken_back(space: Space, bolt: AsyncApp) -> None:
    row = {"type": "actions", "elements": [button("Undo", "undo"), button("Away", "away")]}

    @bolt.command("/probe")
    async def whisper(ack: AsyncAck) -> None:
        await ack(text="done", blocks=[row])

    @bolt.action("undo")
    async def undo(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
        assert body["container"]["is_ephemeral"] is True
        assert "message" not in body
        await respond(text="undone", replace_original=True, blocks=[row])
        await ack()

    @bolt.action("away")
    async def away(ack: AsyncAck, respond: AsyncRespond) -> None:
        await respond(delete_original=True)
        await ack()

    (shown,) = (await space.act("ana", "slash", command="/probe", channel="general"))["ephemerals"]
    where = {"in": {"channel": "general", "ts": shown["ts"]}}
    (replaced,) = (await space.act("ana", "click", **where, label="Undo"))["ephemerals"]
    assert (replaced["text"], replaced["ts"]) == ("undone", shown["ts"])
    await space.act("ana", "click", **where, label="Away")
    assert (await space.state())["ephemerals"] == []


async def test_a_response_url_works_five_times(space: Space, listener: Listener) -> None:
    await space.act("ana", "slash", command="/probe", channel="general")
    url = listener.payloads("slash_commands")[0]["response_url"]
    for number in range(5):
        async with space.http.post(url, json={"text": f"{number}", "response_type": "in_channel"}) as answer:
            assert answer.status == 200
    async with space.http.post(url, json={"text": "once more"}) as answer:
        assert (answer.status, (await answer.json())["error"]) == (404, "used_url")
    async with space.http.post(f"{space.sandbox.url}/respond/unknown", json={"text": "x"}) as answer:
        assert (answer.status, (await answer.json())["error"]) == (404, "expired_url")
    texts = [each["text"] for each in (await space.channel("general"))["messages"]]
    assert texts[-5:] == ["0", "1", "2", "3", "4"]


async def test_an_overflow_menu_is_chosen_from_by_its_words(
    space: Space, bolt: AsyncApp, web: AsyncWebClient
) -> None:
    chosen: list[str] = []

    @bolt.action("more")
    async def hear(ack: AsyncAck, action: Json) -> None:
        chosen.append(action["selected_option"]["value"])
        await ack()

    menu_of_two = {
        "type": "overflow",
        "action_id": "more",
        "options": [option("Merge", "m"), option("Close", "c")],
    }
    home = {"type": "home", "blocks": [section("inc-1", accessory=menu_of_two)]}
    await web.views_publish(user_id=await space.user("ana"), view=home)
    await space.act("ana", "click", **{"in": "home"}, label="Merge")
    await space.act("ana", "select", **{"in": "home"}, action_id="more", option="Close")
    assert chosen == ["m", "c"]


async def test_home_is_told_of_a_visit_and_shows_what_is_published(space: Space, bolt: AsyncApp) -> None:
    @bolt.event("app_home_opened")
    async def publish(event: Json, client: AsyncWebClient) -> None:
        await client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [section("Welcome")]}
        )

    answer = await space.act("ana", "open_home", wait_ms=LATER)
    assert answer["ack_ms"] > 0
    assert answer["home"]["blocks"][0]["text"]["text"] == "Welcome"


async def test_shortcuts_bring_their_message(space: Space, listener: Listener) -> None:
    said = await space.act("ben", "message", channel="general", text="the site is down")
    await space.act("ana", "shortcut", callback_id="probe_now")
    await space.act("ana", "message_shortcut", callback_id="probe_this", channel="general", ts=said["ts"])
    (payload,) = listener.payloads("message_action")
    assert (payload["message"]["text"], payload["callback_id"]) == ("the site is down", "probe_this")
    assert listener.payloads("shortcut")[0]["callback_id"] == "probe_now"


async def test_people_talk_with_mentions_and_threads(space: Space) -> None:
    root = await space.act("ben", "message", channel="payments", text="@deniz, see #general & <this>")
    answer = await space.act("deniz", "message", channel="payments", text="on it", thread_ts=root["ts"])
    await space.act("deniz", "edit", channel="payments", ts=answer["ts"], text="done")
    await space.act("ben", "react", channel="payments", ts=answer["ts"], name="tada")
    first, second = (await space.channel("payments"))["messages"][-2:]
    general = (await space.channel("general"))["id"]
    assert first["text"] == f"<@{await space.user('deniz')}>, see <#{general}|general> &amp; &lt;this&gt;"
    assert first["blocks"][0]["elements"][0]["elements"][0]["type"] == "user"
    assert (second["text"], second["thread_ts"], second["reactions"][0]["name"]) == (
        "done",
        first["ts"],
        "tada",
    )
    await space.act("ben", "unreact", channel="payments", ts=answer["ts"], name="tada")
    await space.act("deniz", "delete", channel="payments", ts=answer["ts"])
    assert (await space.channel("payments"))["messages"][-1]["ts"] == root["ts"]


async def test_people_run_their_channels(space: Space, web: AsyncWebClient, listener: Listener) -> None:
    room = (await space.channel("random"))["id"]
    await web.conversations_join(channel=room)
    await space.act("eve", "leave", channel="random")
    await space.act("eve", "join", channel="random")
    await space.act("ana", "rename", channel="random", name="odds-and-ends")
    await space.act("ana", "kick", channel=room, member="probe")
    await space.act("ana", "archive", channel=room)
    assert (await space.channel(room))["is_archived"]
    assert "archived" in await space.refused("ana", "message", channel=room, text="x")
    await space.act("ana", "unarchive", channel=room)
    await space.act("ana", "invite", channel=room, member="probe")
    kinds = ("member_left_channel", "channel_rename", "channel_left", "channel_archive", "channel_unarchive")
    await eventually(lambda: all(listener.events(kind) for kind in kinds))
    assert listener.events("channel_left")[0]["channel"] == room


@pytest.mark.parametrize(
    ("user", "do", "args", "words"),
    [
        ("eve", "message", {"channel": "payments", "text": "x"}, "join it first"),
        ("eve", "join", {"channel": "security"}, "no channel 'security' that eve can see"),
        (
            "ben",
            "edit",
            {"channel": "payments", "ts": "{last}", "text": "x"},
            "can change only messages of ben",
        ),
        ("ana", "leave", {"channel": "general"}, "Nobody leaves #general"),
        ("ana", "archive", {"channel": "general"}, "cannot be archived"),
        ("ana", "rename", {"channel": "payments", "name": "general"}, "a channel #general already"),
        ("ana", "react", {"channel": "payments", "ts": "1.2", "name": "x"}, "no message '1.2'"),
    ],
)
async def test_what_slack_would_not_let_people_do_is_refused(
    space: Space, user: str, do: str, args: Json, words: str
) -> None:
    last = await space.act("ana", "message", channel="payments", text="by ana")
    filled = {name: last["ts"] if value == "{last}" else value for name, value in args.items()}
    assert words in await space.refused(user, do, **filled)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"Colour": "red"}, "no field 'Colour' in the view \"Probe\"; it has: Title, Kind"),
        ({"Kind": "Green"}, "'Green' is no option of 'kind': 'Payment', 'Payroll'"),
        ({"Kind": "pay"}, "'pay' fits several options"),
    ],
)
async def test_a_value_that_cannot_be_entered_is_refused_with_what_can(
    space: Space, bolt: AsyncApp, values: Json, words: str
) -> None:
    await opens(bolt, modal(text_entry("Title"), menu("Kind", "kind", "Payment", "Payroll")))
    await space.act("ana", "slash", command="/probe", channel="general", wait_ms=LATER)
    assert words in await space.refused("ana", "submit", values=values)
    assert "There is no 'Fly'" in await space.refused("ana", "click", **{"in": "view"}, label="Fly")


@pytest.mark.parametrize(
    ("offered", "error"),
    [
        ({"options": [{"text": "bare"}]}, "invalid_options"),
        ({"options": [option("x", "x" * 151)]}, "invalid_options"),
    ],
)
async def test_options_that_slack_would_not_show_are_told(
    space: Space, web: AsyncWebClient, listener: Listener, offered: Json, error: str
) -> None:
    await space.act("ana", "slash", command="/probe", channel="general")
    search = entry("Search", {"type": "external_select", "action_id": "s"})
    trigger = listener.payloads("slash_commands")[0]["trigger_id"]
    await web.views_open(trigger_id=trigger, view=modal(search))
    listener.answers["block_suggestion"] = offered
    said = await space.act("ana", "suggest", **{"in": "view"}, label="Search", text="checkout")
    assert (said["ok"], said["error"]) == (False, error)
