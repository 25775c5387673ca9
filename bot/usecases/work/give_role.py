"""Give people roles, take a role, or take one away."""

from collections.abc import Mapping
from functools import partial

from bot.domain.errors import UserError
from bot.domain.incident import Act, Change, Incident
from bot.domain.people import Person
from bot.domain.rules import roles
from bot.domain.taxonomy import Taxonomy
from bot.store.who import people as directory
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def give_roles(
    unit: Unit,
    number: int,
    people: Mapping[str, str],
    *,
    by: str,
    press: str = "",
    was: Mapping[str, str] | None = None,
    words: str = "",
) -> Incident:
    """Give each role to its person, or to nobody where that is empty; `words` hand them over.

    was: who had them when it was asked for. Raises UserError where that is not so any more.
    """
    return work_on(unit, number, partial(_give, people, was or {}, words), by=by, press=press)


def take_role(unit: Unit, number: int, role: str, *, by: str, press: str = "") -> Incident:
    """Take a role that nobody has. Raises UserError naming who was faster."""
    return work_on(unit, number, partial(_give, {role: by}, {role: ""}, ""), by=by, press=press)


def _give(
    people: Mapping[str, str],
    was: Mapping[str, str],
    words: str,
    incident: Incident,
    taxonomy: Taxonomy,
    act: Act,
) -> Change:
    for role, person in people.items():
        holder = incident.holder(role)
        if holder not in {was.get(role, holder), person}:
            raise UserError(_changed(role, holder, taxonomy))
        refusal = _why_not(directory.get(person)) if person else ""
        if refusal:
            raise UserError(refusal, {f"role:{role}": refusal})
    return roles.give_roles(incident, people, taxonomy, act, words=words)


def _why_not(person: Person) -> str:
    """Say why nobody could count on them."""
    if person.bot:
        return "An app cannot take a role: choose a person."
    if person.deleted:
        return f"{person.real_name or person.name} has no active account any more: choose somebody else."
    if person.stranger:
        return "People of other organisations cannot take a role: choose somebody of this workspace."
    return ""


def _changed(role: str, holder: str, taxonomy: Taxonomy) -> str:
    """Say what somebody else did in the meantime."""
    kind = taxonomy.roles.get(role)
    name = kind.said if kind else role
    found = directory.get(holder)
    who = f"{found.real_name or found.name} is" if holder else "Nobody is"
    return f"{who} {name} by now. Look at Roles again before you change it."
