"""Calling for help: who may use which call, and what it sets off."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.errors import UserError
from bot.domain.events import SosSent
from bot.domain.incident import Act, Change, Incident
from bot.domain.taxonomy import SosCall

LONGEST = 300


@dataclass(frozen=True)
class Reach:
    """Whom a call reaches now. `usergroup`: its id, empty where there is none by that name in Slack."""

    call: SosCall
    usergroup: str
    people: tuple[str, ...]


def may_use(call: SosCall, handles: Collection[str]) -> bool:
    """Tell whether somebody who belongs to these usergroups may use it."""
    return call.enabled and (not call.allowed or bool(set(call.allowed) & set(handles)))


def must_be_callable(incident: Incident) -> None:
    """Raise UserError where nobody may be called because of it."""
    if incident.private:
        raise UserError(
            f"{incident.ref} is private, so nobody outside is called. `/incident allow @who` lets them in."
        )
    if incident.is_closed:
        raise UserError(f"{incident.ref} is closed. Reopen it first: `/incident reopen {incident.ref}`.")
    if incident.archived:
        raise UserError(f"The channel of {incident.ref} is archived: nobody could come. Unarchive it first.")


def send_sos(incident: Incident, reach: Reach, words: str, handles: Collection[str], act: Act) -> Change:
    """handles: the usergroups of the one who calls. Raises UserError where it cannot be sent."""
    call = reach.call
    if not may_use(call, handles):
        who = ", ".join(f"@{handle}" for handle in call.allowed)
        raise UserError(f"Only members of {who} can call {call.name}. Ask one of them to do it.")
    must_be_callable(incident)
    if not call.channel and not reach.usergroup:
        sentence = f"Slack has no usergroup @{call.usergroup}, so {call.name} would reach nobody."
        raise UserError(f"{sentence} An admin can mend it in Settings, Calls for help.")
    if len(words) > LONGEST:
        sentence = f"At most {LONGEST} characters; this has {len(words)}."
        raise UserError(sentence, {"words": sentence})
    if incident.drill:  # nobody hears of it
        return Change(incident, (SosSent(act.at, act.by, call=call.name, words=words.strip()),))
    sent = SosSent(
        act.at,
        act.by,
        call=call.name,
        usergroup=reach.usergroup,
        people=reach.people,
        channel=call.channel,
        words=words.strip(),
    )
    return Change(incident, (sent,))
