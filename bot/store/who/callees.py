"""Who is let into an incident's channel: our own strategies, and what becomes of everybody's answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain import policy
from bot.domain.events import PeoplePaged
from bot.domain.incident import Incident
from bot.domain.paging import asking
from bot.domain.people import unknown
from bot.domain.policy import Standing
from bot.domain.responders import CHANNEL
from bot.domain.rules.critical import is_quick
from bot.domain.rules.roles import COMMANDER
from bot.store import taxonomy, timeline
from bot.store.oncall import calling
from bot.store.who import directory, people


@dataclass(frozen=True)
class Callees:
    """Slack ids, and e-mail addresses that nobody in Slack has."""

    people: tuple[str, ...]
    absent: tuple[str, ...] = ()


def role_holders(incident: Incident) -> tuple[str, ...]:
    """The commander first."""
    return (incident.holder(COMMANDER), *incident.roles.values())


def the_declarer_and_named(incident: Incident) -> tuple[str, ...]:
    return (incident.opened_by, *incident.named)


def who_asked(incident: Incident) -> tuple[str, ...]:
    return timeline.asked_to_join(incident.id)


def paged(incident: Incident) -> tuple[str, ...]:
    return asking.called(incident)


def first_paged(incident: Incident, event: PeoplePaged, number: int) -> tuple[str, ...]:
    """Give whom this event of this number calls for the first time, of those who may be let in.

    Who declared it or has a role knows what it is about.
    """
    known = {incident.opened_by, *incident.roles.values(), *timeline.paged_before(incident.id, number)}
    return settle(incident, (person for person in event.people if person not in known)).people


def category_usergroups(incident: Incident) -> tuple[str, ...]:
    return directory.members(name for name in _responders(incident) if not name.startswith(CHANNEL))


def category_channels(incident: Incident) -> tuple[str, ...]:
    """Of a public one: a channel that anybody can join entitles nobody."""
    names = [name for name in _responders(incident) if name.startswith(CHANNEL)]
    return directory.members(names) if names and not incident.private else ()


def wide_usergroups(incident: Incident) -> tuple[str, ...]:
    """Those that a public one of this priority calls, whatever it is about."""
    if incident.private:
        return ()
    words = taxonomy.load()
    own = set(words.categories[incident.category].responders)
    widely = [name for name in words.responders(incident.category, incident.priority) if name not in own]
    return directory.members(widely) if widely else ()


def major_usergroup(incident: Incident) -> tuple[str, ...]:
    """Those who are to know of each public one that was declared without a form."""
    handle = taxonomy.load().major.get("usergroup")
    return directory.members([handle]) if handle and is_quick(incident) and not incident.private else ()


STRATEGIES: Mapping[str, Callable[[Incident], tuple[str, ...]]] = {
    "role holders": role_holders,
    "declarer and named": the_declarer_and_named,
    "who asked to join": who_asked,
    "paged": paged,
    "category usergroups": category_usergroups,
    "category channels": category_channels,
    "wide usergroups": wide_usergroups,
    "major usergroup": major_usergroup,
}
"""In the order in which people are let in."""

TAKING_PART = ("role holders", "declarer and named", "who asked to join")
"""The strategies for a drill: nobody is called who was not chosen, or chose it."""


def strategies(now: datetime) -> Mapping[str, Callable[[Incident], tuple[str, ...]]]:
    """Give all that are built in: also who is on call at this moment."""
    return {**STRATEGIES, "on-call": lambda incident: calling.called(incident, now)}


def of_drill() -> Mapping[str, Callable[[Incident], tuple[str, ...]]]:
    return {name: STRATEGIES[name] for name in TAKING_PART}


def of(incident: Incident, on_call: Iterable[str] = ()) -> tuple[str, ...]:
    """Give whom the built-in strategies call, and of those who are on call who may come."""
    asked = of_drill() if incident.drill else STRATEGIES
    answers = (person for strategy in asked.values() for person in strategy(incident))
    return settle(incident, (*answers, *on_call)).people


def settle(incident: Incident, answers: Iterable[str]) -> Callees:
    """Give everybody once: e-mail addresses as people, no deactivated ones, apps or other organisations.

    Of a private one only those who are entitled: others may have asked while it was public.
    """
    wanted = tuple(dict.fromkeys(one for one in answers if one))
    emails = [one for one in wanted if "@" in one]
    found = people.by_email(emails) if emails else {}
    known = (found.get(one.strip().lower(), "") if "@" in one else one for one in wanted)
    everybody = tuple(dict.fromkeys(one for one in known if one))
    if incident.private:
        return Callees(_entitled(incident, everybody))
    absent = tuple(one for one in emails if one.strip().lower() not in found)
    outside = people.outside(everybody)
    return Callees(tuple(one for one in everybody if one not in outside), absent)


def _responders(incident: Incident) -> tuple[str, ...]:
    return taxonomy.load().categories[incident.category].responders


def _entitled(incident: Incident, wanted: tuple[str, ...]) -> tuple[str, ...]:
    called, known = set(category_usergroups(incident)), people.several(wanted)
    standings = (Standing(known.get(one) or unknown(one), responder=one in called) for one in wanted)
    return tuple(one.person.id for one in standings if policy.is_entitled(one, incident))
