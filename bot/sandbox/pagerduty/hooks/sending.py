"""To whom a webhook goes, and what becomes of a subscription whose webhooks nobody takes.

https://developer.pagerduty.com/docs/webhooks/webhook-behavior/
"""

import json
import uuid
from collections.abc import Iterator
from functools import partial

from bot.sandbox.outgoing import Manner, Parcel
from bot.sandbox.pagerduty.account import Account
from bot.sandbox.pagerduty.hooks import v2, v3
from bot.sandbox.pagerduty.shapes.frame import Frame
from bot.sandbox.pagerduty.world.incidents import Hand, Incident, Note
from bot.sandbox.pagerduty.world.subscriptions import Subscription
from bot.sandbox.pagerduty.world.things import Service
from bot.sandbox.world import Json

DAY = 24 * 60 * 60
PATIENCE = 5.0
PAUSES = (10, 30, 60, 300, 900, 3600, *[6 * 3600] * 7)
"""Seconds before each new try, for two days in all; how long exactly PagerDuty waits is not told."""
MOST_DROPPED = 3
"""After so many dropped in a row nothing is sent for a day."""
MOST_BYTES = 256 * 1024

MANNER = Manner(PATIENCE, PAUSES, lambda status: status < 500 and status != 429)


def emit(account: Account, name: str, one: Incident, hand: Hand, note: Note | None = None) -> None:
    """Tell everybody who subscribed to this event of this incident; of a service that is gone nobody does."""
    frame, service = Frame(account), account.world.services.get(one.service)
    for found in _interested(account, name, service) if service else ():
        if found.version == 3:
            said = v3.event(frame, name, hand, v3.data(frame, name, one, note))
            _send(account, found, name, one.id, said)
        elif told := v2.message(frame, name, one, found):
            _send(account, found, name, one.id, told)


def emit_service(account: Account, name: str, one: Service) -> None:
    """Tell that a service was made, changed or taken away; V2 knows nothing of it."""
    frame = Frame(account)
    for found in _interested(account, name, one):
        if found.version == 3:
            _send(account, found, name, one.id, v3.event(frame, name, None, v3.service(frame, one)))


def ping(account: Account, found: Subscription, hand: Hand) -> None:
    _send(account, found, "pagey.ping", "ping", v3.pinged(Frame(account), hand))


def enable(found: Subscription) -> None:
    found.disabled_until, found.dropped = 0.0, 0


def is_disabled(account: Account, found: Subscription) -> bool:
    return found.disabled_until > account.clock.now().timestamp()


def _interested(account: Account, name: str, one: Service) -> Iterator[Subscription]:
    for found in account.world.subscriptions.values():
        kind, id_ = found.filter
        fits = (
            kind == "account"
            or (kind == "service" and id_ == one.id)
            or (kind == "team" and id_ in one.teams)
        )
        if fits and found.is_active and (found.version == 2 or name in found.events):
            yield found


def _send(account: Account, found: Subscription, name: str, subject: str, said: Json) -> None:
    """What is too large, and what a disabled subscription would have got, is dropped."""
    body = json.dumps(said).encode()
    if is_disabled(account, found) or len(body) > MOST_BYTES:
        return
    ended = partial(_ended, account, found)
    parcel = Parcel(found.url, name, body, _headers(found, body), said, ended)
    account.outgoing.send(f"{found.id}/{subject}", parcel)


def _headers(found: Subscription, body: bytes) -> dict[str, str]:
    signed = {"X-PagerDuty-Signature": v3.signature(body, found.secrets)} if found.version == 3 else {}
    return {
        "Content-Type": "application/json",
        "User-Agent": f"PagerDuty-Webhook/V{found.version}.0",
        "X-Webhook-Id": str(uuid.uuid4()),
        "X-Webhook-Subscription": found.id,
        **signed,
        **found.headers,
    }


def _ended(account: Account, found: Subscription, was_brought: bool) -> None:  # noqa: FBT001  # called by Outgoing
    found.dropped = 0 if was_brought else found.dropped + 1
    if found.dropped >= MOST_DROPPED:
        found.disabled_until = account.clock.now().timestamp() + DAY / account.limits.speed
        account.outgoing.forget(lambda lane: lane.startswith(f"{found.id}/"))
    account.wire.turned.touch()
