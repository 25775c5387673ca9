"""What the sandbox's Slack refuses of a message or a view, and in which words."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.slack.blockkit import problems

CHECKER = Path(__file__).parents[2].parent / "shared/contracts/check/blockkit_check.py"


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def section(text: str = "Hello", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id: str = "go", **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain("Go"), **more}


def option(value: str = "v") -> dict[str, Any]:
    return {"text": plain("One"), "value": value}


def field(element: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "label": plain("Title"),
        "element": element or {"type": "plain_text_input", "action_id": "title"},
        **more,
    }


def modal(*blocks: Any, **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": plain("A form"),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **more,
    }


def home(*blocks: Any) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks)}


def actions(*elements: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


TABLE = {
    "type": "table",
    "rows": [[{"type": "raw_text", "text": "P1"}, {"type": "raw_number", "value": 3, "text": "3"}]],
}
PIE = {"type": "pie", "segments": [{"label": "P1", "value": 3}]}
BAR = {
    "type": "bar",
    "series": [{"name": "P1", "data": [{"label": "May", "value": 2}]}],
    "axis_config": {"categories": ["May"], "y_label": "Incidents"},
}
CHART = {"type": "data_visualization", "title": "By month", "chart": PIE}
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Hi"}]}],
}

SOUND: list[tuple[str, Any]] = [
    ("message", [section(), {"type": "divider"}, actions(button("a"), button("b", style="danger"))]),
    ("message", [{"type": "alert", "text": plain("Careful"), "level": "warning"}, RICH, TABLE]),
    ("message", [{"type": "markdown", "text": "# Post-mortem\n**bold**"}]),
    (
        "message",
        [{"type": "data_visualization", "title": "By month", "chart": chart} for chart in (PIE, BAR)],
    ),
    (
        "message",
        [
            {
                "type": "context_actions",
                "elements": [{"type": "icon_button", "icon": "trash", "text": plain("Delete")}],
            }
        ],
    ),
    ("message", [{"type": "card", "title": plain("Anything")}]),
    ("message", {"text": "Only words"}),
    ("modal", modal(field(), field(block_id="second", dispatch_action=True))),
    ("modal", modal({"type": "alert", "text": plain("Two others are open"), "level": "info"})),
    (
        "modal",
        modal(
            field(
                {
                    "type": "static_select",
                    "action_id": "a",
                    "options": [option(), option("w")],
                    "initial_option": option("w"),
                }
            )
        ),
    ),
    (
        "modal",
        modal(
            field(
                {
                    "type": "multi_static_select",
                    "action_id": "a",
                    "option_groups": [{"label": plain("G"), "options": [option()]}],
                }
            )
        ),
    ),
    ("modal", modal(field({"type": "datetimepicker", "action_id": "a", "initial_date_time": 1_780_000_000}))),
    ("modal", modal(field({"type": "file_input", "action_id": "a", "max_files": 1}))),
    ("modal", {**modal(), "submit": None}),
    ("home", home(section(accessory=button()), RICH)),
]


@pytest.mark.parametrize(("surface", "thing"), SOUND)
def test_what_slack_accepts_has_no_problems(surface: str, thing: Any) -> None:
    assert problems(thing, surface) == []


LONG = [
    ([section("x" * 3001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ([section()] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    ([actions()], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        [{"type": "header", "text": plain("x" * 151)}],
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    ([{"type": "divider", "colour": "red"}], "invalid additional property: colour [json-pointer:/blocks/0]"),
    ([{"type": "bogus"}], "unsupported type: bogus [json-pointer:/blocks/0/type]"),
    ([{"type": "section"}], "missing required field: text [json-pointer:/blocks/0]"),
    (["words"], "must provide an object [json-pointer:/blocks/0]"),
    ("words", "must provide an array [json-pointer:/blocks]"),
    (
        [actions(button(), button())],
        '`action_id` "go" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ),
    (
        [section(block_id="b"), section(block_id="b")],
        '`block_id` "b" already exists [json-pointer:/blocks/1/block_id]',
    ),
    (
        [actions(button(style="green"))],
        "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    (
        [actions(field()["element"])],
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    ([section("x" * 3000)] * 5, "msg_blocks_too_long [json-pointer:/blocks]"),
    (
        [{"type": "markdown", "text": "x" * 6001}] * 2,
        "must be less than 12001 characters [json-pointer:/blocks/1/text]",
    ),
    ({"channel": "C1"}, "no_text [json-pointer:/]"),
    (
        {"text": "x", "attachments": [{"blocks": [{"type": "bogus"}]}]},
        "unsupported type: bogus [json-pointer:/attachments/0/blocks/0/type]",
    ),
    (
        [{"type": "data_visualization", "title": "t", "chart": {"type": "pie", "segments": []}}],
        "no fewer than 1 items allowed [json-pointer:/blocks/0/chart/segments]",
    ),
    ([CHART] * 3, "no more than 2 of type data_visualization allowed [json-pointer:/blocks]"),
    ([TABLE] * 2, "no more than 1 of type table allowed [json-pointer:/blocks]"),
]


@pytest.mark.parametrize(("message", "problem"), LONG)
def test_a_message_is_refused_in_slacks_words(message: Any, problem: str) -> None:
    assert problem in problems(message, "message")


VIEWS = [
    (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    (modal(field(), submit=None), "missing required field: submit [json-pointer:/view]"),
    (modal(hash="1"), "invalid additional property: hash [json-pointer:/view]"),
    (
        modal(private_metadata="x" * 3001),
        "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    (modal(*[{"type": "divider"}] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    (modal(TABLE), "unsupported type: table [json-pointer:/view/blocks/0/type]"),
    ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
    (
        modal(field({"type": "static_select", "action_id": "a"})),
        "must provide either options or option_groups [json-pointer:/view/blocks/0/element]",
    ),
    (
        modal(
            field(
                {
                    "type": "static_select",
                    "action_id": "a",
                    "options": [option()],
                    "initial_option": option("w"),
                }
            )
        ),
        "must exactly match one of the provided options [json-pointer:/view/blocks/0/element/initial_option]",
    ),
    (
        modal(
            field({"type": "plain_text_input", "action_id": "a", "max_length": 3, "initial_value": "four"})
        ),
        "must be less than 4 characters [json-pointer:/view/blocks/0/element/initial_value]",
    ),
    (
        modal(field({"type": "plain_text_input", "action_id": "a", "max_length": 3, "min_length": 4})),
        "must not be greater than max_length [json-pointer:/view/blocks/0/element/min_length]",
    ),
    (
        modal(*[field({"type": "plain_text_input", "focus_on_load": True})] * 2),
        "only one element may have focus_on_load [json-pointer:/view/blocks/1/element/focus_on_load]",
    ),
    (
        modal(field({"type": "timepicker", "action_id": "a", "initial_time": "25:00"})),
        "must be a time in HH:mm format [json-pointer:/view/blocks/0/element/initial_time]",
    ),
    (
        modal(section("x" * 3000) | {"fields": [plain("y" * 2001)]}),
        "must be less than 2001 characters [json-pointer:/view/blocks/0/fields/0/text]",
    ),
    ("no view", "must provide an object [json-pointer:/view]"),
]


@pytest.mark.parametrize(("view", "problem"), VIEWS)
def test_a_modal_is_refused_in_slacks_words(view: Any, problem: str) -> None:
    assert problem in problems(view, "modal")


@pytest.mark.parametrize(
    "block", [TABLE, {"type": "alert", "text": plain("x")}, {"type": "markdown", "text": "x"}]
)
def test_a_home_tab_refuses_what_only_others_show(block: dict[str, Any]) -> None:
    assert problems(home(block), "home") == [
        f"unsupported type: {block['type']} [json-pointer:/view/blocks/0/type]"
    ]


def test_a_view_over_250_kilobytes_is_too_large() -> None:
    view = modal(*[section("x" * 3000)] * 90)
    assert problems(view, "modal") == ["view_too_large [json-pointer:/view]"]


def spoilt(thing: Any) -> Iterator[Any]:
    """Every copy of a thing in which one part is something that nobody expects there."""
    yield from (None, 1, "", "x", [], [[]], {}, {"type": 3}, {"type": []})
    for key in thing if isinstance(thing, dict) else range(len(thing)) if isinstance(thing, list) else ():
        for part in spoilt(thing[key]):
            copy = thing.copy()
            copy[key] = part
            yield copy


@pytest.mark.parametrize(("surface", "thing"), SOUND)
def test_foreign_json_of_any_kind_never_raises(surface: str, thing: Any) -> None:
    for odd in spoilt(thing):
        assert isinstance(problems(odd, surface), list)


def test_the_contract_checker_judges_its_own_cases_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    if not CHECKER.exists():
        pytest.skip("no contract checker beside this checkout")
    spec = importlib.util.spec_from_file_location("blockkit_check", CHECKER)
    assert spec
    assert spec.loader
    checker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checker)
    monkeypatch.setattr(checker, "check", lambda thing: problems(thing, checker.surface_of(thing)))
    assert checker.selftest()
