"""The search: what is looked for, and a page of what was found, in one window."""

import json
from dataclasses import replace
from datetime import datetime

from bot.domain.taxonomy import Taxonomy
from bot.domain.wanted import Found, Wanted
from bot.views import blocks as b
from bot.views import entered
from bot.views.find import filters
from bot.views.words import bold, escape
from bot.views.work import listing

CALLBACK = "search"
FILTER = "search_filter"
TYPED = "search_words"
OPEN = "open_search"
WORDS = "words"
LONGEST = 400


def modal(wanted: Wanted, found: Found, taxonomy: Taxonomy, now: datetime) -> b.Block:
    field = b.text_field(
        TYPED, most=LONGEST, initial=wanted.words, example="A word of what was said, or inc-7"
    )
    rows = [
        b.entry(
            WORDS,
            "Words",
            field,
            live=True,
            optional=True,
            hint="In titles, descriptions, updates and notes.",
        ),
        filters.controls(FILTER, wanted, taxonomy, standing=True),
        *_only(wanted),
        b.divider(),
        *_found(found, taxonomy, now),
    ]
    return b.modal("Search", rows, callback=CALLBACK, submit="Search", memory=remembered(wanted))


def message(
    wanted: Wanted, found: Found, taxonomy: Taxonomy, now: datetime, command: str, title: str
) -> b.Block:
    """The answer to `/incident list`. title: what these are."""
    if not found.count:
        return b.message(_nothing(wanted, command))
    rows = [listing.line(one, taxonomy, now) for one in found.incidents]
    hidden = found.count - len(found.incidents)
    more = [b.section(f"and {hidden} more", opener("Show all", wanted))] if hidden else []
    head = f"{title} ({found.count})"
    return b.message(head, [b.section(bold(escape(head))), *rows, *more])


def opener(label: str, wanted: Wanted, *, says: str = "") -> b.Block:
    """A button that opens the search, narrowed already."""
    return b.button(label, OPEN, remembered(wanted), says=says)


def parse(view: entered.View) -> Wanted:
    """Give what the window looks for, with the words that stand in it."""
    return replace(recalled(view["private_metadata"]), words=entered.typed(view, WORDS).strip())


def searched(view: entered.View) -> Wanted:
    """Like parse, for who looks for other words: from the first page on."""
    return replace(parse(view), page=0)


def remembered(wanted: Wanted) -> str:
    """Say it by keys; the words stand in the window."""
    return json.dumps({name: value for name, value in vars(wanted).items() if value and name != "words"})


def recalled(memory: str) -> Wanted:
    """Read what `remembered` said."""
    return Wanted(**json.loads(memory))


def _only(wanted: Wanted) -> list[b.Block]:
    """Say what narrows it besides what the controls show."""
    said = [
        *(["yours"] if wanted.mine else []),
        *(["drills"] if wanted.drills else []),
        *([escape(wanted.environment)] if wanted.environment else []),
    ]
    return [b.context(f"Only {' · '.join(said)}")] if said else []


def _found(found: Found, taxonomy: Taxonomy, now: datetime) -> list[b.Block]:
    if not found.count:
        return [b.section("Nothing fits. Try fewer words, or the beginning of one.")]
    count = "1 incident" if found.count == 1 else f"{found.count} incidents"
    rows = [listing.line(one, taxonomy, now) for one in found.incidents]
    return [b.context(count), *rows, *listing.pages(found, FILTER)]


def _nothing(wanted: Wanted, command: str) -> str:
    if wanted == Wanted(standing="active"):
        return f"All quiet: no incident is active. `{command} open` declares one."
    if wanted == Wanted(drills=True):
        return f"There was no drill yet. `{command} drill` rehearses an incident; nothing real is touched."
    return f"There is none of these. `{command} list` shows the active ones, `{command} search` looks in all."
