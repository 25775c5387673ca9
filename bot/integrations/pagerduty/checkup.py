"""Whether PagerDuty would do what Firebell asks of it: key, name, webhooks, services, priorities."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.checkup import Finding, fault, note, sound
from bot.domain.errors import PermanentError, TransientError
from bot.domain.paging.source import Source
from bot.domain.taxonomy import Taxonomy
from bot.integrations.pagerduty.client import PagerDuty
from bot.integrations.pagerduty.hearing import OFF, deaf
from bot.integrations.pagerduty.subscription import LIST, urls_of
from bot.store.oncall import doubts

KEY, FROM, WEBHOOKS = "key", "From", "webhooks"
"""What is looked at, behind the account's title."""


async def look(client: PagerDuty, words: Taxonomy, said: Mapping[str, str]) -> list[Finding]:
    """Ask for what pages need, and name each fault with its cure. said: the environment's settings."""
    source = client.source
    key = f"{source.title} {KEY}"
    try:
        services = {
            source.named(one["name"])
            async for page in client.read_all("/services", "services")
            for one in page
        }
        sender, webhooks = await _sender(client), await _webhooks(client, said)
        priorities = await _priorities(client)
    except TransientError as error:
        settings = f"{source.setting('API_KEY')} and {source.setting('API_URL')}"
        return [fault(key, f"{error} Check {settings}, and whether PagerDuty is up.")]
    except PermanentError as error:
        return [fault(key, str(error))]
    rest = (*_services(words, services, source), *_ranks(words, priorities, source))
    return [sound(key, "It is accepted."), sender, webhooks, *rest]


async def _sender(client: PagerDuty) -> Finding:
    """Say whether there is a user in whose name Firebell can write."""
    about, setting = f"{client.source.title} {FROM}", client.source.setting("FROM")
    if not client.sender:
        return fault(about, f"{setting} is not set: give the e-mail address of a user there.")
    answer = await client.read("/users", query=client.sender)
    if any(one["email"].lower() == client.sender.lower() for one in answer["users"]):
        return sound(about, f"{client.sender} is a user there.")
    return fault(about, f"Nobody there has the address {client.sender}. Give another {setting}.")


async def _webhooks(client: PagerDuty, said: Mapping[str, str]) -> Finding:
    """Say whether PagerDuty tells us, where it is to; what is not in order the bot mends by itself."""
    why, interval, title = deaf(said), said["pagerduty_poll_interval"], client.source.title
    about = f"{title} {WEBHOOKS}"
    if why:
        return fault(about, why)
    if not said["public_url"]:
        asked = f"{title} is asked every {interval} s."
        return note(about, f"Nothing is heard of {title}.") if interval == OFF else sound(about, asked)
    urls = urls_of(said["public_url"], client.source)
    pages = client.read_all(LIST, "webhook_subscriptions")
    there = [one async for page in pages for one in page if one["delivery_method"].get("url") in urls]
    if not there:
        return note(about, f"{title} has no subscription for {urls[0]} yet. The bot makes it by itself.")
    if any(map(_is_on, there)):
        return sound(about, f"{title} tells {urls[0]} what happens.")
    return fault(about, f"{title} tells {urls[0]} nothing. The bot mends that within ten minutes.")


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


def _services(words: Taxonomy, there: set[str], source: Source) -> Iterable[Finding]:
    yield from doubts.services(words, there, source.has_name)
    if not source.name and not any(one.pagerduty_service for one in words.categories.values()):
        yield note(source.title, "No category names a service to page. Name one in Settings, Categories.")


def _ranks(words: Taxonomy, there: set[str], source: Source) -> Iterable[Finding]:
    about = source.title
    if not there:
        yield note(about, "The account has no priorities: urgency alone counts.")
        return
    unknown = [key for key, one in words.priorities.items() if one.enabled and key not in there]
    if unknown:
        said = f"It has no priority {', '.join(unknown)}: those incidents have none there."
        yield note(about, f"{said} Its own are {', '.join(sorted(there))}.")
