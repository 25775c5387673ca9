"""Whom of PagerDuty's on-call an incident invites."""

from datetime import datetime

from bot.domain.incident import Incident
from bot.domain.oncall import Shift
from bot.domain.oncall.roster import called as on_call_now
from bot.store import taxonomy
from bot.store.oncall import contacts, services, shifts

DEFAULT = "first level"


def called(incident: Incident, now: datetime) -> tuple[str, ...]:
    """Give their Slack ids, and the e-mail addresses of those who have none: as the settings say."""
    words = taxonomy.load()
    wanted = words.oncall.get("invites") or DEFAULT
    if wanted == "nobody":
        return ()
    if wanted == "first level of all":
        return () if incident.private else _people(shifts.of_first_levels(now), now)
    category = words.categories.get(incident.category)
    service = services.find(category.pagerduty_service) if category and category.pagerduty_service else None
    if service is None:
        return ()
    theirs = shifts.on_now([service.policy], now)
    return _people([one for one in theirs if one.level == 1 or wanted == "all levels"], now)


def _people(theirs: list[Shift], now: datetime) -> tuple[str, ...]:
    return contacts.persons(on_call_now(theirs, now))
