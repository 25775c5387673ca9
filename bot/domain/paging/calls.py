"""Calling people without an incident: what is asked, how it goes, and the incident that it may become."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import UserError
from bot.domain.events import PageAdopted
from bot.domain.incident import Act, Change, Incident
from bot.domain.paging import HIGH, Page, PageState, Seen
from bot.domain.paging.asking import KEY, PATIENCE, WORDS, on_level
from bot.domain.paging.reading import equal_to
from bot.domain.paging.source import of_name
from bot.domain.rules.opening import DESCRIPTION, TITLE, Form, one_line, open_incident
from bot.domain.taxonomy import Taxonomy


@dataclass(frozen=True)
class Wish:
    """What somebody entered to call people."""

    title: str
    service: str
    words: str = ""
    urgency: str = HIGH


@dataclass(frozen=True)
class Call:
    """A page that belongs to no incident. `id` is 0 until it is kept.

    `incident`: the id of the one that was made of it, else 0. `refused`: why PagerDuty never takes it.
    `stuck`: why its next level is not called. `looked_at`: when who asked looked up the phones.
    """

    title: str
    page: Page
    id: int = 0
    incident: int = 0
    refused: str = ""
    stuck: str = ""
    looked_at: datetime | None = None

    @property
    def subject(self) -> str:
        return f"{SUBJECT}{self.id}"

    @property
    def goes_on(self) -> bool:
        """Tell whether anything can still become of it that its own page says."""
        return not self.incident and not self.refused and self.page.is_open


SUBJECT = "call:"


def ask(wish: Wish, act: Act, press: str) -> Call:
    """Call people. Raises UserError, by field, where nobody could know what it is about."""
    words = wish.words.strip()
    title = one_line(wish.title) or _shortened(one_line(words))
    faults = {}
    if not TITLE[0] <= len(title) <= TITLE[1]:
        faults["title"] = f"Say in {TITLE[0]} to {TITLE[1]} characters what it is about, or pick an incident."
    if not wish.service:
        faults["service"] = "Pick whom to page."
    if len(words) > WORDS:
        faults["words"] = f"Write at most {WORDS} characters: {len(words) - WORDS} too many."
    if faults:
        raise UserError(" ".join(faults.values()), faults)
    return Call(title, Page(_key(wish, press), wish.service, act.at, act.by, wish.urgency, words))


def see(call: Call, seen: Seen, act: Act) -> Call:
    """Make it equal to what was seen; an older sight never undoes a newer one."""
    page = call.page
    if page.changed_at and seen.changed_at < page.changed_at:
        return call
    fresh = replace(equal_to(page, seen, act), merged=bool(seen.merged_into))
    return replace(call, page=fresh, refused="")


def delay(call: Call) -> Call:
    """PagerDuty does not take it yet."""
    asked = call.page.state is PageState.ASKED
    return replace(call, page=replace(call.page, delayed=True)) if asked else call


def refuse(call: Call, reason: str) -> Call:
    """PagerDuty never takes it."""
    return replace(call, refused=reason) if call.page.state is PageState.ASKED else call


def lose(call: Call) -> Call:
    """PagerDuty has it no more."""
    gone = replace(call.page, state=PageState.LOST, people=(), unanswered=False)
    return replace(call, page=gone) if call.goes_on else call


def answer_due(call: Call) -> datetime | None:
    """Give when somebody should have acknowledged it; None where nobody is waited for, or no phone rings."""
    page = call.page
    waits = call.goes_on and page.state is PageState.TRIGGERED and not page.unanswered and not page.nobody
    return page.waits_since + PATIENCE if waits else None


def miss_answer(call: Call, now: datetime) -> Call:
    """Nobody has acknowledged it for long enough."""
    due = answer_due(call)
    return replace(call, page=replace(call.page, unanswered=True)) if due and due <= now else call


def escalate(call: Call, level: int, levels: int) -> Call:
    """Call the people of the next level too. Raises UserError where nobody is being called.

    levels: how many its service has; 0 where that is not known.
    """
    return replace(going_on(call), page=on_level(call.page, level, levels), stuck="")


def fail_level(call: Call, reason: str) -> Call:
    """PagerDuty does not call the next level."""
    return replace(call, page=replace(call.page, level=max(1, call.page.level - 1)), stuck=reason)


def show_phones(call: Call, people: tuple[str, ...], act: Act) -> Call:
    """Keep that who asked looked up the numbers of these. Raises UserError where there are none."""
    if not people:
        raise UserError(
            f"No phone number of anybody on call for {call.page.service} is known. Page another service, or "
            "ask around who can reach them."
        )
    return replace(going_on(call), looked_at=act.at)


def going_on(call: Call) -> Call:
    """Raise UserError where its incident says how it goes."""
    if call.incident:
        raise UserError(f"It goes on as inc-{call.incident}. Its card in the channel has the buttons.")
    return call


def adopt(call: Call, form: Form, taxonomy: Taxonomy, act: Act) -> Change:
    """Make it an incident, of which its page is one: nobody is paged anew.

    Raises UserError, by field, where that cannot be one. What was done in PagerDuty meanwhile follows when
    the page is read next.
    """
    if not call.page.id:
        raise UserError("PagerDuty has not taken this page. Declare the incident with `/incident open`.")
    if not form.priority:
        raise UserError("Pick a priority.", {"priority": "Pick a priority."})
    usual = [one.key for one in taxonomy.environments.values() if one.default and one.enabled]
    filled = replace(
        form,
        draft=call.subject,
        description=call.page.words[: DESCRIPTION[1]],
        environments=tuple(usual or list(taxonomy.environments)[:1]),
        quick=True,
    )
    change = open_incident(filled, taxonomy, act)
    page = _begun(call.page)
    told = PageAdopted(act.at, act.by, page.key, page.service, number=page.number, people=page.names)
    return Change(replace(change.incident, pages=(page,)), (*change.events, told))


def adopted(call: Call, incident: Incident) -> Call:
    """From now on the incident says how it goes."""
    return replace(call, incident=incident.id)


def _begun(page: Page) -> Page:
    """Give it as if nobody had acknowledged it; what ended there is not begun anew."""
    if page.is_open:
        return replace(page, state=PageState.TRIGGERED, by="")
    return replace(page, ended_outside=True)


def _shortened(title: str) -> str:
    return title if len(title) <= TITLE[1] else title[: TITLE[1] - 1].rstrip() + "…"


def _key(wish: Wish, press: str) -> str:
    """Give what PagerDuty takes two pages for one by: one for each press."""
    number = hashlib.sha256(press.encode()).hexdigest()[:24]
    return of_name(wish.service).id(f"{SUBJECT}{number}:{wish.service}")[:KEY]
