"""What a declaration must hold before it becomes an incident."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.errors import UserError
from bot.domain.events import Event, IncidentOpened, LinkMade, RoleGiven
from bot.domain.incident import Act, Change, Incident, Link, LinkKind, Moment
from bot.domain.own_fields import Values, filling
from bot.domain.own_fields.filling import Case
from bot.domain.rules.key_events import DECLARED
from bot.domain.rules.priority import suggested
from bot.domain.rules.roles import COMMANDER
from bot.domain.taxonomy import Priority, Taxonomy
from bot.domain.taxonomy.offered import offered
from bot.domain.tokens import is_token

TITLE = (3, 128)
DESCRIPTION = (3, 1200)
"""Fewest and most characters: at three in the morning "DB down" says enough."""


@dataclass(frozen=True)
class Form:
    """What somebody entered; keys of the taxonomy where something was chosen, empty where not.

    `named`: who else may see a private one. `origin`: the address of the message it was declared from.
    `quick`: declared in a few words, so that the rest is asked for afterwards.
    `pages`: whether people are paged also where its priority does so only while nobody works.
    """

    draft: str
    title: str = ""
    description: str = ""
    category: str = ""
    environments: tuple[str, ...] = ()
    impacts: Mapping[str, str] = field(default_factory=dict)
    priority: str = ""
    private: bool = False
    named: tuple[str, ...] = ()
    leads: bool = False
    origin: Link | None = None
    quick: bool = False
    pages: bool = True
    fields: Values = field(default_factory=dict)
    """What was entered in the organisation's own fields, also in those that do not show any more."""
    drill: bool = False
    """Whether it only rehearses: what nobody can know of a made-up failure is not asked for."""


def open_incident(form: Form, taxonomy: Taxonomy, act: Act) -> Change:
    """Declare an incident. A priority that somebody chose wins over the one that the impacts ask for.

    Raises UserError with one sentence for each field that keeps it from being one.
    """
    chosen = taxonomy.priorities.get(form.priority) or suggested(form.impacts, taxonomy)
    faults = faults_of_fields(_entered(form), taxonomy)
    if chosen is None:
        faults[f"impact:{next(iter(offered(taxonomy.impacts))).key}"] = (
            "Pick at least one impact, or a priority."
        )
    if not (form.quick or form.drill):
        case = case_of(form, taxonomy)
        faults |= filling.faults(filling.of_case(form.fields, case, taxonomy), case, taxonomy)
    if faults or chosen is None:
        raise UserError(" ".join(faults.values()), faults)
    return _open_as(incident_of(form, chosen, taxonomy, act), act, form)


def case_of(form: Form, taxonomy: Taxonomy) -> Case:
    """Give what decides which of the organisation's own fields it asks for."""
    chosen = taxonomy.priorities.get(form.priority) or suggested(form.impacts, taxonomy)
    return Case(chosen.key if chosen else "", form.category, form.impacts)


def faults_of_fields(entered: Mapping[str, Any], taxonomy: Taxonomy) -> dict[str, str]:
    """Judge what was entered, by field: a sentence for each that cannot be."""
    judged: dict[str, Callable[[Any], str]] = {
        "title": lambda text: _length(one_line(text), *TITLE, "so that people know what is broken"),
        "description": lambda text: _length(text.strip(), *DESCRIPTION, "so that responders can start"),
        "category": lambda key: "" if key in taxonomy.categories else "Pick a category.",
        "priority": lambda key: "" if not key or key in taxonomy.priorities else "Pick a priority.",
        "environments": lambda keys: (
            "" if set(keys) & set(taxonomy.environments) else "Pick at least one environment."
        ),
    }
    faults = {name: judge(entered[name]) for name, judge in judged.items() if name in entered}
    return {name: fault for name, fault in faults.items() if fault}


def one_line(text: str) -> str:
    return " ".join(text.split())


def _entered(form: Form) -> dict[str, Any]:
    names = ("title", "category", "environments", *(() if form.quick or form.drill else ("description",)))
    return {name: getattr(form, name) for name in names}


def incident_of(form: Form, chosen: Priority, taxonomy: Taxonomy, act: Act) -> Incident:
    """Give what the form declares, whether or not it may be."""
    case = Case(chosen.key, form.category, form.impacts)
    return Incident(
        title=one_line(form.title),
        description=form.description.strip(),
        priority=chosen.key,
        category=form.category,
        environments=tuple(key for key in taxonomy.environments if key in form.environments),
        impacts=dict(form.impacts),
        opened_by="" if is_token(act.by) else act.by,
        opened_at=act.at,
        draft=form.draft,
        status_since=act.at,
        private=form.private or taxonomy.categories[form.category].private,
        named=form.named,
        key_events={DECLARED: Moment(act.at, act.by)} if DECLARED in taxonomy.key_events else {},
        roles={COMMANDER: act.by} if form.leads and COMMANDER in taxonomy.roles else {},
        links={LinkKind.ORIGIN: form.origin} if form.origin else {},
        fields=filling.of_case(form.fields, case, taxonomy),
        drill=form.drill,
    )


def _open_as(incident: Incident, act: Act, form: Form) -> Change:
    events: list[Event] = [
        IncidentOpened(act.at, act.by, incident.priority, incident.category, quick=form.quick)
    ]
    if form.origin:
        events.append(
            LinkMade(act.at, act.by, kind=form.origin.kind, key=form.origin.key, url=form.origin.url)
        )
    if form.leads and incident.holder(COMMANDER):
        events.append(RoleGiven(act.at, act.by, role=COMMANDER, person=act.by))
    return Change(incident, tuple(events))


def _length(text: str, fewest: int, most: int, purpose: str) -> str:
    if len(text) < fewest:
        return f"Write at least {fewest} characters, {purpose}."
    if len(text) > most:
        return f"Write at most {most} characters: {len(text) - most} too many."
    return ""
