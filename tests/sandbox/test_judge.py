"""The judge of tests/conftest.py sees what is wrong, and fails whoever says it."""

from typing import Any

import pytest
from contracts import ARE_HERE
from judge import Judge
from lags import LAGS, UNLISTED

from bot.sandbox.heard import Heard, Way

pytestmark = pytest.mark.skipif(not ARE_HERE, reason="no contracts beside the checkout")

POSTED: dict[str, Any] = {
    "ok": True,
    "channel": "C0123456",
    "ts": "1700000000.000100",
    "message": {"type": "message", "text": "x", "ts": "1700000000.000100", "user": "U0123456"},
}
MENTION: dict[str, Any] = {
    "envelope_id": "1",
    "type": "events_api",
    "accepts_response_payload": False,
    "retry_attempt": 0,
    "retry_reason": "",
    "payload": {"type": "event_callback", "event": {"type": "app_mention", "text": "x"}},
}
LONG = {"type": "section", "text": {"type": "plain_text", "text": "x" * 3001}}
WRONG: list[tuple[Way, str, Any, str]] = [
    ("answer", "chat.postMessage", {**POSTED, "chanel": "C0"}, "/chanel: unexpected key"),
    ("answer", "chat.postMessage", {**POSTED, "ts": 5}, "/ts: number"),
    ("answer", "chat.postMessage", {**POSTED, "channel": "general"}, "is not an id"),
    ("answer", "chat.postMessage", {"ok": True}, "missing"),
    ("answer", "chat.postMassage", {"ok": True}, "no sample"),
    ("answer", "chat.postMessage", {"ok": False, "error": "went_wrong"}, "no documented error"),
    ("answer", "POST /respond/x", {"ok": True, "ts": "1"}, "otherwise than with ok"),
    ("envelope", "events_api", {**MENTION, "retry": 1}, "/retry: missing or unexpected"),
    ("envelope", "events_api", {**MENTION, "payload": {**MENTION["payload"], "x": 1}}, "/x: unexpected"),
    ("envelope", "goodbye", {"type": "goodbye"}, "no type of envelope"),
    ("request", "chat.postMessage", {"text": "x"}, "missing argument channel"),
    ("request", "chat.postMessage", {"channel": "C0", "text": "x", "as": "me"}, "unknown argument as"),
    ("request", "chat.postMessage", {"channel": "C0", "blocks": [LONG]}, "at most 3000"),
    ("request", "views.open", {"trigger_id": "1", "view": {"type": "modal", "blocks": []}}, "title"),
    ("response_url", "POST /respond/x", {"blocks": [LONG]}, "at most 3000"),
    ("ack", "interactive", {"payload": {"response_action": "push", "view": {"type": "modal"}}}, "title"),
]  # fmt: skip


def heard(way: Way, name: str, said: object, kind: str = "") -> Judge:
    judge = Judge()
    assert judge.of_firebell
    judge.of_firebell(Heard("slack", way, name, said, kind))
    return judge


@pytest.mark.parametrize(("way", "name", "said", "complaint"), WRONG)
def test_what_is_wrong_is_told_by_name_and_place(way: Way, name: str, said: object, complaint: str) -> None:
    problems, _ = heard(way, name, said).verdict()
    assert any(complaint in problem for problem in problems), problems


def test_what_is_right_is_counted_and_nothing_more() -> None:
    judge = heard("answer", "chat.postMessage", POSTED)
    assert judge.verdict() == ([], {"checked": {"answers": 1}, "names": ["chat.postMessage"]})
    assert judge.verdict() == ([], {"checked": {}, "names": []})


def test_every_test_that_hears_the_same_fault_is_told() -> None:
    judge = Judge()
    assert judge.of_anybody
    for _ in range(2):
        judge.of_anybody(Heard("slack", "answer", "chat.postMessage", {**POSTED, "chanel": "C0"}))
        assert judge.verdict()[0] == ["chat.postMessage /chanel: unexpected key"]


def test_a_json_body_is_judged_by_its_content_type() -> None:
    args = {"user": "U0123456"}
    assert heard("request", "users.info", args, "application/x-www-form-urlencoded").problems == []
    assert "no JSON bodies" in heard("request", "users.info", args, "application/json").problems[0]


def test_where_anybody_speaks_their_requests_are_not_judged() -> None:
    judge = Judge()
    assert judge.of_anybody
    judge.of_anybody(Heard("slack", "request", "chat.postMessage", {}))
    assert judge.verdict() == ([], {"checked": {}, "names": []})


def test_a_system_without_a_contract_is_told() -> None:
    judge = Judge()
    assert judge.of_anybody
    judge.of_anybody(Heard("elsewhere", "answer", "GET /", {}))
    assert judge.verdict()[0] == ["elsewhere has no contract to be held against"]


def test_every_lag_names_a_page() -> None:
    pages = [page for paths in LAGS.values() for page in paths.values()] + list(UNLISTED.values())
    known = ("https://docs.slack.dev/", "https://github.com/slackapi/", "https://github.com/slack-go/")
    assert [page for page in pages if not page.startswith(known)] == []


