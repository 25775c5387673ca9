"""How an incident comes to its post-mortem, and what becomes of that."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.errors import UserError
from bot.domain.events import (
    Event,
    PostmortemEdited,
    PostmortemExported,
    PostmortemExtended,
    PostmortemHidden,
    PostmortemLost,
    PostmortemMade,
    PostmortemReady,
    PostmortemRefused,
)
from bot.domain.incident import TO_FINISH, Act, Change, Incident
from bot.domain.postmortem import INSTEAD, Home, PaperGone, PaperRead, PaperSeen, PaperState, Postmortem
from bot.domain.postmortem.asking import asked
from bot.domain.rules import closing
from bot.domain.taxonomy import Taxonomy


def ask_if_due(
    incident: Incident, history: Iterable[Event], home: Home, taxonomy: Taxonomy, act: Act
) -> Change:
    """Ask for one where its priority does; whoever deleted one has said that there is to be none."""
    is_due = incident.status in TO_FINISH and incident.postmortem is None
    if not is_due or not closing.postmortem_due(incident, history, taxonomy, act.at):
        return Change(incident, ())
    return asked(incident, home, act)


def ask(incident: Incident, home: Home, act: Act) -> Change:
    """Ask for one. Raises UserError where it has one already."""
    there = incident.postmortem
    if there and there.is_ours:
        raise UserError(f"{incident.ref} has a post-mortem already. `/incident postmortem` leads to it.")
    return asked(incident, home, act)


def attempt(incident: Incident, mark: str, at: datetime | None) -> Change:
    """Its home is about to be asked for it; None: it surely did not take it."""
    there = incident.postmortem
    if there is None or there.mark != mark:
        return Change(incident, ())
    return Change(replace(incident, postmortem=replace(there, tried_at=at)), ())


def hear(incident: Incident, read: PaperRead, act: Act) -> Change:
    """It was read or written. What is not the incident's any more is nothing."""
    there = incident.postmortem
    if there is None or there.mark != read.mark or not there.is_ours:
        return _stray(incident, read, act)
    if isinstance(read, PaperSeen):
        return _seen(incident, there, read, act)
    if read.refused and there.home in INSTEAD:
        refused = PostmortemRefused(act.at, act.by, there.mark, there.home, read.refused)
        instead = asked(incident, INSTEAD[there.home], Act(there.asked_by, act.at))
        return Change(instead.incident, (refused, *instead.events))
    lost = replace(incident, postmortem=replace(there, state=PaperState.LOST))
    return Change(lost, (PostmortemLost(act.at, act.by, there.mark, there.name),))


def extend(incident: Incident, upto: int, act: Act) -> Change:
    """Somebody wants what happened since told below what people wrote in it."""
    there = _ours(incident)
    if upto <= max(there.reach, there.wanted):
        return Change(incident, ())
    wanted = replace(incident, postmortem=replace(there, wanted=upto))
    return Change(wanted, (PostmortemExtended(act.at, act.by, there.mark, upto),))


def export(incident: Incident, act: Act) -> Change:
    """Somebody wants it as a file, be there one or not."""
    return Change(incident, (PostmortemExported(act.at, act.by),))


def finish(incident: Incident, act: Act, *, where: str = "") -> Change:
    """Somebody says that it is written. where: what in its home says so."""
    if incident.postmortem_ready:
        return Change(incident, ())
    return Change(replace(incident, postmortem_ready=True), (PostmortemReady(act.at, act.by, where),))


def _ours(incident: Incident) -> Postmortem:
    there = incident.postmortem
    if there is None or not there.is_ours:
        raise UserError(f"{incident.ref} has no post-mortem. `/incident postmortem start` begins one.")
    return there


def _stray(incident: Incident, read: PaperRead, act: Act) -> Change:
    """What was being made while the incident became private must not stay where others can read it."""
    if isinstance(read, PaperGone) or not incident.private:
        return Change(incident, ())
    return Change(incident, (PostmortemHidden(act.at, act.by, read.mark, read.home, read.id),))


def _seen(incident: Incident, there: Postmortem, read: PaperSeen, act: Act) -> Change:
    fresh = replace(
        there,
        state=PaperState.THERE,
        id=read.id,
        url=read.url,
        name=read.name,
        version=read.version,
        written=read.written,
        reach=max(there.reach, read.reach),
        edited=there.edited or read.edited,
        tried_at=None,
    )
    events: list[Event] = []
    if not there.is_there:
        events.append(PostmortemMade(act.at, act.by, there.mark, there.home, read.name, read.url))
    if fresh.edited and not there.edited:
        events.append(PostmortemEdited(act.at, act.by, there.mark))
    known = replace(incident, postmortem=fresh)
    done = finish(known, act, where=read.ready) if read.ready else Change(known, ())
    return Change(done.incident, (*events, *done.events))
