"""Which of the organisation's own fields an incident asks for, and what may stand in them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from bot.domain.errors import UserError
from bot.domain.events import FieldSet
from bot.domain.incident import Act, Change, Incident
from bot.domain.own_fields import FieldKind, OwnField, Values, When
from bot.domain.taxonomy import Taxonomy

LONGEST = 300
"""Most characters of what is typed."""

BLOCK = "field:"
"""Begins the name under which a form has a field, and a fault names it."""

PERSON = re.compile(r"[UW][A-Z0-9]{2,20}")
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?")


@dataclass(frozen=True)
class Case:
    """What decides which fields are asked for; empty where nobody chose yet."""

    priority: str = ""
    category: str = ""
    impacts: Mapping[str, str] = field(default_factory=dict)


def case_of(incident: Incident) -> Case:
    return Case(incident.priority, incident.category, incident.impacts)


def shown(case: Case, taxonomy: Taxonomy) -> list[OwnField]:
    """Give the fields that are asked for, in their order."""
    return [
        one
        for one in taxonomy.fields.values()
        if one.enabled and _can_be_entered(one, taxonomy) and _holds(one.shown_when, case, taxonomy)
    ]


def is_required(one: OwnField, case: Case, taxonomy: Taxonomy) -> bool:
    """Tell whether a field that is shown must be filled in."""
    return one.required or (bool(one.required_when) and _holds(one.required_when, case, taxonomy))


def missing(incident: Incident, taxonomy: Taxonomy) -> list[OwnField]:
    """Give the required fields that nobody has filled in."""
    case = case_of(incident)
    asked = (one for one in shown(case, taxonomy) if not incident.fields.get(one.key))
    return [one for one in asked if is_required(one, case, taxonomy)]


def tidy(entered: Values) -> dict[str, tuple[str, ...]]:
    """Give what was entered in single lines, without what is empty."""
    lines = {key: tuple(" ".join(text.split()) for text in texts) for key, texts in entered.items()}
    kept = {key: tuple(filter(None, texts)) for key, texts in lines.items()}
    return {key: texts for key, texts in kept.items() if texts}


def of_case(entered: Values, case: Case, taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Give what belongs to it of what was entered: what is not asked for any more is left out."""
    asked = {one.key for one in shown(case, taxonomy)}
    return {key: texts for key, texts in tidy(entered).items() if key in asked}


def faults(becomes: Values, case: Case, taxonomy: Taxonomy, was: Values | None = None) -> dict[str, str]:
    """Judge what fields are to say, by the name of the field in a form.

    was: what they said before. Then only what changes is judged, so that what is still missing keeps nobody
    from mending the rest.
    """
    found = {}
    for one in taxonomy.fields.values():
        texts, before = becomes.get(one.key, ()), (was or {}).get(one.key, ())
        if was is None or texts != before:
            found[f"{BLOCK}{one.key}"] = _fault(one, texts, before, case, taxonomy)
    return {name: sentence for name, sentence in found.items() if sentence}


def changed(was: Values, becomes: Values, taxonomy: Taxonomy, act: Act) -> list[FieldSet]:
    """Give what happened to the fields, one by one."""
    return [
        FieldSet(
            act.at,
            act.by,
            field=one.key,
            name=one.name,
            kind=str(one.kind),
            was=words(one, was.get(one.key, ()), taxonomy),
            becomes=words(one, becomes.get(one.key, ()), taxonomy),
        )
        for one in taxonomy.fields.values()
        if was.get(one.key, ()) != becomes.get(one.key, ())
    ]


def fill_in(incident: Incident, entered: Values, taxonomy: Taxonomy, act: Act) -> Change:
    """Change what some fields say; nothing clears one. Raises UserError with a sentence per field.

    Those that are not entered stay as they are.
    """
    known = {key: texts for key, texts in entered.items() if key in taxonomy.fields}
    becomes = tidy({**incident.fields, **known})
    wrong = faults(becomes, case_of(incident), taxonomy, incident.fields)
    if wrong:
        raise UserError(" ".join(wrong.values()), wrong)
    events = changed(incident.fields, becomes, taxonomy, act)
    return Change(replace(incident, fields=becomes), tuple(events))


