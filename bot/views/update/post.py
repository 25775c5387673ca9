"""What one update says, in the incident's channel and in the announcement's thread."""

from collections.abc import Sequence
from itertools import accumulate

from bot.domain import events as e
from bot.domain.incident import ACTIVE, Incident, Status
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views.words import STATUS, bold, clock_time, escape, fit, listed, person, quote

WORST = 2
"""The rank from which on a raise is told to everybody."""

TOGETHER = 12_000
"""Characters of the blocks of one message: Slack takes a little more.

https://github.com/slackapi/bolt-js/issues/2509
"""


def render(incident: Incident, event: e.IncidentUpdated, taxonomy: Taxonomy) -> b.Block:
    """What changed, what was said, who and when."""
    changes = _changes(event, taxonomy)
    changed = " · ".join(changes)
    said = fit(event.message, 2900)
    rows = [b.section(bold(changed))] if changed else []
    rows += [b.section(said)] if said.strip() else []
    rows += [b.section(f"Back, because {fit(event.reason, 1500)}")] if event.reason else []
    rows.append(b.context(_signature(event)))
    text = " · ".join([*map(_aloud, changes), *filter(None, [fit(event.message, 300)])])
    return b.message(f"{incident.ref}: {text or 'the next update is promised'}", rows)


def reply(incident: Incident, event: e.Event, taxonomy: Taxonomy) -> b.Block:
    """The same for everybody else, under the announcement."""
    match event:
        case e.IncidentUpdated():
            return render(incident, event, taxonomy)
        case e.IncidentClosed():
            return _told(incident, event, f"{STATUS[Status.CLOSED]}: {escape(event.reason)}", event.message)
        case e.IncidentMerged():
            said = f"It is the same as inc-{event.into}, and goes on there."
            return _told(incident, event, STATUS[Status.CLOSED], said)
        case e.IncidentReopened():
            head = f"{STATUS[Status.INVESTIGATING]} again (was closed)"
            return _told(incident, event, head, event.justification)
    message = f"{type(event).__name__} is not told under an announcement"
    raise AssertionError(message)


def together(incident: Incident, told: Sequence[e.IncidentUpdated], taxonomy: Taxonomy) -> b.Block:
    """Several updates in one message, the oldest first."""
    each = [render(incident, event, taxonomy) for event in told]
    rows = [row for message in each for row in message["blocks"]]
    return b.message(f"{incident.ref}: {len(each)} updates, the last one: {fit(told[-1].message, 300)}", rows)


def room_for(incident: Incident, told: Sequence[e.IncidentUpdated], taxonomy: Taxonomy) -> int:
    """Count those that one message has room for, from the oldest on."""
    sizes = accumulate(len(str(render(incident, event, taxonomy)["blocks"])) for event in told)
    return sum(size <= TOGETHER for size in sizes)


def concerns_all(event: e.Event, taxonomy: Taxonomy) -> bool:
    """Tell whether everybody should hear of it: over, back, or raised to the worst."""
    if not isinstance(event, e.IncidentUpdated):
        return True
    status, was = event.becomes.get("status"), event.was.get("status")
    is_over = status is not None and Status(status) not in ACTIVE
    was_over = was is not None and Status(was) not in ACTIVE
    return (status is not None and is_over != was_over) or _raised(event, taxonomy)


def role_given(incident: Incident, event: e.RoleGiven, taxonomy: Taxonomy) -> b.Block:
    """Who has a role now, and what was handed over."""
    kind = taxonomy.roles.get(event.role)
    role = escape(kind.name if kind else event.role)
    said = escape(kind.said if kind else event.role)
    now = f"{bold(role)}: {person(event.person) if event.person else 'nobody'}"
    handed = f" (was {person(event.was)})" if event.was else ""
    rows = [b.section(f"{now}{handed}")]
    rows += [b.section(quote(event.words))] if event.words.strip() else []
    if event.by not in {event.person, event.was}:
        rows.append(b.context(f"{person(event.by)}, {clock_time(event.at)}"))
    who = f"{person(event.person)} is {said} now" if event.person else f"nobody is {said} now"
    return b.message(f"{incident.ref}: {who}", rows)


def _told(incident: Incident, event: e.Event, head: str, said: str) -> b.Block:
    rows = [b.section(f"*{head}*")]
    rows += [b.section(fit(said, 2900))] if said.strip() else []
    rows.append(b.context(f"{person(event.by)}, {clock_time(event.at)}"))
    return b.message(f"{incident.ref}: {_aloud(head)}. {fit(said, 300)}", rows)


def _aloud(said: str) -> str:
    """Leave out the circle of a status: where a text is read out or cut off, it comes before the word."""
    return said.partition(" ")[2] if said.startswith(tuple(STATUS.values())) else said


def _raised(event: e.IncidentUpdated, taxonomy: Taxonomy) -> bool:
    was, now = (taxonomy.priorities.get(said.get("priority", "")) for said in (event.was, event.becomes))
    return was is not None and now is not None and now.rank < was.rank and now.rank <= WORST


def _changes(event: e.IncidentUpdated, taxonomy: Taxonomy) -> list[str]:
    """The status first, then the priority, then the rest, in few words."""
    was, now = event.was, event.becomes
    said = []
    if "status" in now:
        said.append(f"{STATUS[Status(now['status'])]} (was {Status(was['status']).capitalize()})")
    if "priority" in now:
        said.append(f"{escape(was['priority'])} → {escape(now['priority'])}")
    if "category" in now:
        said.append(f"{_category(was['category'], taxonomy)} → {_category(now['category'], taxonomy)}")
    if "environments" in now:
        said.append(f"{escape(', '.join(was['environments']))} → {escape(', '.join(now['environments']))}")
    if "title" in now:
        said.append(f"now called “{fit(now['title'], 250)}”")
    cleared = [key for key in was.get("impacts", ()) if key not in now.get("impacts", ())]
    if cleared:
        names = [taxonomy.impacts[key].name if key in taxonomy.impacts else key for key in cleared]
        said.append(f"impact on {escape(listed(names).lower())} cleared")
    edited = [name for name in ("description", "impacts") if name in now]
    return [*said, f"{' and '.join(edited)} edited"] if edited else said


def _category(key: str, taxonomy: Taxonomy) -> str:
    found = taxonomy.categories.get(key)
    return escape(found.name if found else key)


def _signature(event: e.IncidentUpdated) -> str:
    more = f" · next update {clock_time(event.next_update_at)}" if event.next_update_at else ""
    return f"{person(event.by)}, {clock_time(event.at)}{more}"
