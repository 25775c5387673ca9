"""The moments worth knowing, their order, and the times between them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.errors import UserError
from bot.domain.events import Event, KeyEventSet
from bot.domain.incident import Act, Change, Incident, Moment, Status
from bot.domain.taxonomy import Taxonomy

BY_STATUS = {Status.MITIGATED: ("mitigated", "recovered")}
"""The key events that a status fills in, where the taxonomy has them."""

DECLARED = "declared"


def set_key_events(
    incident: Incident, moments: Mapping[str, datetime | None], taxonomy: Taxonomy, act: Act
) -> Change:
    """Take what somebody knows: key -> moment, None where nobody can know it; what is left out stays.

    Raises UserError with a sentence for each that lies in the future or before one it must follow.
    """
    wished = {**incident.key_events, **{key: Moment(at, act.by) for key, at in moments.items()}}
    faults = {f"key_event:{key}": fault for key, fault in _faults(wished, moments, taxonomy, act.at)}
    if faults:
        raise UserError(" ".join(faults.values()), faults)
    events = [
        KeyEventSet(act.at, act.by, key=key, moment=at, unknown=at is None)
        for key, at in moments.items()
        if key not in incident.key_events or incident.key_events[key].at != at
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


def missing(incident: Incident, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Give the keys of the required key events about which nothing is said."""
    wanted = (kind.key for kind in taxonomy.key_events.values() if kind.required)
    return tuple(key for key in wanted if key not in incident.key_events)


def metrics(key_events: Mapping[str, Moment], taxonomy: Taxonomy) -> dict[str, timedelta]:
    """Give each metric whose both ends are known: metric -> time between, never negative."""
    found = {}
    for metric in taxonomy.metrics.values():
        since, until = key_events.get(metric.since), key_events.get(metric.until)
        if since and until and since.at and until.at and until.at >= since.at:
            found[metric.key] = until.at - since.at
    return found


def _faults(
    wished: Mapping[str, Moment], touched: Iterable[str], taxonomy: Taxonomy, now: datetime
) -> Iterable[tuple[str, str]]:
    order = list(taxonomy.key_events)
    for key in touched:
        at = wished[key].at
        if key not in order:
            yield key, f"There is no key event {key!r}."
        elif at is None:
            continue
        elif at > now:
            yield key, f"{taxonomy.key_events[key].name} lies in the future: give a moment that has been."
        else:
            later = _out_of_order(key, at, wished, order)
            if later:
                earlier, after = later
                names = taxonomy.key_events
                yield key, f"{names[earlier].name} must not be after {names[after].name}: mend one of them."


def _out_of_order(
    key: str, at: datetime, wished: Mapping[str, Moment], order: list[str]
) -> tuple[str, str] | None:
    """Find another key event that stands on the wrong side, as (which must be earlier, which later)."""
    place = order.index(key)
    for other, moment in wished.items():
        if other not in order or other == key or moment.at is None:
            continue
        if order.index(other) < place and moment.at > at:
            return other, key
        if order.index(other) > place and moment.at < at:
            return key, other
    return None
