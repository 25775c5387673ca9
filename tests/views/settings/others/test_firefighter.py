"""FireFighter's rows become our settings, and what has no place is named."""

import json
from typing import Any

import pytest

from bot.domain.errors import UserError
from bot.domain.settings.checking import faults
from bot.domain.settings.shape import tidy
from bot.domain.taxonomy.document import flat
from bot.shipped import defaults
from bot.views.settings.others.firefighter import convert, read, span

PRESENT = flat(defaults())


def row(model: str, key: object, **fields: Any) -> dict[str, Any]:
    return {"model": model, "pk": key, "fields": fields}


def priority(name: str, value: int, **fields: Any) -> dict[str, Any]:
    usual = {"emoji": "🌪️", "description": "Bad.", "order": value, "needs_postmortem": value < 3}
    spans = {"reminder_time": "01:00:00", "sla": f"{value} 00:00:00"}
    said = {"name": name, "value": value, "enabled_create": True, **usual, **spans, **fields}
    return row("incidents.priority", f"p{value}", **said)


ROWS = [
    *(priority(f"P{value}", value) for value in (3, 1, 2, 4, 5)),
    priority("GAMEDAY", 20, recommended_response_type="critical", enabled_create=False),
    row("incidents.group", "g1", name="Bäder & Küche", order=2),
    row("incidents.group", "g2", name="Other", order=9),
    row(
        "incidents.incidentcategory",
        "c1",
        name="Taps",
        group="g1",
        order=2,
        private=True,
        deploy_warning=False,
    ),
    row("incidents.component", "c2", name="Other", group="g2", order=1),
    row("incidents.component", "c3", name="Lost", group="g9", order=1),
    row(
        "incidents.environment",
        "e1",
        value="PRD",
        name="Prod",
        description="Production",
        order=0,
        default=True,
    ),
    row(
        "incidents.impacttype",
        1,
        name="Business Impact",
        value="business_impact",
        emoji="💰",
        help_text="Orders",
    ),
    row("incidents.impactlevel", "l1", impact_type=1, name="None", value="NO", order=0),
    row("incidents.impactlevel", "l2", impact_type=1, name="All of it", value="HT", order=20),
    row(
        "incidents.incidentroletype",
        1,
        name="Commander",
        slug="commander",
        emoji="🧑‍✈️",
        order=1,
        summary="Leads.",
        description="First\n      second",
    ),
    *(
        row(
            "incidents.milestonetype",
            number,
            name=name.title(),
            event_type=name,
            summary=f"*{name.title()}*, when it {name}.",
            user_editable=name == "started",
            required=True,
            asked_for=True,
        )
        for number, name in enumerate(("started", "declared", "recovered"), 1)
    ),
    row("incidents.metrictype", 1, name="Time To Fix", milestone_lhs=3, milestone_rhs=2),
    row("slack.usergroup", 7, name="Plumbers", handle="plumbers", tag="", incident_categories=["c1"]),
    row(
        "slack.usergroup",
        8,
        name="Bosses",
        handle="bosses",
        tag="invited_for_all_public_p1",
        incident_categories=[],
    ),
    row("slack.conversation", "r1", name="incidents", tag="tech_incidents", incident_categories=[]),
    row("slack.conversation", "r2", name="raid", tag="raid_alert__sbi_high", incident_categories=["c1"]),
    row("slack.sos", 1, name="All hands", user_group=8, conversation=None),
    row("raid.featureteam", 1, name="Check & out", jira_project_key="CHK"),
    row("auth.user", 1, username="root"),
]


def test_everything_finds_its_place_and_holds_together() -> None:
    taken = convert(read(json.dumps(ROWS), "all.json"), PRESENT)
    whole = tidy({**PRESENT, **taken.sections})
    assert not faults(whole), faults(whole)
    assert list(whole["priorities"]) == ["P1", "P2", "P3", "P4", "P5", "GAMEDAY"]
    assert whole["priorities"]["P4"]["channel"] is False
    assert whole["priorities"]["P2"] == {
        **PRESENT["priorities"]["P2"],
        "emoji": "🌪️",
        "description": "Bad.",
        "fix_within": "2d",
        "remind_every": "1h",
        "channel": True,
        "enabled": True,
    }
    assert whole["categories"]["taps"] == {
        "name": "Taps",
        "group": "bader-kuche",
        "responders": ["plumbers"],
        "channels": ["raid"],
        "private": True,
        "deploy_warning": False,
        "enabled": True,
    }
    assert whole["impacts"]["business"]["levels"] == {
        "HT": {"name": "All of it", "priority": "P1"},
        "NO": {"name": "None", "priority": None},
    }
    assert whole["roles"]["commander"]["guide"] == "First\nsecond"
    assert whole["key_events"]["started"] == {
        "name": "Started",
        "summary": "When it started",
        "asked": True,
        "required": True,
    }
    assert whole["key_events"]["mitigated"] == PRESENT["key_events"]["mitigated"]
    assert whole["metrics"]["time-to-fix"] == {
        "name": "Time to fix",
        "since": "declared",
        "until": "recovered",
    }
    assert whole["tags"] == {**PRESENT["tags"], "tech_incidents": "incidents"}
    assert whole["invited"] == {"bosses": "P1"}
    assert whole["teams"] == {"check-out": {"name": "Check & out", "project": "CHK"}}
    assert whole["sos"] == {"all-hands": {"name": "All hands", "usergroup": "bosses", "channel": ""}}
    assert taken.left_out == [
        "The category 'Lost' stands in a group that no file holds.",
        "The tag 'raid_alert__sbi_high' of #raid has no meaning here.",
        "auth.user has no place in Firebell's settings.",
    ]


def test_what_no_file_speaks_of_stays() -> None:
    assert set(convert(read(json.dumps(ROWS[:6]), "p.json"), PRESENT).sections) == {"priorities"}


@pytest.mark.parametrize(
    "text", ["{", "[1]", '[{"model": "x"}]', '[{"model": "slack.sos", "pk": 1, "fields": {}}]']
)
def test_what_is_no_fixture_is_told(text: str) -> None:
    with pytest.raises(UserError):
        convert(read(text, "broken.json"), PRESENT)


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ("01:00:00", "1h"),
        ("1 00:00:00", "1d"),
        ("00:45:00", "45m"),
        ("2 12:00:00", "60h"),
        ("00:00:20", "1m"),
    ],
)
def test_durations(said: str, ours: str) -> None:
    assert span(said) == ours
