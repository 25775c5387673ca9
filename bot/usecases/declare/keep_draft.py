"""Remember what somebody has entered so far, that they closed the form, or that it was nothing new."""

from dataclasses import replace
from datetime import datetime

from bot.domain.incident import Incident
from bot.domain.rules.opening import Form
from bot.store.declare import drafts
from bot.usecases.join_incident import join_incident
from bot.usecases.unit import Unit


def keep_draft(unit: Unit, form: Form, *, by: str, at: datetime) -> None:
    """at: when they had it before them like this. It is written later, perhaps after they closed it."""
    del unit
    drafts.keep(form, by, at)


def close_draft(unit: Unit, form: Form, *, by: str, filled: bool) -> None:
    """filled: whether `form` holds what was entered last, or nothing is known of that."""
    if filled:
        fields = {**drafts.fields(form.draft, by), **form.fields}
        drafts.keep(replace(form, fields=fields), by, unit.now, closed=True)
    else:
        drafts.close(form.draft, by, unit.now)


def join_instead(unit: Unit, draft: str, number: int, *, by: str, press: str) -> Incident:
    """What they were about to declare is known as this incident already."""
    incident = join_incident(unit, number, by=by, press=press)
    drafts.settle(draft, by, number, unit.now)
    return incident
