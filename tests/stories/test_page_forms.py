"""Every element of a form, filled in by mouse and keyboard in Chromium: what arrives at the app."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from browser import Window, browsing, needs_chromium, picture
from playwright.async_api import Locator, expect
from rig import Json, Listener, Space, entry, eventually, modal, option
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]
pytestmark = [needs_chromium, pytest.mark.slow]


KNOWN = "async () => (await import('/page/base/store.js')).store.see.views.at(-1).blocks.length === 2"
"""The page has heard of the form's second block."""


@pytest.fixture
async def window(space: Space, tmp_path: Path) -> AsyncIterator[Window]:
    async with browsing(space.sandbox.url, tmp_path) as window:
        await window.open("ana")
        yield window


def _options(*texts: str) -> list[Json]:
    return [option(text, text.lower()) for text in texts]


def _field(name: str, kind: str, **more: Any) -> Json:
    return entry(name, {"type": kind, "action_id": "value", **more}, optional=True)


async def _open(window: Window, web: AsyncWebClient, listener: Listener, view: Json) -> Locator:
    """The form that the app opens when the person types its command."""
    before = len(listener.payloads("slash_commands"))
    await window.type_command("/probe")
    commands = await eventually(lambda: listener.payloads("slash_commands")[before:])
    await web.views_open(trigger_id=commands[0]["trigger_id"], view=view)
    form = window.dialog(view["title"]["text"])
    await expect(form).to_be_visible()
    return form


async def _sent(form: Locator, listener: Listener) -> Json:
    """Submit the form: {block_id: what its element holds}."""
    before = len(listener.payloads("view_submission"))
    await form.get_by_role("button", name="Send").click()
    submitted = await eventually(lambda: listener.payloads("view_submission")[before:])
    values = submitted[0]["view"]["state"]["values"]
    return {block_id: held["value"] for block_id, held in values.items()}


async def test_what_people_enter_in_forms_arrives(
    window: Window, web: AsyncWebClient, listener: Listener, space: Space
) -> None:
    """One form of what is typed and picked, one of what is chosen, one of rich text and files."""
    await _types_and_picks(window, web, listener)
    await _chooses(window, web, listener, space)
    await _formats_and_attaches(window, web, listener, space)
    assert not window.complaints


async def test_a_press_is_not_lost_while_the_form_is_drawn_anew(
    window: Window, web: AsyncWebClient, listener: Listener
) -> None:
    """The app changes the form between pressing and letting go: what was pressed is elsewhere then."""
    press = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    row = {"type": "actions", "elements": [press]}
    form = await _open(window, web, listener, modal(row))
    await form.get_by_role("button", name="Go").hover()
    await window.page.mouse.down()
    news = {"type": "section", "text": {"type": "plain_text", "text": "News\n" * 9}}
    view = await form.get_attribute("data-view")
    await web.views_update(view_id=view, view=modal(news, row))
    await window.page.wait_for_function(KNOWN)
    await window.page.mouse.up()
    (pressed,) = await eventually(lambda: listener.payloads("block_actions"))
    assert pressed["actions"][0]["action_id"] == "go"
    await expect(form).to_contain_text("News")
    assert not window.complaints


async def _types_and_picks(window: Window, web: AsyncWebClient, listener: Listener) -> None:
    """Words, numbers, days, hours and moments, by keyboard where people use it."""
    fields = [
        _field("Title", "plain_text_input", focus_on_load=True, min_length=3),
        _field("Story", "plain_text_input", multiline=True),
        _field("Mail", "email_text_input"),
        _field("Link", "url_text_input"),
        _field("Number", "number_input", is_decimal_allowed=False, max_value="5"),
        _field("Day", "datepicker", initial_date="2026-11-21"),
        _field("Hour", "timepicker"),
        _field("Moment", "datetimepicker", initial_date_time=1795269720),
    ]
    form = await _open(window, web, listener, modal(*fields))
    await window.page.keyboard.type("no")
    await form.get_by_role("textbox", name="Story").fill("one\ntwo")
    await form.get_by_role("textbox", name="Mail").fill("ana")
    await form.get_by_role("textbox", name="Link").fill("https://example.com/x")
    await form.get_by_role("textbox", name="Number").fill("7")
    await _picks_days_and_hours(window, form)
    await form.get_by_role("button", name="Send").click()
    await expect(form.locator(".field-wrong")).to_have_count(3)
    await form.get_by_role("textbox", name="Title").fill("now")
    await form.get_by_role("textbox", name="Mail").fill("ana@example.com")
    await form.get_by_role("textbox", name="Number").fill("4")
    sent = await _sent(form, listener)
    assert {name: held.get("value") for name, held in sent.items() if "value" in held} == {
        "title": "now",
        "story": "one\ntwo",
        "mail": "ana@example.com",
        "link": "https://example.com/x",
        "number": "4",
    }
    assert sent["day"]["selected_date"] == "2026-11-23"
    assert sent["hour"]["selected_time"] == "14:07"
    assert sent["moment"]["selected_date_time"] == 1795269720 - 32 * 60
    await expect(form).to_have_count(0)


