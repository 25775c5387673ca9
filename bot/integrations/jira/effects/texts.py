"""Long texts in issues: documents on Cloud, wiki notation on a Data Center; written, added to, read."""

from dataclasses import replace
from itertools import accumulate
from typing import Any

from bot.domain.documents import Block, Bullets, Plain, Readers, Section
from bot.domain.postmortem.material import Material
from bot.domain.redacting.words import holds as holds_words
from bot.domain.redacting.words import without
from bot.integrations.jira.words import MOST
from bot.views.documents import adf
from bot.views.documents.markdown import escape
from bot.views.documents.wiki import Wiki
from bot.views.postmortem import content

FACTS = (400, 100, 40, 10, 3, 1)
"""How many facts of the timeline are told, as many as fit."""

ROOM = MOST * 0.9
"""Characters that are filled: what mentions and links become there is longer than they are."""

Description = str | dict[str, Any] | None


def written(material: Material, *, cloud: bool) -> Description:
    """Give what a post-mortem says; Jira holds so much and no more."""
    for most in FACTS:
        document = content.compose(material, most)
        text = Wiki(material.readers).write(document)
        if len(text) <= ROOM:
            break
    return adf.document(document, material.readers) if cloud else text[:MOST]


def extended(there: Description, section: Section, readers: Readers) -> Description:
    """Put a section below what is there, as far as Jira holds it."""
    section = _fitting(section, ROOM - len(markdown(there)), readers)
    if isinstance(there, dict):
        return {**there, "content": [*there.get("content", ()), *adf.nodes(section, readers)]}
    if there is None:
        return {"type": "doc", "version": 1, "content": adf.nodes(section, readers)}
    return f"{there.rstrip()}\n\n{Wiki(readers).section(section)}"


def _fitting(section: Section, room: float, readers: Readers) -> Section:
    """Leave out the last of its facts where there is no room for them, and say how many these are."""
    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Bullets):
            ends = accumulate(len(Wiki(readers).bullets((one,))) + 1 for one in block.entries)
            told = block.entries[: sum(end <= room for end in ends)]
            left = len(block.entries) - len(told)
            more = ((Plain(f"… and {left} more: there is no room for them here."),),) if left else ()
            blocks.append(Bullets((*told, *more)))
        else:
            blocks.append(block)
    return replace(section, blocks=tuple(blocks))


def holds(there: Description, words: str) -> bool:
    return words in (markdown(there).replace("\\", "") if isinstance(there, dict) else str(there or ""))


def markdown(there: Description) -> str:
    """Read what it says, to be kept; wiki text is near enough to what people read."""
    if not isinstance(there, dict):
        return str(there or "")
    return "\n\n".join(filter(None, map(_block, there.get("content") or ()))) + "\n"


def _block(node: dict[str, Any]) -> str:
    inside = node.get("content") or ()
    match node.get("type"):
        case "heading":
            return f"{'#' * int(node.get('attrs', {}).get('level', 2))} {_words(inside)}"
        case "bulletList" | "orderedList":
            return "\n".join(f"- {' '.join(map(_block, one.get('content') or ()))}" for one in inside)
        case "table":
            rows = (row.get("content") or () for row in inside)
            return "\n".join(f"| {' | '.join(map(_block, row))} |" for row in rows)
        case "paragraph":
            return _words(inside)
    return " ".join(filter(None, map(_block, inside))) or _words([node])


def _words(nodes: Any) -> str:
    found = []
    for node in nodes:
        if node.get("type") == "text":
            found.append(escape(str(node.get("text") or "")))
        elif node.get("type") == "hardBreak":
            found.append("\n")
        elif node.get("type") in {"mention", "emoji", "status"}:
            found.append(escape(str((node.get("attrs") or {}).get("text") or "")))
    return "".join(found)


def without_words(there: Any, words: str) -> Any:
    """Take words out of a text, wherever it holds texts; of a document its own words alone.

    A paragraph in which they are formatted piece by piece loses its formats with them.
    """
    if isinstance(there, list):
        return [without_words(one, words) for one in there]
    if not isinstance(there, dict):
        return without(there, words) if isinstance(there, str) else there
    nodes = there.get("content") or []
    if nodes and all(node.get("type") == "text" for node in nodes):
        whole = "".join(node["text"] for node in nodes)
        if holds_words(whole, words):
            return {**there, "content": [{"type": "text", "text": without(whole, words)}]}
    inside = {name: without_words(there[name], words) for name in ("content", "text") if name in there}
    return {**there, **inside}
