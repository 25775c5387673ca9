"""What makes somebody entitled, and the incidents that they may see: policy.sees, asked of the database."""

from typing import Any

from peewee import Value

from bot.domain.incident import Incident
from bot.domain.people import Person
from bot.domain.policy import RESERVABLE, Standing
from bot.domain.taxonomy import Taxonomy
from bot.domain.tokens import Right, is_token
from bot.store import tables, taxonomy
from bot.store.api import tokens
from bot.store.who import directory, people

NOTHING = Value(1) == Value(0)
"""What no row fulfils."""


def of(person: str, incident: Incident | None = None) -> Standing:
    """Give what this person is, to this incident where there is one.

    A usergroup that is gone makes nobody an admin any more, but loses no responder.
    """
    found = people.get(person)
    if is_token(person):
        return Standing(found, rights=tokens.rights_of(person))
    words, handles = taxonomy.load(), directory.memberships(person)
    there = {handle for handle, is_there in handles.items() if is_there}
    responder = incident is not None and bool(
        set(handles) & set(words.categories[incident.category].responders)
    )
    return Standing(
        found,
        responder=responder,
        administers=bool(there & set(words.admins)),
        breaks_glass=bool(there & set(words.break_glass)),
        **_permissions(words, there),
    )


def _permissions(words: Taxonomy, there: set[str]) -> dict[str, Any]:
    """One usergroup that is gone, or that nobody is in, lets nobody do what is kept for it."""
    kept = {deed: words.permissions.get(name, ()) for name, deed in RESERVABLE.items()}
    return {
        "reserved": {deed: handles for deed, handles in kept.items() if handles and not there & set(handles)},
        "trusted": frozenset(deed for deed, handles in kept.items() if there & set(handles)),
    }


def visible_to(person: str) -> Any:
    """Give the condition under which an incident's row exists for this person: the same as policy.sees."""
    if is_token(person):
        return _visible_to_token(person)
    found = people.get(person)
    if found.bot or found.deleted or found.stranger:
        return NOTHING
    mine = tables.Insider.select(tables.Insider.incident).where(tables.Insider.person == person)
    inside = tables.Incident.id.in_(mine)
    if found.guest:
        return inside & _in_channel_or_own(found)
    return ~tables.Incident.private | inside | tables.Incident.category.in_(_categories_of(person))


def _visible_to_token(actor: str) -> Any:
    rights = tokens.rights_of(actor)
    if not rights:
        return NOTHING
    return Value(1) == Value(1) if Right.PRIVATE in rights else ~tables.Incident.private


def _in_channel_or_own(guest: Person) -> Any:
    is_member = tables.Incident.members.cast("TEXT").contains(f'"{guest.id}"')
    return is_member | (tables.Incident.opened_by == guest.id)


def _categories_of(person: str) -> list[str]:
    """Give the categories whose usergroups this person belongs to."""
    words = taxonomy.load()
    handles = directory.handles_of(person)
    return [category.key for category in words.categories.values() if handles & set(category.responders)]
