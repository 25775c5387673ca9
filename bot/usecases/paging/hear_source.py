"""What PagerDuty tells comes into the inbox, and how far it has been heard is kept."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.incident import Incident
from bot.domain.paging import Page, PageState, service_of
from bot.domain.paging.beginning import may_begin
from bot.domain.paging.gaps import CaughtUp, Gap
from bot.domain.paging.reading import wanted_state
from bot.domain.paging.source import FIRST, SYSTEM, of_id, of_system
from bot.domain.systems.exchange import CATCHING_UP, COMPARING, Cause
from bot.domain.systems.told import Told
from bot.domain.taxonomy import Taxonomy
from bot.store import incidents, taxonomy
from bot.store.find import pages
from bot.store.oncall import calls
from bot.store.queues import hooks, inbox, outbox, readings
from bot.store.queues.outbox import Debt
from bot.store.systems import standings
from bot.usecases.paging import unmapped
from bot.usecases.paging.hear_pages import READ, READ_STRANGER, mend, read_again
from bot.usecases.unit import Unit

TELL = "tell_catching_up"
"""The effect that tells people what was caught up with."""

CHANGED, NOTED, TOLD, PINGED = "changed", "noted", "told", "pinged"
"""Kinds of tellings: it changed, somebody wrote a note, something else is told, a webhook works."""


def caught_up(gap: Gap) -> CaughtUp | None:
    """Give what has changed since it was noticed; None while something is still to be read."""
    readers = [f"{effect}{gap.source.mark}" for effect in (READ, READ_STRANGER)]
    if inbox.is_waiting(gap.source.system) or outbox.any_left(readers):
        return None
    return pages.changed_since(gap.noticed_at, gap.source)


def keep_tellings(unit: Unit, tellings: Iterable[Told]) -> int:
    """Keep what is about something of ours, or of what may become so, and say how much that was."""
    words = taxonomy.load()
    found = list(tellings)
    ours = [told for told in found if _matters(told, words)]
    others = (told.said.get("service") for told in found if told.kind == CHANGED and told not in ours)
    unmapped.warn(dict.fromkeys(filter(None, others)), words, unit.now)
    for told in ours:
        inbox.keep(told, unit.now)
    return len(ours)


def hear_webhook(unit: Unit, tellings: Iterable[Told], system: str = SYSTEM) -> None:
    """A webhook came, whatever it is about."""
    standings.hear(system, unit.now)
    keep_tellings(unit, tellings)


def reach(_unit: Unit, until: datetime, system: str = SYSTEM) -> None:
    """Everything up to then is in the inbox."""
    readings.reach(system, until)


def miss(_unit: Unit, system: str = SYSTEM) -> None:
    """For some time nothing may have been told."""
    readings.miss(system)


def notice_gap(unit: Unit, system: str = SYSTEM) -> None:
    """Catching up begins."""
    readings.notice(system, unit.now)


def look_at_ours(unit: Unit, system: str = SYSTEM) -> int:
    """Read every page that is open here as it is there, and say how many that are: what ended is found so.

    With this everything has been looked at, and people are told of it once all of it has been read: in one
    message, also where that took so long that it began anew.
    """
    ours = _read_all(unit.because(Cause(CATCHING_UP)), system)
    gap, source = readings.get(system), of_system(system) or FIRST
    if gap and gap.silent_from and gap.noticed_at and unit.effects.named(TELL):
        subject = Gap(gap.silent_from, gap.noticed_at, source).subject
        if not outbox.hold(TELL, lambda earlier: Gap.of(earlier).source.name == source.name):
            outbox.owe([Debt(subject, TELL, TELL, None, mirror=False, needs=None, due_at=unit.now)])
    readings.catch_up(system)
    return ours


def compare_pages(unit: Unit) -> int:
    """Read every page that is open here, whatever was told of it, and say how many that are.

    What PagerDuty was never told is made good.
    """
    return _read_all(unit.because(Cause(COMPARING)))


def keep_hook(unit: Unit, number: str, secret: str, system: str = SYSTEM) -> None:
    """A webhook was made; `secret` is sealed."""
    hooks.keep(system, number, secret, unit.now)


def forget_hook(_unit: Unit, number: str) -> None:
    hooks.forget(number)


def hear_ping(unit: Unit, number: str) -> None:
    """A webhook of ours works."""
    hooks.hear(of_id(number).system, number, unit.now)


def _read_all(unit: Unit, system: str = "") -> int:
    """system: that of one account alone."""
    ours = [one for one in (*incidents.paged(), *calls.going_on()) if system in {"", of_id(one).system}]
    for number in ours:
        read_again(unit, number)
    words = taxonomy.load()
    for incident in pages.of_late(unit.now):
        for page in incident.pages:
            if system in {"", page.source.system} and _is_behind(incident, page, words):
                mend(unit, incident, page)
    return len(ours)


def _is_behind(incident: Incident, page: Page, words: Taxonomy) -> bool:
    """Tell whether PagerDuty was never told what became of the incident.

    What somebody did there since is theirs: people are asked about that.
    """
    wanted = wanted_state(incident, page)
    is_there = bool(page.id) and page.state is not PageState.LOST and not page.merged
    is_ours = service_of(words.services, page.service).sends("status") and not incident.halted
    is_older = page.silenced or page.since is None or page.since < incident.since
    return is_there and is_ours and is_older and wanted not in {None, page.state}


def _matters(told: Told, words: Taxonomy) -> bool:
    """Tell whether it is about a page of ours, or about what may be the beginning of an incident."""
    key = told.said.get("key", "")
    if told.kind == PINGED or incidents.by_page(key, told.object) is not None:
        return True
    if calls.by_page(key, told.object) is not None:
        return told.kind == CHANGED
    service = told.said.get("service", "")
    return told.kind == CHANGED and (not service or may_begin(service, words))
