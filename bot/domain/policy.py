"""Who may do what, and who may see what: the one place that decides.

https://slack.com/help/articles/202518103 says what guests are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.people import Person
from bot.domain.tokens import Right, name_of


class Deed(StrEnum):
    """What somebody may want to do; the value is how a refusal calls it."""

    DECLARE = "declare incidents"
    RAISE = "tell of alerts"
    SEE = "see this"
    WORK = "work on incidents"
    PAGE = "page people"
    HELP = "call for help"
    CLOSE = "close incidents"
    WAIVE = "waive what is missing"
    REDACT = "redact"
    ADMINISTER = "change the settings"


NOT_OURS = "Firebell works for the people of this workspace. Ask one of them to do it."

NEEDS: dict[Deed, Right] = {
    Deed.DECLARE: Right.DECLARE,
    Deed.RAISE: Right.ALERTS,
    Deed.SEE: Right.READ,
    Deed.WORK: Right.UPDATE,
    Deed.CLOSE: Right.UPDATE,
}
"""The right that a token needs for it; for everything else there is none."""

RESERVABLE: dict[str, Deed] = {
    "declare": Deed.DECLARE,
    "page": Deed.PAGE,
    "close": Deed.CLOSE,
    "waive": Deed.WAIVE,
}
"""What the settings can keep for some usergroups, as they call it. Never what one may see."""

ADMINS_ONLY = {Deed.REDACT, Deed.ADMINISTER}
FOR_GUESTS_INSIDE = {Deed.SEE, Deed.WORK, Deed.CLOSE}
_INSTEAD = {Deed.WAIVE: "Ask one of them, or mend what is missing."}


@dataclass(frozen=True)
class Standing:
    """What makes somebody entitled besides their account.

    `responder`: they belong to the category's usergroups. `administers`: to the admins' one.
    `breaks_glass`: to the one that may look inside what is private. `rights`: what a token may do; None for
    people. `reserved`: what is kept for usergroups, their handles, and they belong to none of these.
    `trusted`: what is kept for a usergroup of theirs.
    """

    person: Person
    responder: bool = False
    administers: bool = False
    breaks_glass: bool = False
    rights: frozenset[Right] | None = None
    reserved: Mapping[Deed, tuple[str, ...]] = field(default_factory=dict)
    trusted: frozenset[Deed] = frozenset()

    @property
    def is_admin(self) -> bool:
        return self.person.admin or self.administers

    @property
    def unreserved(self) -> "Standing":
        """What they are to what Firebell does by itself because of them: there nothing is kept for others."""
        return replace(self, reserved={})


def sees(standing: Standing, incident: Incident) -> bool:
    """Tell whether this incident exists for them, on any surface."""
    person = standing.person
    if standing.rights is not None:
        return bool(standing.rights) and (not incident.private or Right.PRIVATE in standing.rights)
    inside = person.id in incident.insiders
    if person.bot or person.deleted or person.stranger:
        return False
    if person.guest:
        return person.id in incident.members or person.id == incident.opened_by
    return not incident.private or inside or standing.responder


def may_look(standing: Standing, incident: Incident) -> bool:
    """Tell whether they may see it, if need be by saying why, so that the people inside hear it."""
    person = standing.person
    if standing.rights is not None:
        return sees(standing, incident)
    outside = person.bot or person.deleted or person.stranger or person.guest
    return sees(standing, incident) or (standing.breaks_glass and not outside)


def is_entitled(standing: Standing, incident: Incident) -> bool:
    """Tell whether they may be let into the channel of a private one; a guest only who was named."""
    person = standing.person
    if person.bot or person.deleted or person.stranger or standing.rights is not None:
        return False
    return person.id in incident.insiders or (standing.responder and not person.guest)


def must(standing: Standing, deed: Deed, incident: Incident | None = None) -> None:
    """Raise UserError, saying who can, where they may not do it."""
    refusal = why_not(standing, deed, incident)
    if refusal:
        raise UserError(refusal)


def why_not(standing: Standing, deed: Deed, incident: Incident | None = None) -> str:
    """Give the sentence that refuses it; empty where they may."""
    person = standing.person
    if standing.rights is not None:
        return _of_token(standing, standing.rights, deed, incident)
    if person.deleted or person.bot:
        return "Only people with an active account can use Firebell."
    if person.stranger:
        return NOT_OURS
    if incident and not sees(standing, incident):
        return hidden(incident.id)
    if person.guest and not _may_as_guest(person, deed, incident):
        return f"Guests cannot {deed}. Ask a full member of this workspace to do it."
    if deed in ADMINS_ONLY and not standing.is_admin:
        return f"Only admins of this workspace can {deed}. Ask one of them."
    if deed in standing.reserved and not standing.is_admin:
        return _of_others(standing.reserved[deed], deed)
    if deed is Deed.WAIVE and incident and not _may_waive(standing, incident):
        return f"Only the commander or an admin can {deed}. {_INSTEAD[deed]}"
    return ""


def entitled(handles: Iterable[str]) -> str:
    """Name those for whom something is kept: `@sre, @oncall and admins`."""
    return f"{', '.join(f'@{handle}' for handle in handles)} and admins"


def hidden(number: int) -> str:
    """Say the same of an incident that somebody may not see and of one that does not exist."""
    return f"There is no inc-{number}. App Home lists the active ones."


def says_hidden(sentence: str) -> bool:
    """Tell whether it is that sentence, of whatever incident."""
    before, _, after = hidden(0).partition("0")
    return sentence.startswith(before) and sentence.endswith(after)


def _of_token(standing: Standing, rights: frozenset[Right], deed: Deed, incident: Incident | None) -> str:
    if incident and not sees(standing, incident):
        return hidden(incident.id)
    needed = NEEDS.get(deed)
    if needed is None:
        return f"No token can {deed}. Ask a person of this workspace to do it."
    if needed in rights:
        return ""
    return (
        f"The token {name_of(standing.person.id)} may not {deed}: it lacks the right “{needed}”. "
        "An admin can make another one in Firebell's settings, under API tokens."
    )


def _of_others(handles: Iterable[str], deed: Deed) -> str:
    return f"Only {entitled(handles)} can {deed}. {_INSTEAD.get(deed, 'Ask one of them.')}"


def _may_waive(standing: Standing, incident: Incident) -> bool:
    """Where it is kept for a usergroup, its members do it instead of the commander."""
    leads = standing.person.id == incident.holder("commander")
    return standing.is_admin or leads or Deed.WAIVE in standing.trusted


def _may_as_guest(person: Person, deed: Deed, incident: Incident | None) -> bool:
    return incident is not None and person.id in incident.members and deed in FOR_GUESTS_INSIDE
