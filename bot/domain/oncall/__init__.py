"""Who is called by PagerDuty, as its own lists say: services, escalation policies, shifts, contacts."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Service:
    """`policy`: the id of the escalation policy by which its incidents call people."""

    id: str
    name: str
    status: str
    policy: str
    url: str = ""


@dataclass(frozen=True)
class Policy:
    """An escalation policy. `levels`: of each level the minutes after which the next one is called."""

    id: str
    name: str
    url: str = ""
    levels: tuple[int, ...] = ()


@dataclass(frozen=True)
class Schedule:
    id: str
    name: str
    url: str = ""
    zone: str = "UTC"


@dataclass(frozen=True)
class Team:
    id: str
    name: str
    url: str = ""


@dataclass(frozen=True)
class Phone:
    """A number as one dials it, with the country's; `kind`: phone, or sms where it only takes messages."""

    kind: str
    label: str
    number: str


@dataclass(frozen=True)
class Contact:
    """Somebody's account, and how they are reached.

    `phones`: the one first on which they are reached best. `teams`: their ids.
    """

    id: str
    name: str
    email: str
    url: str = ""
    zone: str = "UTC"
    phones: tuple[Phone, ...] = ()
    teams: tuple[str, ...] = ()


Thing = Service | Policy | Schedule | Team | Contact


@dataclass(frozen=True)
class Shift:
    """Somebody is on call on a level of a policy. Without an end it lasts for ever.

    `user` is the id of an account, `name` what PagerDuty calls them. `schedule`: id, empty where the policy
    names the person itself. `position`: PagerDuty's order of those who share a level.
    """

    policy: str
    level: int
    user: str
    name: str
    schedule: str = ""
    since: datetime | None = None
    until: datetime | None = None
    position: int = 0

    def is_on(self, now: datetime) -> bool:
        return (self.since is None or self.since <= now) and (self.until is None or now < self.until)
