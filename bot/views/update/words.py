"""What somebody typed after `update`: words alone, or what to change, a colon, and words."""

import difflib
import re
from collections.abc import Collection

from bot.domain.incident import Incident, Status
from bot.domain.lifecycle import ORDER, Needs, needs
from bot.domain.rules.updating import Update
from bot.domain.taxonomy import Taxonomy
from bot.views.words import escape, listed

STATUSES = {
    **{status.value: status for status in Status},
    "postmortem": Status.POST_MORTEM,
    "fixing": Status.MITIGATING,
    "fixed": Status.MITIGATED,
}
"""The names of statuses, also those that other incident bots taught people."""

_ALIKE = {"acknowledged", "done", "ended", "finished", "identified", "monitoring", "resolved", "solved"}
"""What is a status elsewhere."""


def parse(words: str, taxonomy: Taxonomy) -> Update:
    """Read `mitigated P3: rolled back`, `mitigated`, or just words, which are never taken for more."""
    head, _, rest = words.partition(":")
    changes = _changes(head, taxonomy)
    if changes is None:
        return Update(message=words.strip())
    status, priority = changes
    return Update(message=rest.strip(), status=status, priority=priority)


def must_ask(incident: Incident, wish: Update) -> bool:
    """Tell whether it is to be shown first: another priority calls people, going back needs a reason.

    What cannot be at all is not asked for, but refused.
    """
    back = wish.status is not None and needs(incident.status, wish.status) is Needs.REASON
    return (back and wish.status is not incident.status) or wish.priority not in {"", incident.priority}


def meant_status(incident: Incident, wish: Update) -> Status | None:
    """Give the status that a message begins with, where it may be meant and would be a step forward."""
    first = re.split(r"[\s,.;!]", wish.message.lower(), maxsplit=1)[0]
    status = STATUSES.get(first)
    if wish.status or status in {None, incident.status, Status.CLOSED, Status.POST_MORTEM}:
        return None
    return status if needs(incident.status, status) is Needs.NOTHING else None


def remark(words: str, wish: Update, taxonomy: Taxonomy) -> str:
    """Say what looks like a priority or a status and is none; empty where nothing does."""
    head = words.partition(":")[0].strip()
    first, *more = re.split(r"[\s,]+", head) if head and words.strip() == wish.message else [""]
    priorities = [one.key for one in taxonomy.priorities.values() if one.enabled]
    if _is_shaped_as(first, taxonomy.priorities):
        return f"{escape(first)} is no priority, so that was taken as words. There are {listed(priorities)}."
    if not more and _is_like_a_status(first.lower()):
        return f"“{escape(first)}” is no status, so that was taken as words. There are {listed(ORDER)}."
    return ""


def _is_shaped_as(word: str, keys: Collection[str]) -> bool:
    """Tell whether it is another one, such as P9 where there are P1 to P5; P99 is no such thing."""
    shapes = {re.sub(r"\d", "0", key.upper()) for key in keys if re.search(r"\d", key)}
    return word.upper() not in map(str.upper, keys) and re.sub(r"\d", "0", word.upper()) in shapes


def _is_like_a_status(word: str) -> bool:
    """Slips of the pen count; what names the work, as in `mitigation: rolled back`, is a word."""
    is_slip = difflib.get_close_matches(word, STATUSES, n=1, cutoff=0.85) and not word.endswith("ion")
    return word not in STATUSES and (word in _ALIKE or bool(is_slip))


def _changes(head: str, taxonomy: Taxonomy) -> tuple[Status | None, str] | None:
    """Read a status, a priority or both; None where there is any other word."""
    status, priority = None, ""
    by_key = {key.lower(): key for key in taxonomy.priorities}
    for word in re.split(r"[\s,]+", head.strip().lower()):
        if word in STATUSES and status is None:
            status = STATUSES[word]
        elif word in by_key and not priority:
            priority = by_key[word]
        else:
            return None
    return status, priority
