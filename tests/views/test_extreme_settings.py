"""Whatever the settings let admins say, and however much of it, Slack takes what people see."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from incidents import DOCUMENT, NOW, opened

from bot.domain.board import Outlook, Sight
from bot.domain.gate import Gate
from bot.domain.incident import Link, LinkKind
from bot.domain.rules.closing import Missing
from bot.domain.rules.sos import Reach
from bot.domain.rules.updating import Update
from bot.domain.settings.checking import faults
from bot.domain.settings.parts import Kind, Section
from bot.domain.settings.sections import DESCRIBED
from bot.domain.settings.values import MOST_TEXT, MOST_WORDS, SHORT
from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.document import flat, parse
from bot.domain.wanted import Found, Wanted
from bot.sandbox.slack.blockkit import problems
from bot.views.close import form as close
from bot.views.declare import critical
from bot.views.declare import form as declare
from bot.views.drills import form as drill
from bot.views.find import results
from bot.views.roles import form as roles
from bot.views.settings import fields, listing, sos
from bot.views.settings import form as settings
from bot.views.update import edit, freeze
from bot.views.update import form as update
from bot.views.work import announcement, card, catchup, details, key_events

Entries = dict[str, Any]
LIMITED = [section for section in DESCRIBED.values() if section.most]


def crowded(section: Section, count: int) -> Entries:
    """As many entries of a section as can be, all made after its first."""
    entries: Entries = copy.deepcopy(flat(DOCUMENT)[section.name])
    first = next(iter(entries.values()))
    for number in range(len(entries), count):
        entries[f"x{number}"] = {**copy.deepcopy(first), **({"rank": number + 1} if "rank" in first else {})}
    return entries


def wordy(section: Section, entries: Entries, letter: str) -> Entries:
    """Say everything with as many letters as there may be."""
    long = {
        field.name: letter * SHORT.get(field.name, MOST_WORDS if field.kind is Kind.WORDS else MOST_TEXT)
        for field in section.fields
        if field.kind in {Kind.TEXT, Kind.WORDS} and field.name not in {"usergroup", "pagerduty_service"}
    }
    return {key: {**said, **long, **_levels(said, letter)} for key, said in entries.items()}


def _levels(said: Mapping[str, Any], letter: str) -> Entries:
    levels = said.get("levels", {})
    return {"levels": {key: {**one, "name": letter * 75} for key, one in levels.items()}} if levels else {}


def extreme(letter: str) -> Entries:
    document: Entries = copy.deepcopy(flat(DOCUMENT))
    for section in LIMITED:
        document[section.name] = crowded(section, section.most)
    for kind in document["key_events"].values():
        kind |= {"asked": True, "required": True}
    long = f"*{letter * 200}* {{priority}} {{category}} {{environments}}"
    document["texts"] = {"welcome": long, "announced": long, "frozen": letter * 300, "free": letter * 300}
    for name in ("categories", "groups", "metrics", *(one.name for one in LIMITED)):
        document[name] = wordy(DESCRIBED[name], document[name], letter)
    return document


def shown(words: Taxonomy) -> Iterator[tuple[str, Any]]:
    """words: what everything is called."""
    hit = {kind.key: kind.levels[0].key for kind in words.impacts.values()}
    links = {LinkKind.CHANNEL: Link(LinkKind.CHANNEL, "C1")}
    held = dict.fromkeys(list(words.roles)[:10], "U1")
    incident = opened(
        title="&" * 128, impacts=hit, links=links, roles=held, environments=tuple(words.environments)[:5]
    )
    sight = Sight(incident, words, NOW, {}, ())
    gate = Gate(incident, words, NOW, tuple(Missing), may_waive=True)
    yield "modal", declare.render(declare.blank("d", words, "t"), words, Outlook(9, "tech-incidents"))
    yield "modal", update.render(incident, Update(message="m", priority="P1"), words)
    yield "modal", edit.render(incident, words)
    yield "modal", roles.render(incident, {}, words, NOW)
    yield "modal", details.modal(sight)
    yield "modal", close.render(gate)
    yield "modal", key_events.form(gate, {})
    yield "modal", key_events.known(gate)
    yield "modal", results.modal(Wanted(), Found((incident,) * 10, 200, 0, 10), words, NOW)
    yield "modal", drill.render("d", "t", "general", words, [(f"h{one}", "M" * 100) for one in range(200)])
    yield "modal", sos.form(incident, [Reach(one, "S1", ("U1",)) for one in words.sos.values()], "", "")
    for message in (card, details, catchup, announcement):
        said = message.message(sight) if hasattr(message, "message") else message.render(sight)
        yield "message", said
    yield "message", freeze.frozen([incident] * 20, words)
    yield "message", freeze.free("inc-1", words)
    yield "message", critical.question(incident, words)
    yield "message", critical.answer(incident, words, NOW)
    yield "message", key_events.message(gate)


@pytest.mark.parametrize("letter", ["M", "&", "🔥"], ids=["plain", "escaped", "wide"])
def test_slack_takes_what_people_see(letter: str) -> None:
    document = extreme(letter)
    assert faults(document) == []
    for surface, view in shown(parse(document)):
        assert problems(view, surface) == [], view.get("title", view.get("text"))


@pytest.mark.parametrize("name", DESCRIBED)
def test_slack_takes_every_form_of_the_settings(name: str) -> None:
    document, section, place = extreme("&"), DESCRIBED[name], listing.Place(name)
    assert problems(listing.render(document, place), "modal") == []
    keys = [""] if section.whole else ["", *list(document[name])[:1]]
    for key in keys:
        form = settings.render(section, key, fields.Around(document, {}), "V1", place, warning="w" * 2900)
        assert problems(form, "modal") == []


@pytest.mark.parametrize("section", LIMITED, ids=[one.name for one in LIMITED])
def test_more_than_there_is_room_for_is_refused_and_named(section: Section) -> None:
    document = {**flat(DOCUMENT), section.name: crowded(section, section.most + 1)}
    (fault,) = faults(document)
    last = f"x{section.most}"
    assert (fault.place, fault.sentence) == (
        f"{section.name}.{last}.enabled",
        f"At most {section.most} can be offered at once.",
    )
    retired = {**document[section.name], last: {**document[section.name][last], "enabled": False}}
    assert faults({**document, section.name: retired}) == [], "what is retired takes no room"