SERVICE = {"id": "P1", "type": "service_reference"}
EVENT: dict[str, Any] = {
    "id": "1",
    "event_type": "incident.triggered",
    "resource_type": "incident",
    "occurred_at": "2026-01-01T00:00:00.000Z",
    "agent": None,
    "client": None,
    "data": {"type": "incident_note", "id": "P1", "content": "x", "trimmed": False, "incident": None},
}
NAMELESS = {key: value for key, value in EVENT.items() if key != "agent"}
LINE = {"type": "assign_log_entry", "agent": 5}
NOTE = {"type": "incident_note", "id": "P1"}
ANSWER = {"limit": 25, "offset": 0, "more": False, "total": None}
WRONG_DUTY: list[tuple[Way, str, Any, int, str]] = [
    ("answer", "GET /incidents", ANSWER, 200, "incidents"),
    ("answer", "GET /incidents/Q1", {"incident": {**SERVICE, "status": "odd"}}, 200, "odd"),
    ("answer", "GET /nothing", {}, 200, "no operation"),
    ("answer", "GET /services", {"message": "wait"}, 429, "otherwise than with an error"),
    ("answer", "GET /log_entries", {"log_entries": [LINE]}, 200, "agent"),
    ("request", "POST /incidents", {"incident": {"type": "incident"}}, 0, "title"),
    ("request", "GET /services", {"colour": "red"}, 0, "colour"),
    ("envelope", "incident.triggered", {"event": {**EVENT, "data": NOTE}}, 0, "content: missing"),
    ("envelope", "incident.triggered", {"event": NAMELESS}, 0, "agent: missing"),
]  # fmt: skip


@pytest.mark.parametrize(("way", "name", "said", "status", "complaint"), WRONG_DUTY)
def test_what_is_wrong_with_pagerduty_is_told_too(
    way: Way, name: str, said: object, status: int, complaint: str
) -> None:
    judge = Judge()
    assert judge.of_firebell
    judge.of_firebell(Heard("pagerduty", way, name, said, "", status))
    problems, _ = judge.verdict()
    assert any(complaint in problem for problem in problems), problems


WRONG_JIRA: list[tuple[Way, str, Any, int, str]] = [
    ("answer", "GET /rest/api/2/priority/1", {"id": 1}, 200, "is not of type 'string'"),
    ("answer", "GET /rest/api/3/nothing", {}, 200, "no operation"),
    ("answer", "GET /rest/api/3/issue/INC-1", {"error": "x"}, 404, "otherwise than with messages"),
    ("request", "GET /rest/api/3/search/jql", {"startAt": "1"}, 0, "startAt"),
    ("request", "POST /rest/api/3/issue/INC-1/remotelink", {"object": "x"}, 0, "object"),
    ("envelope", "jira:issue_updated", {"timestamp": 1}, 0, "changelog"),
    ("envelope", "jira:issue_lost", {}, 0, "no event"),
]  # fmt: skip


@pytest.mark.parametrize(("way", "name", "said", "status", "complaint"), WRONG_JIRA)
def test_what_is_wrong_with_jira_is_told_too(
    way: Way, name: str, said: object, status: int, complaint: str
) -> None:
    judge = Judge()
    assert judge.of_firebell
    judge.of_firebell(Heard("jira", way, name, said, "", status))
    problems, _ = judge.verdict()
    assert any(complaint in problem for problem in problems), problems


PAGE = "/wiki/api/v2/pages/1"
WRONG_WIKI: list[tuple[Way, str, Any, int, str]] = [
    ("answer", f"GET {PAGE}", {"id": 1}, 200, "is not of type 'string'"),
    ("answer", f"GET {PAGE}", {"message": "x"}, 404, "otherwise than with errors"),
    ("answer", "GET /wiki/rest/api/content/1/label", {"labels": []}, 200, "labels: missing or unexpected"),
    ("request", f"GET {PAGE}", {"expand": "body"}, 0, "expand"),
    ("request", f"PUT {PAGE}", {"id": "1", "title": "x"}, 0, "'version' is a required property"),
    ("request", "POST /wiki/api/v2/nothing", {}, 0, "no operation"),
]  # fmt: skip


@pytest.mark.parametrize(("way", "name", "said", "status", "complaint"), WRONG_WIKI)
def test_what_is_wrong_with_confluence_is_told_too(
    way: Way, name: str, said: object, status: int, complaint: str
) -> None:
    judge = Judge()
    assert judge.of_firebell
    judge.of_firebell(Heard("confluence", way, name, said, "", status))
    problems, _ = judge.verdict()
    assert any(complaint in problem for problem in problems), problems


def test_a_right_webhook_passes() -> None:
    judge = Judge()
    assert judge.of_anybody
    judge.of_anybody(Heard("pagerduty", "envelope", "incident.annotated", {"event": EVENT}))
    assert judge.verdict()[0] == []
