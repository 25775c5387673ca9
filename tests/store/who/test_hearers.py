"""Whoever must hear of an incident does, also while it has no channel that can be written in."""

from typing import Any

from incidents import opened

from bot.domain.incident import Link, LinkKind
from bot.domain.people import Person
from bot.domain.rules.roles import COMMANDER
from bot.store.who import directory, hearers, people
from bot.store.who.directory import Group

CHANNEL = {LinkKind.CHANNEL: Link(LinkKind.CHANNEL, "C1", name="20261121-7-payment")}


def responders(do: Any, now: Any) -> None:
    ids = ("U1", "U2", "U3")
    do(lambda _: people.keep([Person(one, one, deleted=one == "U3") for one in ids], now))
    do(lambda _: directory.replace_usergroups([Group("S1", "oncall-payments", "On call", ids)], now))


def test_its_channel_then_who_leads_then_who_declared_it(do: Any) -> None:
    led = opened(links=CHANNEL, roles={COMMANDER: "U8"}, opened_by="U9")
    for incident, who in (
        (led, "C1"),
        (opened(links=CHANNEL, archived=True, roles={COMMANDER: "U8"}, opened_by="U9"), "U8"),
        (opened(opened_by="U9"), "U9"),
    ):
        assert do(lambda _, one=incident: (hearers.of(one), hearers.place(one))) == ((who,), who)


def test_what_nobody_declared_is_told_to_whom_its_category_calls(do: Any) -> None:
    do(lambda _: directory.tag("tech_incidents", "C9", "tech-incidents"))
    alert = opened(category="payment", opened_by="")
    assert do(lambda _: hearers.of(alert)) == ("C9",), "nobody is called"
    responders(do, alert.opened_at)
    assert do(lambda _: hearers.of(alert)) == ("U1", "U2")
    assert do(lambda _: hearers.place(alert)) == "C9", "what is asked stands in one place"


def test_a_crowd_is_told_in_one_channel(do: Any) -> None:
    alert, crowd = opened(category="payment", opened_by=""), [f"U{number:03}" for number in range(50)]
    do(lambda _: people.keep([Person(one, one) for one in crowd], alert.opened_at))
    group = Group("S1", "oncall-payments", "On call", tuple(crowd))
    do(lambda _: directory.replace_usergroups([group], alert.opened_at))
    assert do(lambda _: hearers.of(alert)) == tuple(crowd[:20]), "there is no such channel"
    do(lambda _: directory.tag("tech_incidents", "C9", "tech-incidents"))
    assert do(lambda _: hearers.of(alert)) == ("C9",)


def test_what_is_private_is_told_to_nobody_else(do: Any) -> None:
    do(lambda _: directory.tag("tech_incidents", "C9", "tech-incidents"))
    hidden = opened(category="payment", opened_by="", private=True)
    assert do(lambda _: (hearers.of(hidden), hearers.place(hidden))) == ((), "")
    responders(do, hidden.opened_at)
    assert do(lambda _: (hearers.of(hidden), hearers.place(hidden))) == (("U1", "U2"), "U1")
