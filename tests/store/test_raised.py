"""Programs at once, on each kind of database: a key is one incident, and only a few get all there is."""

import asyncio

from bot.domain.alerts.reading import Alert, Group
from bot.domain.tokens import Right, Token, digest
from bot.store import incidents
from bot.store.api import tokens
from bot.store.database import Database
from bot.usecases.alerts.hear_alerts import hear_alerts
from bot.usecases.unit import Unit


def _add_token(unit: Unit) -> None:
    rights = frozenset({Right.ALERTS})
    tokens.add(Token("prometheus", rights, "U1", unit.now), digest("any"))


async def test_a_key_is_one_incident_and_the_fourth_waits_however_many_come_at_once(
    db: Database[Unit],
) -> None:
    db.write_now(_add_token)
    groups = [
        Group(f"k{one % 6}", f"Host {one % 6}", (Alert({"severity": "critical"}),)) for one in range(24)
    ]
    heard = await asyncio.gather(*(db.write(hear_alerts, one, by="token:prometheus") for one in groups))
    refs = {one.incident.ref for one in heard if one.incident}
    assert (len(refs), sum(one.is_new for one in heard)) == (6, 6)
    found = [db.read_now(incidents.get, one) for one in range(1, 40)]
    assert sorted(one.braked for one in found if one) == [False] * 3 + [True] * 3