def words(one: OwnField, texts: Iterable[str], taxonomy: Taxonomy) -> tuple[str, ...]:
    """Give what people read: teams by their names. Whom a person's id names only Slack can say."""
    if one.kind is not FieldKind.TEAM:
        return tuple(texts)
    return tuple(taxonomy.teams[key].name if key in taxonomy.teams else key for key in texts)


def filled(incident: Incident, taxonomy: Taxonomy) -> list[tuple[OwnField, tuple[str, ...]]]:
    """Give each field that says something, also one that is asked for no more, with what people read."""
    known = taxonomy.fields.values()
    return [(one, words(one, said, taxonomy)) for one in known if (said := incident.fields.get(one.key))]


def address(one: OwnField, text: str) -> str:
    """Give where a link leads."""
    return one.template.replace("{}", quote(text, safe=""))


def _can_be_entered(one: OwnField, taxonomy: Taxonomy) -> bool:
    """Tell whether there is anything to choose from."""
    return one.kind is not FieldKind.TEAM or any(team.enabled for team in taxonomy.teams.values())


def _holds(when: When, case: Case, taxonomy: Taxonomy) -> bool:
    return (
        (not when.priorities or case.priority in when.priorities)
        and (not when.categories or case.category in when.categories)
        and (not when.impacts or any(_is_hit(kind, case, taxonomy) for kind in when.impacts))
    )


def _is_hit(kind: str, case: Case, taxonomy: Taxonomy) -> bool:
    """A level that asks for no priority means that nobody is."""
    impact = taxonomy.impacts.get(kind)
    level = impact.level(case.impacts.get(kind, "")) if impact else None
    return level is not None and level.priority is not None


def _fault(
    one: OwnField, texts: tuple[str, ...], before: tuple[str, ...], case: Case, taxonomy: Taxonomy
) -> str:
    if not texts:
        asked = one in shown(case, taxonomy) and is_required(one, case, taxonomy)
        return f"{one.name} is asked for here: fill it in." if asked else ""
    judge = _JUDGES.get(one.kind)
    return judge(one, texts, before, taxonomy) if judge else _length(one, texts, before, taxonomy)


def _length(_one: OwnField, texts: tuple[str, ...], _before: tuple[str, ...], _taxonomy: Taxonomy) -> str:
    size = max(map(len, texts))
    return f"Write at most {LONGEST} characters: {size - LONGEST} too many." if size > LONGEST else ""


def _number(_one: OwnField, texts: tuple[str, ...], _before: tuple[str, ...], _taxonomy: Taxonomy) -> str:
    return "" if _NUMBER.fullmatch(texts[0]) else "Write a number, such as 42 or 3.5."


def _options(one: OwnField, texts: tuple[str, ...], before: tuple[str, ...], _taxonomy: Taxonomy) -> str:
    """What was chosen before its option went may stay."""
    return _among(texts, {*one.options, *before})


def _team(_one: OwnField, texts: tuple[str, ...], before: tuple[str, ...], taxonomy: Taxonomy) -> str:
    return _among(texts, {*taxonomy.teams, *before})


def _person(_one: OwnField, texts: tuple[str, ...], _before: tuple[str, ...], _taxonomy: Taxonomy) -> str:
    return "" if PERSON.fullmatch(texts[0]) else "Pick a person."


def _among(texts: tuple[str, ...], known: set[str]) -> str:
    gone = [text for text in texts if text not in known]
    return f"{gone[0][:75]} cannot be chosen any more. Pick another one." if gone else ""


_JUDGES: Mapping[FieldKind, Callable[[OwnField, tuple[str, ...], tuple[str, ...], Taxonomy], str]] = {
    FieldKind.NUMBER: _number,
    FieldKind.CHOICE: _options,
    FieldKind.MANY: _options,
    FieldKind.TEAM: _team,
    FieldKind.PERSON: _person,
}
