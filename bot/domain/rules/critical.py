"""Declaring a critical incident in a few words: what is taken for granted, and how it is taken back."""

from datetime import datetime, timedelta

from bot.domain.errors import UserError
from bot.domain.incident import Act, Incident
from bot.domain.rules.opening import DESCRIPTION, TITLE, Form, one_line
from bot.domain.taxonomy import Category, Taxonomy
from bot.domain.taxonomy.offered import offered

UNDO = timedelta(seconds=30)
"""How long it can be taken back."""

QUICK = "quick:"
"""How the name of a draft begins that never was a form."""


def critical_form(draft: str, title: str, channel: str, taxonomy: Taxonomy) -> Form:
    """Take it for the worst, in the usual environments, and of the category that the channel stands for.

    Nobody counts characters now: words that are too long for a title are the description too.
    """
    words = one_line(title)
    is_long = len(words) > TITLE[1]
    usual = [key for key, one in taxonomy.environments.items() if one.default and one.enabled]
    worst = min(taxonomy.priorities.values(), key=lambda priority: priority.rank)
    return Form(
        draft=f"{QUICK}{draft}",
        title=words[: TITLE[1] - 1].rstrip() + "…" if is_long else words,
        description=title[: DESCRIPTION[1]] if is_long else "",
        category=category_of(channel, taxonomy).key,
        environments=tuple(usual or [one.key for one in offered(taxonomy.environments)[:1]]),
        priority=worst.key,
        quick=True,
    )


def is_quick(incident: Incident) -> bool:
    """Tell whether it was declared in a few words, so that the rest is still to be asked for."""
    return incident.draft.startswith(QUICK)


def can_undo(incident: Incident, now: datetime) -> bool:
    return is_quick(incident) and not incident.is_closed and now - incident.opened_at <= UNDO


def category_of(channel: str, taxonomy: Taxonomy) -> Category:
    """Give the channel's category, else the one for major incidents, else the last that everybody may see."""
    enabled = [category for category in taxonomy.categories.values() if category.enabled]
    mapped = [category for category in enabled if channel and channel in category.channels]
    named = taxonomy.major.get("category")
    major = [taxonomy.categories[named]] if named else []
    public = [category for category in reversed(enabled) if not category.private]
    return [*mapped, *major, *public, *enabled][0]


def must_be_fresh(incident: Incident, act: Act) -> None:
    """Raise UserError where it can be taken back no more, or not by this person."""
    if act.by != incident.opened_by:
        raise UserError(
            f"Only who declared {incident.ref} can undo it. Close it as a false positive instead."
        )
    if incident.is_closed:
        raise UserError(f"{incident.ref} is over already. There is nothing left to undo.")
    if act.at - incident.opened_at > UNDO:
        raise UserError(
            f"It is too late to undo {incident.ref}: people work on it by now. "
            "If it is a false alarm, close it as a false positive."
        )
