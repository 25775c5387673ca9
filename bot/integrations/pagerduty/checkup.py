"""Whether PagerDuty would do what Firebell asks of it: key, name, webhooks, services, priorities."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.checkup import Finding, fault, note, sound
from bot.domain.errors import PermanentError, TransientError
from bot.domain.taxonomy import Taxonomy
from bot.integrations.pagerduty.client import PagerDuty
from bot.integrations.pagerduty.hearing import OFF, deaf
from bot.integrations.pagerduty.subscription import LIST, urls_of
from bot.store.oncall import doubts

ABOUT = doubts.PAGERDUTY
KEY, FROM, WEBHOOKS = "PagerDuty key", "PagerDuty From", "PagerDuty webhooks"


async def look(client: PagerDuty, words: Taxonomy, said: Mapping[str, str]) -> list[Finding]:
    """Ask for what pages need, and name each fault with its cure. said: the environment's settings."""
    try:
        services = {one["name"] async for page in client.read_all("/services", "services") for one in page}
        key, sender = sound(KEY, "It is accepted."), await _sender(client)
        webhooks, priorities = await _webhooks(client, said), await _priorities(client)
    except TransientError as error:
        cure = "Check PAGERDUTY_API_KEY and PAGERDUTY_API_URL, and whether PagerDuty is up."
        return [fault(KEY, f"{error} {cure}")]
    except PermanentError as error:
        return [fault(KEY, str(error))]
    return [key, sender, webhooks, *_services(words, services), *_ranks(words, priorities)]


async def _sender(client: PagerDuty) -> Finding:
    """Say whether there is a user in whose name Firebell can write."""
    if not client.sender:
        return fault(FROM, "PAGERDUTY_FROM is not set: give the e-mail address of a user there.")
    answer = await client.read("/users", query=client.sender)
    if any(one["email"].lower() == client.sender.lower() for one in answer["users"]):
        return sound(FROM, f"{client.sender} is a user there.")
    return fault(FROM, f"Nobody there has the address {client.sender}. Give another PAGERDUTY_FROM.")


async def _webhooks(client: PagerDuty, said: Mapping[str, str]) -> Finding:
    """Say whether PagerDuty tells us, where it is to; what is not in order the bot mends by itself."""
    why, interval = deaf(said), said["pagerduty_poll_interval"]
    if why:
        return fault(WEBHOOKS, why)
    if not said["public_url"]:
        asked = f"PagerDuty is asked every {interval} s."
        return note(WEBHOOKS, "Nothing is heard of PagerDuty.") if interval == OFF else sound(WEBHOOKS, asked)
    urls = urls_of(said["public_url"])
    pages = client.read_all(LIST, "webhook_subscriptions")
    there = [one async for page in pages for one in page if one["delivery_method"].get("url") in urls]
    if not there:
        return note(WEBHOOKS, f"PagerDuty has no subscription for {urls[0]} yet. The bot makes it by itself.")
    if any(map(_is_on, there)):
        return sound(WEBHOOKS, f"PagerDuty tells {urls[0]} what happens.")
    return fault(WEBHOOKS, f"PagerDuty tells {urls[0]} nothing. The bot mends that within ten minutes.")


def _is_on(subscription: Mapping[str, Any]) -> bool:
    disabled = subscription["delivery_method"].get("temporarily_disabled")
    return bool(subscription.get("active", True) and not disabled)


async def _priorities(client: PagerDuty) -> set[str]:
    """Give their names; none where the account's plan has none."""
    try:
        answer = await client.read("/priorities")
    except PermanentError:
        return set()
    return {one["name"] for one in answer["priorities"]}


def _services(words: Taxonomy, there: set[str]) -> Iterable[Finding]:
    yield from doubts.services(words, there)
    if not any(one.pagerduty_service for one in words.categories.values()):
        yield note(ABOUT, "No category names a service to page. Name one in Settings, Categories.")


def _ranks(words: Taxonomy, there: set[str]) -> Iterable[Finding]:
    if not there:
        yield note(ABOUT, "The account has no priorities: urgency alone counts.")
        return
    unknown = [key for key, one in words.priorities.items() if one.enabled and key not in there]
    if unknown:
        said = f"It has no priority {', '.join(unknown)}: those incidents have none there."
        yield note(ABOUT, f"{said} Its own are {', '.join(sorted(there))}.")
