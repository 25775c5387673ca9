"""The closing form; while something is missing it says so, and mends it."""

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.gate import Gate
from bot.domain.incident import ClosingReason, Incident, LinkKind
from bot.domain.policy import entitled
from bot.domain.rules import channels
from bot.domain.rules.closing import Ending, Missing
from bot.views import blocks as b
from bot.views.postmortem.sentences import link
from bot.views.words import duration, fit, person
from bot.views.work import key_events, menu

CALLBACK = "close_incident"
REASON = "closing_reason"
MITIGATED = "mark_mitigated"
START = "postmortem_starts"
READY = "postmortem_is_ready"
WAIVE = "close_anyway"

MESSAGE, REFERENCE, WAIVER = 1200, 100, 500
"""Most characters."""

REASONS = {
    ClosingReason.RESOLVED: "Resolved",
    ClosingReason.DUPLICATE: "Duplicate of another incident",
    ClosingReason.FALSE_POSITIVE: "False positive",
    ClosingReason.SUPERSEDED: "Superseded by something else",
    ClosingReason.EXTERNAL: "External: not ours to fix",
    ClosingReason.CANCELLED: "Cancelled",
}


def render(
    gate: Gate, entered: Ending | None = None, *, waiving: bool = False, refused: bool = False
) -> b.Block:
    """waiving: whether somebody wants to close it although something is missing. refused: they tried."""
    entered = entered or Ending()
    resolved = entered.reason is ClosingReason.RESOLVED
    waiving = waiving and gate.may_waive and resolved and bool(gate.lacks)
    rows = [
        *(_missing(gate, entered, waiving=waiving, refused=refused) if resolved and gate.lacks else []),
        b.entry("reason", "How does it end?", _reasons(entered), live=True),
        b.entry("message", "What ended it?", _message(entered), optional=resolved),
        _reference(entered),
        b.context(_consequences(gate)),
    ]
    return b.modal(
        f"Close {gate.incident.ref}",
        rows,
        callback=CALLBACK,
        submit="Close anyway" if waiving else "Close",
        close="Cancel",
        memory=json.dumps({"incident": gate.incident.id, "waiving": waiving}),
    )


def parse(view: Mapping[str, Any]) -> tuple[int, Ending]:
    """Give the incident, and how somebody wants it to end."""
    values = view["state"]["values"]
    chosen = values["reason"][REASON].get("selected_option") or {"value": ClosingReason.RESOLVED}
    ending = Ending(
        reason=ClosingReason(chosen["value"]),
        message=_typed(values, "message"),
        reference=_typed(values, "reference"),
        waiver=_typed(values, "waiver"),
    )
    return int(json.loads(view["private_metadata"])["incident"]), ending


def is_waiving(view: Mapping[str, Any]) -> bool:
    return bool(json.loads(view["private_metadata"])["waiving"])


def behind(body: Mapping[str, Any]) -> dict[str, str]:
    """Give what a form on top must bring back to refresh this one; nothing where it is not behind."""
    view = body.get("view") or {}
    if body.get("type") != "block_actions" or view.get("callback_id") != CALLBACK:
        return {}
    _, entered = parse(view)
    return {"view": view["id"], "message": entered.message, "reference": entered.reference}


def again(gate: Gate, brought: Mapping[str, str]) -> b.Block:
    """Show the form that was behind, with what was entered in it."""
    return render(gate, Ending(message=brought["message"], reference=brought["reference"]))


def _missing(gate: Gate, entered: Ending, *, waiving: bool, refused: bool) -> list[b.Block]:
    ref = gate.incident.ref
    tried = f"*{ref} is not closed yet*: mend what is missing first, then press Close again."
    head = b.section(tried if refused else f"*{ref} cannot be closed yet*")
    rows = [block for lack in gate.lacks for block in _row(gate, lack)]
    return [head, *rows, *_waiver(gate, entered, waiving=waiving)]


def _row(gate: Gate, lack: Missing) -> list[b.Block]:
    number = str(gate.incident.id)
    match lack:
        case Missing.MITIGATION:
            said, mend = "It is not mitigated yet", [b.button("Mark mitigated", MITIGATED, number)]
        case Missing.KEY_EVENTS:
            said = key_events.question(gate.unsaid)
            mend = [menu.button(gate.incident, "Fill in", "keyevents")]
        case Missing.POSTMORTEM:
            said, mend = _postmortem(gate.incident)
    if len(mend) == 1:
        return [b.section(f":warning: {said}", mend[0], name=f"lacks:{lack}")]
    return [b.section(f":warning: {said}"), b.actions(*mend, name=f"lacks:{lack}")]


def _postmortem(incident: Incident) -> tuple[str, list[b.Block]]:
    """Where it is a draft, it only needs somebody who says that it is done."""
    there, number = incident.postmortem, str(incident.id)
    ready = b.button("It is ready", READY, number, says="The post-mortem is ready")
    if there is None or not there.is_ours:
        begin = b.button("Start it", START, number, says="Start the post-mortem")
        return "There is no post-mortem", [begin, ready]
    said = f"The {link(there, 'post-mortem')} is a draft" if there.is_there else "The post-mortem follows"
    return said, [ready]


def _waiver(gate: Gate, entered: Ending, *, waiving: bool) -> list[b.Block]:
    if waiving:
        element = b.text_field("waiver", most=WAIVER, initial=entered.waiver)
        return [b.entry("waiver", "Why may it be closed without?", element)]
    kept = gate.taxonomy.permissions.get("waive")
    if gate.may_waive:
        press = b.button("Close anyway, say why", WAIVE, str(gate.incident.id))
        leads = f"Only {fit(entitled(kept), 200)}" if kept else "The commander or an admin"
        return [b.section(f"{leads} can close it without:", press, name="waive")]
    if kept:
        return [b.context(f"Only {fit(entitled(kept), 200)} can close it without.")]
    commander = gate.incident.holder("commander")
    who = f"The commander {person(commander)}" if commander else "A commander (nobody is, now)"
    return [b.context(f"{who} or an admin can close it without.")]


def _reasons(entered: Ending) -> b.Block:
    return b.select(REASON, [b.option(text, key) for key, text in REASONS.items()], chosen=entered.reason)


def _message(entered: Ending) -> b.Block:
    return b.text_field(
        "message", most=MESSAGE, initial=entered.message, multiline=True, example="Rolled back 2.41"
    )


def _reference(entered: Ending) -> b.Block:
    """A duplicate must say of what."""
    example = "inc-6, a ticket, a provider's status page"
    field = b.text_field("reference", most=REFERENCE, initial=entered.reference, example=example)
    if entered.reason is not ClosingReason.DUPLICATE:
        return b.entry("reference", "Reference", field, optional=True)
    hint = "Merge, in the incident's menu, also brings its people there and says so in both channels."
    return b.entry("reference", "Duplicate of what?", field, hint=hint)


def _consequences(gate: Gate) -> str:
    incident = gate.incident
    steps = []
    there = incident.link(LinkKind.CHANNEL)
    if there:
        span = duration(channels.stays(incident, gate.taxonomy))
        later = f", which is archived {span} later" if there.name else ""
        steps.append(f"tells its channel{later}")
    if incident.link(LinkKind.ANNOUNCEMENT):
        steps.append("makes the announcement say that it is over")
    return f"Closing {', and '.join(steps)}." if steps else "Closing tells nobody: it has no channel."


def _typed(values: Mapping[str, Any], name: str) -> str:
    return str(values.get(name, {}).get(name, {}).get("value") or "")
