"""Call people for an incident: as somebody asks, or as its priority does."""

from bot.domain.errors import UserError
from bot.domain.incident import Act, Change, Incident
from bot.domain.paging import HIGH, PageState, asking
from bot.domain.policy import Deed
from bot.domain.taxonomy import Taxonomy
from bot.store import dues, taxonomy
from bot.store.dues import Due
from bot.store.oncall import foreseen, rosters, services
from bot.store.who import standings
from bot.usecases.unit import Unit
from bot.usecases.working import must_page, work_on

UNANSWERED = "page"
"""What is due when nobody acknowledges."""

NOT_CONNECTED = (
    "No PagerDuty is connected, so nobody can be paged from here. Call for help with `/incident sos`; "
    "an admin of Firebell can connect PagerDuty."
)


def page_service(
    unit: Unit,
    number: int,
    service: str,
    *,
    by: str,
    press: str = "",
    words: str = "",
    urgency: str = HIGH,
) -> Incident:
    """Raise UserError where it is being paged for this incident already, or they may not page."""
    if not unit.can_page:
        raise UserError(NOT_CONNECTED)

    def rule(incident: Incident, _: Taxonomy, act: Act) -> Change:
        return asking.ask(incident, service, act, words=words, urgency=urgency)

    return work_on(unit, number, rule, by=by, press=press, deed=Deed.PAGE)


def escalate_page(unit: Unit, number: int, key: str, level: int, *, by: str, press: str = "") -> Incident:
    """Call the people of this level too. Raises UserError where the page calls nobody any more."""

    def rule(incident: Incident, _: Taxonomy, act: Act) -> Change:
        page = asking.page_of(incident, key)
        known = len(rosters.of_service(page.service, act.at)) if page else 0
        return asking.escalate(incident, key, level, act, levels=known)

    return work_on(unit, number, rule, by=by, press=press, deed=Deed.PAGE)


def page_if_due(unit: Unit, incident: Incident, *, by: str) -> Incident:
    """Page as the priority says. Raises UserError where somebody would call people by it who may not."""
    return unit.keep_new(incident, page_due(unit, incident, by=by))


def page_due(unit: Unit, incident: Incident, *, by: str, declined: bool = False) -> Change:
    """Give what becomes of it as its priority pages, where there is something to page with.

    declined: who declared it wants nobody called for what is paged only while nobody works.
    Raises UserError where somebody would call people by it who may not; what a program declares pages.
    """
    nothing = Change(incident, ())
    if not unit.can_page or incident.braked:
        return nothing
    words = taxonomy.load()
    if declined and words.priorities[incident.priority].paging == asking.OFF_HOURS:
        return nothing
    change = asking.ask_if_due(incident, words, unit.act(by), left=foreseen.moved_away(incident))
    if by and change.events:
        must_page(standings.of(by, incident), incident)
    return change


def page_instead(unit: Unit, incident: Incident, key: str, *, by: str) -> None:
    """Where PagerDuty has no service of the page's name, page the one that its category names by now.

    Raises UserError where that is paged already.
    """
    page = asking.page_of(incident, key)
    if page is None or page.state is not PageState.ASKED or services.find(page.service):
        return
    service = asking.usual_service(incident, taxonomy.load())
    if service not in {"", page.service}:
        unit.keep(asking.ask_instead(incident, page, service, unit.act(by)))


def delay_page(unit: Unit, number: int, key: str, reason: str) -> None:
    """PagerDuty does not take it yet."""
    incident = unit.take(number)
    if incident:
        unit.keep_new(incident, asking.delay(incident, key, reason, unit.act()))


def watch(unit: Unit, incident: Incident) -> None:
    """Say so when nobody has acknowledged what calls people now."""
    at = asking.answer_due(incident)
    if at:
        dues.put(Due(incident.id, UNANSWERED, max(at, unit.now)))
    else:
        dues.drop(incident.id, UNANSWERED)


def miss_answers(unit: Unit, incident: Incident, _due: Due) -> None:
    """Nobody has acknowledged a page for a while."""
    watch(unit, unit.keep_new(incident, asking.miss_answers(incident, unit.act())))
