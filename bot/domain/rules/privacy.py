"""Who may see a private incident, and how one becomes private.

Entitled is who declared it, was named, has a role, belongs to the category's usergroups or is in its channel.
"""

from dataclasses import replace

from bot.domain.errors import UserError
from bot.domain.events import Event, LinkLost, LinkMade, LookedInside, MadePrivate, PeopleEntitled
from bot.domain.incident import Act, Change, Incident, Link, LinkKind
from bot.domain.postmortem.asking import hide

LEFT_BEHIND = (LinkKind.CHANNEL, LinkKind.CARD, LinkKind.POSTMORTEM)
"""What stands in the channel that everybody can read."""


def make_private(
    incident: Incident,
    named: tuple[str, ...],
    act: Act,
    *,
    former: tuple[str, ...] = (),
    with_members: bool = False,
) -> Change:
    """From now on only the entitled see it, in a channel of their own.

    There is no way back: what is private must not become public by a slip. former: the channels that it had
    before this one. with_members: whoever is in its channel now stays in. Who was named while it was public
    visited an earlier channel of it, or one of an incident that was merged into it: that entitles nobody, but
    for those who take part in a drill.
    """
    if incident.private:
        raise UserError(f"{incident.ref} is private already. `/incident allow @who` lets more people see it.")
    stay = incident.members if with_members else ()
    chosen = incident.named if incident.drill else ()
    entitled = tuple(dict.fromkeys((*chosen, *named, *stay, act.by)))
    exposed = incident.link(LinkKind.CHANNEL)
    links = {kind: link for kind, link in incident.links.items() if kind not in LEFT_BEHIND}
    events: list[Event] = [MadePrivate(act.at, act.by, named=entitled)]
    if exposed:
        links[LinkKind.EXPOSED] = Link(LinkKind.EXPOSED, exposed.key, exposed.url, exposed.name)
        about = {"key": exposed.key, "url": exposed.url, "name": exposed.name}
        events.append(LinkLost(act.at, act.by, kind=LinkKind.CHANNEL, key=exposed.key, why="moved"))
        events.append(LinkMade(act.at, act.by, kind=LinkKind.EXPOSED, **about))
    events += [LinkMade(act.at, act.by, kind=LinkKind.EXPOSED, key=key) for key in former]
    hidden = replace(
        incident, private=True, named=entitled, links=links, members=(), invited=(), archived=False
    )
    moved = hide(hidden, act)
    return Change(moved.incident, (*events, *moved.events))


def entitle(incident: Incident, people: tuple[str, ...], act: Act) -> Change:
    """Let these people see it too. Raises UserError where everybody may."""
    must_be_private(incident)
    fresh = tuple(person for person in people if person not in incident.named)
    if not fresh:
        return Change(incident, ())
    named = (*incident.named, *fresh)
    invited = tuple(one for one in incident.invited if one not in fresh or one in incident.members)
    return Change(
        replace(incident, named=named, invited=invited), (PeopleEntitled(act.at, act.by, people=fresh),)
    )


def must_be_private(incident: Incident) -> None:
    """Raise UserError where nobody needs to be let see it."""
    if not incident.private:
        raise UserError(f"{incident.ref} is public: everybody may see it and join.")


def look_inside(incident: Incident, reason: str, act: Act) -> Change:
    """Somebody breaks the glass: it is recorded, and told to the people inside."""
    if not reason.strip():
        sentence = "Say in a sentence why you must see it; the people inside are told."
        raise UserError(sentence, {"reason": sentence})
    return Change(incident, (LookedInside(act.at, act.by, reason=reason.strip()),))
