"""Whether PagerDuty would do what Firebell asks of it: key, name, services, priorities."""

from collections.abc import Iterable

from bot.domain.checkup import Finding, fault, note, sound
from bot.domain.errors import PermanentError, TransientError
from bot.domain.taxonomy import Taxonomy
from bot.integrations.pagerduty.client import PagerDuty

ABOUT = "PagerDuty"


async def look(client: PagerDuty, words: Taxonomy) -> list[Finding]:
    """Ask for what pages need, and name each fault with its cure."""
    try:
        sender = await _sender(client)
        services = {one["name"] async for page in client.read_all("/services", "services") for one in page}
        priorities = await _priorities(client)
    except TransientError as error:
        cure = "Check PAGERDUTY_API_KEY and PAGERDUTY_API_URL, and whether PagerDuty is up."
        return [fault(ABOUT, f"{error} {cure}")]
    except PermanentError as error:
        return [fault(ABOUT, str(error))]
    return [sender, *_services(words, services), *_ranks(words, priorities)]


async def _sender(client: PagerDuty) -> Finding:
    """Say whether there is a user in whose name Firebell can write."""
    if not client.sender:
        return fault(ABOUT, "PAGERDUTY_FROM is not set: give the e-mail address of a user there.")
    answer = await client.read("/users", query=client.sender)
    if any(one["email"].lower() == client.sender.lower() for one in answer["users"]):
        return sound(ABOUT, f"The key is accepted, and {client.sender} is a user there.")
    return fault(ABOUT, f"Nobody there has the address {client.sender}. Give another PAGERDUTY_FROM.")


async def _priorities(client: PagerDuty) -> set[str]:
    """Give their names; none where the account's plan has none."""
    try:
        answer = await client.read("/priorities")
    except PermanentError:
        return set()
    return {one["name"] for one in answer["priorities"]}


def _services(words: Taxonomy, there: set[str]) -> Iterable[Finding]:
    named = {one.pagerduty_service: one.name for one in words.categories.values() if one.pagerduty_service}
    for service, category in sorted(named.items()):
        if service not in there:
            yield fault(
                ABOUT, f"It has no service {service}, which {category} is to page. Name another in Settings."
            )
    if not named:
        yield note(ABOUT, "No category names a service to page. Name one in Settings, Categories.")


def _ranks(words: Taxonomy, there: set[str]) -> Iterable[Finding]:
    if not there:
        yield note(ABOUT, "The account has no priorities: urgency alone counts.")
        return
    unknown = [key for key, one in words.priorities.items() if one.enabled and key not in there]
    if unknown:
        said = f"It has no priority {', '.join(unknown)}: those incidents have none there."
        yield note(ABOUT, f"{said} Its own are {', '.join(sorted(there))}.")
