"""What happens by itself when time passes: escalation, acknowledgements and incidents that time out."""

from collections.abc import Iterator
from datetime import datetime

from bot.sandbox.pagerduty import hooks
from bot.sandbox.pagerduty.account import Account
from bot.sandbox.pagerduty.rules import incidents, log, paging
from bot.sandbox.pagerduty.world.incidents import Agent, Hand, Incident


def due(account: Account) -> float | None:
    """Do what is due, in the order in which it became so; the seconds until something is due again."""
    while True:
        waiting = [(at, one) for one in account.world.open_incidents() for at in _dues(one)]
        if not waiting:
            return None
        at, incident = min(waiting, key=lambda found: found[0])
        left = (at - account.clock.now()).total_seconds()
        if left > 0:
            return left
        _happen(account, incident, at)


def _dues(incident: Incident) -> Iterator[datetime]:
    return (at for at in (incident.escalates, incident.times_out, incident.expires) if at is not None)


def _happen(account: Account, incident: Incident, at: datetime) -> None:
    hand = Hand(Agent("service", incident.service), "timeout")
    if incident.expires == at:
        incidents.resolve(account, incident, hand)
    elif incident.times_out == at:
        incidents.unacknowledge(account, incident, hand)
    else:
        _escalate(account, incident, hand)


def _escalate(account: Account, incident: Incident, hand: Hand) -> None:
    """To the next level with anybody on call; after the last, from the first again as often as it repeats."""
    incident.escalates = None
    policy = account.world.policies[incident.policy]
    if paging.by_policy(account, incident, hand, incident.level + 1, "escalate"):
        hooks.emit(account, "incident.escalated", incident, hand)
    elif incident.loops < policy.num_loops:
        incident.loops += 1
        log.write(account, incident, "repeat_escalation_path", hand, "The escalation policy begins again")
        if paging.by_policy(account, incident, hand, 1, "escalate"):
            hooks.emit(account, "incident.escalated", incident, hand)
    else:
        log.write(account, incident, "exhaust_escalation_path", hand, "Nobody is left to escalate to")
