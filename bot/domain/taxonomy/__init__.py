"""The words of one organisation: priorities, categories, environments, impacts, roles, key events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.alerts import AlertRule
from bot.domain.own_fields import FeatureTeam, OwnField
from bot.domain.paging import Service
from bot.domain.ticketing import Companion, Filing, Opening, Standing
from bot.domain.ticketing.queues import Queue
from bot.domain.times.hours import Hours


@dataclass(frozen=True)
class Priority:
    """How urgent. `rank` 1 is the worst; `channel` is False where a ticket alone will do."""

    key: str
    rank: int
    name: str
    emoji: str
    description: str
    fix_within: timedelta
    remind_every: timedelta
    postmortem: bool = False
    channel: bool = True
    archive_after: timedelta = timedelta(days=7)
    """How long a channel stays open after its incident was closed."""
    paging: str = "by button"
    enabled: bool = True


@dataclass(frozen=True)
class Group:
    """A part of the organisation, under which categories stand."""

    key: str
    name: str
    hours: Hours = field(default_factory=Hours)


@dataclass(frozen=True)
class Category:
    """What is broken. `responders` are handles of the usergroups that are invited.

    `channels`: names of the channels in which a critical incident that is declared without a form is of this,
    and in which what gets no channel of its own is told.
    """

    key: str
    name: str
    group: str
    responders: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    private: bool = False
    deploy_warning: bool = True
    pagerduty_service: str = ""
    enabled: bool = True


@dataclass(frozen=True)
class Environment:
    """Where it is broken. `default` ones are chosen already when the form opens."""

    key: str
    description: str
    default: bool = False
    postmortem: bool = False
    """Whether an incident here that was bad enough asks for a post-mortem."""
    freezes: bool = False
    """Whether nobody deploys while the worst happens here."""
    enabled: bool = True


@dataclass(frozen=True)
class ImpactLevel:
    """How badly somebody is hit, and the key of the priority that this alone asks for, if any."""

    key: str
    name: str
    priority: str | None


@dataclass(frozen=True)
class ImpactType:
    """Who is hit. `levels` run from the worst down."""

    key: str
    name: str
    emoji: str
    help: str
    levels: tuple[ImpactLevel, ...]
    enabled: bool = True

    def level(self, key: str) -> ImpactLevel | None:
        return next((level for level in self.levels if level.key == key), None)


@dataclass(frozen=True)
class RoleType:
    """A hat that somebody wears in an incident."""

    key: str
    name: str
    emoji: str
    summary: str
    guide: str = ""
    """What the one who has it is told."""
    enabled: bool = True

    @property
    def said(self) -> str:
        """Say `the communication lead`; what is written in capitals stays, as in `the SRE lead`."""
        name = self.name if self.name[1:2].isupper() else self.name[:1].lower() + self.name[1:]
        return f"the {name}"


@dataclass(frozen=True)
class KeyEventType:
    """A moment worth knowing. `asked`: people are asked for it; `required`: closing waits for it."""

    key: str
    name: str
    summary: str
    asked: bool = False
    required: bool = False
    enabled: bool = True


@dataclass(frozen=True)
class MetricType:
    """The time from one key event to another."""

    key: str
    name: str
    since: str
    until: str


@dataclass(frozen=True)
class SosCall:
    """A call for help by name: handle of the usergroup, name of the channel, or both.

    `allowed`: handles of the usergroups whose members may use it; empty means everybody.
    """

    key: str
    name: str
    usergroup: str = ""
    channel: str = ""
    allowed: tuple[str, ...] = ()
    enabled: bool = True


@dataclass(frozen=True)
class Taxonomy:
    """All of it, as it stands now, in the order in which people see it."""

    priorities: Mapping[str, Priority]
    groups: Mapping[str, Group]
    categories: Mapping[str, Category]
    environments: Mapping[str, Environment]
    impacts: Mapping[str, ImpactType]
    roles: Mapping[str, RoleType]
    key_events: Mapping[str, KeyEventType]
    metrics: Mapping[str, MetricType]
    tags: Mapping[str, str]
    """What a conversation is for -> its name: `tech_incidents` -> `tech-incidents`."""
    invited: Mapping[str, str]
    """Usergroup handle -> the least urgent priority of public incidents that it is invited to."""
    admins: Mapping[str, str] = field(default_factory=dict)
    """Handles of the usergroups whose members are admins besides Slack's own."""
    break_glass: Mapping[str, str] = field(default_factory=dict)
    """Handles of the usergroups whose members may look inside any private incident; each look is told."""
    permissions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What is kept for usergroups, by the names of domain.policy.RESERVABLE: their handles."""
    sos: Mapping[str, SosCall] = field(default_factory=dict)
    major: Mapping[str, str] = field(default_factory=dict)
    """What a critical incident that is declared without a form is taken for: its `category`.

    `usergroup`: handle of the one that each of them invites.
    """
    hours: Hours = field(default_factory=Hours)
    """When people work, where their group says nothing else."""
    services: Mapping[str, Service] = field(default_factory=dict)
    """How PagerDuty's services are treated, by their names; `*` stands for all others."""
    oncall: Mapping[str, str] = field(default_factory=dict)
    """Whom of PagerDuty's on-call an incident `invites`."""
    oncall_usergroups: Mapping[str, str] = field(default_factory=dict)
    """Handle of a usergroup -> name of the schedule whose on-call it always holds."""

    tickets: Mapping[str, Filing] = field(default_factory=dict)
    """Where tickets go, by category; `*` stands for all others."""
    ticket_statuses: Mapping[str, Standing] = field(default_factory=dict)
    """What our statuses are in a ticket system."""
    ticket_flows: Mapping[str, str] = field(default_factory=dict)
    """domain.ticketing.Synced -> Flow: which way changes go."""
    ticket_links: Mapping[str, Companion] = field(default_factory=dict)
    """What tickets are linked with."""
    ticket_openings: Mapping[str, Opening] = field(default_factory=dict)
    """Which tickets become incidents, by project."""
    ticket_queues: Mapping[str, Queue] = field(default_factory=dict)
    """How queues of Request Tracker are treated, by name; `*` stands for all others."""
    fields: Mapping[str, OwnField] = field(default_factory=dict)
    """What the organisation asks for besides."""
    teams: Mapping[str, FeatureTeam] = field(default_factory=dict)
    alerts: Mapping[str, AlertRule] = field(default_factory=dict)
    """What becomes of alerts, by `label=value`."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What the organisation words itself, by the names of domain.texts."""
    retention: Mapping[str, timedelta] = field(default_factory=dict)
    """How long what is over is kept, by domain.personal.retention.Kept's names."""

    def hours_of(self, category: str) -> Hours:
        """Give the office hours of a category's group; what is gone since has the ones of all."""
        found = self.categories.get(category)
        return self.groups[found.group].hours if found else self.hours

    def responders(self, category: str, priority: str) -> tuple[str, ...]:
        """Give the handles of the usergroups that a public incident invites, each once."""
        rank = self.priorities[priority].rank
        widely = (handle for handle, until in self.invited.items() if rank <= self.priorities[until].rank)
        return tuple(dict.fromkeys((*self.categories[category].responders, *widely)))
