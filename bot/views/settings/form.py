"""One entry of the settings, to be changed or added."""

import json
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.settings.parts import Field, Keyed, Kind, Section
from bot.domain.settings.sections import DESCRIBED
from bot.domain.settings.shape import slug, version
from bot.views import blocks as b
from bot.views import entered, previews
from bot.views.settings import fields
from bot.views.settings.fields import ASK, Around
from bot.views.settings.listing import Place
from bot.views.words import bold, escape, fit

CALLBACK = "settings_entry_form"
REMOVE_CALLBACK = "settings_remove"
KEY = "key"
_GROUPS = (Kind.USERGROUP, Kind.USERGROUPS)
_KEYS = {
    Keyed.CODE: Field(
        KEY, "Key", required=True, hint="Short and without spaces. It cannot be changed later."
    ),
    Keyed.LABEL: Field(KEY, "Label", required=True, hint="And its value, such as severity=critical."),
    Keyed.QUEUE: Field(KEY, "Name in RT", required=True, hint="* stands for all others."),
    Keyed.SERVICE: Field(KEY, "Name in PagerDuty", required=True, hint="* stands for all others."),
    Keyed.USERGROUP: Field(KEY, "Usergroup", Kind.USERGROUP, required=True),
}


@dataclass(frozen=True)
class Entered:
    """What somebody entered. `behind`: the list below, and where in it they were."""

    section: str
    key: str
    version: str
    said: Any
    behind: str
    place: Place
    far: frozenset[str] = frozenset()
    """Channels that are named as they were, as they are not known here."""

    @property
    def unknown(self) -> set[str]:
        """Usergroups that Slack is to be asked for."""
        keyed = [self.key] if DESCRIBED[self.section].keyed is Keyed.USERGROUP else []
        named = [
            *keyed,
            *(name for field in _of(self.section, *_GROUPS) for name in _values(_get(self, field))),
        ]
        return {name.removeprefix(ASK) for name in named if name.startswith(ASK)}

    @property
    def channels(self) -> set[str]:
        """Ids of channels whose names are to be known."""
        found = {str(_get(self, field) or "") for field in _of(self.section, Kind.CHANNEL)}
        return found - {"", *self.far}

    def known(self, names: dict[str, str]) -> "Entered":
        """Put in what was asked for: names by what was entered."""
        said = self.said
        for field in _of(self.section, *_GROUPS, Kind.CHANNEL):
            put = _put(_get(self, field), names)
            said = {**said, field.name: put} if isinstance(said, dict) else put
        return replace(self, key=names.get(self.key, self.key), said=said)


def again(entered: Entered, around: Around, sentence: str) -> b.Block:
    """The form as somebody filled it in, with the sentence why it was not saved."""
    section, keys = DESCRIBED[entered.section], around.present[entered.section]
    known = replace(around, channels={**around.channels, **{one: one for one in entered.channels}})
    key = entered.key if section.whole or entered.key in keys else ""
    warning = escape(sentence)
    return render(section, key, known, entered.behind, entered.place, warning=warning, entered=entered)


def render(
    section: Section,
    key: str,
    around: Around,
    behind: str,
    place: Place,
    *,
    warning: str = "",
    entered: Entered | None = None,
) -> b.Block:
    """key: empty for a new entry. warning: what somebody must read first, escaped.

    entered: what they entered before and want to see again.
    """
    entries = around.present[section.name]
    said = entries if section.whole else entries.get(key)
    is_new = not section.whole and key not in entries
    rows = [b.section(f":warning: {warning}")] if warning else []
    if is_new and section.keyed in _KEYS:
        rows.append(fields.render(_KEYS[section.keyed], entered.key if entered else None, around))
    else:
        rows.append(b.context(f"{section.one.capitalize()} {bold(fit(key, 60))}" if key else section.says))
    shown = entered.said if entered else said
    for field in section.fields:
        if field.kind not in fields.UNTOUCHED:
            value = shown if section.scalar else {**(said or {}), **(shown or {})}.get(field.name)
            rows += fields.rows(field, value, around)
    rows += previews.in_form(section.name, shown)
    today = "" if is_new else version(said if said is not None else {})
    memory = {
        "section": section.name,
        "key": "" if is_new else key,
        "version": entered.version if entered else today,
        "behind": behind,
        "page": place.page,
        "far": _far(section, said, around),
    }
    one = f"Add {section.some}" if is_new else section.one.capitalize()
    title = (section.title if section.whole else one)[:24]
    return b.modal(title, rows, callback=CALLBACK, submit="Save", close="Cancel", memory=json.dumps(memory))


