"""The key events: when what was, what nobody knows, and the times between them."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from bot.domain.gate import Gate
from bot.domain.incident import TO_FINISH, Incident, Moment
from bot.domain.rules import key_events as rule
from bot.domain.rules.key_events import Said
from bot.domain.taxonomy import KeyEventType, Taxonomy
from bot.domain.taxonomy.offered import offered
from bot.views import blocks as b
from bot.views.words import bold, duration, escape, fit, listed, moment, pieces
from bot.views.work import menu

CALLBACK = "key_events"
PICK = "moment"
UNKNOWN = "unknown"
BLOCK = "key_event:"
NONE = "No key event is asked for: an admin says in Settings which ones are."
NAMED = 10
"""Missing ones of which the names are said."""


def form(gate: Gate, behind: Mapping[str, str]) -> b.Block:
    """behind: what the closing form behind this one needs to go on, where there is one."""
    incident = gate.incident
    kinds = asked(incident, gate.taxonomy)
    rows = [
        b.context(
            f"*{incident.ref}* was declared {moment(incident.opened_at)}. Times are in your own zone, "
            "in the order in which they were."
        ),
        *(_entry(kind, incident.key_events.get(kind.key)) for kind in kinds),
        *_unknown(incident, kinds),
        *metrics(gate),
    ]
    memory = json.dumps({"incident": incident.id, "behind": behind}, ensure_ascii=False)
    return b.modal("Key events", rows, callback=CALLBACK, submit="Save", close="Cancel", memory=memory)


def asked(incident: Incident, taxonomy: Taxonomy) -> list[KeyEventType]:
    """Give those that people are asked for, and those that a status has filled in."""
    return [
        kind
        for kind in offered(taxonomy.key_events, incident.key_events)
        if kind.asked or _is_automatic(incident.key_events.get(kind.key))
    ]


def parse(view: Mapping[str, Any]) -> tuple[int, dict[str, str], Said]:
    """Give the incident, the form behind, and what was said. A change wins over a tick that was there."""
    memory, values = json.loads(view["private_metadata"]), view["state"]["values"]
    ticked = {one["value"] for one in values.get(UNKNOWN, {}).get(UNKNOWN, {}).get("selected_options") or ()}
    moments: dict[str, datetime | None] = {}
    nothing = []
    for block in (one for one in view["blocks"] if one["block_id"].startswith(BLOCK)):
        key = block["block_id"].removeprefix(BLOCK)
        picked = values[block["block_id"]][PICK].get("selected_date_time")
        if key in ticked and picked == block["element"].get("initial_date_time"):
            moments[key] = None
        elif picked:
            moments[key] = datetime.fromtimestamp(picked, UTC)
        else:
            nothing.append(key)
    return int(memory["incident"]), dict(memory["behind"]), Said(moments, tuple(nothing))


def known(gate: Gate) -> b.Block:
    """What is known now, as a modal."""
    return b.modal("Key events", _known(gate))


def message(gate: Gate, read: Mapping[str, str] = MappingProxyType({})) -> b.Block:
    """read: how the times that somebody typed were read, by the names of their key events."""
    said = listed(f"{escape(name)} {escape(when)}" for name, when in read.items())
    times = "Your time was" if len(read) == 1 else "Your times were"
    rows = [b.context(f"{times} read as: {said}.")] if read else []
    return b.message(f"Key events of {gate.incident.ref}", [*_known(gate), *rows])


def metrics(gate: Gate) -> list[b.Block]:
    """The times between them, as far as both ends are known."""
    said = [f"{escape(name)} {duration(span)}" for name, span in gate.metrics.items()]
    return [b.context(text) for text in pieces(said, " · ")]


def missing(incident: Incident, taxonomy: Taxonomy) -> list[b.Block]:
    """Ask for what is still to be said, once it is mitigated: before, people have other things to do."""
    if incident.status not in TO_FINISH or not taxonomy.priorities[incident.priority].channel:
        return []
    names = tuple(taxonomy.key_events[key].name for key in rule.missing(incident, taxonomy))
    ask = menu.button(incident, "Fill in", "keyevents")
    return [b.section(f":warning: {question(names)}", ask)] if names else []


def question(names: tuple[str, ...]) -> str:
    """Name what is missing by the names that the form has: these are the organisation's own."""
    hidden = len(names) - NAMED
    more = [f"{hidden} more"] if hidden > 0 else []
    return f"Key events still missing: {listed([*(fit(one, 75) for one in names[:NAMED]), *more])}"


def _known(gate: Gate) -> list[b.Block]:
    there = gate.incident.key_events
    lines = [
        f"{bold(fit(kind.name, 75))}  {_said(there.get(kind.key))}"
        for kind in offered(gate.taxonomy.key_events, there)
    ]
    fill_in = menu.button(gate.incident, "Fill in", "keyevents")
    missing = [b.section(f":warning: {question(gate.unsaid)}", fill_in)] if gate.unsaid else []
    return [*map(b.section, pieces(lines) or [NONE]), *metrics(gate), *missing]


def _said(there: Moment | None) -> str:
    if there is None:
        return "not said yet"
    if there.at is None:
        return "nobody knows"
    return moment(there.at) + (" (when the status changed)" if there.automatic else "")


def _entry(kind: KeyEventType, there: Moment | None) -> b.Block:
    picker = b.moment_picker(PICK, initial=there.at if there else None)
    return {**b.entry(f"{BLOCK}{kind.key}", kind.name, picker, optional=True), "hint": b.plain(kind.summary)}


def _unknown(incident: Incident, kinds: list[KeyEventType]) -> list[b.Block]:
    if not kinds:
        return [b.section(NONE)]
    options = [b.option(kind.name, kind.key) for kind in kinds]
    ticked = [kind.key for kind in kinds if (there := incident.key_events.get(kind.key)) and there.at is None]
    element = b.several(UNKNOWN, options, chosen=ticked)
    return [b.entry(UNKNOWN, "Nobody can know", element, optional=True)]


def _is_automatic(there: Moment | None) -> bool:
    return there is not None and there.automatic
