"""An account's priorities are asked for as seldom as can be, and known when they are others."""

from datetime import timedelta

from harness import Ahead, Workspace

from bot.integrations.pagerduty.client import PagerDuty
from bot.integrations.pagerduty.effects.priorities import Priorities


async def test_they_are_read_again_after_a_while_and_where_one_is_missing(
    workspace: Workspace, client: PagerDuty
) -> None:
    clock = Ahead()
    priorities = Priorities(client, clock)

    async def asked(name: str) -> tuple[bool, int]:
        return bool(await priorities.find(name)), len(await workspace.calls("GET /priorities"))

    assert [await asked("P1"), await asked("P2")] == [(True, 1), (True, 1)]
    assert await asked("Sev 1") == (False, 1), "it was not there just now"
    clock.by += timedelta(minutes=2)
    assert [await asked("P1"), await asked("Sev 1"), await asked("Sev 1")] == [(True, 1), *[(False, 2)] * 2]
    clock.by += timedelta(minutes=11)
    assert await asked("P1") == (True, 3)
    priorities.forget()
    assert await asked("P1") == (True, 4)
