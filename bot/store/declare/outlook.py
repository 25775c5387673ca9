"""What a form would set off, and what goes on while it is filled in: a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.board import Outlook, Recent
from bot.domain.incident import Act, Incident
from bot.domain.policy import Deed, must
from bot.domain.rules.freezing import freezes
from bot.domain.rules.opening import Form, incident_of
from bot.domain.rules.priority import suggested
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing.asking import is_wanted
from bot.store import taxonomy, visible
from bot.store.declare import drafts
from bot.store.oncall import calling, foreseen
from bot.store.who import callees, directory, standings

RECENT = timedelta(hours=1)
MOST = 20


@dataclass(frozen=True)
class Opening:
    """What is needed to open the form: `earlier` is what this person entered before, where they may go on."""

    taxonomy: Taxonomy
    outlook: Outlook
    earlier: Form | None


def opening(form: Form, person: str, now: datetime, *, pages: bool = False, tickets: bool = False) -> Opening:
    """Gather it all. Raises UserError where they may not declare. pages, tickets: as of `of`."""
    must_be_allowed(person)
    earlier = drafts.latest(person, now)
    form = earlier if earlier and goes_on(earlier, form) else form
    outlook = of(form, person, now, pages=pages, tickets=tickets)
    return Opening(taxonomy.load(), outlook, earlier if form is earlier else None)


def must_be_allowed(person: str) -> None:
    """Raise UserError, saying who can, where they may not declare."""
    must(standings.of(person), Deed.DECLARE)


def goes_on(earlier: Form, form: Form) -> bool:
    """Tell whether `form` asks for nothing else than what they had entered before."""
    has_words = bool(earlier.title or earlier.description or earlier.category or earlier.impacts)
    same_title = form.title in {"", earlier.title}
    return has_words and same_title and form.origin in {None, earlier.origin}


def of(form: Form, declarer: str, now: datetime, *, pages: bool = False, tickets: bool = False) -> Outlook:
    """Say what this form would set off, as far as it is filled in.

    pages, tickets: whether anything can be paged, and tickets be made.
    """
    words = taxonomy.load()
    others = drafts.rivals(declarer, words, now)
    category = words.categories.get(form.category)
    private = form.private or (category is not None and category.private)
    announced_in = "" if private else directory.tagged("tech_incidents") or ""
    if category is None:
        return Outlook(0, announced_in, recent=_named(declarer, now), rivals=others)
    least = max(words.priorities.values(), key=lambda priority: priority.rank)
    urgent = words.priorities.get(form.priority) or suggested(form.impacts, words) or least
    would_be = incident_of(form, urgent, words, Act(declarer, now))
    on_call = calling.called(would_be, now)
    ticket = tickets and is_wanted(would_be, words)
    return Outlook(
        responders=len({*callees.of(would_be, on_call=on_call)} - {declarer}),
        announced_in=announced_in,
        frozen_in=(directory.tagged("it_deploy") or "") if freezes(would_be, words) else "",
        leads=declarer in on_call or directory.belongs(declarer, category.responders),
        recent=_named(declarer, now),
        rivals=others,
        callout=foreseen.callout(would_be, words, now) if pages else None,
        ticket=ticket,
        channel=urgent.channel or not ticket,
    )


def recent(person: str, now: datetime) -> tuple[Incident, ...]:
    """Give those of the past hour that are urgent enough for a channel, and that this person may see."""
    return tuple(visible.begun(person, now - RECENT, _urgent(), MOST))


def _named(person: str, now: datetime) -> tuple[Recent, ...]:
    """Give the same as far as a form names them, whenever something of it changes."""
    titles = visible.begun_titles(person, now - RECENT, _urgent(), MOST)
    return tuple(Recent(f"inc-{number}", title) for number, title in titles.items())


def _urgent() -> list[str]:
    return [priority.key for priority in taxonomy.load().priorities.values() if priority.channel]
