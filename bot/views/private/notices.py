"""What is said when an incident becomes private, and who sees it then."""

from collections.abc import Sequence

from bot.domain.events import LookedInside, PeopleEntitled
from bot.domain.incident import Incident
from bot.views import blocks as b
from bot.views.words import crowd, fit, listed, person, room
from bot.views.work import menu


def entitled(event: PeopleEntitled) -> b.Block:
    said = f":lock: {crowd(event.people)} may see this too, says {person(event.by)}."
    return b.message(said, [b.section(said)])


def looked(incident: Incident, event: LookedInside) -> b.Block:
    said = f":lock: {person(event.by)} looked inside {incident.ref}: {fit(event.reason, 600)}"
    return b.message(said, [b.section(said)])


def moved(incident: Incident, by: str, left: Sequence[str]) -> b.Block:
    """The first words in the private channel. left: the public channels that it had."""
    said = f":lock: {person(by)} made {incident.ref} private. It goes on here."
    rows = [b.section(said)]
    if left:
        rows.append(
            b.context(
                f"What people wrote before stays readable for everybody in {listed(map(room, left))} until "
                "an admin deletes it."
            )
        )
    return b.message(said, rows)


def left_behind(incident: Incident) -> b.Block:
    """The last words in the public one."""
    said = f":lock: {incident.ref} is private now and goes on elsewhere. Nothing more is told here."
    return b.message(said, [b.section(said)])


def no_room(incident: Incident) -> b.Block:
    """For who is entitled and finds no place in a group message."""
    said = (
        f":lock: {incident.ref} is private, and you may see it. Slack lets Firebell make no private channel, "
        "and its group message had no room left for you."
    )
    return b.message(said, [b.section(said), b.actions(menu.details(incident))])
