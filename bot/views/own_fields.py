"""The organisation's own fields: as somebody enters them, and as people read them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from bot.domain.incident import Incident
from bot.domain.own_fields import FieldKind, OwnField
from bot.domain.own_fields.filling import BLOCK, LONGEST, PERSON, address, filled, missing
from bot.domain.personal.forgetting import is_former
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views import entered
from bot.views.words import bold, escape, fit, listed, person
from bot.views.work import menu

FILL = "fields"
"""The subcommand that fills them in."""

ELEMENT = "own_field"
TEAM = "own_team"
COLUMNS = 10
"""Texts of a section: https://docs.slack.dev/reference/block-kit/blocks/section-block"""

SHORT = 75
"""What an option can hold, and a label should."""
LONGEST_LINK = 1500
MOST = 100
"""Options of a select."""


def entry(one: OwnField, texts: Sequence[str], taxonomy: Taxonomy, *, required: bool) -> b.Block:
    """Give the field with what it says."""
    element = _ELEMENTS[one.kind](one, texts, taxonomy)
    return b.entry(f"{BLOCK}{one.key}", one.name[:SHORT], element, optional=not required, hint=one.hint)


def read(view: entered.View) -> dict[str, tuple[str, ...]]:
    """Give what the fields on the screen say; empty where nothing was entered."""
    return {key: entered.anything(view, name) for key, name in entered.fields(view, BLOCK).items()}


def read_changes(view: entered.View) -> dict[str, tuple[str, ...]]:
    """Give those that say something else than when the form was opened."""
    shown = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    now = read(view)
    return {key: texts for key, texts in now.items() if texts != entered.initial(shown[f"{BLOCK}{key}"])}


def facts(incident: Incident, taxonomy: Taxonomy, most: int = 5 * COLUMNS) -> list[b.Block]:
    """Give what they say, in two columns; also what is asked for no more."""
    columns = [
        f"{bold(fit(one.name, SHORT))}\n{_said(one, texts)}" for one, texts in filled(incident, taxonomy)
    ]
    shown = columns[:most]
    return [b.fields(*shown[start : start + COLUMNS]) for start in range(0, len(shown), COLUMNS)]


def to_fill(incident: Incident, taxonomy: Taxonomy) -> list[b.Block]:
    """Say which are still asked for, with the button that fills them in."""
    left = [] if incident.is_closed else missing(incident, taxonomy)
    if not left:
        return []
    count = "1 field to fill in" if len(left) == 1 else f"{len(left)} fields to fill in"
    names = listed(fit(one.name, SHORT) for one in left[:COLUMNS])
    return [b.section(f"*Still asked for*  {names}", menu.button(incident, count, FILL))]


def teams(typed: str, taxonomy: Taxonomy, chosen: Sequence[str] = ()) -> list[b.Block]:
    """Offer the teams whose names hold what was typed; one that is chosen stays when it retires."""
    sought = typed.strip().casefold()
    offered = (team for team in taxonomy.teams.values() if team.enabled or team.key in chosen)
    return [b.option(team.name, team.key) for team in offered if sought in team.name.casefold()]


def told(kind: str, texts: Iterable[str]) -> str:
    """Say what a field said at some time; what is not its kind is never taken for a person."""
    said = [
        person(text)
        if kind == FieldKind.PERSON and (PERSON.fullmatch(text) or is_former(text))
        else fit(text, 300)
        for text in texts
    ]
    return fit_all(said) or "nothing"


def fit_all(said: Sequence[str], most: int = 900) -> str:
    """Join as many of these, which are escaped, as fit."""
    shown: list[str] = []
    for text in said:
        if len(", ".join([*shown, text])) > most:
            return ", ".join([*shown, "…"])
        shown.append(text)
    return ", ".join(shown)


def _said(one: OwnField, texts: Sequence[str]) -> str:
    link = f"<{escape(address(one, texts[0]))}|{fit(texts[0], 300)}>"
    is_link = one.kind is FieldKind.LINK and one.template and len(link) <= LONGEST_LINK
    return link if is_link else told(one.kind, texts)


def _text(_one: OwnField, texts: Sequence[str], _taxonomy: Taxonomy, *, example: str = "") -> b.Block:
    return b.text_field(ELEMENT, most=LONGEST, initial=", ".join(texts), example=example)


def _choice(one: OwnField, texts: Sequence[str], _taxonomy: Taxonomy) -> b.Block:
    return b.select(ELEMENT, _options(one, texts), chosen="".join(texts[:1]))


def _many(one: OwnField, texts: Sequence[str], _taxonomy: Taxonomy) -> b.Block:
    return b.multi_select(ELEMENT, _options(one, texts), chosen=texts)


def _options(one: OwnField, texts: Sequence[str]) -> list[b.Block]:
    """What was chosen before its option went stays."""
    gone = [text for text in texts if text not in one.options and len(text) <= SHORT]
    return [b.option(text, text) for text in (*one.options, *gone)][-MOST:]


def _person(_one: OwnField, texts: Sequence[str], _taxonomy: Taxonomy) -> b.Block:
    known = [text for text in texts if PERSON.fullmatch(text)]
    return b.person_select(ELEMENT, chosen="".join(known[:1]))


def _team(_one: OwnField, texts: Sequence[str], taxonomy: Taxonomy) -> b.Block:
    """A type-ahead where there are more than a select takes."""
    offered = teams("", taxonomy, texts)
    chosen = [option for option in offered if option["value"] in texts]
    if len(offered) > MOST:
        return b.type_ahead(TEAM, example="Type to find one", chosen=chosen[0] if chosen else None)
    return b.select(TEAM, offered, chosen="".join(texts[:1]))


_ELEMENTS: Mapping[FieldKind, Callable[[OwnField, Sequence[str], Taxonomy], b.Block]] = {
    FieldKind.TEXT: _text,
    FieldKind.LINK: _text,
    FieldKind.NUMBER: partial(_text, example="42 or 3.5"),
    FieldKind.CHOICE: _choice,
    FieldKind.MANY: _many,
    FieldKind.PERSON: _person,
    FieldKind.TEAM: _team,
}
