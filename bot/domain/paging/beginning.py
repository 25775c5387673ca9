"""Incidents that begin in PagerDuty: which of them are ours, and what they are here."""

from dataclasses import replace

from bot.domain.events import Event, IncidentOpened, PageAdopted
from bot.domain.incident import Act, Change
from bot.domain.paging import HIGH, Page, PageState, Seen, service_of
from bot.domain.rules.opening import DESCRIPTION, TITLE, Form, incident_of, one_line
from bot.domain.taxonomy import Category, Priority, Taxonomy

BEGAN_THERE = "pagerduty:"
"""What the draft of such an incident and the key of its page begin with: each incident there has its own.

PagerDuty uses the incident_key of what is over, or of another service, again:
https://developer.pagerduty.com/docs/rest-api-v2/incident-creation-api/
"""


def adopt(seen: Seen, taxonomy: Taxonomy, act: Act) -> Change | None:
    """Give the incident that it is here; None where the services' settings want none of it."""
    category, priority = category_of(seen, taxonomy), priority_of(seen, taxonomy)
    if category is None or priority is None or seen.state is PageState.RESOLVED or seen.merged_into:
        return None
    incident = incident_of(_form(seen, category, taxonomy), priority, taxonomy, act)
    page = Page(
        f"{BEGAN_THERE}{seen.id}",
        seen.service,
        seen.created_at,
        urgency=seen.urgency,
        own=False,
        state=PageState.TRIGGERED,
        id=seen.id,
        number=seen.number,
        url=seen.url,
        priority=seen.priority,
        people=seen.people,
        nobody=seen.nobody,
    )
    names = tuple(one.name for one in seen.people)
    events: tuple[Event, ...] = (
        IncidentOpened(act.at, act.by, incident.priority, incident.category, quick=True),
        PageAdopted(act.at, act.by, page.key, page.service, number=page.number, people=names),
    )
    return Change(replace(incident, pages=(page,)), events)


def may_begin(service: str, taxonomy: Taxonomy) -> bool:
    """Tell whether anything that starts in this service may be an incident of ours."""
    return service_of(taxonomy.services, service).opens in taxonomy.priorities


def category_of(seen: Seen, taxonomy: Taxonomy) -> Category | None:
    """Give what its service's own entry says, else the category that pages it, else the entry for all."""
    own = taxonomy.services.get(seen.service)
    paging = next(
        (one for one in taxonomy.categories.values() if one.pagerduty_service == seen.service), None
    )
    named = own.category if own else ""
    widely = service_of(taxonomy.services, seen.service).category
    return taxonomy.categories.get(named) or paging or taxonomy.categories.get(widely)


def priority_of(seen: Seen, taxonomy: Taxonomy) -> Priority | None:
    """Give its priority here; None where that is not urgent enough to be an incident of ours.

    One that has no priority there counts by its urgency: high is as urgent as the least that is wanted.
    """
    least = taxonomy.priorities.get(service_of(taxonomy.services, seen.service).opens)
    if least is None:
        return None
    there = taxonomy.priorities.get(seen.priority)
    if there is None:
        return least if seen.urgency == HIGH else None
    return there if there.rank <= least.rank else None


def _form(seen: Seen, category: Category, taxonomy: Taxonomy) -> Form:
    title = one_line(seen.title)
    usual = [one.key for one in taxonomy.environments.values() if one.default and one.enabled]
    return Form(
        draft=f"{BEGAN_THERE}{seen.id}",
        title=title if len(title) <= TITLE[1] else title[: TITLE[1] - 1].rstrip() + "…",
        description=seen.description[: DESCRIPTION[1]],
        category=category.key,
        environments=tuple(usual or list(taxonomy.environments)[:1]),
        quick=True,
    )
