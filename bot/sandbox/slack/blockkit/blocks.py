"""Block Kit's blocks: the keys and limits of each, and the surfaces that show it.

https://docs.slack.dev/reference/block-kit/blocks
"""

from typing import Any

from bot.sandbox.slack.blockkit.elements import (
    ELEMENTS,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUTS,
    IN_SECTIONS,
    image,
)
from bot.sandbox.slack.blockkit.grammar import (
    Fields,
    Judge,
    Rule,
    anything,
    flag,
    items,
    number,
    one_of,
    record,
    string,
    typed,
    whole,
)
from bot.sandbox.slack.blockkit.objects import plain, text

_BLOCK: Fields = {"type": anything, "block_id": string(255, 1)}


def block(fields: Fields, *, needs: str = "", also: Rule = anything) -> Rule:
    return record({**_BLOCK, **fields}, needs=needs, also=also)


def _open(value: Any, pointer: str, judge: Judge) -> None:
    """Accept a block that the sandbox knows by name only, whatever its keys."""
    if isinstance(value.get("block_id"), str):
        string(255, 1)(value["block_id"], f"{pointer}/block_id", judge)


def _section(value: Any, pointer: str, judge: Judge) -> None:
    if not value.get("text") and not value.get("fields"):
        judge.refuse("missing required field: text", pointer)


def _file_input(value: Any, pointer: str, judge: Judge) -> None:
    element = value.get("element")
    if isinstance(element, dict) and element.get("type") == "file_input" and judge.surface != "modal":
        judge.refuse("unsupported type: file_input", f"{pointer}/element/type")


def _markdown(value: Any, pointer: str, judge: Judge) -> None:
    written = value.get("text")
    if isinstance(written, str):
        judge.markdown += len(written)
        judge.characters += len(written)
    # "The cumulative limit for all markdown blocks in a single payload is 12,000 characters."
    if judge.markdown > 12_000:
        judge.refuse("must be less than 12001 characters", f"{pointer}/text")


def _context(value: Any, pointer: str, judge: Judge) -> None:
    is_image = isinstance(value, dict) and value.get("type") == "image"
    (ELEMENTS["image"] if is_image else text(3000))(value, pointer, judge)


_RICH_TEXT = typed(
    {
        f"rich_text_{kind}": record(
            {
                "type": anything,
                "elements": items(anything, 0, 10_000),
                "style": one_of("bullet", "ordered"),
                "indent": whole(0, 8),
                "offset": whole(0),
                "border": whole(0, 1),
                "language": string(100),
            },
            needs="elements",
        )
        for kind in ("section", "list", "preformatted", "quote")
    }
)

# https://docs.slack.dev/reference/block-kit/blocks/table-block
_CELL = typed(
    {
        "raw_text": record({"type": anything, "text": string(10_000)}, needs="text"),
        "raw_number": record({"type": anything, "value": number, "text": string(10_000)}, needs="value"),
        "rich_text": block({"elements": items(_RICH_TEXT, 0, 1000)}, needs="elements"),
    }
)
_COLUMN = record({"align": one_of("left", "center", "right"), "is_wrapped": flag})

# https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
_POINT = record({"label": string(20, 1), "value": number}, needs="label value")
_SERIES = record({"name": string(20, 1), "data": items(_POINT, 1, 20)}, needs="name data")
_AXES = record(
    {"categories": items(string(20, 1), 1, 20), "x_label": string(50), "y_label": string(50)},
    needs="categories",
)
_PLOT = record(
    {"type": anything, "series": items(_SERIES, 1, 6), "axis_config": _AXES}, needs="series axis_config"
)
_PIE = record({"type": anything, "segments": items(_POINT, 1, 6)}, needs="segments")
_CHART = typed({"pie": _PIE, "bar": _PLOT, "area": _PLOT, "line": _PLOT})

BLOCKS: dict[str, Rule] = {
    "section": block(
        {
            "text": text(3000),
            "fields": items(text(2000), 1, 10),
            "accessory": typed(ELEMENTS, IN_SECTIONS),
            "expand": flag,
        },
        also=_section,
    ),
    "header": block({"text": plain(150), "level": whole(1, 6)}, needs="text"),
    "divider": block({}),
    "image": image({**_BLOCK, "title": plain(2000)}),
    "actions": block({"elements": items(typed(ELEMENTS, IN_ACTIONS), 1, 25)}, needs="elements"),
    "context": block({"elements": items(_context, 1, 10)}, needs="elements"),
    "context_actions": block(
        {"elements": items(typed(ELEMENTS, IN_CONTEXT_ACTIONS), 1, 5)}, needs="elements"
    ),
    "input": block(
        {
            "label": plain(2000),
            "element": typed(ELEMENTS, IN_INPUTS),
            "hint": plain(2000),
            "optional": flag,
            "dispatch_action": flag,
        },
        needs="label element",
        also=_file_input,
    ),
    "alert": block(
        {"text": text(3000), "level": one_of("default", "info", "warning", "error", "success")}, needs="text"
    ),
    "markdown": block({"text": string(12_000)}, needs="text", also=_markdown),
    "rich_text": block({"elements": items(_RICH_TEXT, 0, 1000)}, needs="elements"),
    "table": block(
        {"rows": items(items(_CELL, 1, 20), 1, 100), "column_settings": items(_COLUMN, 0, 20)}, needs="rows"
    ),
    "data_visualization": block({"title": string(50, 1), "chart": _CHART}, needs="title chart"),
    "video": block(
        {
            "title": plain(200),
            "title_url": string(3000),
            "description": plain(200),
            "video_url": string(3000),
            "thumbnail_url": string(3000),
            "alt_text": string(2000),
            "author_name": string(50),
            "provider_name": string(100),
            "provider_icon_url": string(3000),
        },
        needs="title video_url thumbnail_url alt_text",
    ),
    "file": block({"external_id": string(255), "source": string(100)}, needs="external_id source"),
    **dict.fromkeys(("card", "carousel", "container", "data_table", "plan", "task_card"), _open),
}

_EVERYWHERE = frozenset(
    ("section", "header", "divider", "image", "actions", "context", "input", "rich_text", "video")
)
SHOWN_IN = {
    "message": frozenset(BLOCKS),
    "modal": _EVERYWHERE | {"alert"},
    "home": _EVERYWHERE,
}
