"""Page somebody: for which incident, which service, and why. Nobody is called before that is confirmed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.incident import Incident
from bot.domain.oncall.choice import Choice
from bot.domain.oncall.roster import AsOf
from bot.domain.paging import HIGH, LOW
from bot.domain.paging.asking import WORDS
from bot.domain.rules.opening import TITLE
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
    """What somebody entered. `incident` 0: none is meant, so `title` says what it is about.

    `sure`: they were asked.
    """

    incident: int = 0
    service: str = ""
    words: str = ""
    sure: bool = False
    title: str = ""
    urgency: str = HIGH


NOTHING = Asked()


@dataclass(frozen=True)
class Offer:
    """What the form offers: `chosen` is the key of the service that is likely meant."""

    choices: Sequence[Choice]
    as_of: AsOf
    chosen: str = ""


def render(incident: Incident | None, offer: Offer, asked: Asked = NOTHING, *, times: int = 0) -> b.Block:
    """incident: None where they may choose it, or page without one.

    times: how often they have paged just now, where that is asked. Then what they had chosen stays.
    """
    example = "What they need to know besides the title"
    field = b.text_field("words", most=WORDS, initial=asked.words, example=example, multiline=True)
    rows = [
        *_about(incident, asked),
        *([b.section(_again(times))] if times else []),
        b.entry("service", "Whom do you page?", _services(offer)),
        *([] if incident and asked.urgency == HIGH else [_urgency(asked)]),
        b.entry("words", "Message", field, optional=True),
        *_private(incident),
        b.context(f"{_promise(incident)} {oncall.age(offer.as_of)}".strip()),
    ]
    memory = json.dumps({"incident": incident.id if incident else 0, "sure": bool(times)})
    return b.modal("Page somebody", rows, callback=CALLBACK, submit="Page", close="Cancel", memory=memory)


def parse(view: entered.View) -> Asked:
    kept = entered.memory(view)
    number = int(kept["incident"]) or int(entered.chosen(view, "incident") or 0)
    service, words = entered.chosen(view, "service"), entered.typed(view, "words")
    title, urgency = entered.typed(view, "title"), entered.chosen(view, "urgency") or HIGH
    return Asked(number, service, words, bool(kept["sure"]), title, urgency)


def options(choices: Sequence[Choice]) -> list[b.Block]:
    return [b.option(_name(one), one.key) for one in choices[:MOST]]


def _about(incident: Incident | None, asked: Asked) -> list[b.Block]:
    if incident:
        return [b.section(f"*{incident.ref}* · {fit(incident.title, 200)}")]
    element = b.type_ahead(picker.SEARCH, example="No incident, or a word of its title")
    title = b.text_field("title", most=TITLE[1], initial=asked.title, example="Checkout is slow")
    hint = "You are told how it goes, and can make it an incident afterwards."
    return [
        b.entry("incident", "For which incident?", element, optional=True),
        b.entry("title", "Without one: what is it about?", title, optional=True, hint=hint),
    ]


def _urgency(asked: Asked) -> b.Block:
    options = [b.option("High: call them now", HIGH), b.option("Low: when they come to it", LOW)]
    return b.entry("urgency", "Urgency", b.select("urgency", options, chosen=asked.urgency))


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


def _promise(incident: Incident | None) -> str:
    if incident and incident.drill:
        return ":test_tube: This is a drill: the page is simulated, and calls nobody."
    return "Nobody is called before you press Page."


def _private(incident: Incident | None) -> list[b.Block]:
    if incident is None or not incident.private:
        return []
    told = f":lock: PagerDuty reads “{incident.ref}, private incident” and not your message"
    return [b.context(f"{told}, unless the service is marked as restricted.")]