def parse(view: entered.View) -> Entered:
    kept = entered.memory(view)
    section = DESCRIBED[str(kept["section"])]
    shown = [
        one for one in section.fields if one.kind not in fields.UNTOUCHED and not fields.stays(one, view)
    ]
    said: Any = {field.name: fields.read(field, view) for field in shown}
    far: dict[str, str] = {name: was for name, was in kept.get("far", {}).items() if not said[name]}
    said |= far
    key = str(kept["key"]) or _new_key(section, view, said)
    if section.scalar:
        said = said[shown[0].name] if shown else {}
    place = Place(section.name, int(kept["page"]))
    behind, shown_as = str(kept["behind"]), str(kept["version"])
    return Entered(section.name, key, shown_as, said, behind, place, frozenset(far.values()))


def asking() -> b.Block:
    return b.modal("Settings", [b.section("Asking Slack …")])


def saved() -> b.Block:
    return b.modal("Settings", [b.section("Saved.")])


def removal(
    section: Section, key: str, said: Any, behind: str, place: Place, *, deletes: bool, held: int
) -> b.Block:
    """Ask once. deletes: False where incidents hold it, so that it can only be retired."""
    name = fit(key, 60)
    if deletes:
        words, submit = f"{bold(name)} is used by nothing. Deleting it changes no incident.", "Delete"
    else:
        count = "1 incident holds" if held == 1 else f"{held} incidents hold"
        words = f"{count} {bold(name)}. Retired, it stays with these, and nobody can choose it any more."
        submit = "Retire"
    memory = {
        "section": section.name,
        "key": key,
        "version": version(said if said is not None else {}),
        "behind": behind,
        "page": place.page,
    }
    rows = [b.section(words)]
    return b.modal(
        f"{submit} {section.one}"[:24],
        rows,
        callback=REMOVE_CALLBACK,
        submit=submit,
        close="Cancel",
        memory=json.dumps(memory),
    )


def parse_removal(view: entered.View) -> Entered:
    kept = entered.memory(view)
    place = Place(str(kept["section"]), int(kept["page"]))
    return Entered(place.section, str(kept["key"]), str(kept["version"]), None, str(kept["behind"]), place)


def _new_key(section: Section, view: entered.View, said: dict[str, Any]) -> str:
    if section.whole:
        return ""
    if section.keyed is Keyed.NAME:
        return slug(str(said["name"])) or "entry"
    return str(fields.read(_KEYS[section.keyed], view)).strip()


def _far(section: Section, said: Any, around: Around) -> dict[str, str]:
    """Give the channels that the form cannot show."""
    shown = [field for field in section.fields if field.kind is Kind.CHANNEL]
    named = {field.name: said if section.scalar else (said or {}).get(field.name) for field in shown}
    return {one.name: str(named[one.name]) for one in shown if fields.is_far(one, named[one.name], around)}


def _of(section: str, *kinds: Kind) -> list[Field]:
    return [field for field in DESCRIBED[section].fields if field.kind in kinds]


def _get(one: Entered, field: Field) -> Any:
    """Give what was entered there; of a scalar section that is all."""
    return one.said.get(field.name) if isinstance(one.said, dict) else one.said


def _values(said: Any) -> list[str]:
    return said if isinstance(said, list) else [str(said or "")]


def _put(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    return [_put(one, names) for one in value] if isinstance(value, list) else value