async def _picks_days_and_hours(window: Window, form: Locator) -> None:
    keyboard = window.page.keyboard
    await form.get_by_role("button", name="Day: Nov 21, 2026").click()
    await expect(window.dialog("Day")).to_contain_text("November 2026")
    await keyboard.press("ArrowRight")
    await keyboard.press("ArrowRight")
    await keyboard.press("Enter")
    await expect(form.get_by_role("button", name="Day: Nov 23, 2026")).to_be_focused()
    await form.get_by_role("button", name="Hour", exact=True).click()
    await keyboard.type("2:07 pm")
    await expect(window.page.get_by_role("option").first).to_contain_text("14:07")
    await keyboard.press("Enter")
    await form.get_by_role("button", name=re.compile("^Moment: time")).click()
    await keyboard.type("1330")
    await expect(window.page.get_by_role("option").first).to_contain_text("13:30")
    await keyboard.press("Enter")


async def _chooses(window: Window, web: AsyncWebClient, listener: Listener, space: Space) -> None:
    """Selects of every kind and their multiples, boxes and radios, and what is taken back again."""
    groups = [
        {
            "label": {"type": "plain_text", "text": f"Group {group}"},
            "options": _options(*(f"Kind {group}-{number}" for number in range(25))),
        }
        for group in range(4)
    ]
    fields = [
        _field("Kind", "static_select", option_groups=groups),
        _field("Wish", "static_select", options=_options("Tea", "Coffee")),
        _field("Found", "external_select", min_query_length=1),
        _field("Person", "users_select"),
        _field("Room", "channels_select"),
        _field("Place", "conversations_select"),
        _field("Two", "multi_static_select", options=_options("Red", "Green", "Blue"), max_selected_items=2),
        _field("Team", "multi_users_select"),
        _field("Boxes", "checkboxes", options=_options("Private", "Drill")),
        _field("Way", "radio_buttons", options=_options("Walk", "Run")),
    ]
    listener.answers["block_suggestion"] = {"options": _options("inc-8", "inc-9")}
    form = await _open(window, web, listener, modal(*fields))
    await window.choose("Kind", "Kind 3-24")
    await window.choose("Wish", "Tea")
    await form.get_by_role("button", name="Clear Wish").click()
    await window.choose("Found", "inc-8")
    await window.choose("Person", "Chloé Martin")
    await window.choose("Room", "#payments")
    await window.choose("Place", "security")
    await _chooses_several(window, form)
    await form.get_by_role("checkbox", name="Drill").check()
    await form.get_by_role("radio", name="Run").check()
    sent = await _sent(form, listener)
    chosen = {name: held["selected_option"] for name, held in sent.items() if held.get("selected_option")}
    assert {name: one["value"] for name, one in chosen.items()} == {
        "kind": "kind 3-24",
        "found": "inc-8",
        "way": "run",
    }
    assert sent["wish"]["selected_option"] is None
    assert sent["person"]["selected_user"] == await space.user("chloe")
    assert sent["room"]["selected_channel"] == (await space.channel("payments"))["id"]
    assert [one["value"] for one in sent["two"]["selected_options"]] == ["blue", "green"]
    assert sent["team"]["selected_users"] == [await space.user("deniz")]
    assert [one["value"] for one in sent["boxes"]["selected_options"]] == ["drill"]


async def _chooses_several(window: Window, form: Locator) -> None:
    """At most two fit; a chip's cross makes room again."""
    keyboard = window.page.keyboard
    await form.get_by_role("combobox", name="Two").click()
    for colour in ("Red", "Blue", "Green"):
        await window.page.get_by_role("option", name=colour).click()
    await keyboard.press("Escape")
    await expect(form.get_by_role("button", name="Remove Green")).to_have_count(0)
    await form.get_by_role("button", name="Remove Red").click()
    await form.get_by_role("combobox", name="Two").click()
    await keyboard.type("Green")
    await keyboard.press("Enter")
    await keyboard.press("Escape")
    await form.get_by_role("combobox", name="Team").click()
    await keyboard.type("deniz")
    await keyboard.press("Enter")
    await keyboard.press("Escape")


async def _formats_and_attaches(
    window: Window, web: AsyncWebClient, listener: Listener, space: Space
) -> None:
    fields = [
        _field("Notes", "rich_text_input"),
        _field("Shots", "file_input", filetypes=["png", "txt"], max_files=2),
    ]
    form = await _open(window, web, listener, modal(*fields))
    keyboard = window.page.keyboard
    await form.get_by_role("textbox", name="Notes").click()
    await keyboard.press("Control+b")
    await keyboard.type("Bold")
    await keyboard.press("Control+b")
    await keyboard.type(" for @be")
    await expect(window.page.get_by_role("option", name="Ben Okafor")).to_be_visible()
    await keyboard.press("Enter")
    await keyboard.press("Enter")
    await form.get_by_role("button", name="Bulleted list").click()
    await keyboard.type("one")
    await keyboard.press("Enter")
    await keyboard.type("two")
    async with window.page.expect_file_chooser() as chooser:
        await form.get_by_role("button", name="Shots: upload").click()
    await (await chooser.value).set_files(picture(window.album))
    await expect(form.get_by_role("button", name="Remove graph.png")).to_be_visible()
    await window.picture("rich")
    sent = await _sent(form, listener)
    assert sent["notes"]["rich_text_value"]["elements"] == [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Bold", "style": {"bold": True}},
                {"type": "text", "text": " for "},
                {"type": "user", "user_id": await space.user("ben")},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "indent": 0,
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": word}]}
                for word in ("one", "two")
            ],
        },
    ]
    assert [file["name"] for file in sent["shots"]["files"]] == ["graph.png"]
