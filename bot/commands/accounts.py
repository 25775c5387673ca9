"""What a command does with each PagerDuty account: one that fails keeps it from none of the others."""

from collections.abc import Awaitable, Callable, Iterable

from bot.domain.errors import UserError
from bot.integrations.pagerduty.connect import Connected


async def of_each(
    accounts: Iterable[Connected], work: Callable[[Connected], Awaitable[str]], tell: Callable[[str], None]
) -> str:
    """Give what was found in all of them. Raises UserError, after telling the rest, where one failed."""
    found, faults = list[str](), list[str]()
    for one in accounts:
        try:
            found.append(await work(one))
        except UserError as error:
            faults.append(error.sentence)
    if not faults:
        return "\n".join(found)
    for words in found:
        tell(words)
    raise UserError(" ".join(faults))
