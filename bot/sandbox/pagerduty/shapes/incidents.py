"""Incidents, their notes and alerts, and the lines of the log."""

from bot.sandbox.pagerduty.shapes.frame import FULL, Frame
from bot.sandbox.pagerduty.world.incidents import Alert, Entry, Incident, Note
from bot.sandbox.world import Json


def incident(frame: Frame, one: Incident) -> Json:
    world = frame.account.world
    alerts = [alert.status for alert in world.alerts.values() if alert.incident == one.id]
    return {
        **frame.head("incident", one),
        "incident_number": one.number,
        "title": one.title,
        "description": one.title,
        "created_at": frame.time(one.created),
        "updated_at": frame.time(one.updated),
        "status": one.status,
        "incident_key": None if alerts else one.key,
        "service": frame.link("service", one.service, "services"),
        "assignments": _assignments(frame, one),
        "assigned_via": one.assigned_via,
        "last_status_change_at": frame.time(one.changed),
        "last_status_change_by": frame.agent(one.changed_by, "agents"),
        "resolved_at": frame.time(one.resolved),
        "first_trigger_log_entry": _first(frame, one),
        "alert_counts": {
            "all": len(alerts),
            "triggered": alerts.count("triggered"),
            "resolved": alerts.count("resolved"),
        },
        "is_mergeable": one.is_open,
        "incident_type": {"name": one.type_name},
        "escalation_policy": frame.link("escalation_policy", one.policy, "escalation_policies"),
        "teams": frame.links("team", world.teams_of(one.service), "teams"),
        "pending_actions": _pending(frame, one),
        "acknowledgements": _acknowledgements(frame, one),
        "alert_grouping": None,
        "priority": frame.link("priority", one.priority, "priorities"),
        "resolve_reason": resolve_reason(frame, one),
        "conference_bridge": one.bridge,
        "incidents_responders": [],
        "responder_requests": [],
        "urgency": one.urgency,
    }


def _assignments(frame: Frame, one: Incident) -> list[Json]:
    return [
        {"at": frame.time(at), "assignee": frame.link("user", user, "assignees")}
        for user, at in one.assignments.items()
    ]


def _acknowledgements(frame: Frame, one: Incident) -> list[Json]:
    return [
        {"at": frame.time(at), "acknowledger": _acknowledger(frame, agent)}
        for agent, at in one.acknowledgements.items()
    ]


def _acknowledger(frame: Frame, agent: str) -> Json | None:
    return frame.link("user", agent, "acknowledgers") or frame.link("service", agent, "acknowledgers")


def resolve_reason(frame: Frame, one: Incident) -> Json | None:
    into = frame.link("incident", one.merged_into)
    return {"type": "merge_resolve_reason", "incident": into} if into else None


def _pending(frame: Frame, one: Incident) -> list[Json]:
    """What will happen by itself, soonest first."""
    times = {"escalate": one.escalates, "unacknowledge": one.times_out, "resolve": one.expires}
    coming = sorted((at, kind) for kind, at in times.items() if at and one.is_open)
    return [{"type": kind, "at": frame.time(at)} for at, kind in coming]


def _first(frame: Frame, one: Incident) -> Json | None:
    if not one.entries:
        return None
    first = one.entries[0]
    return (
        entry(frame, first)
        if "first_trigger_log_entries" in frame.include
        else _entry_head(frame, first, "_reference")
    )


def note(frame: Frame, one: Note) -> Json:
    return {
        "id": one.id,
        "user": frame.link("user", one.user),
        "channel": {"summary": "The PagerDuty website or APIs"},
        "content": one.content,
        "created_at": frame.time(one.created),
        "updated_at": frame.time(one.updated),
    }


def alert(frame: Frame, one: Alert) -> Json:
    address = f"{frame.account.api}/incidents/{one.incident}/alerts/{one.id}"
    return {
        "id": one.id,
        "type": "alert",
        "summary": one.summary,
        "self": address,
        "html_url": f"{frame.account.api}/web/alerts/{one.id}",
        "created_at": frame.time(one.created),
        "status": one.status,
        "alert_key": one.key,
        "service": frame.link("service", one.service, "services"),
        "body": {"type": "alert_body", "contexts": [], "details": one.details},
        "incident": frame.link("incident", one.incident, "incidents"),
        "suppressed": False,
        "severity": one.severity,
    }


def entry(frame: Frame, one: Entry) -> Json:
    """Its channel is told whole only to those who ask for it."""
    teams = frame.account.world.teams_of(one.service)
    return {
        **_entry_head(frame, one),
        "created_at": frame.time(one.at),
        "agent": frame.agent(one.agent),
        "channel": one.channel if "channels" in frame.include else _brief(one.channel),
        "service": frame.link("service", one.service, "services"),
        "incident": frame.link("incident", one.incident, "incidents"),
        "teams": frame.links("team", teams, "teams"),
        "contexts": [],
        "event_details": {},
        **_extra(frame, one),
    }


def _brief(channel: Json) -> Json:
    told = ("type", "summary", "new_priority", "old_priority", "changeset", "notification")
    return {key: channel[key] for key in told if key in channel}


def _entry_head(frame: Frame, one: Entry, ending: str = "") -> Json:
    web = f"{frame.account.api}/web/incidents/{one.incident}/log_entries/{one.id}"
    address = f"{frame.account.api}/log_entries/{one.id}"
    return {
        "id": one.id,
        "type": one.type + ending,
        "summary": one.summary,
        "self": address,
        "html_url": web,
    }


def _extra(frame: Frame, one: Entry) -> Json:
    extra = dict(one.extra)
    if "assignees" in extra:
        extra["assignees"] = frame.links("user", extra["assignees"])
    if "user" in extra:
        extra["user"] = frame.link("user", extra["user"])
    if "changed_actions" in extra:
        extra["changed_actions"] = [
            {**each, "at": frame.time(each["at"])} for each in extra["changed_actions"]
        ]
    return extra


FULL |= {"incident": incident}
