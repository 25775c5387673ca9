"""What alerts become: by the settings, by labels that name an entry, by their severity."""

from dataclasses import replace
from typing import Any

import pytest
from incidents import NOW, WORDS, act, opened

from bot.domain.alerts import AlertRule, free, is_touched, must_wait
from bot.domain.alerts.reading import Alert, Group, form_of
from bot.domain.errors import UserError
from bot.domain.events import AlertResolved, NoteAdded, PersonJoined
from bot.domain.incident import Change, Status
from bot.domain.rules.opening import TITLE, Form, open_incident
from bot.web.api.alertmanager import read

TOKEN = act("token:grafana")


def become(*labels: dict[str, str], title: str = "HostDown", **rules: Any) -> Form | None:
    words = replace(WORDS, alerts={one.label: one for one in rules.get("rules", ())})
    return form_of(Group("k", title, tuple(map(Alert, labels))), words)


@pytest.mark.parametrize(
    ("labels", "priority"),
    [
        ({"severity": "critical"}, "P1"),
        ({"severity": "Page"}, "P1"),
        ({"severity": "error"}, "P2"),
        ({"severity": "warning"}, "P3"),
        ({"severity": "minor"}, "P4"),
        ({"severity": "whatever"}, "P3"),
        ({}, "P3"),
        ({"severity": "critical", "priority": "p4"}, "P4"),
        ({"severity": "info"}, None),
        ({"severity": "none"}, None),
    ],
)
def test_its_severity_says_how_urgent_it_is(labels: dict[str, str], priority: str | None) -> None:
    form = become(labels)
    assert (form.priority if form else None) == priority
    if form:
        assert form.environments == ("PRD",)
        assert open_incident(replace(form, quick=True), WORDS, TOKEN).incident.opened_by == ""


def test_the_settings_count_most_and_the_worst_of_several_alerts() -> None:
    rules = (
        AlertRule("team=Site Reliability", category="payment", priority="P4"),
        AlertRule("severity=info", priority="P5"),
        AlertRule("alertname=Watchdog", ignored=True),
        AlertRule("stage=dev", environment="STG"),
    )
    team = {"team": "Site Reliability", "severity": "critical"}
    form = become(team, {"severity": "warning", "stage": "dev"}, rules=rules)
    assert form
    assert (form.priority, form.category, form.environments) == ("P3", "payment", ("STG",))
    told = become({"severity": "info"}, rules=rules)
    assert told
    assert told.priority == "P5", "what the settings name is wanted, also info"
    assert become({"alertname": "Watchdog", "severity": "critical"}, rules=rules) is None


def test_a_rule_that_says_only_where_alerts_belong_wants_no_more_of_them() -> None:
    watchdog = {"severity": "none", "team": "payments"}
    rules = (AlertRule("team=payments", category="payment"), AlertRule("stage=dev", environment="STG"))
    assert become(watchdog, {**watchdog, "severity": "info", "stage": "dev"}, rules=rules) is None
    for wanting in (
        AlertRule("team=payments", priority="P4"),
        AlertRule("Severity=None", category="payment"),
    ):
        assert become(watchdog, rules=(*rules, wanting)), wanting
        assert become(watchdog, rules=(wanting, AlertRule("severity=none", ignored=True))) is None


@pytest.mark.parametrize("title", ["", " ", "x", "é", "x" * 500, "two\nlines", "<!here>"])
def test_whatever_it_is_called_it_is_an_incident(title: str) -> None:
    form = become({"severity": "critical"}, title=title)
    assert form
    assert TITLE[0] <= len(open_incident(replace(form, quick=True), WORDS, TOKEN).incident.title) <= TITLE[1]


def test_what_alertmanager_sends_is_read_however_odd() -> None:
    alert: dict[str, Any] = {"status": "firing", "labels": {"alertname": "A", "n": 1}, "annotations": None}
    said: dict[str, Any] = {"groupKey": "k" * 900, "status": "firing", "alerts": [alert] * 300}
    group: Group = read({**said, "truncatedAlerts": 7, "commonLabels": []})["group"]
    assert (len(group.key), group.title, group.left_out, len(group.firing)) == (64, "A", 7, 300)
    resolved: Group = read({**said, "status": "resolved"})["group"]
    assert not resolved.firing
    halves: Group = read({**said, "commonAnnotations": {"summary": "\ud800\0half"}})["group"]
    assert halves.title == "?half"
    odd: list[Any] = [
        None,
        [],
        {},
        {**said, "groupKey": ""},
        {**said, "status": {}},
        {**said, "alerts": [1]},
    ]
    for wrong in odd:
        with pytest.raises(UserError):
            read(wrong)


def test_it_says_as_many_alerts_as_there_is_room_for_and_counts_the_others() -> None:
    alerts = tuple(Alert({}, f"Host {number} is down") for number in range(100, 400))
    form = form_of(Group("k", "HostDown", alerts, url="http://alertmanager", left_out=7), WORDS)
    assert form
    *shown, more, url = form.description.splitlines()
    assert shown == [alert.words for alert in alerts[: len(shown)]]
    assert (more, url) == (f"and {300 - len(shown) + 7} more", "http://alertmanager")
    long = form_of(Group("k", "HostDown", (Alert({}, "x" * 5000),), url="http://alertmanager"), WORDS)
    assert long
    assert long.description.endswith("x…\nhttp://alertmanager")


def test_whoever_has_to_do_with_what_waits_opens_it() -> None:
    waits = opened(braked=True, opened_by="")
    assert not free(Change(waits, ()), act()).incident.braked
    assert free(Change(waits, ()), TOKEN).incident.braked, "a program does not"
    assert free(Change(waits, ()), act("")).incident.braked
    over = replace(waits, status=Status.CLOSED)
    assert free(Change(over, ()), act()).incident.braked, "its end makes no channel"
    for one in (opened(), over):
        with pytest.raises(UserError):
            must_wait(one)


def test_being_let_into_the_channel_is_no_work() -> None:
    raised = opened(opened_by="", roles={})
    told = AlertResolved(NOW, "token:grafana")
    assert not is_touched(raised, [told, PersonJoined(NOW, "U1")])
    note = NoteAdded(NOW, "U1", note="n", words="Looking", moment=NOW, author="U1")
    assert is_touched(raised, [note])
    assert is_touched(replace(raised, roles={"commander": "U1"}), [])
    assert is_touched(replace(raised, status=Status.INVESTIGATING), [])
