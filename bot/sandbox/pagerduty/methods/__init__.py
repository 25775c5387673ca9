"""Every call that the account answers; importing this package is what enters them."""

from bot.sandbox.pagerduty.methods import (
    alerts,
    analytics,
    custom_fields,
    events,
    incidents,
    log_entries,
    notes,
    oncalls,
    people,
    policies,
    schedules,
    services,
    subscriptions,
    windows,
)

__all__ = [
    "alerts",
    "analytics",
    "custom_fields",
    "events",
    "incidents",
    "log_entries",
    "notes",
    "oncalls",
    "people",
    "policies",
    "schedules",
    "services",
    "subscriptions",
    "windows",
]
