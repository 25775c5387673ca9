"""Long texts in issues: documents on Cloud, wiki notation on a Data Center; written, added to, read."""

from typing import Any

from bot.domain.documents import Readers, Section
from bot.domain.errors import PermanentError
from bot.domain.postmortem.material import Material
from bot.domain.redacting import words as redacting
from bot.integrations.jira.words import MOST
from bot.views.documents import adf
from bot.views.documents.markdown import escape
from bot.views.documents.wiki import Wiki
from bot.views.postmortem import content

FACTS = (400, 100, 40, 10)
"""How many facts of the timeline are told, as many as fit."""

Description = str | dict[str, Any] | None


def written(material: Material, *, cloud: bool) -> Description:
    """Give what a post-mortem says; Jira holds so much and no more."""
    for most in FACTS:
        document = content.compose(material, most)
        text = Wiki(material.readers).write(document)
        if len(text) <= MOST * 0.9:
            break
    return adf.document(document, material.readers) if cloud else text[:MOST]


def extended(there: Description, section: Section, readers: Readers) -> Description:
    """Put a section below what is there."""
    if isinstance(there, dict):
        return {**there, "content": [*there.get("content", ()), *adf.nodes(section, readers)]}
    if there is None:
        return {"type": "doc", "version": 1, "content": adf.nodes(section, readers)}
    return f"{there.rstrip()}\n\n{Wiki(readers).section(section)}"


def without(fields: dict[str, Any], words: str) -> dict[str, Any]:
    """Give summary and description without them, as far as they hold any.

    Raises PermanentError where they are written in several pieces, which nobody but a person can mend.
    """
    said = {name: fields.get(name) for name in ("summary", "description")}
    cleaned = {name: _without(text, words) for name, text in said.items()}
    if redacting.holds(markdown(cleaned["description"]).replace("\\", ""), words):
        raise PermanentError("The words are formatted there piece by piece. Take them out by hand in Jira.")
    return {name: text for name, text in cleaned.items() if text != said[name]}


def _without(part: Any, words: str) -> Any:
    """A paragraph in which they are formatted piece by piece loses its formats with them."""
    if isinstance(part, list):
        return [_without(one, words) for one in part]
    if not isinstance(part, dict):
        return redacting.without(part, words) if isinstance(part, str) else part
    inside = part.get("content") or []
    if inside and all(one.get("type") == "text" for one in inside):
        whole = "".join(one["text"] for one in inside)
        if redacting.holds(whole, words):
            return {**part, "content": [{"type": "text", "text": redacting.without(whole, words)}]}
    return {name: value if name == "type" else _without(value, words) for name, value in part.items()}


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
