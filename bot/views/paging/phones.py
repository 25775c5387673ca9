"""How to phone who is on call: for one person, where they asked for it."""

from collections.abc import Sequence

from bot.domain.incident import Incident
from bot.domain.oncall.reach import Reach
from bot.domain.oncall.roster import Turn
from bot.domain.paging.calls import Call
from bot.views import blocks as b
from bot.views.words import fit, people, person


def message(incident: Incident, service: str, reaches: Sequence[Reach]) -> b.Block:
    return _message(service, reaches, f"That you looked is on the timeline of {incident.ref}.")


def of_call(call: Call, reaches: Sequence[Reach]) -> b.Block:
    return _message(call.page.service, reaches, "That you looked is kept with the page.")


def _message(service: str, reaches: Sequence[Reach], noted: str) -> b.Block:
    head = f"On call for {fit(service, 80)}:"
    lines = [f"Level {one.level}: {_who(one.turn)}  {_numbers(one)}" for one in reaches]
    rows = [
        b.section("\n".join([head, *lines])),
        b.context(f"Only you see this. {noted}"),
    ]
    return b.message(f"{head} {people(len(reaches))} to phone.", rows)


def _numbers(one: Reach) -> str:
    said = [
        f"{fit(phone.number, 40)}{' (text messages only)' if phone.kind == 'sms' else ''}"
        for phone in one.phones[:3]
    ]
    return " or ".join(said) or "no number known"


def _who(turn: Turn) -> str:
    return person(turn.person) if turn.person else fit(turn.name, 80)
