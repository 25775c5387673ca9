"""What follows from how a ticket is now: the one place where its state becomes ours.

Values are compared with the last ones on which both sides agreed, whoever tells that something changed. So
what is told twice, late, or by our own writing changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.domain.errors import UserError
from bot.domain.events import (
    Event,
    TicketChanged,
    TicketCommented,
    TicketLinked,
    TicketLost,
    TicketMade,
    TicketMoved,
    TicketRanked,
    TicketRefused,
    TicketRenamed,
    TicketStuck,
)
from bot.domain.incident import ACTIVE, Act, Change, Incident, Status
from bot.domain.lifecycle import Needs, needs
from bot.domain.paging.asking import silence
from bot.domain.rules.closing import Ending, Missing, close, ends_unasked, reopen
from bot.domain.rules.opening import TITLE, one_line
from bot.domain.rules.roles import COMMANDER, give_role
from bot.domain.rules.updating import Update, update
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Agreed, Flow, Seen, Synced, Ticket, TicketState, flow_of
from bot.domain.ticketing.asking import filing, ticket_of, with_ticket
from bot.domain.ticketing.comparing import COMPARED, fits, is_hidden, is_writable, meaning, ours


@dataclass(frozen=True)
class News:
    """What somebody changed there. `lacks`: what the gate misses, should the incident end."""

    ticket: Ticket
    seen: Seen
    taxonomy: Taxonomy
    act: Act
    lacks: tuple[Missing, ...]

    def value(self, what: Synced) -> str:
        return self.seen.values[what]

    def who(self, what: Synced) -> str:
        return self.seen.changed_by.get(what, "")

    def changed(self, what: Synced) -> TicketChanged:
        about = {"ticket": self.ticket.mark, "key": self.seen.key, "what": str(what)}
        return TicketChanged(self.act.at, self.act.by, **about, value=self.value(what), who=self.who(what))


def see(
    incident: Incident, seen: Seen, taxonomy: Taxonomy, act: Act, lacks: tuple[Missing, ...] = ()
) -> Change:
    """Make the ticket equal to what was seen, say what is new, and let the incident follow."""
    ticket = ticket_of(incident, seen.mark) or ticket_of(incident, seen.id)
    if ticket is None or not ticket.is_ours:
        return Change(incident, ())
    news = News(ticket, seen, taxonomy, act, lacks)
    change = meet(incident, ticket, seen, act, hears=flow_of(taxonomy.ticket_flows, Synced.COMMENTS).comes_in)
    moved = [what for what in COMPARED if _is_news(change.incident, what, news)]
    for what in COMPARED:
        if what in seen.values and what not in moved:
            change = Change(_agreeing(change.incident, what, news), change.events)
    # What it does not follow for now is still news when it does again.
    for what in () if incident.halted else moved:
        followed = _FOLLOW[what](change.incident, news)
        change = Change(
            _agree(followed.incident, what, news, ours(followed.incident, ticket, taxonomy)[what]),
            (*change.events, *followed.events),
        )
    return Change(incident, ()) if change.incident == incident and not change.events else change


def meet(
    incident: Incident, ticket: Ticket, seen: Seen, act: Act, *, task: str = "", hears: bool = True
) -> Change:
    """Write down where it is and how it is called, and say what of that is new.

    task: its task's title. hears: what is said there comes here.
    """
    events = (*_found(ticket, seen, act, task), *_stuck(ticket, seen, act))
    return Change(with_ticket(incident, _fresh(ticket, seen, hears=hears)), events)


def go(incident: Incident, mark: str, start: str, status: str) -> Change:
    """It goes from one status there to another as we send it: that it stands there is no news."""
    ticket = ticket_of(incident, mark)
    agreed = ticket.agreed.get(Synced.STATUS) if ticket else None
    if ticket is None or agreed is None:
        return Change(incident, ())
    way = {**ticket.agreed, str(Synced.STATUS): replace(agreed, there=start, going=status)}
    return Change(with_ticket(incident, replace(ticket, agreed=way)), ())


def lose(incident: Incident, mark: str, act: Act) -> Change:
    """It is there no more."""
    ticket = ticket_of(incident, mark)
    if ticket is None or not ticket.is_ours:
        return Change(incident, ())
    event = TicketLost(act.at, act.by, ticket=ticket.mark, key=ticket.key)
    return Change(with_ticket(incident, replace(ticket, state=TicketState.LOST)), (event,))


def comment(incident: Incident, mark: str, comment_id: str, words: str, who: str, act: Act) -> Change:
    """Somebody wrote a comment there; told once."""
    ticket = ticket_of(incident, mark)
    if ticket is None or not ticket.is_ours or comment_id in ticket.comments:
        return Change(incident, ())
    told = replace(ticket, comments=(*ticket.comments, comment_id))
    about = {"ticket": ticket.mark, "key": ticket.key, "comment": comment_id}
    event = TicketCommented(act.at, act.by, **about, words=words, who=who)
    return Change(with_ticket(incident, told), (event,))


def _fresh(ticket: Ticket, seen: Seen, *, hears: bool) -> Ticket:
    return replace(
        ticket,
        state=TicketState.THERE,
        id=seen.id,
        key=seen.key,
        url=seen.url,
        project=seen.project,
        status=seen.status,
        done=seen.done,
        tried_at=None,
        # What was said before it was ours, or while nothing came here, is no news; of what we made all is.
        comments=ticket.comments if hears and (ticket.own or ticket.is_there) else seen.comments,
    )


def _found(ticket: Ticket, seen: Seen, act: Act, task: str) -> list[Event]:
    """Say that it is there, or called by another key."""
    about = {"ticket": ticket.mark, "key": seen.key, "url": seen.url}
    if ticket.state is TicketState.ASKED and ticket.own:
        return [TicketMade(act.at, act.by, **about, task=task, late=ticket.delayed)]
    if ticket.state is TicketState.ASKED:
        return [TicketLinked(act.at, act.by, **about)]
    return [TicketRenamed(act.at, act.by, **about, was=ticket.key)] if seen.key != ticket.key else []


def _stuck(ticket: Ticket, seen: Seen, act: Act) -> list[Event]:
    about = {"ticket": ticket.mark, "key": seen.key}
    return [
        TicketStuck(act.at, act.by, **about, what=what, reason=reason) for what, reason in seen.stuck.items()
    ]


def _is_news(incident: Incident, what: Synced, news: News) -> bool:
    """Tell whether somebody changed it there in a way that counts here."""
    agreed, there = news.ticket.agreed.get(what), news.seen.values.get(what)
    if agreed is None or there is None or what in news.seen.equal or agreed.knows(there):
        return False
    here, flow = ours(incident, news.ticket, news.taxonomy)[what], flow_of(news.taxonomy.ticket_flows, what)
    if fits(what, here, there, news.taxonomy) or not flow.comes_in:
        return False
    is_still = here == agreed.here or not is_writable(what, here, news.taxonomy)
    return is_still or flow is not Flow.OURS


def _agreeing(incident: Incident, what: Synced, news: News) -> Incident:
    """Write down on which value both agree now, where they do."""
    agreed, there, equal = news.ticket.agreed.get(what), news.value(what), news.seen.equal.get(what)
    here, flow = ours(incident, news.ticket, news.taxonomy)[what], flow_of(news.taxonomy.ticket_flows, what)
    if equal is not None:
        return _agree(incident, what, news, equal)
    comes = news.ticket.own and flow.goes_out and is_writable(what, here, news.taxonomy)
    if fits(what, here, there, news.taxonomy) or what in news.seen.stuck or (agreed is None and not comes):
        return _agree(incident, what, news, here)
    if agreed and there != agreed.there and here == agreed.here:
        return _agree(incident, what, news, agreed.here)
    return incident


def _agree(incident: Incident, what: Synced, news: News, here: str) -> Incident:
    ticket = ticket_of(incident, news.ticket.mark)
    assert ticket
    agreed = {**ticket.agreed, str(what): Agreed(here, news.value(what))}
    return with_ticket(incident, replace(ticket, agreed=agreed))


def _title(incident: Incident, news: News) -> Change:
    title = one_line(news.value(Synced.SUMMARY))
    if is_hidden(incident, news.ticket, news.taxonomy) or len(title) < TITLE[0] or incident.is_closed:
        return Change(incident, ())
    cut = title if len(title) <= TITLE[1] else title[: TITLE[1] - 1].rstrip() + "…"
    return _updated(incident, Update(title=cut), news, news.changed(Synced.SUMMARY))


def _priority(incident: Incident, news: News) -> Change:
    """A more urgent one counts at once; nothing outside lowers one without asking."""
    there = news.taxonomy.priorities.get(f"P{news.value(Synced.PRIORITY)}")
    if there is None or not there.enabled or incident.is_closed or there.key == incident.priority:
        return Change(incident, ())
    if there.rank < news.taxonomy.priorities[incident.priority].rank:
        return _updated(incident, Update(priority=there.key), news, news.changed(Synced.PRIORITY))
    about = {"ticket": news.ticket.mark, "key": news.seen.key, "priority": there.key}
    who = news.who(Synced.PRIORITY)
    return Change(incident, (TicketRanked(news.act.at, news.act.by, **about, who=who),))


def _assignee(incident: Incident, news: News) -> Change:
    """Whoever is assigned there leads here, where they are somebody here.

    Whoever may assign people there would else let them see a private one.
    """
    person, changed = news.value(Synced.ASSIGNEE), news.changed(Synced.ASSIGNEE)
    if not person or person.startswith("?") or COMMANDER not in news.taxonomy.roles or incident.is_closed:
        return Change(incident, ())
    if is_hidden(incident, news.ticket, news.taxonomy):
        return Change(incident, ())
    words = f"Assigned in {news.seen.key}."
    given = give_role(incident, COMMANDER, person, news.taxonomy, news.act, words=words)
    return Change(given.incident, (changed, *given.events))


def _status(incident: Incident, news: News) -> Change:
    """Say where it stands there, and let the incident follow; its end and its return are questions."""
    target = meaning(news.value(Synced.STATUS), news.taxonomy)
    ends = target is Status.CLOSED and not incident.is_closed
    back = incident.is_closed and target is not None and target is not Status.CLOSED
    event = TicketMoved(
        news.act.at,
        news.act.by,
        ticket=news.ticket.mark,
        key=news.seen.key,
        status=news.seen.status,
        was=news.ticket.status,
        who=news.who(Synced.STATUS),
        closed=ends and not _follows(incident, news.taxonomy),
        reopened=back and not _follows(incident, news.taxonomy),
        silences=ends and not _follows(incident, news.taxonomy) and _silences(incident, news),
    )
    if ends:
        return _ended(incident, news, event)
    if back:
        return _reopened(incident, news, event)
    if target is None or target is incident.status:
        return Change(incident, (event,))
    is_back = needs(incident.status, target) is Needs.REASON
    reason = f"{news.seen.key} is {news.seen.status} again." if is_back else ""
    return _updated(incident, Update(status=target, reason=reason), news, event)


def _follows(incident: Incident, taxonomy: Taxonomy) -> bool:
    """Tell whether nobody needs to be asked: by the settings, or as nobody has it in their hands."""
    return filing(incident, taxonomy).closes or ends_unasked(incident, taxonomy)


def _silences(incident: Incident, news: News) -> bool:
    """Tell whether its end there calls nobody for it any more, whatever people say."""
    standing = news.taxonomy.ticket_statuses[Status.CLOSED]
    calls = any(page.is_open for page in incident.pages)
    return calls and incident.status in ACTIVE and news.value(Synced.STATUS) in standing.silences


def _ended(incident: Incident, news: News, event: TicketMoved) -> Change:
    """It ends here too, where nothing is missing."""
    if not _follows(incident, news.taxonomy):
        return Change(silence(incident, news.taxonomy) if event.silences else incident, (event,))
    change = Change(incident, (event,))
    if incident.status in ACTIVE:
        change = _updated(incident, Update(status=Status.MITIGATED), news, event)
    lacks = tuple(one for one in news.lacks if one is not Missing.MITIGATION)
    if lacks:
        missing = tuple(map(str, lacks))
        refused = TicketRefused(news.act.at, news.act.by, news.ticket.mark, news.seen.key, missing)
        return Change(change.incident, (*change.events, refused))
    ending = Ending(message=f"{news.seen.key} is {news.seen.status}.")
    return change.then(close(change.incident, ending, (), news.taxonomy, news.act))


def _reopened(incident: Incident, news: News, event: TicketMoved) -> Change:
    if not _follows(incident, news.taxonomy) or incident.merged_into or incident.archived:
        return Change(incident, (replace(event, reopened=True),))
    back = reopen(incident, f"{news.seen.key} is {news.seen.status} again.", news.act)
    return Change(back.incident, (event, *back.events))


def _updated(incident: Incident, wish: Update, news: News, event: Event) -> Change:
    """What cannot be here stays as it is; what was said there is told all the same."""
    try:
        change = update(incident, wish, news.taxonomy, news.act)
    except UserError:
        return Change(incident, (event,))
    return Change(change.incident, (event, *change.events))


_FOLLOW: dict[Synced, Callable[[Incident, News], Change]] = {
    Synced.SUMMARY: _title,
    Synced.PRIORITY: _priority,
    Synced.ASSIGNEE: _assignee,
    Synced.STATUS: _status,
}
