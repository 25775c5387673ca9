"""Bring the settings to what a file says: shown first, then all of it is done or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import UserError
from bot.domain.settings.difference import Difference, compare
from bot.domain.settings.parts import Document
from bot.domain.settings.sections import DESCRIBED
from bot.domain.settings.shape import tidy
from bot.store import taxonomy
from bot.store.settings import uses
from bot.usecases.settings import changing
from bot.usecases.settings.edit_settings import must_be_admin
from bot.usecases.unit import Unit


@dataclass(frozen=True)
class Proposal:
    """What a file would change. `kept`: what it leaves out and incidents hold, and what becomes of that."""

    document: Document
    differences: tuple[Difference, ...]
    kept: tuple[str, ...]


def propose_settings(wanted: Document) -> Proposal:
    """Compare with the present. Sections that are not wanted stay. Raises UserError as changing.put."""
    present = taxonomy.document()
    document, kept = _keep_in_use(present, tidy({**present, **wanted}))
    changing.must_hold(document)
    return Proposal(document, tuple(compare(present, document)), tuple(kept))


def apply_settings(unit: Unit, wanted: Document, shown: Proposal, *, by: str = "") -> Proposal:
    """Do what was shown. Raises UserError where the settings have changed since, or they may not.

    by: empty for who works on the database itself.
    """
    taxonomy.lock()
    if by:
        must_be_admin(by)
    proposal = propose_settings(wanted)
    if proposal.differences != shown.differences:
        raise UserError("Somebody changed the settings meanwhile, so nothing was done. Run it again.")
    changing.put(unit, taxonomy.document(), proposal.document, by=by)
    return proposal


def _keep_in_use(present: Document, wanted: Document) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Put back what incidents hold, retired where it can be, and the groups that it stands in."""
    document = {name: dict(wanted[name]) for name in DESCRIBED}
    kept = []
    for section in DESCRIBED.values():
        for key in present[section.name].keys() - document[section.name].keys():
            count = uses.count(section.name, key)
            if count:
                said = present[section.name][key]
                document[section.name][key] = {**said, "enabled": False} if section.can_retire else said
                kept.append(_sentence(section.name, key, count, retired=section.can_retire))
    for category in document["categories"].values():
        group = str(category.get("group")) if isinstance(category, Mapping) else ""
        if group in present["groups"] and group not in document["groups"]:
            document["groups"][group] = present["groups"][group]
    return tidy(document), kept


def _sentence(section: str, key: str, count: int, *, retired: bool) -> str:
    incidents = "1 incident" if count == 1 else f"{count} incidents"
    done = "is retired: nobody can choose it any more" if retired else "stays"
    return f"{section}.{key} {done}, as {incidents} of the past hold it."
