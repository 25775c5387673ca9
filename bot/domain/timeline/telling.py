"""A message that becomes an update, and an update that is taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import UserError
from bot.domain.events import (
    Event,
    IncidentUpdated,
    MessageMarked,
    MessageUnmarked,
    UpdateCorrected,
    UpdateWithdrawn,
)
from bot.domain.incident import Act, Change, Incident, News
from bot.domain.rules.updating import MESSAGE, Update, must_be_open, update
from bot.domain.taxonomy import Taxonomy
from bot.domain.timeline.present import Heard, Note, as_told, present

REGRET = timedelta(minutes=10)
"""How long an update can be taken back."""


def mark_update(incident: Incident, history: Iterable[Event], note: str, act: Act) -> Change:
    """Somebody wants a message told as an update. Raises UserError where the incident is over."""
    must_be_open(incident)
    if present(history).get(note, Note(note)).update:
        return Change(incident, ())
    return Change(incident, (MessageMarked(act.at, act.by, note=note, update=True),))


def tell_heard(
    incident: Incident, history: Iterable[Event], heard: Heard, taxonomy: Taxonomy, act: Act
) -> Change:
    """The message was read: it is an update now, unless that was told already or cannot be any more."""
    there = present(history).get(heard.note, Note(heard.note))
    if not isinstance(there.update, MessageMarked):
        return Change(incident, ())
    if heard.gone or incident.is_closed:
        return Change(incident, (MessageUnmarked(act.at, act.by, note=heard.note, update=True),))
    retold = there.retold
    words = retold.message if retold else _fitting(heard.words)
    promised = incident.next_update_at
    promised = promised if promised and promised > act.at else None
    told = update(incident, Update(message=words, next_update_at=promised), taxonomy, act)
    first, *rest = told.events
    assert isinstance(first, IncidentUpdated)
    return Change(told.incident, (replace(first, source=heard.note), *rest))


def withdraw(incident: Incident, history: Sequence[Event], note: str, act: Act) -> Change:
    """Take it back: what was told before is the last word again.

    Raises UserError where that was done already, or where people have read it for too long.
    """
    told = present(history).get(note, Note(note)).update
    if told is None:
        raise UserError("That is no update any more: somebody has taken it back already.")
    if act.at - told.at > REGRET:
        minutes = int(REGRET.total_seconds() // 60)
        raise UserError(
            f"People have read it for more than {minutes} minutes. Post another update that puts it right."
        )
    return _without(incident, history, told, note, act)


def follow_edit(incident: Incident, history: Iterable[Event], note: str, words: str, act: Act) -> Change:
    """The message of an update was written anew in Slack, so that the update says something else."""
    there, words = present(history).get(note, Note(note)), _fitting(words)
    told = there.update
    if told is None or there.redacted:
        return Change(incident, ())
    says = there.retold.message if there.retold else told.message if isinstance(told, IncidentUpdated) else ""
    if words == says:
        return Change(incident, ())
    news = incident.news
    if news and isinstance(told, IncidentUpdated) and _is_last(incident, told):
        news = replace(news, message=words)
    return Change(
        replace(incident, news=news), (UpdateCorrected(act.at, act.by, source=note, message=words),)
    )


def follow_deletion(incident: Incident, history: Sequence[Event], note: str, act: Act) -> Change:
    """The message of an update was deleted in Slack, so the update goes with it, at any time."""
    told = present(history).get(note, Note(note)).update
    return _without(incident, history, told, note, act) if told else Change(incident, ())


def _without(
    incident: Incident, history: Sequence[Event], told: IncidentUpdated | MessageMarked, note: str, act: Act
) -> Change:
    if isinstance(told, MessageMarked):
        return Change(incident, (MessageUnmarked(act.at, act.by, note=note, update=True),))
    news = _before(history, told) if _is_last(incident, told) else incident.news
    return Change(replace(incident, news=news), (UpdateWithdrawn(act.at, act.by, source=note),))


def _fitting(words: str) -> str:
    words = words.strip()
    return words if len(words) <= MESSAGE else words[: MESSAGE - 1] + "…"


def _is_last(incident: Incident, told: IncidentUpdated) -> bool:
    return incident.news is not None and incident.news.at == told.at and incident.news.by == told.by


def _before(history: Sequence[Event], told: IncidentUpdated) -> News | None:
    """Give what was told last before it, and was not taken back."""
    notes = present(history)
    standing = [note.update for note in notes.values()]
    for event in reversed(history):
        is_news = isinstance(event, IncidentUpdated) and event.message and event != told
        if isinstance(event, IncidentUpdated) and is_news and (not event.source or event in standing):
            return News(as_told(event, notes).message, event.by, event.at)
    return None
