"""What a role asks for, told to the one who has it now."""

from collections.abc import Sequence

from bot.domain.events import RoleGiven
from bot.domain.incident import Incident, LinkKind
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views.declare import progress
from bot.views.words import bold, channel, emoji, escape, fit, person, priority, quote


def render(
    incident: Incident, event: RoleGiven, taxonomy: Taxonomy, story: Sequence[b.Block] = ()
) -> b.Block:
    """story: what happened until now."""
    kind, title = taxonomy.roles[event.role], fit(incident.title, 250)
    handed_over = event.words.strip() and event.by == event.was
    given = "" if event.by == event.person or handed_over else f" {person(event.by)} gave it to you."
    head = (
        f"{kind.emoji} You are {bold(escape(kind.said))} of *{incident.ref}* in {channel(incident)}.{given}"
    )
    what = f"{emoji(incident, taxonomy)} {priority(incident, taxonomy)} · {bold(title)}"
    rows = [b.section(f"{head}\n{what}")]
    if event.words.strip():
        handed = f"Handed over by {person(event.was)}:\n" if event.was else ""
        rows.append(b.section(handed + quote(event.words)))
    rows += [b.section(fit(kind.guide or kind.summary, 2900)), *story]
    link = incident.link(LinkKind.CHANNEL)
    if link and link.url:
        rows.append(b.actions(b.link_button("Open channel", progress.OPEN, link.url)))
    return b.message(f"You are {escape(kind.said)} of {incident.ref} {title}.", rows)
