"""Who wears which hat; each is worn by one person at most."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.errors import UserError
from bot.domain.events import Event, RoleGiven
from bot.domain.incident import Act, Change, Incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.offered import offered

COMMANDER = "commander"


def give_roles(
    incident: Incident, people: Mapping[str, str], taxonomy: Taxonomy, act: Act, *, words: str = ""
) -> Change:
    """Give each role to its person, or to nobody where that is empty; `words` hand them over."""
    events: list[Event] = []
    for role, person in people.items():
        given = give_role(incident, role, person, taxonomy, act, words=words)
        incident = given.incident
        events += given.events
    return Change(incident, tuple(events))


def must_be_open(incident: Incident) -> None:
    """Raise UserError where there is nothing to lead any more."""
    if incident.is_closed:
        over = f"{incident.ref} is closed: nobody leads it any more."
        raise UserError(f"{over} Reopen it first: `/incident reopen {incident.ref}`.")


def give_role(
    incident: Incident, role: str, person: str, taxonomy: Taxonomy, act: Act, *, words: str = ""
) -> Change:
    """Give it to `person`, or to nobody where that is empty; `words` hand it over to the next one.

    Raises UserError for an unknown role, where the incident is closed, and for a command without hand-over.
    """
    if role not in {kind.key for kind in offered(taxonomy.roles, incident.roles)}:
        known = ", ".join(kind.name for kind in offered(taxonomy.roles))
        raise UserError(f"There is no role {role!r}. There are: {known}.")
    must_be_open(incident)
    was = incident.holder(role)
    if was == person:
        return Change(incident, ())
    if role == COMMANDER and was and person and not words.strip():
        sentence = "Hand over in two lines: what is going on, and what comes next."
        raise UserError(sentence, {"words": sentence})
    others = {other: holder for other, holder in incident.roles.items() if other != role}
    roles = {**others, role: person} if person else others
    invited = tuple(one for one in incident.invited if one != person or one in incident.members)
    event = RoleGiven(act.at, act.by, role=role, person=person, was=was, words=words.strip())
    return Change(replace(incident, roles=roles, invited=invited), (event,))
