"""FireFighter's fixtures, as `manage.py dumpdata` writes them, turned into sections of our settings.

https://github.com/ManoManoTech/firefighter-incident/tree/main/fixtures
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.errors import UserError
from bot.domain.settings.parts import Document
from bot.domain.settings.sections import DESCRIBED
from bot.domain.settings.shape import slug

ASKS_FOR = {"HT": "P1", "HI": "P2", "MD": "P3", "LO": "P4", "LT": "P5"}
"""The priority that a level of impact asks for."""
WIDELY = "invited_for_all_public_p1"
TAGS = {"tech_incidents", "it_deploy", "dev_firefighter"}
UNITS = ((86400, "d"), (3600, "h"), (60, "m"))


@dataclass(frozen=True)
class Row:
    model: str
    key: str
    said: Mapping[str, Any]


@dataclass
class Taken:
    """Sections that are to be as they say. `left_out`: what has no place here."""

    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def read(text: str, name: str) -> list[Row]:
    """Give the rows of one file. Raises UserError where it is none."""
    try:
        rows = json.loads(text)
        return [Row(row["model"].lower(), str(row["pk"]), row["fields"]) for row in rows]
    except json.JSONDecodeError as error:
        raise UserError(f"{name}:{error.lineno}: This is no JSON: {error.msg}.") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise UserError(f"{name} is no fixture: each row needs model, pk and fields.") from error


def convert(rows: Sequence[Row], present: Document) -> Taken:
    """Take what the rows hold; the rest stays as it is. Raises UserError where a word is missing."""
    taken = Taken()
    try:
        for section in (_priorities, _places, _impacts, _roles, _key_events, _slack, _teams):
            section(rows, present, taken)
    except (KeyError, TypeError, AttributeError) as error:
        raise UserError(f"A row of the fixtures lacks {error}. Dump it again with all its fields.") from error
    others = {row.model for row in rows} - _KNOWN
    taken.left_out += [f"{model} has no place in Firebell's settings." for model in sorted(others)]
    return taken


def _of(rows: Sequence[Row], *models: str) -> list[Row]:
    found = [row for row in rows if row.model in models]
    return sorted(found, key=lambda row: row.said.get("order") or 0)


def _priorities(rows: Sequence[Row], present: Document, taken: Taken) -> None:
    entries = {row.said["name"]: _priority(row.said, present) for row in _of(rows, "incidents.priority")}
    _take(taken, "priorities", entries)


def _priority(said: Mapping[str, Any], present: Document) -> dict[str, Any]:
    ours = present["priorities"].get(said["name"]) or {"name": said["name"].title(), "paging": "by button"}
    kind = said.get("recommended_response_type")
    channel = {"critical": True, "normal": False}.get(kind or "", said["value"] <= 3)
    return {
        **ours,
        "rank": said["value"],
        "emoji": said["emoji"],
        "description": said["description"],
        "fix_within": span(said["sla"]),
        "remind_every": span(said["reminder_time"]),
        "postmortem": said["needs_postmortem"],
        "channel": channel,
        "enabled": said["enabled_create"],
    }


def _places(rows: Sequence[Row], _present: Document, taken: Taken) -> None:
    groups = {row.key: row.said["name"] for row in _of(rows, "incidents.group")}
    _take(taken, "groups", {slug(name): {"name": name} for name in groups.values()})
    entries = {}
    for row in _of(rows, "incidents.incidentcategory", "incidents.component"):
        group = slug(groups.get(str(row.said["group"]), ""))
        if not group:
            taken.left_out.append(f"The category {row.said['name']!r} stands in a group that no file holds.")
            continue
        entries[slug(row.said["name"])] = _category(row, group, rows)
    _take(taken, "categories", entries)
    environments = {
        row.said["value"]: {
            "description": row.said["description"],
            "default": row.said["default"],
            "postmortem": row.said["default"],
            "freezes": row.said["default"],
        }
        for row in _of(rows, "incidents.environment")
    }
    _take(taken, "environments", environments)


def _category(row: Row, group: str, rows: Sequence[Row]) -> dict[str, Any]:
    said = row.said
    groups = [one.said["handle"] for one in _of(rows, "slack.usergroup") if _names(one, row.key)]
    channels = [one.said["name"] for one in _of(rows, "slack.conversation") if _names(one, row.key)]
    return {
        "name": said["name"],
        "group": group,
        "responders": groups,
        "channels": channels,
        "private": bool(said.get("private")),
        "deploy_warning": bool(said.get("deploy_warning", True)),
        "enabled": bool(said.get("enabled_create", True)),
    }


def _names(row: Row, category: str) -> bool:
    return category in map(str, row.said.get("incident_categories") or row.said.get("components") or ())


def _impacts(rows: Sequence[Row], present: Document, taken: Taken) -> None:
    priorities = taken.sections.get("priorities") or present["priorities"]
    entries = {}
    for row in _of(rows, "incidents.impacttype"):
        of_type = [
            one.said for one in _of(rows, "incidents.impactlevel") if str(one.said["impact_type"]) == row.key
        ]
        worst_first = sorted(of_type, key=lambda said: [*ASKS_FOR, "NO"].index(said["value"]))
        levels = {
            said["value"]: {"name": said["name"][:75], "priority": _asked(said["value"], priorities)}
            for said in worst_first
        }
        name = re.sub(r"\s+impact$", "", row.said["name"], flags=re.IGNORECASE)
        words = {"name": name, "emoji": row.said["emoji"], "help": row.said["help_text"], "levels": levels}
        entries[row.said["value"].removesuffix("_impact")] = words
    _take(taken, "impacts", entries)


def _asked(level: str, priorities: Mapping[str, Any]) -> str | None:
    wanted = ASKS_FOR.get(level)
    return wanted if wanted in priorities else None


def _roles(rows: Sequence[Row], _present: Document, taken: Taken) -> None:
    entries = {
        row.said["slug"].replace("_", "-"): {
            "name": row.said["name"],
            "emoji": row.said["emoji"],
            "summary": row.said["summary"][:500],
            "guide": _lines(row.said.get("description")),
        }
        for row in _of(rows, "incidents.incidentroletype")
    }
    _take(taken, "roles", entries)


def _key_events(rows: Sequence[Row], present: Document, taken: Taken) -> None:
    kinds = {row.key: row.said for row in _of(rows, "incidents.milestonetype")}
    entries = {said["event_type"]: _key_event(said) for said in kinds.values()}
    if entries:
        fixed = DESCRIBED["key_events"].fixed
        entries.update({key: present["key_events"][key] for key in fixed - entries.keys()})
    _take(taken, "key_events", entries)
    metrics = {}
    for row in _of(rows, "incidents.metrictype"):
        until, since = (kinds.get(str(row.said[side])) for side in ("milestone_lhs", "milestone_rhs"))
        if until and since:
            name = row.said["name"].capitalize()
            metrics[slug(name)] = {"name": name, "since": since["event_type"], "until": until["event_type"]}
    _take(taken, "metrics", metrics)


def _key_event(said: Mapping[str, Any]) -> dict[str, Any]:
    summary = re.sub(r"^\*[^*]*\*,?\s*", "", said["summary"] or said["name"]).rstrip(".")
    asked = bool(said["asked_for"] and said["user_editable"])
    words = summary[:1].upper() + summary[1:]
    return {
        "name": said["name"],
        "summary": words,
        "asked": asked,
        "required": bool(said["required"] and asked),
    }


def _slack(rows: Sequence[Row], present: Document, taken: Taken) -> None:
    """Tags with a meaning, usergroups for the worst, and calls for help."""
    groups = {row.key: row.said for row in _of(rows, "slack.usergroup")}
    rooms = {row.key: row.said for row in _of(rows, "slack.conversation")}
    tags = {said["tag"]: said["name"] for said in rooms.values() if said.get("tag")}
    known = {tag: name for tag, name in tags.items() if tag in TAGS}
    taken.left_out += [
        f"The tag {tag!r} of #{tags[tag]} has no meaning here." for tag in sorted(tags.keys() - TAGS)
    ]
    if known:
        taken.sections["tags"] = {**present["tags"], **known}
    widely = {said["handle"]: "P1" for said in groups.values() if said.get("tag") == WIDELY}
    _take(taken, "invited", widely)
    entries = {}
    for row in _of(rows, "slack.sos"):
        group = groups.get(str(row.said.get("user_group")), {})
        room = rooms.get(str(row.said.get("conversation")), {})
        entries[slug(row.said["name"])] = {
            "name": row.said["name"],
            "usergroup": group.get("handle", ""),
            "channel": room.get("name", ""),
        }
    _take(taken, "sos", entries)


def _teams(rows: Sequence[Row], _present: Document, taken: Taken) -> None:
    named = {row.said["name"]: row.said["jira_project_key"] for row in _of(rows, "raid.featureteam")}
    _take(taken, "teams", {slug(name): {"name": name, "project": key} for name, key in named.items()})


def _take(taken: Taken, section: str, entries: dict[str, Any]) -> None:
    if entries:
        taken.sections[section] = entries


def span(said: str) -> str:
    """Read Django's `D HH:MM:SS` as `4h`."""
    days, _, clock = said.rpartition(" ")
    hours, minutes, seconds = (int(float(part)) for part in clock.split(":"))
    whole = int(days or 0) * 86400 + hours * 3600 + minutes * 60 + seconds
    for size, unit in UNITS:
        if whole >= size and whole % size == 0:
            return f"{whole // size}{unit}"
    return f"{max(1, round(whole / 60))}m"


def _lines(text: str | None) -> str:
    return "\n".join(line.strip() for line in (text or "").splitlines())


_KNOWN = {
    "incidents.priority",
    "incidents.group",
    "incidents.incidentcategory",
    "incidents.component",
    "incidents.environment",
    "incidents.impacttype",
    "incidents.impactlevel",
    "incidents.incidentroletype",
    "incidents.milestonetype",
    "incidents.metrictype",
    "slack.usergroup",
    "slack.conversation",
    "slack.sos",
    "raid.featureteam",
}
