"""Users with the ways to reach them, and teams."""

from bot.sandbox.pagerduty.shapes.frame import FULL, Frame
from bot.sandbox.pagerduty.world.things import ContactMethod, NotificationRule, Team, User
from bot.sandbox.world import Json


def user(frame: Frame, one: User) -> Json:
    methods = [contact_method(frame, one, method) for method in one.contact_methods.values()]
    rules = [notification_rule(frame, one, rule) for rule in one.notification_rules.values()]
    teams = [team.id for team in frame.account.world.teams.values() if one.id in team.members]
    return {
        **frame.head("user", one),
        "name": one.name,
        "email": one.email,
        "time_zone": one.time_zone,
        "color": one.color,
        "avatar_url": f"{frame.account.url}/page/bell.svg",
        "billed": True,
        "role": one.role,
        "description": one.description,
        "invitation_sent": False,
        "created_via_sso": False,
        "job_title": one.job_title,
        "teams": frame.links("team", teams, "teams"),
        "contact_methods": methods if "contact_methods" in frame.include else [*map(_reference, methods)],
        "notification_rules": rules if "notification_rules" in frame.include else [*map(_reference, rules)],
        "coordinated_incidents": [],
    }


def contact_method(frame: Frame, owner: User, one: ContactMethod) -> Json:
    kind = f"{one.kind}_contact_method"
    address = f"{frame.account.api}/users/{owner.id}/contact_methods/{one.id}"
    more: Json = {"send_short_email": False} if one.kind == "email" else {}
    if one.kind in {"phone", "sms"}:
        more = {"country_code": one.country_code, "enabled": True, "blacklisted": False}
    return {
        "id": one.id,
        "type": kind,
        "summary": one.label,
        "self": address,
        "html_url": None,
        "label": one.label,
        "address": one.address,
        **more,
    }


def notification_rule(frame: Frame, owner: User, one: NotificationRule) -> Json:
    method = contact_method(frame, owner, owner.contact_methods[one.contact_method])
    kind = "assignment_notification_rule"
    return {
        "id": one.id,
        "type": kind,
        "summary": f"{one.minutes} minutes: channel {one.contact_method}",
        "self": f"{frame.account.api}/users/{owner.id}/notification_rules/{one.id}",
        "html_url": None,
        "start_delay_in_minutes": one.minutes,
        "urgency": one.urgency,
        "contact_method": _reference(method),
    }


def _reference(one: Json) -> Json:
    kept = {key: one[key] for key in ("id", "type", "summary", "self", "html_url")}
    return {**kept, "type": f"{one['type']}_reference"}


def team(frame: Frame, one: Team) -> Json:
    head = frame.head("team", one)
    return {
        **head,
        "name": one.name,
        "description": one.description,
        "default_role": "manager",
        "parent": None,
    }


FULL |= {"user": user, "team": team}
