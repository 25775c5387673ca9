"""Who is on call, as people look it up: per escalation policy, and how old that is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from peewee import fn

from bot.domain.oncall import Policy
from bot.domain.oncall.freshness import interval_of, is_stale
from bot.domain.oncall.roster import Ahead, AsOf, Level, Overview, Roster, coming, levels
from bot.domain.paging import service_of
from bot.domain.paging.source import SYSTEM, Source, of_id, of_name, of_system
from bot.domain.taxonomy import Taxonomy
from bot.store import tables, taxonomy
from bot.store.oncall import contacts, services, shifts
from bot.store.running import jobs
from bot.store.systems import standings
from bot.store.who import listings

READING = "pagerduty on-call"
"""What the job and its list are called."""

FAR_READING = "pagerduty on-call ahead"
"""The same of what looks further ahead."""


def as_of(now: datetime, service: str = "") -> AsOf:
    """Say it of the account of this service; without one, of the worst of those of which it must be said."""
    if service:
        return _as_of(of_name(service), now)
    sources = dict.fromkeys(map(of_system, [SYSTEM, *standings.systems(SYSTEM)]))
    first, *others = (_as_of(source, now) for source in sources if source)
    stale = [one for one in (first, *others) if one.stale and one.read_at]
    return min(stale, key=lambda one: one.read_at or now, default=first)


def _as_of(source: Source, now: datetime) -> AsOf:
    name = source.job(READING)
    job, read_at = jobs.get(name), listings.ended_at(name)
    stale = is_stale(read_at, now, interval_of(job.schedule if job else ""))
    return AsOf(read_at, stale, source.title)


def overview(now: datetime, limit: int = 20, offset: int = 0) -> Overview:
    """Give who is on call, policy by policy; those alone of which people may page no service are left out."""
    rows = tables.Policy.select().where(_is_shown(taxonomy.load()))
    some = rows.order_by(fn.LOWER(tables.Policy.name), tables.Policy.id).limit(limit).offset(offset)
    return Overview(_rosters(map(_policy, some), now), rows.count(), as_of(now))


def on_call(policy: str, now: datetime) -> tuple[Level, ...]:
    """Give the levels of a policy by its id; none where it is not known."""
    row = tables.Policy.get_or_none(tables.Policy.id == policy)
    return _rosters([_policy(row)], now)[0].levels if row else ()


def ahead(policy: str, now: datetime) -> Ahead | None:
    """Give all turns of a policy, as far ahead as is known; None where it is there no more."""
    row = tables.Policy.get_or_none(tables.Policy.id == policy)
    if row is None:
        return None
    theirs = shifts.of_policy(policy, now)
    persons = contacts.known({one.user for one in theirs})
    return Ahead(_policy(row), coming(theirs, persons), listings.ended_at(of_id(policy).job(FAR_READING)))


def of_service(name: str, now: datetime) -> tuple[Level, ...]:
    """Give the levels of those whom a service calls; none where it is not known."""
    found = services.find(name)
    return on_call(found.policy, now) if found else ()


def _rosters(policies: Iterable[Policy], now: datetime) -> tuple[Roster, ...]:
    policies = list(policies)
    numbers = [one.id for one in policies]
    theirs, names = shifts.of_policies(numbers, now), services.of_policies(numbers)
    treated = taxonomy.load().services
    persons = contacts.known({one.user for one in theirs})
    return tuple(
        Roster(
            policy=one,
            services=tuple(name for name in names.get(one.id, ()) if not service_of(treated, name).hidden),
            levels=levels(one, (each for each in theirs if each.policy == one.id), persons, now),
        )
        for one in policies
    )


def _is_shown(words: Taxonomy) -> Any:
    """Whether one of its services is not hidden; without any it is treated as all others are."""
    service, others = tables.Service, words.services.get("*")
    own = service.select(service.number).where(service.policy == tables.Policy.id)
    if others and others.hidden:
        shown = [one.key for one in words.services.values() if not one.hidden]
        return fn.EXISTS(own.where(service.name.in_(shown)))
    hidden = [one.key for one in words.services.values() if one.hidden]
    return fn.EXISTS(own.where(service.name.not_in(hidden))) | ~fn.EXISTS(own)


def _policy(row: tables.Policy) -> Policy:
    return Policy(row.id, row.name, row.url, tuple(row.levels))
