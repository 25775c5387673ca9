"""What the command line says before somebody is forgotten, and after."""

from collections.abc import Iterable, Iterator, Mapping

from bot.domain.personal.forgetting import NOBODY, Traces

DONE = (
    "Done. Slack, PagerDuty, Jira and RT keep what they know of them themselves, and so do older backups and "
    "logs. A first name alone within a sentence stays; Redact takes it out."
)

ROWS = {
    "Audit": "changes of the settings",
    "Call": "pages without an incident",
    "Delivery": "deliveries",
    "Draft": "forms",
    "Event": "entries of timelines",
    "Follower": "followers",
    "Incident": "incidents",
    "Insider": "people inside of incidents",
    "Shift": "shifts",
    "Task": "tasks",
    "Telling": "events heard",
}


def lines(traces: Traces, counts: Mapping[str, int], elsewhere: Iterable[str]) -> Iterator[str]:
    """counts: rows to write anew, by table. elsewhere: what others named after them."""
    for one in traces.accounts:
        known = ", ".join(filter(None, (one.name, one.handle, one.email, *one.phones)))
        yield f"{one.source} {one.key}: {known or 'nothing else is known'}"
    instead = f"{NOBODY} ({traces.becomes})" if traces.becomes else NOBODY
    said = [f"{count} {ROWS.get(table, table.lower())}" for table, count in counts.items()]
    yield f"In their place stands {instead}: {', '.join(said) or 'nothing names them'}."
    yield "Their own rows go: accounts, e-mail addresses, phones, zone, memberships, what they see in Home."
    for name in sorted(traces.shared):
        yield f"! Others are called {name} too, so that name stays where people wrote it."
    for place in dict.fromkeys(elsewhere):
        yield f"! {place[:1].upper()}{place[1:]} names them. Change it there."
