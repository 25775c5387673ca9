"""However many key events people are asked for, Slack takes what they see, and what they tick is kept."""

from dataclasses import replace
from typing import Any

import pytest
from harness import texts
from incidents import NOW, WORDS, opened

from bot.domain.gate import Gate
from bot.domain.incident import Moment
from bot.domain.rules.closing import Missing
from bot.domain.taxonomy import KeyEventType, MetricType, Taxonomy
from bot.sandbox.slack.blockkit import problems
from bot.views.close import form as close
from bot.views.work import key_events


def asking(count: int) -> Taxonomy:
    kinds = [
        KeyEventType(f"k{one}", f"{one} ".ljust(75, "&"), "x" * 500, asked=True, required=True)
        for one in range(count)
    ]
    spans = {f"m{one}": MetricType(f"m{one}", "&" * 75, "k0", "k1") for one in range(count)}
    return replace(WORDS, key_events={one.key: one for one in kinds}, metrics=spans)


def gate(count: int, **known: Moment) -> Gate:
    return Gate(opened(key_events=known), asking(count), NOW, tuple(Missing))


@pytest.mark.parametrize("count", [0, 1, 10, 11, 25, 50])
def test_any_number_is_shown(count: int) -> None:
    both = {"k0": Moment(NOW, "U1"), "k1": Moment(NOW, "U1")} if count > 1 else {}
    asked = gate(count, **both)
    assert problems(key_events.form(asked, {}), "modal") == []
    assert problems(key_events.known(asked), "modal") == []
    assert problems(key_events.message(asked), "message") == []
    assert problems(close.render(asked), "modal") == []


def test_where_none_is_asked_for_it_says_who_can_change_that() -> None:
    assert "an admin says in Settings" in texts(key_events.form(gate(0), {})["blocks"])


@pytest.mark.parametrize("count", [2, 25])
def test_what_nobody_can_know_is_ticked_and_read(count: int) -> None:
    view = key_events.form(gate(count, k1=Moment(None, "U1")), {})
    blocks = [{"block_id": "any", **one} for one in view["blocks"]]
    (element,) = [one["element"] for one in blocks if one["block_id"] == key_events.UNKNOWN]
    assert element["type"] == ("checkboxes" if count <= 10 else "multi_static_select")
    assert [one["value"] for one in element["initial_options"]] == ["k1"]
    values: dict[str, Any] = {one["block_id"]: {key_events.PICK: {}} for one in blocks}
    values[key_events.UNKNOWN] = {key_events.UNKNOWN: {"selected_options": element["options"][-1:]}}
    _, _, said = key_events.parse({**view, "blocks": blocks, "state": {"values": values}})
    assert said.moments == {f"k{count - 1}": None}
