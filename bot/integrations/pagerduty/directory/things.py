"""PagerDuty's services, policies, schedules, teams, users and on-calls as they are read.

https://developer.pagerduty.com/api-reference/
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.oncall import Contact, Phone, Policy, Schedule, Service, Shift, Team
from bot.domain.people import same_address
from bot.integrations.pagerduty.reading import moment

Said = Mapping[str, Any]

PHONES = {"phone_contact_method": "phone", "sms_contact_method": "sms"}
LABELS = ("work", "mobile")
"""The labels under which people are reached best, the best one first."""


def service_of(said: Said) -> Service:
    policy = said.get("escalation_policy") or {}
    return Service(said["id"], _name(said), said.get("status") or "", policy.get("id") or "", _url(said))


def policy_of(said: Said) -> Policy:
    minutes = tuple(
        int(rule.get("escalation_delay_in_minutes") or 0) for rule in said.get("escalation_rules") or ()
    )
    return Policy(said["id"], _name(said), _url(said), minutes)


def schedule_of(said: Said) -> Schedule:
    return Schedule(said["id"], _name(said), _url(said), said.get("time_zone") or "UTC")


def team_of(said: Said) -> Team:
    return Team(said["id"], _name(said), _url(said))


def contact_of(said: Said) -> Contact:
    return Contact(
        id=said["id"],
        name=_name(said),
        email=same_address(str(said.get("email") or "")),
        url=_url(said),
        zone=said.get("time_zone") or "UTC",
        phones=_phones(said.get("contact_methods") or ()),
        teams=tuple(one["id"] for one in said.get("teams") or ()),
    )


def shifts_of(said: Iterable[Said]) -> list[Shift]:
    """Read the entries of one answer. Who shares a level keeps the order in which they stand there."""
    places: dict[tuple[str, int], dict[str, int]] = {}
    shifts = []
    for one in said:
        policy, level, user = one["escalation_policy"]["id"], int(one["escalation_level"]), one["user"]
        schedule = (one.get("schedule") or {}).get("id") or ""
        order = places.setdefault((policy, level), {})
        position = order.setdefault(schedule or user["id"], len(order))
        since, until = (moment(one[end]) if one.get(end) else None for end in ("start", "end"))
        shifts.append(Shift(policy, level, user["id"], _name(user), schedule, since, until, position))
    return shifts


def _phones(methods: Iterable[Said]) -> tuple[Phone, ...]:
    """Give each number once: to be called rather than written to, at work rather than elsewhere."""
    phones = [
        Phone(PHONES[one["type"]], str(one.get("label") or ""), _number(one))
        for one in methods
        if one.get("type") in PHONES and one.get("address") and one.get("enabled", True)
    ]
    phones.sort(key=lambda phone: (phone.kind != "phone", _rank(phone.label)))
    best: dict[str, Phone] = {}
    for phone in phones:
        best.setdefault(phone.number, phone)
    return tuple(best.values())


def _rank(label: str) -> int:
    return LABELS.index(label.lower()) if label.lower() in LABELS else len(LABELS)


def _number(method: Said) -> str:
    country = method.get("country_code")
    return f"+{country} {method['address']}" if country else str(method["address"])


def _name(said: Said) -> str:
    return str(said.get("name") or said.get("summary") or said["id"]).replace("\0", "")


def _url(said: Said) -> str:
    return str(said.get("html_url") or "")
