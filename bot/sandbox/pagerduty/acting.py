"""What people do in PagerDuty itself: `POST /sandbox/act` with `"do": "pagerduty"` and an "action".

{"user": "ben", "do": "pagerduty", "action": "acknowledge", "incident": "Q..."}
With an incident, by id or number: acknowledge, resolve {resolution}, reopen, escalate {level},
reassign {to: [name]}, delegate {policy}, note {text}, priority {priority}, title {text}, urgency {urgency},
snooze {minutes}, merge {into: incident}
With a service, by name or id: trigger {title, urgency, details}, disable, enable, maintain {minutes}
With either: fill {fields: what their own fields say, by name}
With a subscription: rotate (a further secret signs too; again drops the oldest), pause, resume
Else: override {schedule, minutes} (the person takes over), wait {minutes} (time passes), v2 {url, service}
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from typing import Any

from bot.sandbox.errors import Refusal
from bot.sandbox.pagerduty import ids
from bot.sandbox.pagerduty.account import Account
from bot.sandbox.pagerduty.errors import ApiError
from bot.sandbox.pagerduty.rules import fields, incidents
from bot.sandbox.pagerduty.shapes import incidents as shapes
from bot.sandbox.pagerduty.shapes.frame import TABLES, Frame
from bot.sandbox.pagerduty.world.incidents import Agent, Hand, Incident
from bot.sandbox.pagerduty.world.subscriptions import Subscription
from bot.sandbox.pagerduty.world.things import MaintenanceWindow, Override, Service, User
from bot.sandbox.world import Json, Person

WEBSITE: Json = {"name": "PagerDuty"}
"""What webhooks call the website as a client."""


@dataclass(frozen=True)
class Act:
    account: Account
    user: User
    body: Json

    @property
    def hand(self) -> Hand:
        return Hand(Agent("user", self.user.id), "website", WEBSITE)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.body.get(key, default)
        if not isinstance(value, str) or (default is None and not value):
            raise Refusal(f'"{self.body.get("action")}" needs "{key}", a text.')
        return value

    def number(self, key: str) -> float:
        value = self.body.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
            raise Refusal(f'"{self.body.get("action")}" needs "{key}", a number of more than 0.')
        return value

    def found(self, kind: str, key: str = "") -> Any:
        """The thing that the body names under `key`, by id, name or number."""
        named = str(self.body.get(key or kind, ""))
        for one in getattr(self.account.world, TABLES[kind]).values():
            facts = (one.id, getattr(one, "name", None), str(getattr(one, "number", "")) or None)
            if named and named in facts:
                return one
        raise Refusal(f"PagerDuty has no {kind.replace('_', ' ')} {named!r}.")

    @property
    def incident(self) -> Incident:
        found: Incident = self.found("incident")
        return found


def act(account: Account, person: Person, body: Json) -> Json:
    """Do it as this person; the answer shows the incident that it was about."""
    verb = VERBS.get(str(body.get("action")))
    if verb is None:
        raise Refusal(f"Nobody can {body.get('action')!r} in PagerDuty; people can {', '.join(VERBS)}.")
    user = account.world.user_of(person.email)
    if user is None:
        raise Refusal(f"{person.name} has no account in PagerDuty.")
    try:
        about = verb(Act(account, user, body))
    except ApiError as error:
        raise Refusal(f"PagerDuty refuses: {'; '.join(error.body['error']['errors'])}.") from None
    account.touch()
    return {"ok": True, "incident": shapes.incident(Frame(account), about) if about else None}


def _acknowledge(act: Act) -> Incident:
    incidents.acknowledge(act.account, act.incident, act.hand)
    return act.incident


def _resolve(act: Act) -> Incident:
    incidents.resolve(act.account, act.incident, act.hand, act.text("resolution", ""))
    return act.incident


def _reopen(act: Act) -> Incident:
    incidents.reopen(act.account, act.incident, act.hand)
    return act.incident


def _escalate(act: Act) -> Incident:
    level = act.body.get("level", act.incident.level + 1)
    if not isinstance(level, int):
        raise Refusal('"level" must be a whole number.')
    incidents.escalate(act.account, act.incident, act.hand, level)
    return act.incident


def _reassign(act: Act) -> Incident:
    named = act.body.get("to")
    emails = {user.email.split("@")[0]: user.id for user in act.account.world.users.values()}
    known = {**emails, **{user.name: user.id for user in act.account.world.users.values()}}
    known |= {user: user for user in act.account.world.users}
    names = [named] if isinstance(named, str) else named
    if not isinstance(names, list) or not names or any(str(name) not in known for name in names):
        raise Refusal(f'"reassign" needs "to", people who have an account in PagerDuty, not {named!r}.')
    incidents.reassign(act.account, act.incident, act.hand, [known[str(name)] for name in names])
    return act.incident


def _delegate(act: Act) -> Incident:
    incidents.delegate(act.account, act.incident, act.hand, act.found("escalation_policy", "policy").id)
    return act.incident


def _note(act: Act) -> Incident:
    incidents.note(act.account, act.incident, act.hand, act.text("text"))
    return act.incident


def _priority(act: Act) -> Incident:
    wished = act.found("priority").id if act.body.get("priority") else None
    fields.set_priority(act.account, act.incident, act.hand, wished)
    return act.incident


def _title(act: Act) -> Incident:
    fields.set_title(act.account, act.incident, act.hand, act.text("text"))
    return act.incident


def _urgency(act: Act) -> Incident:
    if (urgency := act.text("urgency")) not in {"high", "low"}:
        raise Refusal('"urgency" must be high or low.')
    fields.set_urgency(act.account, act.incident, act.hand, urgency)
    return act.incident


def _snooze(act: Act) -> Incident:
    incidents.snooze(act.account, act.incident, act.hand, round(act.number("minutes") * 60))
    return act.incident


def _merge(act: Act) -> Incident:
    target: Incident = act.found("incident", "into")
    if target is act.incident:
        raise Refusal("An incident cannot be merged into itself.")
    incidents.merge(act.account, target, act.hand, [act.incident])
    return target


def _trigger(act: Act) -> Incident:
    service: Service = act.found("service")
    draft = incidents.Draft(
        act.text("title"), service.id, urgency=act.text("urgency", ""), details=act.text("details", "")
    )
    return incidents.trigger(act.account, act.hand, draft)


def _fill(act: Act) -> Incident | None:
    about = act.incident if "incident" in act.body else act.found("service")
    about.own_fields.update(act.body.get("fields") or {})
    return about if isinstance(about, Incident) else None


def _disable(act: Act) -> None:
    act.found("service").is_disabled = True


def _enable(act: Act) -> None:
    """Switched on, and out of maintenance."""
    service: Service = act.found("service")
    service.is_disabled = False
    windows = act.account.world.windows
    for window in [one for one in windows.values() if service.id in one.services]:
        del windows[window.id]


def _maintain(act: Act) -> None:
    now, world = act.account.clock.now(), act.account.world
    until = now + timedelta(minutes=act.number("minutes"))
    made = MaintenanceWindow(
        ids.configured(), len(world.windows) + 1, now, until, [act.found("service").id], act.user.id
    )
    world.windows[made.id] = made


def _override(act: Act) -> None:
    now = act.account.clock.now()
    made = Override(ids.happened(), now, now + timedelta(minutes=act.number("minutes")), act.user.id)
    act.found("schedule").overrides[made.id] = made


def _wait(act: Act) -> None:
    act.account.push_on(timedelta(minutes=act.number("minutes")))


def _subscription(act: Act) -> Subscription:
    found = act.account.world.subscriptions.get(str(act.body.get("subscription")))
    if found is None:
        raise Refusal(f"PagerDuty has no subscription {act.body.get('subscription')!r}.")
    return found


def _rotate(act: Act) -> None:
    found = _subscription(act)
    found.secrets = [str(act.body.get("secret") or token_hex(32)), *found.secrets][:2]


def _pause(act: Act) -> None:
    _subscription(act).is_active = False


def _resume(act: Act) -> None:
    _subscription(act).is_active = True


def _v2(act: Act) -> None:
    """V2 webhooks belong to a service, and are set up on the website alone."""
    made = Subscription(
        ids.configured(), act.text("url"), [], ("service", act.found("service").id), [], "V2", version=2
    )
    act.account.world.subscriptions[made.id] = made


VERBS: dict[str, Callable[[Act], Incident | None]] = {
    "acknowledge": _acknowledge,
    "resolve": _resolve,
    "reopen": _reopen,
    "escalate": _escalate,
    "reassign": _reassign,
    "delegate": _delegate,
    "note": _note,
    "priority": _priority,
    "title": _title,
    "urgency": _urgency,
    "snooze": _snooze,
    "merge": _merge,
    "trigger": _trigger,
    "fill": _fill,
    "disable": _disable,
    "enable": _enable,
    "maintain": _maintain,
    "override": _override,
    "wait": _wait,
    "rotate": _rotate,
    "pause": _pause,
    "resume": _resume,
    "v2": _v2,
}
