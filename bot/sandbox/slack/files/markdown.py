"""The sections of a canvas, from its Markdown and back.

https://docs.slack.dev/surfaces/canvases
"""

import re
import secrets
from collections.abc import Iterable, Iterator

from bot.sandbox.world.files import Section

LIST_ITEM = re.compile(r"\s*([-*+]|\d+[.)])\s")
STARTS = (
    ("h1", re.compile(r"#\s")),
    ("h2", re.compile(r"##\s")),
    ("h3", re.compile(r"###\s")),
    ("divider", re.compile(r"\s*(-{3,}|\*{3,}|_{3,})\s*$")),
    ("list_item", LIST_ITEM),
    ("table", re.compile(r"\s*\|")),
    ("quote", re.compile(r"\s*>")),
)
MOST_CHARACTERS = 1_048_576
ALONE = {"h1", "h2", "h3", "divider", "list_item"}
"""Types of which each line is a section of its own."""
FENCE = "```"


def fault(markdown: str) -> str | None:
    """What of it no canvas can hold, as Slack tells it: the first line where it stands, and why."""
    is_code = False
    for number, line in enumerate(markdown.splitlines(), start=1):
        is_code ^= line.strip().startswith(FENCE)
        if is_code:
            continue
        if heading := re.match(r"(#{4,6})\s", line):
            return f"'content' error: line {number}: Unsupported heading depth ({len(heading[1])})"
        if re.match(r"\s*>\s*([-*+]|\d+[.)])\s", line):
            return f"'content' error: line {number}: Unsupported block type (List) within block quote"
    return None


def sections(markdown: str) -> list[Section]:
    return [Section(_fresh(), kind, "\n".join(lines)) for kind, lines in _pieces(markdown.splitlines())]


def _fresh() -> str:
    """Section ids look like this; they are good for one edit: an edited section gets a new one."""
    return f"temp:C:{secrets.token_hex(14)}"


def _pieces(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    kind, piece = "", list[str]()
    for line in lines:
        if _goes_on(kind, piece, line):
            piece.append(line)
            continue
        if piece:
            yield kind, piece
        kind = _kind(line)
        piece = [line] if kind else []
    if piece:
        yield kind, piece


def _goes_on(kind: str, piece: list[str], line: str) -> bool:
    """Whether the line still belongs to the section before it."""
    if kind == "code":
        return len(piece) == 1 or piece[-1].strip() != FENCE
    if kind == "list_item":
        return line.startswith(("  ", "\t")) and bool(line.strip()) and not LIST_ITEM.match(line)
    return kind not in ALONE and _kind(line) == kind != ""


def _kind(line: str) -> str:
    """The type of a section that begins here; empty for the blank between two."""
    if line.strip().startswith(FENCE):
        return "code"
    if not line.strip():
        return ""
    return next((name for name, start in STARTS if start.match(line)), "paragraph")


def joined(parts: list[Section]) -> str:
    """The Markdown of a whole canvas: a blank line between sections, none between the items of a list."""
    text = ""
    for before, section in zip([None, *parts], parts, strict=False):
        together = before is not None and before.type == section.type == "list_item"
        text += ("" if before is None else "\n" if together else "\n\n") + section.markdown
    return text
