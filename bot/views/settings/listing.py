"""The settings, a section at a time: what there is, and a menu beside each entry."""

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.board import Trouble
from bot.domain.settings.parts import Document, Keyed, Section
from bot.domain.settings.sections import DESCRIBED
from bot.domain.settings.shape import slug
from bot.domain.systems.accounts import Ties
from bot.domain.systems.standing import Standing
from bot.domain.tokens import Token
from bot.views import blocks as b
from bot.views import entered, previews
from bot.views.api import tokens
from bot.views.settings import accounts, fields, health, history, jobs, rights, usergroups
from bot.views.settings.history import Entry
from bot.views.settings.jobs import Job
from bot.views.settings.usergroups import Usergroups
from bot.views.systems import exchanges
from bot.views.systems.exchanges import Carried
from bot.views.words import bold, fit, pieces

OPEN = "open_settings"
SECTION = "settings_section"
ADD = "settings_add"
CHANGE = "settings_change"
ENTRY = "settings_entry"
PAGE = "settings_page"
CALLBACK = "settings"
NEAREST, LEAST, SHORT = 3, 0.6, 3
"""Whoever typed no section hears of so many that are so alike; words so short are like many others."""

SHOWN = 40
"""Entries on a page: a modal has 100 blocks."""

DETAILS = frozenset(
    (
        "group",
        "hours",
        "responders",
        "usergroup",
        "channel",
        "since",
        "until",
        "category",
        "priority",
        "environment",
        "opens",
        "kind",
        "options",
        "project",
    )
)
"""What a list says of an entry besides its name, where it has such words."""

READ_ONLY = {
    usergroups.NAME: usergroups.TITLE,
    accounts.NAME: accounts.TITLE,
    tokens.NAME: tokens.TITLE,
    jobs.NAME: "Jobs",
    health.NAME: health.TITLE,
    exchanges.NAME: exchanges.TITLE,
    "history": "What was changed",
    rights.NAME: rights.TITLE,
}


@dataclass(frozen=True)
class Place:
    """Where somebody is in the settings. `of`: of what alone they want to see."""

    section: str = "priorities"
    page: int = 0
    of: str = ""


@dataclass(frozen=True)
class Beside:
    """What is shown besides the settings themselves, each where it is looked at. `changes`: the newest."""

    changes: Sequence[Entry] = ()
    jobs: Sequence[Job] = ()
    troubles: Sequence[Trouble] = ()
    accounts: Sequence[Standing] = ()
    ties: Ties | None = None
    usergroups: Usergroups | None = None
    carried: Carried | None = None
    tokens: Sequence[Token] = ()
    gaps: Sequence[rights.Gap] = ()


NOTHING = Beside()


def render(present: Document, place: Place, beside: Beside = NOTHING) -> b.Block:
    select = b.select(SECTION, [b.option(title, name) for name, title in _titles()], chosen=place.section)
    rows = [
        b.actions(select, name="settings_sections"),
        b.divider(),
        *_inside(present, place, beside),
    ]
    memory = json.dumps(vars(place))
    return b.modal("Settings", rows, callback=CALLBACK, memory=memory)


def where(view: entered.View) -> Place:
    kept = entered.memory(view)
    return Place(str(kept["section"]), int(kept["page"]), str(kept.get("of", "")))


def find(words: str) -> Place | None:
    """Find the section that somebody typed; None where there is none."""
    sought = _plain(words.strip())
    for name, title in _titles():
        if sought and any(_plain(said).startswith(sought) for said in (name, title)):
            return Place(name)
    return None


def unknown(words: str) -> str:
    """Name the sections that were probably meant, and the way to all."""
    sought = _plain(words.strip())
    alike = sorted(((_likeness(sought, one), one[1]) for one in _titles()), reverse=True)
    near = [title for likeness, title in alike[:NEAREST] if likeness >= LEAST]
    meant = f"Did you mean {' or '.join(near)}? " if near else ""
    quoted = words.strip().replace("`", "'")[:40]
    return f"The settings have no section “{quoted}”. {meant}`/incident settings` shows them all."


def _titles() -> list[tuple[str, str]]:
    """Give the name and the title of each section."""
    return [*((one.name, one.title) for one in DESCRIBED.values()), *READ_ONLY.items()]


def _likeness(sought: str, names: Iterable[str]) -> float:
    """Compare it with each name, and with the longer words of each."""
    whole = [_plain(name) for name in names]
    words = [word for name in whole for word in name.split() if len(word) > SHORT]
    return max(difflib.SequenceMatcher(None, sought, one).ratio() for one in (*whole, *words))


