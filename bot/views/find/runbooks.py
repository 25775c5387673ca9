"""Runbooks, where somebody needs them."""

from collections.abc import Sequence

from bot.domain.incident import Incident
from bot.domain.postmortem.runbooks import Runbook
from bot.views import blocks as b
from bot.views.documents.notation import is_address
from bot.views.words import escape, fit

SHOWN = 8
OFFERED = 3


def offered(incident: Incident, category: str, found: Sequence[Runbook]) -> b.Block:
    """Offer the first of them in the incident's channel. category: its name."""
    lines = "\n".join(f"• {_line(one)}" for one in found[:OFFERED])
    rest = f" `/incident runbook` shows {len(found)}." if len(found) > OFFERED else ""
    text = f"{incident.ref}: runbooks for {escape(category)}"
    return b.message(text, [b.section(f":book: *Runbooks for {escape(category)}*{rest}\n{lines}")])


def answer(words: str, found: Sequence[Runbook]) -> b.Block:
    """Answer somebody who looks for one."""
    about = f" for “{fit(words, 100)}”" if words else ""
    if not found:
        return b.message(
            f"There is no runbook{about}. Runbooks are pages in Confluence, found by title and labels."
        )
    rest = (
        [b.context(f"and {len(found) - SHOWN} more: name another word of it")] if len(found) > SHOWN else []
    )
    lines = "\n".join(f"• {_line(one)}" for one in found[:SHOWN])
    return b.message(f"Runbooks{about}", [b.section(lines), *rest])


def _line(one: Runbook) -> str:
    title = fit(one.title, 150)
    link = f"<{one.url}|{title}>" if is_address(one.url) else title
    return f"{link} · service {escape(one.service)}" if one.service else link


def none_known() -> str:
    return (
        "No runbooks are known. An admin of Firebell can name their folder in Confluence: "
        "CONFLUENCE_RUNBOOKS_FOLDER_ID, docs/postmortems.md tells how."
    )
