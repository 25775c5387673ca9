"""Change one entry of the settings, move it, take it away: for admins alone, once per press."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.policy import Deed
from bot.domain.settings.checking import faults
from bot.domain.settings.parts import Document, Section
from bot.domain.settings.sections import DESCRIBED
from bot.domain.settings.shape import moved, named_by, version
from bot.store import taxonomy
from bot.store.oncall.doubts import unknown
from bot.store.queues import presses
from bot.store.settings import uses
from bot.store.who import directory, standings
from bot.usecases.settings import changing
from bot.usecases.unit import Unit

TAGS = "tags"
KEY = "key"
"""The name of the field that a new entry's key is entered in."""


@dataclass(frozen=True)
class Wish:
    """What an entry is to say. `version`: of what it said when the form was opened; empty for a new one.

    `channels`: the ids of the channels that it names.
    """

    section: str
    key: str
    version: str
    said: Any
    channels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Saved:
    """What stands now. `clash`: somebody else changed the entry first, so that nothing was done."""

    present: Document
    clash: bool = False


Become = Callable[[Document], Document | None]
"""What becomes of the settings; None where somebody else was faster."""


def save_entry(unit: Unit, wish: Wish, *, by: str, press: str) -> Saved:
    """Raises UserError, under the fields at fault, where it cannot be so."""
    saved = _change(unit, lambda present: _entered(present, wish), by=by, press=press)
    if wish.section == TAGS and not saved.clash and wish.said in wish.channels:
        directory.tag(wish.key, wish.channels[wish.said], wish.said)
    return saved


def move_entry(unit: Unit, section: str, key: str, step: int, *, by: str, press: str) -> Saved:
    """Move it by `step` places down, or up where that is negative."""

    def become(present: Document) -> Document | None:
        entries = present[section]
        return {**present, section: moved(entries, key, step)} if key in entries else None

    return _change(unit, become, by=by, press=press)


def remove_entry(unit: Unit, section: str, key: str, seen: str, *, by: str, press: str) -> Saved:
    """Take it away, or retire it where incidents hold it. Raises UserError where neither can be."""

    def become(present: Document) -> Document | None:
        entries = dict(present[section])
        if version(entries.get(key)) != seen:
            return None
        if may_delete(present, section, key):
            del entries[key]
        else:
            entries[key] = {**entries[key], "enabled": False}
        return {**present, section: entries}

    return _change(unit, become, by=by, press=press)


def may_delete(present: Document, section: str, key: str) -> bool:
    """Tell whether it can go; False where it can only be retired. Raises UserError where neither can be."""
    described = DESCRIBED[section]
    if key in described.fixed:
        raise UserError(f"Firebell itself needs {key}, so it stays. You can change its words.")
    others = named_by(present, section, key)
    if others:
        instead = ", or retire it: Edit takes it out of what is offered" if described.can_retire else ""
        where = ", ".join(map(_titled, others[:5]))
        raise UserError(f"{key} is named by {where}. Change that first, then delete it{instead}.")
    count = uses.count(section, key)
    if count and not described.can_retire:
        held = "1 incident holds it" if count == 1 else f"{count} incidents hold it"
        raise UserError(f"{key} stays, as {held}. You can change its words.")
    return not count


def must_be_admin(person: str) -> None:
    """Raise UserError, saying who can, where they may not change the settings."""
    policy.must(standings.of(person), Deed.ADMINISTER)


def _change(unit: Unit, become: Become, *, by: str, press: str) -> Saved:
    taxonomy.lock()
    must_be_admin(by)
    if presses.answer(press):
        return Saved(taxonomy.document())
    present = taxonomy.document()
    becomes = become(present)
    if becomes is None:
        return Saved(present, clash=True)
    changing.put(unit, present, becomes, by=by)
    presses.keep(press, {"settings": True}, unit.now)
    return Saved(taxonomy.document())


def _entered(present: Document, wish: Wish) -> Document | None:
    section = DESCRIBED[wish.section]
    entries = present[wish.section]
    if section.whole:
        if version(entries) != wish.version:
            return None
        becomes = {**present, wish.section: _without_defaults(section, {**entries, **wish.said}, entries)}
    else:
        was = entries.get(wish.key)
        if not wish.version and wish.key in entries:
            sentence = f"{wish.key} is there already. Choose another name, or change that one."
            raise UserError(sentence, {KEY: sentence, "name": sentence})
        if wish.key in entries and was is None:
            was = {}
        if version(was) != wish.version:
            return None
        said = (
            wish.said
            if section.scalar
            else _without_defaults(section, {**(was or {}), **wish.said}, was or {})
        )
        becomes = {**present, wish.section: {**entries, wish.key: said}}
    _must_hold(section, present, becomes)
    _must_be_there(section, wish, present, becomes)
    return becomes


def _without_defaults(section: Section, said: Mapping[str, Any], was: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what nobody said and what is so anyway: the file stays as short as a person writes it."""
    defaults = {field.name: field.default for field in section.fields if not field.required}
    return {
        name: value
        for name, value in said.items()
        if name in was or name not in defaults or value not in (defaults[name], "", None, [], {})
    }


def _must_hold(section: Section, present: Document, becomes: Document) -> None:
    """Put each fault that is new under its field; what was wrong before is not theirs to mend."""
    before = set(faults(present))
    found = [one for one in faults(becomes) if one not in before]
    if found:
        fields = {one.field or KEY: one.sentence for one in found if one.section == section.name}
        raise UserError(" ".join(one.sentence for one in found), fields)


def _must_be_there(section: Section, wish: Wish, present: Document, becomes: Document) -> None:
    """What PagerDuty has not calls nobody; as long as nothing was read of it, nobody knows."""
    was, said = (
        one[section.name] if section.whole else one[section.name].get(wish.key) for one in (present, becomes)
    )
    found = unknown(section.name, wish.key, was, said)
    if found:
        raise UserError(" ".join(found.values()), found)


def _titled(place: str) -> str:
    """Say `Metrics (time-to-fix)` for `metrics.time-to-fix`."""
    section, _, rest = place.partition(".")
    return f"{DESCRIBED[section].title} ({rest})"
