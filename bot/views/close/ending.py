"""How an incident ended, in the same words everywhere."""

from datetime import timedelta

from bot.domain.gate import Gate
from bot.domain.incident import ClosingReason, Closure, Incident, LinkKind
from bot.domain.rules import channels
from bot.views import blocks as b
from bot.views.words import duration, fit, listed, person, quote
from bot.views.work import key_events, menu

KEEP_OPEN = "keep_channel_open"
NEW_CHANNEL = "ask_for_channel"


def lasted(incident: Incident) -> timedelta:
    """Give how long people suffered: until what they say of it, else until the status said so."""
    said = incident.key_events.get("mitigated")
    at = said.at if said and said.at else incident.closed_at or incident.since
    return max(at - incident.opened_at, timedelta(0))


def over(incident: Incident) -> str:
    """Say `over after 1 h 12 min`, or how else it ended."""
    closure = incident.closure
    if incident.merged_into:
        return f":large_green_circle: the same as inc-{incident.merged_into}, and goes on there"
    if closure is None:
        return ""
    if closure.reason is ClosingReason.FALSE_ALARM:
        return f":large_green_circle: a false alarm by {person(incident.opened_by)}"
    if closure.reason is ClosingReason.RESOLVED:
        return f":large_green_circle: over after {duration(lasted(incident))}"
    return f":large_green_circle: closed as {closure.reason}{_reference(closure)}"


def without(incident: Incident) -> list[b.Block]:
    """Say what was missing and let pass, wherever a closed incident is shown."""
    closure = incident.closure
    if closure is None or not closure.waived:
        return []
    return [b.context(f":warning: Closed without {listed(closure.waived)}: {fit(closure.waiver, 500)}")]


def message(gate: Gate, by: str) -> b.Block:
    """The last message in its channel."""
    text = f"{gate.incident.ref} is {over(gate.incident).partition(': ')[2]}."
    return b.message(text, _body(gate, by))


def modal(gate: Gate, by: str) -> b.Block:
    """The answer to the one who closed it."""
    incident = gate.incident
    return b.modal(f"Drill {incident.ref}" if incident.drill else incident.ref, _body(gate, by))


def _body(gate: Gate, by: str) -> list[b.Block]:
    incident = gate.incident
    closure = incident.closure
    words = quote(closure.message) if closure else ""
    closed = f"*{incident.ref}* · {over(incident)}" + ("" if incident.taken_back else f" · {person(by)}")
    return [
        b.section(f"{closed}\n{words}".strip()),
        *key_events.metrics(gate),
        *without(incident),
        *_channel(gate),
        *([] if incident.merged_into else [b.actions(menu.button(incident, "Reopen", "reopen"))]),
    ]


def _channel(gate: Gate) -> list[b.Block]:
    incident = gate.incident
    link = incident.link(LinkKind.CHANNEL)
    if link is None or not link.name or incident.archived:
        return []
    if incident.taken_back:
        return [b.context("The channel is archived now.")]
    span = duration(channels.stays(incident, gate.taxonomy))
    return [b.context(f"The channel stays open for {span}, then it is archived.")]


def _reference(closure: Closure) -> str:
    return f" ({fit(closure.reference, 150)})" if closure.reference else ""
