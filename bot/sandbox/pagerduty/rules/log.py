"""The account's log: a line for everything that happens to an incident, newest last."""

from datetime import datetime

from bot.sandbox.pagerduty import ids
from bot.sandbox.pagerduty.account import Account
from bot.sandbox.pagerduty.world.incidents import Entry, Hand, Incident
from bot.sandbox.world import Json

OVERVIEW = frozenset({"notify_log_entry"})
"""What an overview leaves out."""


def write(
    account: Account,
    incident: Incident,
    kind: str,
    hand: Hand,
    summary: str,
    channel: Json | None = None,
    **extra: object,
) -> Entry:
    """One line, of type `<kind>_log_entry`."""
    entry = Entry(
        ids.happened("R"),
        f"{kind}_log_entry",
        incident.id,
        incident.service,
        account.clock.now(),
        hand.agent,
        summary,
        channel or hand.channel,
        extra,
    )
    account.world.entries.append(entry)
    incident.entries.append(entry)
    return entry


def between(entries: list[Entry], since: datetime | None, until: datetime | None) -> list[Entry]:
    """From `since` on, before `until`."""
    return [
        entry
        for entry in entries
        if (since is None or entry.at >= since) and (until is None or entry.at < until)
    ]
