"""What goes on while somebody declares: it may be the same, and somebody may be faster."""

from bot.domain.board import Outlook, Recent, Rival
from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views.words import STATUS, channel, emoji, escape, fit, person, priority

LOOK = "declare_look"
JOIN_INSTEAD = "declare_join_instead"
NAMED = 3


def warnings(outlook: Outlook, taxonomy: Taxonomy) -> list[b.Block]:
    """Empty where nothing goes on."""
    rows = []
    if outlook.recent:
        rows.append(b.section(f":warning: {_recent(outlook.recent)}", b.button("Look", LOOK), name="recent"))
    if outlook.rivals:
        rows.append(b.context(" ".join(_declaring(one, taxonomy) for one in outlook.rivals)))
    return rows


def render(recent: tuple[Incident, ...], taxonomy: Taxonomy, draft: str) -> b.Block:
    """What [Look] shows: each with the way into it, instead of declaring `draft`."""
    if not recent:
        return b.modal(
            "The past hour", [b.section("None of them is going on any more. Go back and declare.")]
        )
    return b.modal("The past hour", [_line(one, taxonomy) for one in recent], close="Back", memory=draft)


def joined(incident: Incident) -> b.Block:
    """What is shown instead, once they said that it is this one."""
    place = channel(incident) if incident.links else "its channel"
    words = f"You are being let into {place}. Nothing was declared: close this window and go on there."
    return b.modal(incident.ref, [b.section(words)], closes_all=True)


def _recent(recent: tuple[Recent, ...]) -> str:
    count = "1 critical incident" if len(recent) == 1 else f"{len(recent)} critical incidents"
    names = ", ".join(_place(one) for one in recent[:NAMED])
    more = ", …" if len(recent) > NAMED else ""
    return f"*{count} in the past hour:* {names}{more}"


def _place(incident: Recent) -> str:
    return f"{incident.ref} {fit(incident.title, 60)}"


def _declaring(rival: Rival, taxonomy: Taxonomy) -> str:
    category = taxonomy.categories.get(rival.category)
    where = f" in {escape(category.name)}" if category else ""
    return f"{person(rival.person)} is declaring an incident{where} right now."


def _line(incident: Incident, taxonomy: Taxonomy) -> b.Block:
    urgency = f"{emoji(incident, taxonomy)} {priority(incident, taxonomy)}"
    head = f"{urgency} *{incident.ref}* {fit(incident.title, 250)}"
    category = escape(taxonomy.categories[incident.category].name)
    facts = f"{STATUS[incident.status]} · {category} · {channel(incident)}"
    join = b.button("This is it: join", JOIN_INSTEAD, str(incident.id), says=f"{incident.ref} is it: join")
    return b.section(f"{head}\n{facts}", join)
