"""Words for people: escaped text, moments, durations, names."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import humanize

from bot.domain.incident import Incident, LinkKind, Status
from bot.domain.personal.forgetting import NOBODY, is_former
from bot.domain.taxonomy import Taxonomy
from bot.domain.texts import call_address
from bot.domain.ticketing import Ticket
from bot.domain.ticketing.asking import main_ticket
from bot.domain.tokens import is_token, name_of

STATUS = {
    Status.OPEN: ":red_circle: Open",
    Status.INVESTIGATING: ":red_circle: Investigating",
    Status.MITIGATING: ":large_yellow_circle: Mitigating",
    Status.MITIGATED: ":large_green_circle: Mitigated",
    Status.POST_MORTEM: ":large_green_circle: Post-mortem",
    Status.CLOSED: ":large_green_circle: Closed",
}


SECTION, COLUMN = 3000, 2000
"""Characters that the text of a section has room for, and one of its columns."""

CROWD = 20
"""People who are named one by one."""

_MARKS = re.compile(r"[*~`\n]|(?<![^\W_])_|_(?![^\W_])")
"""Marks of Slack's; one that stands inside a word, as in `db_main`, is none."""


def escape(text: str) -> str:
    """Keep what somebody typed from becoming a mention, a link or a channel.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fit(text: str, most: int) -> str:
    """Escape, and shorten so that the escaped text has at most `most` characters."""
    size = 0
    for place, letter in enumerate(text):
        size += len(escape(letter))
        if size > most:
            return escape(text[: max(0, place - 1)].rstrip()) + "…"
    return escape(text)


def bold(escaped: str) -> str:
    """Make it bold; where its own marks would end that or begin something else it stays as it is.

    https://docs.slack.dev/messaging/formatting-message-text#basic-formatting
    """
    return escaped if not escaped.strip() or _MARKS.search(escaped) else f"*{escaped}*"


def quote(text: str, most: int = 2000) -> str:
    """Escape and quote, line by line and without empty ones, in at most about `most` characters."""
    lines: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        left = most - sum(len(one) + 1 for one in lines)
        if left < 10:
            return "\n".join([*lines, "> …"])
        lines.append(f"> {fit(line, left)}")
    return "\n".join(lines)


def moment(at: datetime) -> str:
    """Give it in each reader's own zone.

    https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    """
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}}, {{time}}|{at:%Y-%m-%d %H:%M} UTC>"


def clock_time(at: datetime) -> str:
    return f"<!date^{int(at.timestamp())}^{{time}}|{at:%H:%M} UTC>"


def duration(span: timedelta) -> str:
    """Say it in at most two units, such as `3 h 37 min` or `2 days 4 h`."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        "1 day" if days == 1 else f"{days} days" if days else "",
        f"{hours} h" if hours else "",
        f"{rest} min" if rest else "",
    ]
    return " ".join([part for part in parts if part][:2])


def listed(words: Iterable[str]) -> str:
    """Join with commas, and a last `and`."""
    return humanize.natural_list(list(words))


def pieces(lines: Iterable[str], between: str = "\n") -> list[str]:
    """Join escaped lines into as many texts as it takes so that sections have room for each."""
    found = list[str]()
    for line in lines:
        if found and len(found[-1]) + len(between) + len(line) <= SECTION:
            found[-1] += f"{between}{line}"
        else:
            found.append(line)
    return found


def within(lines: Iterable[str], most: int) -> str:
    """Give as many whole lines, escaped, as there is room for, and say how many more there are."""
    every = list(lines)
    for count in range(len(every), 0, -1):
        hidden = len(every) - count
        text = "\n".join([*every[:count], *([f"and {hidden} more"] if hidden else [])])
        if len(text) <= most:
            return text
    return ""


def crowd(slack_ids: Sequence[str]) -> str:
    """Name them; of many the first, and how many more there are."""
    more = len(slack_ids) - CROWD
    return listed([*map(person, slack_ids[:CROWD]), *([f"{more} more"] if more > 0 else [])])


def people(count: int) -> str:
    return "1 person" if count == 1 else f"{humanize.intcomma(count)} people"


def person(slack_id: str) -> str:
    if is_former(slack_id):
        return NOBODY
    if is_token(slack_id):
        return f"token {escape(name_of(slack_id))}"
    return f"<@{slack_id}>" if slack_id else "Firebell"


def usergroup(slack_id: str) -> str:
    return f"<!subteam^{slack_id}>"


def room(slack_id: str) -> str:
    return f"<#{slack_id}>"


def ticket_link(ticket: Ticket) -> str:
    return f"<{ticket.url}|{fit(ticket.key, 60)}>" if ticket.url else fit(ticket.key, 60)


def channel(incident: Incident) -> str:
    """Link the incident's channel, else its ticket, or say that neither is there."""
    link = incident.link(LinkKind.CHANNEL)
    if link and link.is_direct:
        return f"<{link.url}|a group message>"
    if incident.braked and not link:
        return "waits until somebody opens it" if not incident.is_closed else "never had a channel"
    if link:
        return f"<#{link.key}>"
    ticket = main_ticket(incident)
    if ticket and ticket.is_there:
        return ticket_link(ticket)
    return "no channel" if incident.is_closed else "channel to come"


def call(incident: Incident, taxonomy: Taxonomy) -> str:
    """Link the call in which it is talked about; empty where there is none."""
    address = call_address(incident, taxonomy)
    return f"<{escape(address)}|Join the call>" if address else ""


def priority(incident: Incident, taxonomy: Taxonomy) -> str:
    """Say `P2 Major`."""
    found = taxonomy.priorities[incident.priority]
    return fit(f"{found.key} {found.name}", 140)


def emoji(incident: Incident, taxonomy: Taxonomy) -> str:
    return taxonomy.priorities[incident.priority].emoji


def mark(incident: Incident) -> str:
    """Mark what is only rehearsed, and what only a few may see; empty where it is neither."""
    drill = ":test_tube: drill " if incident.drill else ""
    return drill + (":lock: private " if incident.private else "")


def category(incident: Incident, taxonomy: Taxonomy) -> str:
    """Say `Payment Operations / Payment`."""
    found = taxonomy.categories[incident.category]
    return escape(f"{taxonomy.groups[found.group].name} / {found.name}")


def due(incident: Incident, taxonomy: Taxonomy, now: datetime) -> str:
    """Say how long there is still to fix it."""
    left = incident.opened_at + taxonomy.priorities[incident.priority].fix_within - now
    if left < timedelta(0):
        return f"overdue by {duration(-left)}"
    return f"due in {duration(left)}"


def impacts(incident: Incident, taxonomy: Taxonomy) -> list[str]:
    """Say each impact that somebody chose, the type's name first."""
    said = []
    for kind in taxonomy.impacts.values():
        level = kind.level(incident.impacts.get(kind.key, ""))
        if level:
            said.append(f"{kind.emoji} {fit(kind.name, 75)}: {fit(level.name, 75)}")
    return said
