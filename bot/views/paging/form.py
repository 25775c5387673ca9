"""Page somebody: for which incident, which service, and why. Nobody is called before that is confirmed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.incident import Incident
from bot.domain.oncall.choice import Choice
from bot.domain.oncall.roster import AsOf
from bot.domain.paging.asking import WORDS
from bot.views import blocks as b
from bot.views import entered
from bot.views.oncall import words as oncall
from bot.views.words import fit, listed
from bot.views.work import picker

CALLBACK = "page_people"
SEARCH = "search_services"
MOST = 100
"""Options that a select takes; with more services they are found by typing."""

NONE = "PagerDuty's services are not read yet, which takes a minute after the start. Try again then."


@dataclass(frozen=True)
class Asked:
    """What somebody entered. `incident` 0: none was known when the form opened. `sure`: they were asked."""

    incident: int
    service: str
    words: str
    sure: bool


@dataclass(frozen=True)
class Offer:
    """What the form offers: `chosen` is the key of the service that is likely meant."""

    choices: Sequence[Choice]
    as_of: AsOf
    chosen: str = ""


def render(incident: Incident | None, offer: Offer, *, words: str = "", times: int = 0) -> b.Block:
    """incident: None where they choose it. times: how often they have paged just now, where that is asked."""
    example = "What they need to know besides the title"
    field = b.text_field("words", most=WORDS, initial=words, example=example, multiline=True)
    rows = [
        *_about(incident),
        *([b.section(_again(times))] if times else []),
        b.entry("service", "Whom do you page?", _services(offer)),
        b.entry("words", "Message", field, optional=True),
        *_private(incident),
        b.context(f"Nobody is called before you press Page. {oncall.age(offer.as_of)}"),
    ]
    memory = json.dumps({"incident": incident.id if incident else 0, "sure": bool(times)})
    return b.modal("Page somebody", rows, callback=CALLBACK, submit="Page", close="Cancel", memory=memory)


def parse(view: entered.View) -> Asked:
    kept = entered.memory(view)
    number = int(kept["incident"]) or int(entered.chosen(view, "incident") or 0)
    service, words = entered.chosen(view, "service"), entered.typed(view, "words")
    return Asked(number, service, words, bool(kept["sure"]))


def options(choices: Sequence[Choice]) -> list[b.Block]:
    return [b.option(_name(one), one.key) for one in choices[:MOST]]


def _about(incident: Incident | None) -> list[b.Block]:
    if incident:
        return [b.section(f"*{incident.ref}* · {fit(incident.title, 200)}")]
    element = b.type_ahead(picker.SEARCH, example="Type a word of its title, or its number")
    return [b.entry("incident", "For which incident?", element)]


def _again(times: int) -> str:
    return f":warning: You have paged {times} times in ten minutes. Press Page once more if you mean it."


def _services(offer: Offer) -> b.Block:
    if len(offer.choices) <= MOST:
        return b.select("service", options(offer.choices), chosen=offer.chosen, example="Choose a service")
    chosen = next((one for one in offer.choices if one.key == offer.chosen), None)
    return b.type_ahead(
        SEARCH, example="Type a part of its name", chosen=options([chosen])[0] if chosen else None
    )


def _name(one: Choice) -> str:
    """Say who will be called, or that nobody will."""
    if one.status in {"disabled", "maintenance"}:
        return f"{one.name[:50]} ({'in maintenance' if one.status == 'maintenance' else one.status})"
    return f"{one.name[:40]} ({listed(one.people) or 'nobody on call'})"


def _private(incident: Incident | None) -> list[b.Block]:
    if incident is None or not incident.private:
        return []
    told = f":lock: PagerDuty reads “{incident.ref}, private incident” and not your message"
    return [b.context(f"{told}, unless the service is marked as restricted.")]
