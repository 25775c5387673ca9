"""Modals and the Home tab by Slack's rules: triggers, hashes, the stack, what an update keeps."""

import asyncio
from typing import Any

import pytest
from rig import Json, Listener, Space, button, entry, modal, option, section, text_entry
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]
FORM = modal(text_entry("Title"), text_entry("Why", optional=True))


async def trigger(space: Space, listener: Listener, user: str = "ana") -> str:
    await space.act(user, "slash", command="/probe", channel="general")
    return str(listener.payloads("slash_commands")[-1]["trigger_id"])


@pytest.fixture
async def form(space: Space, web: AsyncWebClient, listener: Listener) -> Json:
    """A modal that ana has open."""
    opened = await web.views_open(trigger_id=await trigger(space, listener), view=FORM)
    return dict(opened["view"])


async def test_a_trigger_id_works_once(space: Space, web: AsyncWebClient, listener: Listener) -> None:
    trigger_id = await trigger(space, listener)
    await web.views_open(trigger_id=trigger_id, view=FORM)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await web.views_open(trigger_id=trigger_id, view=FORM)


async def test_a_refused_view_does_not_use_the_trigger_up(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    trigger_id = await trigger(space, listener)
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await web.views_open(
            trigger_id=trigger_id, view={**FORM, "title": {"type": "plain_text", "text": "x" * 25}}
        )
    await web.views_open(trigger_id=trigger_id, view=FORM)


async def test_a_trigger_id_expires(space: Space, web: AsyncWebClient, listener: Listener) -> None:
    trigger_id = await trigger(space, listener)
    await space.post("limits", {"deadline": 0.05})
    await asyncio.sleep(0.06)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await web.views_open(trigger_id=trigger_id, view=FORM)


async def test_three_views_and_no_more_stand_on_one_another(
    space: Space, web: AsyncWebClient, listener: Listener, form: Json
) -> None:
    second = (await web.views_push(trigger_id=await trigger(space, listener), view=FORM))["view"]
    assert (second["previous_view_id"], second["root_view_id"]) == (form["id"], form["id"])
    third = (await web.views_push(trigger_id=await trigger(space, listener), view=FORM))["view"]
    assert (third["previous_view_id"], third["root_view_id"]) == (second["id"], form["id"])
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await web.views_push(trigger_id=await trigger(space, listener), view=FORM)
    answer = await space.act("ana", "close")
    assert answer["view"]["id"] == second["id"]


async def test_an_answer_pushes_no_fourth_view_either(
    space: Space, web: AsyncWebClient, listener: Listener, form: Json
) -> None:
    for _ in range(2):
        await web.views_push(trigger_id=await trigger(space, listener), view=FORM)
    listener.answers["view_submission"] = {"response_action": "push", "view": FORM}
    answer = await space.act("ana", "submit", values={"Title": "x"})
    assert (answer["ok"], answer["error"]) == (False, "push_limit_reached")
    assert len((await space.get("see", user="ana"))["views"]) == 3


async def test_an_update_keeps_what_was_entered_where_ids_stay(
    space: Space, web: AsyncWebClient, form: Json
) -> None:
    await space.act("ana", "select", label="Title", value="Checkout is down")
    changed = modal(text_entry("Title"), entry("Why", {"type": "plain_text_input", "action_id": "other"}))
    await web.views_update(view_id=form["id"], view=changed)
    (view,) = (await space.get("see", user="ana"))["views"]
    values = view["state"]["values"]
    assert values["title"]["value"]["value"] == "Checkout is down"
    assert values["why"] == {"other": {"type": "plain_text_input", "value": None}}


async def test_an_update_drops_a_choice_that_is_no_longer_offered(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    def choosing(*names: str) -> Json:
        options = [option(name, name.lower()) for name in names]
        return modal(entry("Kind", {"type": "static_select", "action_id": "kind", "options": options}))

    opened = await web.views_open(trigger_id=await trigger(space, listener), view=choosing("A", "B"))
    await space.act("ana", "select", label="Kind", option="B")
    await web.views_update(view_id=opened["view"]["id"], view=choosing("A", "C"))
    (view,) = (await space.get("see", user="ana"))["views"]
    assert view["state"]["values"]["kind"]["kind"]["selected_option"] is None


async def test_what_is_pressed_while_the_app_draws_it_anew_is_known(
    space: Space, web: AsyncWebClient, listener: Listener, form: Json
) -> None:
    """By its action: the block_id that its person saw was Slack's own, and is no more. Of two it is none."""
    row = {"type": "actions", "elements": [button("Go", "go")]}
    for rows, status in (((row,), 200), ((row, row), 400)):
        await web.views_update(view_id=form["id"], view=modal(*rows))
        press = {"user": "ana", "do": "click", "in": "view", "block_id": "gone", "action_id": "go"}
        assert (await space.post("act", press))[0] == status
    (pressed,) = listener.payloads("block_actions")
    assert pressed["actions"][0]["action_id"] == "go"


async def test_each_change_has_a_new_hash_and_a_stale_one_is_refused(web: AsyncWebClient, form: Json) -> None:
    newer = (await web.views_update(view_id=form["id"], hash=form["hash"], view=FORM))["view"]
    assert newer["hash"] != form["hash"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await web.views_update(view_id=form["id"], hash=form["hash"], view=FORM)


async def test_an_external_id_names_one_view(space: Space, web: AsyncWebClient, listener: Listener) -> None:
    named = {**FORM, "external_id": "draft-1"}
    await web.views_open(trigger_id=await trigger(space, listener), view=named)
    await web.views_update(external_id="draft-1", view=named)
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await web.views_open(trigger_id=await trigger(space, listener, "ben"), view=named)


async def test_initial_values_are_the_state_until_somebody_changes_them(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    ben = await space.user("ben")
    boxes = {
        "type": "checkboxes",
        "action_id": "v",
        "options": [option("Yes", "y")],
        "initial_options": [option("Yes", "y")],
    }
    view = modal(
        entry("Title", {"type": "plain_text_input", "action_id": "v", "initial_value": "Draft"}),
        entry("Lead", {"type": "users_select", "action_id": "v", "initial_user": ben}),
        entry("Day", {"type": "datepicker", "action_id": "v", "initial_date": "2026-11-21"}),
        entry(
            "Where",
            {"type": "conversations_select", "action_id": "v", "default_to_current_conversation": True},
        ),
        entry("Sure", boxes),
    )
    await web.views_open(trigger_id=await trigger(space, listener), view=view)
    (seen,) = (await space.get("see", user="ana"))["views"]
    held = {name: state["v"] for name, state in seen["state"]["values"].items()}
    assert held["title"]["value"] == "Draft"
    assert held["lead"]["selected_user"] == ben
    assert held["day"]["selected_date"] == "2026-11-21"
    assert held["where"]["selected_conversation"] == (await space.channel("general"))["id"]
    assert [each["value"] for each in held["sure"]["selected_options"]] == ["y"]


async def test_home_is_published_and_replaced(space: Space, web: AsyncWebClient) -> None:
    ana = await space.user("ana")
    first = (await web.views_publish(user_id=ana, view={"type": "home", "blocks": [section("one")]}))["view"]
    home = {"type": "home", "blocks": [section("two")]}
    second = (await web.views_publish(user_id=ana, hash=first["hash"], view=home))["view"]
    assert second["id"] == first["id"]
    seen = (await space.get("see", user="ana"))["home"]
    assert seen["blocks"][0]["text"]["text"] == "two"
    assert (await space.state())["homes"][ana]["hash"] == second["hash"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await web.views_publish(user_id=ana, hash=first["hash"], view=home)


async def test_an_answer_without_action_closes_one_view_and_clear_all(
    space: Space, web: AsyncWebClient, listener: Listener, form: Json
) -> None:
    await web.views_push(trigger_id=await trigger(space, listener), view=FORM)
    answer = await space.act("ana", "submit", values={"Title": "x"})
    assert answer["view"]["id"] == form["id"]
    await web.views_push(trigger_id=await trigger(space, listener), view=FORM)
    listener.answers["view_submission"] = {"response_action": "clear"}
    assert (await space.act("ana", "submit", values={"Title": "x"}))["view"] is None


async def test_errors_keep_the_form_open_and_stand_under_their_fields(
    space: Space, listener: Listener, form: Json
) -> None:
    listener.answers["view_submission"] = {"response_action": "errors", "errors": {"title": "Too short"}}
    answer = await space.act("ana", "submit", values={"Title": "x"})
    assert (answer["ok"], answer["errors"], answer["view"]["id"]) == (
        True,
        {"Title": "Too short"},
        form["id"],
    )
    assert (await space.get("see", user="ana"))["errors"] == {"title": "Too short"}
    listener.answers.clear()
    assert (await space.act("ana", "submit", values={"Title": "longer"}))["view"] is None


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"response_action": "errors", "errors": {"nowhere": "x"}}, "invalid_response_errors"),
        ({"response_action": "errors"}, "invalid_response_errors"),
        ({"response_action": "dance"}, "invalid_response_action"),
        ({"response_action": "update", "view": {"type": "modal"}}, "invalid_arguments"),
    ],
)
async def test_an_answer_against_the_rules_is_told(
    space: Space, listener: Listener, form: Json, answer: Json, error: str
) -> None:
    listener.answers["view_submission"] = answer
    said = await space.act("ana", "submit", values={"Title": "x"})
    assert (said["ok"], said["error"]) == (False, error)
    assert said["response_metadata"]["messages"]


async def test_update_and_push_answer_with_another_view(space: Space, listener: Listener, form: Json) -> None:
    other = modal(section("working"), submit=None)
    listener.answers["view_submission"] = {"response_action": "push", "view": FORM}
    pushed = (await space.act("ana", "submit", values={"Title": "x"}))["view"]
    assert pushed["previous_view_id"] == form["id"]
    del other["submit"]
    listener.answers["view_submission"] = {"response_action": "update", "view": other}
    updated = (await space.act("ana", "submit", values={"Title": "x"}))["view"]
    assert (updated["id"], updated["blocks"][0]["text"]["text"]) == (pushed["id"], "working")


@pytest.mark.parametrize("told", [True, False])
async def test_the_app_hears_of_a_closed_view_where_it_asked_to(
    space: Space, web: AsyncWebClient, listener: Listener, *, told: bool
) -> None:
    view: dict[str, Any] = {**FORM, "notify_on_close": told, "clear_on_close": True}
    await web.views_open(trigger_id=await trigger(space, listener), view=view)
    assert (await space.act("ana", "close"))["view"] is None
    assert [payload["is_cleared"] for payload in listener.payloads("view_closed")] == [True] * told


async def test_slack_itself_asks_for_what_is_required(space: Space, listener: Listener, form: Json) -> None:
    answer = await space.act("ana", "submit")
    assert answer["errors"] == {"Title": "Please complete this required field."}
    assert listener.payloads("view_submission") == []


async def test_state_holds_every_element_also_those_outside_inputs(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    select = {"type": "static_select", "action_id": "pick", "options": [option("A", "a"), option("B", "b")]}
    blocks = [{"type": "actions", "block_id": "row", "elements": [select, button("Go", "go")]}]
    await web.views_open(trigger_id=await trigger(space, listener), view=modal(*blocks))
    await space.act("ana", "select", action_id="pick", option="B")
    (payload,) = listener.payloads("block_actions")
    assert payload["actions"][0]["selected_option"]["value"] == "b"
    assert payload["view"]["state"]["values"]["row"]["pick"]["selected_option"]["value"] == "b"
    assert payload["container"] == {"type": "view", "view_id": payload["view"]["id"]}
