"""Declarations that somebody has begun."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from bot.domain.board import Rival
from bot.domain.incident import Link, LinkKind
from bot.domain.own_fields import Values
from bot.domain.rules.opening import Form
from bot.domain.taxonomy import Taxonomy
from bot.store.engine.statement import Statement, upsert
from bot.store.tables import Draft

RESUMED = timedelta(minutes=15)
"""How long a form that was closed by accident opens again with what was entered."""

RIVALS = timedelta(minutes=10)
"""How long somebody who entered nothing more still counts as declaring."""

SHOWN = 3


_LATEST = Statement(
    lambda person, since: (
        Draft.select(Draft.id, Draft.said)
        .where((Draft.person == person) & (Draft.incident == 0) & (Draft.touched_at > since))
        .order_by(Draft.touched_at.desc())
        .limit(1)
    )
)
_RIVALS = Statement(
    lambda person, since: (
        Draft.select(Draft.person, Draft.id, Draft.said)
        .where((Draft.person != person) & (Draft.incident == 0) & ~Draft.closed & (Draft.touched_at > since))
        .order_by(Draft.touched_at.desc())
        .limit(20)
    )
)
_SETTLE = upsert([Draft.id], Draft.said, Draft.incident, once=(Draft.person, Draft.touched_at))


def keep(form: Form, person: str, at: datetime, *, closed: bool = False) -> None:
    """Write what had been entered by then; what is known of later stays.

    One that was submitted stays so, and empty; somebody else's is let alone.
    """
    row = Draft.insert(id=form.draft, person=person, said=_said(form), touched_at=at, closed=closed)
    preserve = [Draft.said, Draft.touched_at, Draft.closed]
    is_newer = (Draft.person == person) & (Draft.touched_at <= at) & (Draft.incident == 0)
    row.on_conflict(conflict_target=[Draft.id], preserve=preserve, where=is_newer).execute()


def settle(draft: str, person: str, incident: int, now: datetime) -> None:
    """It became this incident, or was found to be it: what was entered is needed no more."""
    _SETTLE.run(draft, {}, incident, person, now)


def close(draft: str, person: str, at: datetime) -> None:
    """Nobody looks at its form any more."""
    own = (Draft.id == draft) & (Draft.person == person)
    Draft.update(closed=True, touched_at=at).where(own).execute()


def latest(person: str, now: datetime) -> Form | None:
    """Give what they entered in the last 15 minutes and did not submit."""
    row = _LATEST.row(person, now - RESUMED)
    return _form(*row) if row else None


def fields(draft: str, person: str) -> Values:
    """Give what they have entered in the organisation's own fields so far."""
    row = Draft.get_or_none((Draft.id == draft) & (Draft.person == person))
    return _form(row.id, row.said).fields if row else {}


def rivals(person: str, taxonomy: Taxonomy, now: datetime) -> tuple[Rival, ...]:
    """Give who else is declaring; of private ones nothing is known."""
    forms = {one: _form(*draft) for one, *draft in _RIVALS.rows(person, now - RIVALS)}
    public = {one: form for one, form in forms.items() if not _is_private(form, taxonomy)}
    return tuple(Rival(one, form.category) for one, form in public.items())[:SHOWN]


def _is_private(form: Form, taxonomy: Taxonomy) -> bool:
    category = taxonomy.categories.get(form.category)
    return form.private or (category is not None and category.private)


def _said(form: Form) -> dict[str, Any]:
    return {name: value for name, value in asdict(form).items() if name != "draft"}


def _form(draft: str, said: dict[str, Any]) -> Form:
    """Read it; what a later version wrote besides is left out."""
    known = {name: value for name, value in said.items() if name in Form.__dataclass_fields__}
    origin = known.get("origin")
    link = Link(**{**origin, "kind": LinkKind(origin["kind"])}) if origin else None
    several = {name: tuple(known.get(name, ())) for name in ("environments", "named")}
    fields = {key: tuple(texts) for key, texts in known.get("fields", {}).items()}
    return Form(draft=draft, **{**known, **several, "fields": fields, "origin": link})
