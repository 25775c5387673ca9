"""What GET /sandbox/state tells of the account: as its API tells it, and what the API keeps to itself."""

from datetime import timedelta

from bot.sandbox.pagerduty.account import Account
from bot.sandbox.pagerduty.clock import iso
from bot.sandbox.pagerduty.hooks.sending import is_disabled
from bot.sandbox.pagerduty.rules import oncall
from bot.sandbox.pagerduty.shapes import incidents, people, setup
from bot.sandbox.pagerduty.shapes.frame import Frame
from bot.sandbox.pagerduty.world.incidents import Incident
from bot.sandbox.pagerduty.world.subscriptions import Subscription
from bot.sandbox.world import Json


def state(account: Account) -> Json:
    frame, world = Frame(account), account.world
    now = account.clock.now()
    return {
        "now": iso(now),
        "ahead_seconds": account.clock.ahead / timedelta(seconds=1),
        "incidents": [incident(frame, one) for one in world.incidents.values()],
        "services": [
            {**setup.service(frame, one), "routing_key": one.routing_key} for one in world.services.values()
        ],
        "escalation_policies": [setup.policy(frame, one) for one in world.policies.values()],
        "schedules": [setup.schedule(frame, one) for one in world.schedules.values()],
        "oncalls": [setup.on_call(frame, one) for one in oncall.between(world, now, now)],
        "users": [{**people.user(frame, one), "key": account.user_key(one)} for one in world.users.values()],
        "teams": [people.team(frame, one) for one in world.teams.values()],
        "priorities": [setup.priority(frame, one) for one in world.priorities.values()],
        "maintenance_windows": [setup.window(frame, one) for one in world.windows.values()],
        "webhook_subscriptions": [subscription(account, one) for one in world.subscriptions.values()],
        "read_only_key": account.read_only_key,
        "is_used": account.is_used,
    }


def incident(frame: Frame, one: Incident) -> Json:
    """With its notes and its log, newest last."""
    return {
        **incidents.incident(frame, one),
        "details": one.details,
        "level": one.level,
        "loops": one.loops,
        "notes": [incidents.note(frame, note) for note in one.notes.values()],
        "log_entries": [incidents.entry(frame, entry) for entry in one.entries],
    }


def subscription(account: Account, one: Subscription) -> Json:
    return {
        "id": one.id,
        "version": one.version,
        "url": one.url,
        "description": one.description,
        "events": one.events,
        "filter": list(one.filter),
        "active": one.is_active,
        "temporarily_disabled": is_disabled(account, one),
        "dropped": one.dropped,
        "secrets": len(one.secrets),
    }
