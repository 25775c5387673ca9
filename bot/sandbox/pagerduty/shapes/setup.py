"""What is configured: services, escalation policies, schedules, priorities, maintenance windows."""

from datetime import datetime

from bot.sandbox.pagerduty.rules import oncall, shifts
from bot.sandbox.pagerduty.shapes.frame import FULL, Frame
from bot.sandbox.pagerduty.world.things import (
    MaintenanceWindow,
    Override,
    Policy,
    Priority,
    Schedule,
    Service,
)
from bot.sandbox.world import Json


def service(frame: Frame, one: Service) -> Json:
    world = frame.account.world
    last = max((each.created for each in world.incidents.values() if each.service == one.id), default=None)
    return {
        **frame.head("service", one),
        "name": one.name,
        "description": one.description,
        "created_at": frame.time(one.created),
        "updated_at": frame.time(one.created),
        "status": world.status_of(one, frame.account.clock.now()),
        "teams": frame.links("team", one.teams, "teams"),
        "alert_creation": "create_alerts_and_incidents",
        "addons": [],
        "scheduled_actions": [],
        "support_hours": None,
        "last_incident_timestamp": frame.time(last),
        "escalation_policy": frame.link("escalation_policy", one.policy, "escalation_policies"),
        "incident_urgency_rule": {"type": "constant", "urgency": one.urgency},
        "acknowledgement_timeout": one.acknowledgement_timeout,
        "auto_resolve_timeout": one.auto_resolve_timeout,
        "integrations": [integration(frame, one)],
        "response_play": None,
    }


def integration(frame: Frame, one: Service) -> Json:
    """Events v2 is the one way in that each service has."""
    kind = "events_api_v2_inbound_integration"
    head = {
        "id": one.integration,
        "type": f"{kind}_reference",
        "summary": "Events API V2",
        "self": f"{frame.account.api}/services/{one.id}/integrations/{one.integration}",
        "html_url": f"{frame.account.api}/web/service-directory/{one.id}",
    }
    if "integrations" not in frame.include:
        return head
    more = {
        "name": "Events API V2",
        "created_at": frame.time(one.created),
        "integration_key": one.routing_key,
    }
    return {**head, **more, "type": kind, "service": frame.reference("service", one), "vendor": None}


def policy(frame: Frame, one: Policy) -> Json:
    world = frame.account.world
    levels = [
        {
            "id": level.id,
            "escalation_delay_in_minutes": level.minutes,
            "targets": [found for kind, id_ in level.targets if (found := frame.link(kind, id_, "targets"))],
            "escalation_rule_assignment_strategy": {"type": "assign_to_everyone"},
        }
        for level in one.levels
    ]
    for level in levels:
        if "escalation_rule_assignment_strategies" not in frame.include:
            del level["escalation_rule_assignment_strategy"]
    services = [each.id for each in world.services.values() if each.policy == one.id]
    return {
        **frame.head("escalation_policy", one),
        "name": one.name,
        "description": one.description,
        "escalation_rules": levels,
        "services": frame.links("service", services, "services"),
        "num_loops": one.num_loops,
        "on_call_handoff_notifications": "if_has_services",
        "teams": frame.links("team", one.teams, "teams"),
        "privilege": None,
    }


def schedule(frame: Frame, one: Schedule) -> Json:
    """As lists show it: without what is rendered."""
    policies = [
        each.id
        for each in frame.account.world.policies.values()
        if any(target == ("schedule", one.id) for level in each.levels for target in level.targets)
    ]
    return {
        **frame.head("schedule", one),
        "name": one.name,
        "time_zone": one.time_zone,
        "description": one.description,
        "web_cal_url": f"{frame.account.api}/web/schedules/{one.id}",
        "http_cal_url": f"{frame.account.api}/web/schedules/{one.id}",
        "privilege": None,
        "users": frame.links("user", one.users),
        "escalation_policies": frame.links("escalation_policy", policies),
        "teams": frame.links("team", one.teams),
    }


def rendered(frame: Frame, one: Schedule, window: tuple[datetime, datetime] | None, *, whole: bool) -> Json:
    """Layers, overrides and what follows from them; whole shifts, or cut at the window's ends."""

    def entries(found: list[shifts.Shift]) -> Json:
        if window is None:
            return {"rendered_schedule_entries": [], "rendered_coverage_percentage": None}
        shown = found if whole else shifts.cut(found, *window)
        return {
            "rendered_schedule_entries": [_shift(frame, shift) for shift in shown if shift.start < window[1]],
            "rendered_coverage_percentage": shifts.coverage(found, *window),
        }

    now = frame.account.clock.now()
    since, until = window or (now, now)
    layers = [
        {
            "id": layer.id,
            "name": layer.name,
            "start": frame.time(layer.start),
            "end": frame.time(layer.end),
            "users": [{"user": user} for user in frame.links("user", layer.users)],
            "restrictions": layer.restrictions,
            "rotation_virtual_start": frame.time(layer.start),
            "rotation_turn_length_seconds": layer.turn_seconds,
            **entries(
                [each for each in shifts.of_layer(layer, one.time_zone, since, until) if each.end > since]
            ),
        }
        for layer in reversed(one.layers)
    ]
    return {
        "schedule_layers": layers,
        "overrides_subschedule": {"name": "Overrides", **entries(shifts.of_overrides(one, since, until))},
        "final_schedule": {"name": "Final Schedule", **entries(shifts.final(one, since, until))},
    }


def _shift(frame: Frame, shift: shifts.Shift) -> Json:
    return {
        "start": frame.time(shift.start),
        "end": frame.time(shift.end),
        "user": frame.link("user", shift.user),
    }


def override(frame: Frame, one: Override) -> Json:
    times = {"start": frame.time(one.start), "end": frame.time(one.end)}
    return {"id": one.id, **times, "user": frame.link("user", one.user)}


def on_call(frame: Frame, one: oncall.OnCall) -> Json:
    return {
        "escalation_policy": frame.link("escalation_policy", one.policy, "escalation_policies"),
        "escalation_level": one.level,
        "schedule": frame.link("schedule", one.schedule, "schedules"),
        "user": frame.link("user", one.user, "users"),
        "start": frame.time(one.start),
        "end": frame.time(one.end),
    }


def priority(frame: Frame, one: Priority) -> Json:
    return {**frame.head("priority", one), "name": one.name, "description": one.description}


def window(frame: Frame, one: MaintenanceWindow) -> Json:
    return {
        **frame.head("maintenance_window", one),
        "sequence_number": one.number,
        "start_time": frame.time(one.start),
        "end_time": frame.time(one.end),
        "description": one.description,
        "services": frame.links("service", one.services, "services"),
        "teams": [],
        "created_by": frame.link("user", one.created_by, "users"),
    }


FULL |= {
    "service": service,
    "escalation_policy": policy,
    "schedule": schedule,
    "priority": priority,
    "maintenance_window": window,
}
