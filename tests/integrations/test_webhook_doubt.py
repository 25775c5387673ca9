"""A webhook that nobody signed is an illness until a good one comes, to whichever replica."""

import hashlib
import hmac
import json

from bot.integrations.rt.webhooks import ILLNESS, Webhooks
from bot.store.database import Database
from bot.store.running import health
from bot.usecases.directory.wellness import fall_ill
from bot.usecases.unit import Unit

SECRET = "s3cret"
HINT = json.dumps({"ticket": 12, "queue": "General", "status": "open", "transactions": [44]}).encode()


async def told(webhooks: Webhooks, secret: str = SECRET) -> int:
    signature = "sha256=" + hmac.new(secret.encode(), HINT, hashlib.sha256).hexdigest()
    return await webhooks.receive({"x-firebell-signature": signature}, HINT)


def ill(db: Database[Unit]) -> list[str]:
    return [one.name for one in db.read_now(health.ill)]


async def test_a_good_one_ends_the_doubt_that_began_before_a_restart(db: Database[Unit]) -> None:
    assert await told(Webhooks(db, SECRET), "another") == 401
    assert ill(db) == [ILLNESS]
    assert await told(Webhooks(db, SECRET)) == 202
    assert ill(db) == []


async def test_good_ones_are_not_each_written_down(db: Database[Unit]) -> None:
    replica = Webhooks(db, SECRET)
    assert await told(replica) == 202
    db.write_now(fall_ill, ILLNESS, "as another replica heard")
    assert await told(replica) == 202
    assert ill(db) == [ILLNESS], "within a minute"
    assert await told(replica, "another") == 401
    assert await told(replica) == 202
    assert ill(db) == [], "who doubted itself says so at once"
