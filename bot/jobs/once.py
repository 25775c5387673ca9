"""Run one poll now, for who waits at the command line: as often as it takes, waiting as others tell us to."""

import asyncio
from collections.abc import Callable

from bot.domain.errors import PermanentError, TransientError, UserError
from bot.ports import Poll

TRIES = 5
"""How often in a row the same may fail."""

WAIT = 2.0
"""Seconds after the first failure, twice as long after each further one."""


KEPT = "What was read before is kept"
CURE = "`firebell doctor` looks for what is wrong."


async def run_once(poll: Poll, tell: Callable[[str], None], kept: str = KEPT) -> str:
    """Give what it found, in words. Raises UserError where it cannot be done. kept: what is not lost then."""
    failures = 0
    while True:
        try:
            return await poll.run()
        except PermanentError as error:
            raise UserError(f"{poll.name}: {error} {kept}. {CURE}") from error
        except TransientError as error:
            failures += error.retry_after is None
            if failures == TRIES:
                raise UserError(
                    f"{poll.name}: {error} It failed {TRIES} times in a row. {kept}, and the next run goes "
                    f"on where this one ended. {CURE}"
                ) from error
            wait = WAIT * 2.0**failures / 2 if error.retry_after is None else error.retry_after
            tell(f"{error} It goes on in {wait:g} s.")
            await asyncio.sleep(wait)
