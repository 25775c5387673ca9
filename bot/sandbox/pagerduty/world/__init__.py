"""The account as data: who is called by whom, and the incidents. Nothing here knows HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.pagerduty.world.incidents import Alert, Entry, Incident
from bot.sandbox.pagerduty.world.subscriptions import Subscription
from bot.sandbox.pagerduty.world.things import (
    MaintenanceWindow,
    Policy,
    Priority,
    Schedule,
    Service,
    Team,
    User,
)

Thing = User | Team | Schedule | Policy | Service | Priority | MaintenanceWindow | Incident


@dataclass
class World:
    """Everything by id, in the order of its making."""

    users: dict[str, User] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    schedules: dict[str, Schedule] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    priorities: dict[str, Priority] = field(default_factory=dict)
    windows: dict[str, MaintenanceWindow] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    alerts: dict[str, Alert] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)

    def user_of(self, email: str) -> User | None:
        wanted = email.strip().casefold()
        return next((user for user in self.users.values() if user.email.casefold() == wanted), None)

    def teams_of(self, service: str) -> list[str]:
        """None where the service is there no more."""
        found = self.services.get(service)
        return found.teams if found else []

    def open_incidents(self) -> Iterator[Incident]:
        return (one for one in self.incidents.values() if one.is_open)

    def is_in_maintenance(self, service: Service, now: datetime) -> bool:
        return any(
            window.start <= now < window.end
            for window in self.windows.values()
            if service.id in window.services
        )

    def status_of(self, service: Service, now: datetime) -> str:
        """What PagerDuty shows: disabled and maintenance before what its incidents say."""
        if service.is_disabled:
            return "disabled"
        if self.is_in_maintenance(service, now):
            return "maintenance"
        states = {one.status for one in self.open_incidents() if one.service == service.id}
        return "critical" if "triggered" in states else "warning" if states else "active"
