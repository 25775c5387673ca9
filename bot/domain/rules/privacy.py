"""Who may see a private incident, and how one becomes private."""

from dataclasses import replace

from bot.domain.errors import UserError
from bot.domain.events import LookedInside, MadePrivate, PeopleEntitled
from bot.domain.incident import Act, Change, Incident


def make_private(incident: Incident, named: tuple[str, ...], act: Act) -> Change:
    """From now on only the entitled see it; there is no way back, as nobody could take it back unread."""
    if incident.private:
        raise UserError(f"{incident.ref} is private already.")
    entitled = tuple(dict.fromkeys((*incident.named, *named, act.by)))
    return Change(
        replace(incident, private=True, named=entitled), (MadePrivate(act.at, act.by, named=entitled),)
    )


def entitle(incident: Incident, people: tuple[str, ...], act: Act) -> Change:
    """Let these people see it too."""
    fresh = tuple(person for person in people if person not in incident.named)
    if not fresh:
        return Change(incident, ())
    named = (*incident.named, *fresh)
    return Change(replace(incident, named=named), (PeopleEntitled(act.at, act.by, people=fresh),))


def look_inside(incident: Incident, reason: str, act: Act) -> Change:
    """Somebody breaks the glass: it is recorded, and told to the people inside."""
    if not reason.strip():
        sentence = "Say in a sentence why you must see it; the people inside are told."
        raise UserError(sentence, {"reason": sentence})
    return Change(incident, (LookedInside(act.at, act.by, reason=reason.strip()),))
