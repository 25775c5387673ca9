"""Who is paged for an incident: by its escalation policy, level after level, or by name."""

from collections.abc import Iterable

from bot.sandbox.pagerduty.account import Account
from bot.sandbox.pagerduty.rules import log, oncall
from bot.sandbox.pagerduty.world.incidents import Hand, Incident


def calls_nobody(account: Account, incident: Incident) -> bool:
    """A service that is switched off or in maintenance takes incidents, but calls nobody."""
    service = account.world.services[incident.service]
    return service.is_disabled or account.world.is_in_maintenance(service, account.clock.now())


def by_policy(account: Account, incident: Incident, hand: Hand, start: int = 1, kind: str = "assign") -> bool:
    """Page the first level from `start` on that has anybody; False where none has."""
    policy, now = account.world.policies[incident.policy], account.clock.now()
    level = oncall.first_level(account.world, policy, start, now)
    if level is None or calls_nobody(account, incident):
        return False
    incident.level, incident.assigned_via = level, "escalation_policy"
    _assign(account, incident, hand, oncall.at_level(account.world, policy, level, now), kind)
    incident.escalates = now + account.minutes(policy.levels[level - 1].minutes)
    return True


def by_name(account: Account, incident: Incident, hand: Hand, users: Iterable[str]) -> None:
    """Page these people; from here on it escalates no more by itself."""
    incident.assigned_via, incident.escalates = "direct_assignment", None
    _assign(account, incident, hand, users, "assign")


def again(account: Account, incident: Incident) -> None:
    """Call those who are assigned once more, and count the time of their level anew."""
    policy = account.world.policies[incident.policy]
    if incident.assigned_via == "escalation_policy" and incident.assignments:
        delay = policy.levels[incident.level - 1].minutes
        incident.escalates = account.clock.now() + account.minutes(delay)
    _notify(account, incident, incident.assignments)


def _assign(account: Account, incident: Incident, hand: Hand, users: Iterable[str], kind: str) -> None:
    now = account.clock.now()
    incident.assignments = {user: incident.assignments.get(user, now) for user in users}
    named = ", ".join(account.world.users[user].name for user in incident.assignments)
    words = {"assign": f"Assigned to {named}", "escalate": f"Escalated to {named}"}
    summary = words.get(kind, f"Delegated to {named}")
    log.write(account, incident, kind, hand, summary, assignees=list(incident.assignments))
    _notify(account, incident, incident.assignments)


def _notify(account: Account, incident: Incident, users: Iterable[str]) -> None:
    """What each person's rules say is to be done at once."""
    if calls_nobody(account, incident):
        return
    for user in map(account.world.users.__getitem__, users):
        for rule in user.notification_rules.values():
            method = user.contact_methods.get(rule.contact_method)
            if rule.urgency == incident.urgency and not rule.minutes and method:
                told = {"type": f"{method.kind}_notification", "address": method.address, "status": "success"}
                channel = {"type": "auto", "notification": told}
                hand = Hand(incident.changed_by, "timeout")
                summary = f"Notified {user.name} by {method.kind}"
                log.write(account, incident, "notify", hand, summary, channel, user=user.id)
