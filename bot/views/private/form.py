"""Making an incident private, and looking inside one: the forms that say what will happen."""

from collections.abc import Iterator, Sequence

from bot.domain.incident import Incident, LinkKind
from bot.domain.ticketing.systems import JIRA, RT
from bot.views import blocks as b
from bot.views import entered
from bot.views.entered import View
from bot.views.words import listed, people, room

CALLBACK = "make_private"
ALLOW_CALLBACK = "allow_people"
LOOK_CALLBACK = "look_inside"
REASON = 300
STAY = "stay"


def render(
    incident: Incident,
    named: Sequence[str],
    called: int,
    merged: Sequence[Incident] = (),
    former: Sequence[str] = (),
) -> b.Block:
    """Say what will happen, and ask who may see it.

    called: how many belong to the category's usergroups. merged: the public ones that were merged into it.
    former: the channels that it had before this one.
    """
    inside = len(incident.members)
    rows = [
        b.section(_becomes(incident, called)),
        *([b.context(_follows(merged))] if merged else []),
        b.entry(
            "named",
            "Who else may see it?",
            b.people_select("named", chosen=named, example="Nobody besides these"),
            optional=True,
        ),
        *([_stay(inside)] if inside else []),
    ]
    rows += [b.context(said) for said in _left_behind(incident, former)]
    rows += [b.context(said) for said in _kept_elsewhere(incident)]
    title, memory = f"Make {incident.ref} private"[:24], str(incident.id)
    return b.modal(title, rows, callback=CALLBACK, submit="Make private", close="Cancel", memory=memory)


def parse(view: View) -> tuple[int, tuple[str, ...], bool]:
    """Give the incident, who else may see it, and whether everybody in the channel stays in."""
    return int(view["private_metadata"]), entered.people(view, "named"), bool(entered.several(view, STAY))


def allow_form(incident: Incident, named: Sequence[str] = ()) -> b.Block:
    """Ask who may see a private one too; `named` are chosen already."""
    rows = [
        b.section(f":lock: Whom you choose sees all of *{incident.ref}*, also what has been, and is let in."),
        b.entry("named", "Who may see it?", b.people_select("named", chosen=named, example="Choose people")),
    ]
    memory = str(incident.id)
    return b.modal(
        "Let somebody in", rows, callback=ALLOW_CALLBACK, submit="Let in", close="Cancel", memory=memory
    )


def look_form(number: int, sentence: str = "") -> b.Block:
    """Ask why somebody must see it."""
    rows = [
        b.section(
            sentence or f":lock: Looking inside inc-{number} is recorded, and told to the people inside."
        ),
        b.entry("reason", "Why must you see it?", b.text_field("reason", most=REASON, multiline=True)),
    ]
    return b.modal(
        "Look inside", rows, callback=LOOK_CALLBACK, submit="Look", close="Cancel", memory=str(number)
    )


def parse_look(view: View) -> tuple[int, str]:
    return int(view["private_metadata"]), entered.typed(view, "reason")


def _becomes(incident: Incident, called: int) -> str:
    who = ["who declared it", "who has a role", "you"]
    if called:
        who.append(f"the category's responders ({people(called)})")
    return (
        f":lock: *{incident.ref} becomes private*, and stays so.\n"
        f"It goes on in a private channel with {listed(who)}, and whom you name here. "
        "Its announcement is emptied, and lists, searches and statistics of others forget it."
    )


def _left_behind(incident: Incident, former: Sequence[str]) -> Iterator[str]:
    """What becomes of the channels that everybody can read."""
    if incident.link(LinkKind.CHANNEL):
        yield (
            "The channel of today is renamed and archived. What people wrote there, and its name and "
            "topic so far, stay readable until an admin deletes it: Firebell can take away only its own "
            "messages."
        )
    if incident.archived:
        yield ":warning: It is archived, so even these stay: unarchive it first, if they must go too."
    if former:
        yield (
            f"The same holds for {listed(map(room, former))}, where it was before. While a channel is "
            "archived, Firebell's own messages stay there too: unarchive it first, if they must go."
        )


def _kept_elsewhere(incident: Incident) -> Iterator[str]:
    """What other systems keep of it, whatever is taken away there."""
    if any(page.id for page in incident.pages):
        yield (
            "In PagerDuty its title is taken away. What it was told so far, the description and notes, "
            "stays in its log there: PagerDuty lets nobody delete that."
        )
    if any(ticket.id and ticket.system == RT.name for ticket in incident.tickets):
        yield (
            "In RT its ticket loses its subject. Description and comments stay: RT lets no program change "
            "them, but an admin of RT can delete them."
        )
    if any(ticket.id and ticket.system == JIRA.name for ticket in incident.tickets):
        yield (
            "In Jira its ticket is emptied. What it said so far stays in its history there, and so do "
            "comments of others: an admin of Jira can delete the issue."
        )


def _follows(merged: Sequence[Incident]) -> str:
    one = len(merged) == 1
    refs = listed(incident.ref for incident in merged)
    return (
        f":lock: {refs}, merged into it, {'becomes' if one else 'become'} private with it: announcements are "
        f"emptied, {'its channel' if one else 'their channels'} left and archived."
    )


def _stay(inside: int) -> b.Block:
    options = [b.option(f"Everybody who is in the channel now ({people(inside)})", STAY)]
    return b.entry(STAY, "Take along", b.checkboxes(STAY, options), optional=True)
