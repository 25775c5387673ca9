"""A call for help: what it will set off, and what people read then."""

from collections.abc import Sequence

from bot.domain.events import SosSent
from bot.domain.incident import Incident
from bot.domain.rules.sos import LONGEST, Reach
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views import entered
from bot.views.words import bold, channel, emoji, fit, listed, people, person, priority, usergroup
from bot.views.work.announcement import JOIN

CALLBACK = "send_sos"


def form(incident: Incident, reaches: Sequence[Reach], chosen: str, words: str) -> b.Block:
    """chosen: the call that was typed, if one was."""
    lines = [f"• {bold(fit(one.call.name, 75))}: {_sets_off(one)}" for one in reaches]
    options = [b.option(f"{one.call.name} ({_short(one)})", one.call.key) for one in reaches]
    words_field = b.text_field("words", most=LONGEST, initial=words, example="What you need, in a sentence")
    rows = [
        b.section(f"*{incident.ref}* · {fit(incident.title, 200)}\n{_promise(incident)}"),
        *(b.section("\n".join(lines[start : start + 10])) for start in range(0, len(lines), 10)),
        b.entry("call", "Whom do you call?", b.select("call", options, chosen=chosen)),
        b.entry("words", "What for?", words_field, optional=True),
    ]
    memory = str(incident.id)
    return b.modal("Call for help", rows, callback=CALLBACK, submit="Call", close="Cancel", memory=memory)


def parse(view: entered.View) -> tuple[int, str, str]:
    """Give the incident, the call, and the words."""
    return int(view["private_metadata"]), entered.chosen(view, "call"), entered.typed(view, "words")


def mention(incident: Incident, event: SosSent) -> b.Block:
    """What stands in the incident's channel: the mention is what notifies."""
    words = f": {fit(event.words, 1000)}" if event.words else "."
    text = f"{person(event.by)} calls {usergroup(event.usergroup)} for help with {incident.ref}{words}"
    return b.message(text, [b.section(f":sos: {text}")])


def posted(incident: Incident, event: SosSent) -> b.Block:
    """What stands in the incident's channel where another channel is called, or in a drill nobody."""
    if incident.drill:
        rehearsed = (
            f"{person(event.by)} called {fit(event.call, 75)} for help; in a drill nobody hears of it."
        )
        words = f"\n> {fit(event.words, 1000)}" if event.words else ""
        return b.message(f"{incident.ref}: {rehearsed}", [b.section(f":sos: {rehearsed}{words}")])
    text = f"{person(event.by)} called #{fit(event.channel, 80)} for help: {fit(event.call, 75)}."
    return b.message(f"{incident.ref}: {text}", [b.section(f":sos: {text}")])


def call(incident: Incident, event: SosSent, taxonomy: Taxonomy) -> b.Block:
    """What the channel that is called reads."""
    title = fit(incident.title, 200)
    words = f"\n> {fit(event.words, 1000)}" if event.words else ""
    line = (
        f":sos: {person(event.by)} calls you for help: {emoji(incident, taxonomy)} *{incident.ref}* "
        f"{priority(incident, taxonomy)} · {title} · {channel(incident)}{words}"
    )
    join = b.button("Join", JOIN, str(incident.id), says=f"Join {incident.ref}")
    text = f"{incident.priority} {incident.ref} {title}: help is needed"
    return b.message(text, [b.section(line), b.actions(join)])


def _promise(incident: Incident) -> str:
    if incident.drill:
        return ":test_tube: This is a drill: you see what each call would set off, and nobody is called."
    return "Nobody is called before you press Call."


def _sets_off(reach: Reach) -> str:
    parts = []
    if reach.usergroup:
        parts.append(f"pings {people(len(reach.people))} of {usergroup(reach.usergroup)} and lets them in")
    elif reach.call.usergroup:
        parts.append(f":warning: Slack has no usergroup @{fit(reach.call.usergroup, 80)}")
    if reach.call.channel:
        parts.append(f"posts in #{fit(reach.call.channel, 80)}")
    return listed(parts) or "reaches nobody"


def _short(reach: Reach) -> str:
    room = f"#{reach.call.channel}" if reach.call.channel else ""
    return " and ".join(part for part in (people(len(reach.people)) if reach.usergroup else "", room) if part)