def _plain(words: str) -> str:
    return words.lower().replace("_", " ").replace("-", " ")


def chosen(value: str) -> tuple[str, str]:
    """Read what is to be done with which entry from the menu's value."""
    deed, _, key = value.partition(" ")
    return deed, key


def _inside(present: Document, place: Place, beside: Beside) -> list[b.Block]:
    if place.section == tokens.NAME:
        return tokens.blocks(beside.tokens)
    if place.section == jobs.NAME:
        return jobs.blocks(beside.jobs)
    if place.section == usergroups.NAME and beside.usergroups:
        return usergroups.blocks(beside.usergroups, next(iter(beside.jobs), None))
    if place.section == accounts.NAME and beside.ties:
        return accounts.blocks(beside.ties)
    if place.section == exchanges.NAME and beside.carried:
        return exchanges.blocks(beside.carried)
    if place.section == health.NAME:
        return health.blocks(beside.troubles, beside.accounts)
    if place.section == "history":
        return history.blocks(beside.changes)
    if place.section == rights.NAME:
        return rights.blocks(present, beside.gaps)
    section = DESCRIBED[place.section]
    if section.whole:
        return _whole(section, present, rights.warnings(beside.gaps))
    return _entries(section, present, place.page)


def _whole(section: Section, present: Document, warnings: Sequence[b.Block]) -> list[b.Block]:
    said = present[section.name]
    lines = [
        f"*{field.label}*  {fit(fields.words(field, said.get(field.name), present), 200) or field.unsaid}"
        for field in section.fields
    ]
    return [
        b.section(f"*{section.title}*\n{section.says}"),
        *map(b.section, pieces(lines)),
        *warnings,
        *previews.rows(section.name, said),
        b.actions(b.button("Change", CHANGE, says=f"Change {section.title}")),
    ]


def _entries(section: Section, present: Document, page: int) -> list[b.Block]:
    keys = list(present[section.name])
    page = max(0, min(page, (len(keys) - 1) // SHOWN))
    shown = keys[page * SHOWN : (page + 1) * SHOWN]
    rows = [
        b.section(f"*{section.title}*\n{section.says}"),
        b.actions(b.button(f"Add {section.some}", ADD, style="primary")),
        *(_entry(section, key, present) for key in shown),
    ]
    if not keys:
        rows.append(b.context("Nothing yet."))
    return [*rows, *_pages(page, len(keys))]


def _entry(section: Section, key: str, present: Document) -> b.Block:
    changes = () if section.fields[0].name == "" else (b.option("Edit", f"edit {key}"),)
    moves = (b.option("Move up", f"up {key}"), b.option("Move down", f"down {key}"))
    menu = b.overflow(ENTRY, [*changes, *moves, b.option("Delete", f"delete {key}")])
    return b.section(_line(section, key, present), menu)


def _line(section: Section, key: str, present: Document) -> str:
    said = present[section.name][key]
    if section.scalar:
        value = fields.words(section.fields[0], said, present) if said else ""
        at = "@" if section.keyed == "usergroup" else ""
        return f"*{at}{fit(key, 60)}*" + (f"  {fit(value, 100)}" if value else "")
    emoji = fit(f"{said['emoji']} ", 60) if said.get("emoji") else ""
    retired = "" if said.get("enabled", True) else "  _retired_"
    known = [field for field in section.fields if field.name in DETAILS]
    more = [fields.words(field, said.get(field.name), present) for field in known]
    details = fit(" · ".join(filter(None, more)), 150)
    return f"{emoji}{_name(section, key, said)}{retired}" + (f"\n{details}" if details else "")


def _name(section: Section, key: str, said: Mapping[str, Any]) -> str:
    """A code is what people say, `P1`; a key that was made from the name says nothing more."""
    name = str(said.get("name") or said.get("description") or "")
    if section.keyed is Keyed.NAME and slug(name) == key:
        return bold(fit(name, 120))
    return f"{bold(fit(key, 60))}  {fit(name, 120)}".rstrip()


def _pages(page: int, count: int) -> list[b.Block]:
    older = [b.button("Next", f"{PAGE}:next", str(page + 1))] if (page + 1) * SHOWN < count else []
    newer = [b.button("Back", f"{PAGE}:back", str(page - 1))] if page else []
    return [b.actions(*newer, *older)] if newer or older else []
