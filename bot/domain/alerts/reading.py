"""What a group of alerts of Prometheus becomes here: by the settings, else by what its labels say.

https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, takewhile

from bot.domain.alerts import AlertRule
from bot.domain.rules.critical import category_of
from bot.domain.rules.opening import DESCRIPTION, TITLE, Form, one_line
from bot.domain.taxonomy import Category, Environment, Priority, Taxonomy

SEVERITY = "severity"
WORST_FIRST = (
    ("critical", "page", "fatal", "emergency"),
    ("error", "high", "major"),
    ("warning", "warn", "medium"),
    ("minor", "low"),
)
"""What the label `severity` says where the settings say nothing of it, from the worst priority down."""

NO_INCIDENT = ("info", "none")
"""Such as the Watchdog, which always fires."""

ROOM = DESCRIPTION[1] - 200
"""Characters for what alerts say: how many more there are and where to look at them follow."""

OF_LABELS = ("priority", "category", "environment")
"""Labels that can name an entry of the settings by its key."""


@dataclass(frozen=True)
class Alert:
    labels: Mapping[str, str]
    words: str = ""
    url: str = ""


@dataclass(frozen=True)
class Group:
    """Alerts that are told together under one `key`. `firing`: those that are there now.

    Where none is, all is over, unless some were left out. `left_out`: how many of them are not told.
    """

    key: str
    title: str
    firing: tuple[Alert, ...] = ()
    url: str = ""
    left_out: int = 0


def form_of(group: Group, taxonomy: Taxonomy) -> Form | None:
    """Give what is declared; None where the settings want no incident of it."""
    wanted, worst = _wanted(group, taxonomy), worst_of(group, taxonomy)
    if worst is None:
        return None
    said = [{name: _said(alert, name, taxonomy) for name in OF_LABELS} for alert in wanted]
    title = one_line(group.title) or "without a name"
    title = f"Alert {title}" if len(title) < TITLE[0] or not group.title.strip() else title
    return Form(
        draft="",
        title=_cut(title, TITLE[1]),
        description=_description(group, wanted),
        category=_first(said, "category") or category_of("", taxonomy).key,
        environments=_environments(said, taxonomy),
        priority=worst.key,
    )


def worst_of(group: Group, taxonomy: Taxonomy) -> Priority | None:
    """Give the worst priority that its alerts ask for; None where no incident is wanted of them."""
    wanted = _wanted(group, taxonomy)
    named = filter(None, (_said(alert, "priority", taxonomy) for alert in wanted))
    urgent = [taxonomy.priorities[key] for key in named] or ([_usual(taxonomy)] if wanted else [])
    return min(urgent, key=lambda priority: priority.rank, default=None)


def asks_for_more(group: Group, asked: str, taxonomy: Taxonomy) -> bool:
    """Tell whether it is worse than what was asked for so far, where that is still known."""
    worst, before = worst_of(group, taxonomy), taxonomy.priorities.get(asked)
    return worst is not None and before is not None and worst.rank < before.rank


def _wanted(group: Group, taxonomy: Taxonomy) -> list[Alert]:
    return [alert for alert in group.firing if not _is_ignored(alert, taxonomy)]


def _is_ignored(alert: Alert, taxonomy: Taxonomy) -> bool:
    """Who says where alerts of a team belong does not want all of them."""
    rules = _rules(alert, taxonomy)
    if any(rule.ignored for rule in rules):
        return True
    if any(rule.priority or rule.label.casefold().startswith(f"{SEVERITY}=") for rule in rules):
        return False
    return alert.labels.get(SEVERITY, "").casefold() in NO_INCIDENT


def _said(alert: Alert, name: str, taxonomy: Taxonomy) -> str:
    """The settings first, in their order, then a label that names the entry itself, then the severity."""
    for rule in _rules(alert, taxonomy):
        chosen = str(getattr(rule, name))
        if chosen:
            return chosen
    named = _named(alert.labels.get(name, ""), _there(name, taxonomy))
    return named or (_of_severity(alert, taxonomy) if name == "priority" else "")


def _rules(alert: Alert, taxonomy: Taxonomy) -> list[AlertRule]:
    there = {f"{label}={value}".casefold() for label, value in alert.labels.items()}
    return [rule for rule in taxonomy.alerts.values() if rule.label.casefold() in there]


def _there(name: str, taxonomy: Taxonomy) -> Iterable[str]:
    entries: Mapping[str, Mapping[str, Priority | Category | Environment]] = {
        "priority": taxonomy.priorities,
        "category": taxonomy.categories,
        "environment": taxonomy.environments,
    }
    return (key for key, one in entries[name].items() if one.enabled)


def _named(said: str, keys: Iterable[str]) -> str:
    return next((key for key in keys if key.casefold() == said.casefold()), "")


def _of_severity(alert: Alert, taxonomy: Taxonomy) -> str:
    said, ranked = alert.labels.get(SEVERITY, "").casefold(), _ranked(taxonomy)
    place = next((at for at, words in enumerate(WORST_FIRST) if said in words), None)
    return "" if place is None else ranked[min(place, len(ranked) - 1)].key


def _usual(taxonomy: Taxonomy) -> Priority:
    """What says nothing of how urgent it is counts as a warning."""
    ranked = _ranked(taxonomy)
    return ranked[min(2, len(ranked) - 1)]


def _ranked(taxonomy: Taxonomy) -> list[Priority]:
    enabled = [one for one in taxonomy.priorities.values() if one.enabled]
    return sorted(enabled, key=lambda priority: priority.rank)


def _first(said: Iterable[Mapping[str, str]], name: str) -> str:
    return next((one[name] for one in said if one[name]), "")


def _environments(said: Iterable[Mapping[str, str]], taxonomy: Taxonomy) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(one["environment"] for one in said if one["environment"]))
    usual = tuple(one.key for one in taxonomy.environments.values() if one.default and one.enabled)
    return named or usual or tuple(taxonomy.environments)[:1]


def _description(group: Group, alerts: Iterable[Alert]) -> str:
    """Say each alert in a line while there is room, how many more there are, and where to look at them."""
    lines = list(
        dict.fromkeys(_cut(one_line(alert.words), ROOM - 1) for alert in alerts if alert.words.strip())
    )
    ends = accumulate(len(line) + 1 for line in lines)
    shown = lines[: len(list(takewhile(lambda end: end <= ROOM, ends)))]
    hidden = len(lines) - len(shown) + group.left_out
    more = [f"and {hidden} more"] if hidden else []
    return _cut("\n".join([*shown, *more, *([group.url] if group.url else [])]), DESCRIPTION[1])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
