"""The moments worth knowing, their order, and the times between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.errors import UserError
from bot.domain.events import Event, KeyEventSet
from bot.domain.incident import Act, Change, Incident, Moment, Status
from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.offered import offered

BY_STATUS = {Status.MITIGATED: ("mitigated", "recovered")}
"""The key events that a status fills in, where the taxonomy has them."""

DECLARED = "declared"


@dataclass(frozen=True)
class Said:
    """`moments`: key -> moment, None where nobody can know it. `nothing`: keys of which nothing is said."""

    moments: Mapping[str, datetime | None] = field(default_factory=dict)
    nothing: tuple[str, ...] = ()


def say(incident: Incident, said: Said, taxonomy: Taxonomy, act: Act) -> Change:
    """First what is taken back, as it must not stand in the way of the others.

    Raises UserError with a sentence for each that cannot be.
    """
    events: list[Event] = []
    for key in said.nothing:
        cleared = clear_key_event(incident, key, act)
        incident, events = cleared.incident, [*events, *cleared.events]
    change = set_key_events(incident, said.moments, taxonomy, act)
    return Change(change.incident, (*events, *change.events))


def set_key_events(
    incident: Incident, moments: Mapping[str, datetime | None], taxonomy: Taxonomy, act: Act
) -> Change:
    """Take what somebody knows: key -> moment, None where nobody can know it; what is left out stays.

    Raises UserError with a sentence for each that cannot be, or lies before one it must follow.
    """
    fresh = {
        key: Moment(at, act.by) for key, at in moments.items() if not _says(incident.key_events.get(key), at)
    }
    wished = {**incident.key_events, **fresh}
    faults = {
        f"key_event:{key}": fault
        for key, fault in _faults(wished, fresh, taxonomy, incident.earliest, act.at)
    }
    if faults:
        raise UserError(" ".join(dict.fromkeys(faults.values())), faults)
    events = [
        KeyEventSet(act.at, act.by, key=key, moment=moment.at, unknown=moment.at is None)
        for key, moment in fresh.items()
    ]
    kept = {event.key: wished[event.key] for event in events}
    return Change(replace(incident, key_events={**incident.key_events, **kept}), tuple(events))


def clear_key_event(incident: Incident, key: str, act: Act) -> Change:
    """Nothing is said about it any more."""
    if key not in incident.key_events:
        return Change(incident, ())
    left = {other: moment for other, moment in incident.key_events.items() if other != key}
    return Change(replace(incident, key_events=left), (KeyEventSet(act.at, act.by, key=key),))


def fill_in(incident: Incident, status: Status, taxonomy: Taxonomy, act: Act) -> Change:
    """Write the key events that a status means, but never over what somebody corrected."""
    events: list[Event] = []
    moments = dict(incident.key_events)
    for key in BY_STATUS.get(status, ()):
        there = moments.get(key)
        if key in taxonomy.key_events and (there is None or there.automatic):
            moments[key] = Moment(act.at, act.by, automatic=True)
            events.append(KeyEventSet(act.at, act.by, key=key, moment=act.at, automatic=True))
    return Change(replace(incident, key_events=moments), tuple(events))


def take_back(incident: Incident, act: Act) -> Change:
    """Forget what a status filled in: what turns out never to have been was not mitigated either."""
    events = []
    for key, moment in incident.key_events.items():
        if moment.automatic:
            events.append(KeyEventSet(act.at, act.by, key=key, automatic=True))
    kept = {key: moment for key, moment in incident.key_events.items() if not moment.automatic}
    return Change(replace(incident, key_events=kept), tuple(events))


def missing(incident: Incident, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Give the keys of the required key events about which nothing is said."""
    wanted = (kind.key for kind in offered(taxonomy.key_events) if kind.required)
    return tuple(key for key in wanted if key not in incident.key_events)


def metrics(key_events: Mapping[str, Moment], taxonomy: Taxonomy) -> dict[str, timedelta]:
    """Give each metric whose both ends are known: metric -> time between, never negative."""
    found = {}
    for metric in taxonomy.metrics.values():
        since, until = key_events.get(metric.since), key_events.get(metric.until)
        if since and until and since.at and until.at and not _after(since.at, until.at):
            found[metric.key] = max(until.at - since.at, timedelta(0))
    return found


def _says(there: Moment | None, at: datetime | None) -> bool:
    """Tell whether that is known already; forms know no less than seconds."""
    if there is None or there.at is None or at is None:
        return there is not None and there.at is at
    return there.at.replace(microsecond=0) == at.replace(microsecond=0)


def _after(one: datetime, other: datetime) -> bool:
    """Compare to the minute: nobody enters seconds, and what was filled in has them."""
    return one.replace(second=0, microsecond=0) > other.replace(second=0, microsecond=0)


def _faults(
    wished: Mapping[str, Moment],
    touched: Iterable[str],
    taxonomy: Taxonomy,
    earliest: datetime,
    now: datetime,
) -> Iterable[tuple[str, str]]:
    names = taxonomy.key_events
    order = list(names)
    for key in touched:
        at = wished[key].at
        if key not in order:
            yield key, f"There is no key event {key!r}."
        elif at is None:
            continue
        elif at > now:
            yield key, f"{names[key].name} lies in the future: give a moment that has been."
        elif at < earliest:
            said = "lies more than ten years before the declaration: give a later moment."
            yield key, f"{names[key].name} {said}"
        else:
            later = _out_of_order(key, at, wished, order)
            if later:
                earlier, after = later
                yield key, f"{names[earlier].name} must not be after {names[after].name}: mend one of them."


def _out_of_order(
    key: str, at: datetime, wished: Mapping[str, Moment], order: list[str]
) -> tuple[str, str] | None:
    """Find another key event that stands on the wrong side, as (which must be earlier, which later).

    What a status filled in is only when somebody pressed a button: it stands in nobody's way.
    """
    place = order.index(key)
    for other, moment in wished.items():
        if other not in order or other == key or moment.at is None or moment.automatic:
            continue
        if order.index(other) < place and _after(moment.at, at):
            return other, key
        if order.index(other) > place and _after(at, moment.at):
            return key, other
    return None
