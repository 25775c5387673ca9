"""Programs declare, read and update by a token, and are refused in the words that people see."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from door import Door
from harness import FORM
from incidents import opened

from bot.domain.errors import UserError
from bot.domain.incident import Status
from bot.domain.policy import RESERVABLE
from bot.store import incidents, tables, timeline
from bot.store.api import tokens
from bot.store.incidents import saving
from bot.store.settings import audit
from bot.usecases.api.tokens import make_token, revoke_token
from bot.usecases.open_incident import open_incident
from bot.usecases.settings.apply_settings import apply_settings, propose_settings
from bot.usecases.work.keep_private import make_private
from bot.views.work.happenings import SENTENCES

CALLS = [
    ("POST", "/api/incidents", "declare"),
    ("GET", "/api/incidents", "read"),
    ("GET", "/api/incidents/inc-1", "read"),
    ("PATCH", "/api/incidents/inc-1", "update"),
    ("POST", "/api/incidents/inc-1/timeline", "update"),
    ("GET", "/api/freeze", "read"),
    ("POST", "/api/alerts/alertmanager", "alerts"),
]
DOWN = {"title": "Checkout is down", "priority": "P1", "category": "payment"}


async def test_a_token_is_shown_once_and_kept_as_a_digest(door: Door) -> None:
    secret = door.token("grafana", "read", "declare")
    assert door.token("grafana", "read") == "", "a repeat of the press shows nothing"
    rows = door.db.read_now(lambda: list(tables.Token.select().dicts()))
    assert secret.removeprefix("fb_") not in str(rows)
    assert (await door.ask("GET", "/api/incidents", secret=secret))[0] == 200
    (token,) = door.db.read_now(tokens.everything)
    assert token.used_at
    with pytest.raises(UserError, match="There is a token grafana already"):
        door.db.write_now(make_token, "grafana", ["read"], by="U1", press="again")
    for name, rights in (("", ["read"]), ("a b", ["read"]), ("ok", []), ("ok", ["private"])):
        with pytest.raises(UserError):
            door.db.write_now(make_token, name, rights, by="U1", press="wrong")
    with pytest.raises(UserError, match="Only admins"):
        door.db.write_now(revoke_token, "grafana", by="U2", press="not ben")
    door.db.write_now(revoke_token, "grafana", by="U1", press="revoked")
    status, said = await door.ask("GET", "/api/incidents", secret=secret)
    assert (status, said["title"]) == (401, "Unauthorized")
    changes = door.db.read_now(audit.newest)
    assert [(one.by, one.difference.place, one.difference.is_gone) for one in changes] == [
        ("U1", "tokens.grafana", True),
        ("U1", "tokens.grafana", False),
    ]


@pytest.mark.parametrize(("method", "path", "right"), CALLS)
async def test_each_call_needs_a_known_token_with_its_right(
    door: Door, method: str, path: str, right: str
) -> None:
    others = {"declare", "read", "update", "alerts", "private"} - {right}
    lacking = door.token("lacking", *others)
    for secret in ("", "fb_guessed", "nothing"):
        assert (await door.ask(method, path, {}, secret=secret))[0] == 401
    status, said = await door.ask(method, path, {}, secret=lacking)
    assert status == 403
    assert f"it lacks the right “{right}”" in said["detail"]
    assert (await door.ask(method, path, {}, Authorization="Basic bm90LWJhc2U2NA"))[0] == 401


async def test_it_declares_once_for_a_key_that_goes_on(door: Door) -> None:
    secret, other = door.token("grafana"), door.token("other")
    keyed = {**DOWN, "dedup_key": "checkout"}
    assert [(await door.ask("POST", "/api/incidents", keyed, secret=secret))[0] for _ in range(3)] == [
        201,
        200,
        200,
    ]
    status, theirs = await door.ask("POST", "/api/incidents", keyed, secret=other)
    assert (status, theirs["ref"]) == (201, "inc-2"), "a key is its token's own"
    closing = {"status": "closed", "closing_reason": "false positive", "message": "Only a probe."}
    assert (await door.ask("PATCH", "/api/incidents/inc-1", closing, secret=secret))[0] == 200
    status, anew = await door.ask("POST", "/api/incidents", keyed, secret=secret)
    assert (status, anew["ref"], anew["declared_by"]) == (201, "inc-3", "token:grafana")
    together = await asyncio.gather(
        *(
            door.ask("POST", "/api/incidents", {**keyed, "dedup_key": "at once"}, secret=secret)
            for _ in range(8)
        )
    )
    assert sorted(status for status, _ in together) == [200] * 7 + [201]
    assert len({said["ref"] for _, said in together}) == 1


async def test_what_is_kept_for_a_usergroup_is_none_of_a_tokens_business(door: Door) -> None:
    wanted = {"permissions": {name: ["sre"] for name in RESERVABLE}}
    shown = door.db.read_now(propose_settings, wanted)
    door.db.write_now(apply_settings, wanted, shown)
    secret = door.token("ci")
    assert (await door.ask("POST", "/api/incidents", DOWN, secret=secret))[0] == 201
    closed = {"status": "closed", "closing_reason": "false positive", "message": "Only a probe."}
    status, said = await door.ask("PATCH", "/api/incidents/inc-1", closed, secret=secret)
    assert (status, said.get("status")) == (200, "closed"), said


async def test_a_repeated_request_is_answered_as_before(door: Door) -> None:
    secret = door.token("grafana")
    first = await door.ask("POST", "/api/incidents", DOWN, secret=secret, Idempotency_Key="a")
    assert first[0] == 201
    again = await door.ask("POST", "/api/incidents", DOWN, secret=secret, Idempotency_Key="a")
    assert (again[0], again[1]["ref"]) == (200, "inc-1")
    other = await door.ask(
        "POST", "/api/incidents", {**DOWN, "priority": "P2"}, secret=secret, Idempotency_Key="a"
    )
    assert other[0] == 422
    assert list(other[1]["fields"]) == ["Idempotency-Key"]
    words = {"words": "Rolled back."}
    for _ in range(2):
        status, _ = await door.ask(
            "POST", "/api/incidents/inc-1/timeline", words, secret=secret, Idempotency_Key="b"
        )
        assert status == 201
    noted = door.db.read_now(timeline.of, 1)
    assert sum(type(one).__name__ == "NoteAdded" for one in noted) == 1
    assert "token grafana" in SENTENCES[type(noted[0])](noted[0])


async def test_it_updates_and_is_told_what_people_would_be(door: Door) -> None:
    secret = door.token("grafana")
    await door.ask("POST", "/api/incidents", DOWN, secret=secret)
    path = "/api/incidents/inc-1"
    status, said = await door.ask(
        "PATCH", path, {"status": "mitigating", "message": "Failing over."}, secret=secret
    )
    assert (status, said["status"], said["update"]) == (200, "mitigating", "Failing over.")
    cases: list[tuple[Any, int, str]] = [
        ({"status": "open"}, 422, "reason"),
        ({"status": "closed"}, 409, "cannot be closed yet"),
        ({"status": "closed", "closing_reason": "duplicate", "message": "Same."}, 422, "duplicate of"),
        ({"status": "closed", "priority": "P2"}, 422, "before the one that closes it"),
        ({"closing_reason": "external"}, 422, "only with the status closed"),
        ({}, 422, "Nothing is new"),
        ({"status": "over"}, 422, "must be one of open"),
        ({"priority": "P9"}, 422, "Pick a priority"),
        ({"message": 7}, 422, "must be a text"),
        ({"message": "x" * 1201}, 422, "at most 1200"),
        ({"message": "\ud800"}, 422, "no text"),
        ({"massage": "Hi"}, 422, "There is no such field"),
        ([], 422, "Send an object"),
    ]
    for body, expected, sentence in cases:
        status, said = await door.ask("PATCH", path, body, secret=secret)
        assert status == expected, (body, said)
        assert sentence in said["detail"]
    found = door.db.read_now(incidents.get, 1)
    assert found
    assert (found.status, found.priority) == (Status.MITIGATING, "P1")


async def test_a_declaration_that_cannot_be_says_why_under_each_field(door: Door) -> None:
    secret = door.token("grafana")
    said = {
        "title": "x",
        "category": "nonsense",
        "environments": ["MOON"],
        "impacts": {"customers": "nonsense"},
    }
    status, refused = await door.ask("POST", "/api/incidents", said, secret=secret)
    assert status == 422
    assert set(refused["fields"]) >= {"category", "environments", "impacts", "priority"}
    status, refused = await door.ask("POST", "/api/incidents", {"priority": "P2"}, secret=secret)
    assert (status, list(refused["fields"])) == (422, ["title"])
    assert door.db.read_now(lambda: tables.Incident.select().count()) == 0
    status, made = await door.ask(
        "POST", "/api/incidents", {"title": "Search is slow", "priority": "P3"}, secret=secret
    )
    assert (status, made["environments"], made["waits"]) == (201, ["PRD"], False)


async def test_private_ones_do_not_exist_without_the_right(door: Door) -> None:
    secret, entitled = door.token("grafana"), door.token("vault", "read", "update", "declare", "private")
    keyed = {**DOWN, "dedup_key": "k"}
    await door.ask("POST", "/api/incidents", keyed, secret=secret, Idempotency_Key="a")
    door.db.write_now(make_private, 1, (), by="U2")
    path = "/api/incidents/inc-1"
    for method, at, body in (("GET", path, None), ("PATCH", path, {"message": "Hi"})):
        hidden = await door.ask(method, at, body, secret=secret)
        nothing = await door.ask(method, at.replace("1", "99"), body, secret=secret)
        assert hidden[0] == nothing[0] == 404
        assert hidden[1]["detail"].replace("inc-1", "") == nothing[1]["detail"].replace("inc-99", "")
    assert (await door.ask("GET", "/api/incidents", secret=secret))[1]["incidents"] == []
    assert (await door.ask("GET", "/api/freeze", secret=secret))[1]["frozen"] is False
    for again in ({}, {"Idempotency_Key": "a"}):
        status, said = await door.ask("POST", "/api/incidents", keyed, secret=secret, **again)
        assert (status, "Checkout" in str(said)) == (409, False)
    status, said = await door.ask("POST", "/api/incidents", {**DOWN, "private": True}, secret=secret)
    assert status == 409
    assert "lacks the right “private”" in said["detail"]
    assert door.db.read_now(lambda: tables.Incident.select().count()) == 1
    assert (await door.ask("GET", path, secret=entitled))[1]["title"] == DOWN["title"]
    assert (await door.ask("POST", "/api/incidents", {**DOWN, "private": True}, secret=entitled))[0] == 201


async def test_lists_go_on_where_the_page_before_ended(door: Door) -> None:
    secret = door.token("grafana")
    for number in range(5):
        form = replace(FORM, draft=f"d{number}", priority="P3")
        door.db.write_now(open_incident, form, by="U2", press=f"p{number}")
    door.db.write_now(lambda _: saving.save(replace(opened(id=0, draft="a drill"), drill=True)))
    seen, cursor = [], ""
    while True:
        status, said = await door.ask("GET", f"/api/incidents?status=active&limit=2{cursor}", secret=secret)
        assert status == 200
        seen += [one["ref"] for one in said["incidents"]]
        if said["next"] is None:
            break
        cursor = f"&cursor={said['next']}"
    assert seen == ["inc-5", "inc-4", "inc-3", "inc-2", "inc-1"]
    assert (await door.ask("GET", "/api/incidents?status=closed", secret=secret))[1]["incidents"] == []
    for query in ("status=over", "limit=0", "limit=x", "cursor=-1", "page=2"):
        assert (await door.ask("GET", f"/api/incidents?{query}", secret=secret))[0] == 422


async def test_pipelines_learn_whether_people_may_deploy(door: Door) -> None:
    secret = door.token("ci", "read")
    assert (await door.ask("GET", "/api/freeze", secret=secret))[1]["frozen"] is False
    door.db.write_now(open_incident, FORM, by="U2", press="p")
    status, said = await door.ask("GET", "/api/freeze", secret=secret)
    assert (status, said["frozen"], said["incidents"][0]["ref"]) == (200, True, "inc-1")
    assert "Checkout is down" in said["why"]


async def test_who_asks_too_often_is_told_when_to_ask_again(door: Door) -> None:
    secret, other = door.token("grafana"), door.token("other")
    door.limits.burst = 3
    answers = [await door.ask("GET", "/api/freeze", secret=secret) for _ in range(4)]
    assert [status for status, _ in answers] == [200, 200, 200, 429]
    async with door.http.get(
        door.url("/api/freeze"), headers={"Authorization": f"Bearer {secret}"}
    ) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
    assert (await door.ask("GET", "/api/freeze", secret=other))[0] == 200
    assert (await door.ask("POST", "/api/alerts/alertmanager", {}, secret=secret))[0] == 503, "it asks again"


async def test_what_is_no_request_is_refused(door: Door) -> None:
    secret = door.token("grafana")
    bearer = {"Authorization": f"Bearer {secret}"}
    for body, status in ((b"{", 400), (b"[" * 60_000, 400), (b'"' + b"x" * 70_000 + b'"', 413), (b"", 400)):
        async with door.http.post(door.url("/api/incidents"), data=body, headers=bearer) as answer:
            assert (answer.status, answer.content_type) == (status, "application/problem+json")
    for method, path, status in (
        ("DELETE", "/api/incidents", 405),
        ("GET", "/api/incidents/none", 404),
        ("GET", "/api/incidents/inc-0", 404),
        ("GET", "/api/nowhere", 404),
        ("GET", "/api", 404),
        ("POST", "/api/openapi.json", 405),
    ):
        async with door.http.request(method, door.url(path), headers=bearer) as answer:
            assert (answer.status, answer.content_type) == (status, "application/problem+json")
    status, _ = await door.ask("POST", "/api/incidents", DOWN, secret=secret, Idempotency_Key="a b")
    assert status == 422
    noted = {"words": "Hm", "at": "2026-11-21T14:02:00"}
    assert (await door.ask("POST", "/api/incidents/inc-1/timeline", noted, secret=secret))[0] == 422
    await door.ask("POST", "/api/incidents", DOWN, secret=secret)
    for never in ("2999-11-21T14:02:00Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"):
        noted = {"words": "Hm", "at": never}
        status, said = await door.ask("POST", "/api/incidents/inc-1/timeline", noted, secret=secret)
        assert (status, list(said["fields"])) == (422, ["at"]), (
            "a field goes by the name that the request has"
        )
