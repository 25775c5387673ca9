"""Whatever strangers send: a status and no word of ours, never a fault, and who is slow is cut off."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Iterable
from typing import Any

import pytest
from fuzz import LETTERS, cases
from hypothesis import given
from hypothesis import strategies as st

from bot.integrations.jira import tellings as of_issues
from bot.integrations.jira import webhooks as jira
from bot.integrations.pagerduty import tellings as of_pages
from bot.integrations.pagerduty import webhooks as pagerduty
from bot.integrations.pagerduty.keyring import Keyring
from bot.integrations.rt import webhooks as rt
from bot.ports import utc_now
from bot.store import tables
from bot.store.database import Database
from bot.usecases.unit import Unit
from bot.web.api.api import Api
from bot.web.health import Health
from bot.web.metrics import Metrics
from bot.web.server import MOST_BYTES, Web

SECRETS = (
    "s3cret-of-metrics",
    "s3cret-of-pagerduty",
    "s3cret-of-jira",
    "s3cret-of-the-header",
    "s3cret-of-rt",
)
METRICS, PAGERDUTY, JIRA, HEADER, RT = SECRETS
API = ("/api/incidents", "/api/incidents/inc-1", "/api/freeze", "/api/alerts/alertmanager", "/api/nothing")
PATHS = ("/healthz", "/readyz", "/metrics", *pagerduty.PATHS, *jira.PATHS, rt.PATH, *API)
QUICK = 0.3
"""Seconds of patience here."""


@pytest.fixture
async def web(db: Database[Unit]) -> AsyncIterator[Web]:
    """All that is served where everything is connected."""
    shared = ("X-Firebell", HEADER)
    of_pagerduty = pagerduty.Webhooks(db, Keyring(db, "", PAGERDUTY), shared)
    of_jira = jira.Webhooks(db, (JIRA,))
    hooks = dict.fromkeys(pagerduty.PATHS, of_pagerduty.receive)
    hooks |= {**dict.fromkeys(jira.PATHS, of_jira.receive), rt.PATH: rt.Webhooks(db, RT).receive}
    pages = {**Health(db, lambda: True).pages, "/metrics": Metrics(db, utc_now, lambda: 2, METRICS).show}
    calls = Api(db, utc_now).calls
    web = Web(0, hooks, pages, "127.0.0.1", calls, patience=QUICK, idle=QUICK)
    await web.start()
    yield web
    await web.stop()


NAMES = st.sampled_from(
    [
        *("Host", "Content-Type", "Content-Encoding", "Transfer-Encoding", "Content-Length", "Expect"),
        *("Authorization", "X-PagerDuty-Signature", "X-Hub-Signature", "X-Firebell", "Cookie", "Upgrade"),
        *(
            "X-Firebell-Signature",
            "X-Atlassian-Webhook-Identifier",
            "X-Forwarded-For",
            "Accept",
            "Range",
            "Connection",
        ),
    ]
).map(str.encode) | st.binary(min_size=1, max_size=20)
VALUES = st.sampled_from(
    [
        b"gzip",
        b"chunked",
        b"100-continue",
        b"-1",
        b"99999999999",
        b"Bearer x",
        b"v1=" + b"a" * 64,
        b"sha256=00",
    ]
) | st.binary(max_size=80)
METHODS = st.sampled_from([b"GET", b"POST", b"PUT", b"HEAD", b"OPTIONS", b"TRACE", b"get"]) | st.binary(
    max_size=9
)
TARGETS = (
    st.sampled_from([path.encode() for path in PATHS])
    | st.sampled_from(
        [b"/", b"*", b"//x/..//healthz", b"/metrics?x=%00", b"/webhooks/%2e%2e/etc", b"http://x/"]
    )
    | st.binary(max_size=40)
)
LINES = st.lists(st.tuples(NAMES, VALUES), max_size=5)


@cases(100)
@given(method=METHODS, target=TARGETS, headers=LINES, body=st.binary(max_size=300), told=st.booleans())
@pytest.mark.slow
async def test_whatever_comes_is_answered_without_a_fault_or_a_secret(
    web: Web,
    caplog: pytest.LogCaptureFixture,
    method: bytes,
    target: bytes,
    headers: list[tuple[bytes, bytes]],
    body: bytes,
    *,
    told: bool,
) -> None:
    """told: whether it says how long its body is."""
    length = [(b"Content-Length", str(len(body)).encode())] if told else []
    head = [b"%s %s HTTP/1.1" % (method, target), *(b"%s: %s" % one for one in [*headers, *length])]
    said = await knock(web, [b"\r\n".join([*head, b"Connection: close", b"", body])])
    must_be_calm(said)
    assert not [line for line in caplog.records if line.exc_info], "a stranger's traceback in the log"


@pytest.mark.parametrize(
    ("target", "header"),
    [
        (b"POST /webhooks/pagerduty", b"X-PagerDuty-Signature: v1=\xff"),
        (b"POST /webhooks/pagerduty", b"X-Firebell: \xff"),
        (b"POST /webhooks/jira", b"X-Hub-Signature: sha256=\xff\xe9"),
        (b"POST /webhooks/rt", b"X-Firebell-Signature: sha256=\xff"),
        (b"GET /metrics", b"Authorization: Bearer \xff"),
        (b"GET /api/incidents", b"Authorization: Bearer \xff\xfe"),
        (b"GET /api/incidents", b"Authorization: Basic \xff"),
    ],
)
async def test_a_header_of_odd_bytes_is_nobodys(
    web: Web, caplog: pytest.LogCaptureFixture, target: bytes, header: bytes
) -> None:
    said = await knock(web, [b"%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n\r\n" % (target, header)])
    assert status(said) == 401
    assert not [line for line in caplog.records if line.exc_info], "a stranger's traceback in the log"


FIELDS = st.sampled_from(
    ["event", "id", "event_type", "data", "messages", "incident", "agent", "webhookEvent", "issue", "fields"]
)
ODD = st.text(LETTERS, max_size=20) | st.sampled_from(["\ud800", "a\0b", "../..", "9" * 5000])
ANYTHING: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ODD,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(LETTERS, max_size=9) | FIELDS, inner, max_size=4)
    ),
    max_leaves=9,
)
SHAPED = st.fixed_dictionaries(
    {"id": ODD, "incident_key": ODD, "incident": st.fixed_dictionaries({"id": ODD})}
)
EVENT = st.fixed_dictionaries(
    {
        "event_type": st.sampled_from(of_pages.EVENTS),
        "id": ODD | ANYTHING,
        "data": SHAPED | ANYTHING,
    }
)
EVENTS = st.fixed_dictionaries({"event": EVENT})
ISSUES = st.fixed_dictionaries(
    {
        "webhookEvent": st.sampled_from(of_issues.EVENTS),
        "issue": SHAPED | ANYTHING,
        "comment": ANYTHING,
    }
)


HINTS = st.fixed_dictionaries(
    {
        "ticket": st.integers() | ANYTHING,
        "queue": ODD | ANYTHING,
        "status": ODD | ANYTHING,
        "transactions": st.lists(st.integers(), max_size=2) | ANYTHING,
    }
)


@cases(20)
@given(said=EVENTS | ISSUES | HINTS | ANYTHING)
async def test_whatever_is_signed_is_taken_or_refused_for_good(web: Web, said: Any) -> None:
    """What is told again for ever would keep what comes after it: no signed body ends in a fault of ours."""
    body = json.dumps(said).encode()
    for path, name, value in (
        (pagerduty.PATHS[0], "X-PagerDuty-Signature", "v1=" + signature(PAGERDUTY, body)),
        (jira.PATHS[0], "X-Hub-Signature", "sha256=" + signature(JIRA, body)),
        (rt.PATH, "X-Firebell-Signature", "sha256=" + signature(RT, body)),
    ):
        answer = await knock(web, [request(path, body, **{name: value, "X-Firebell": HEADER})])
        assert status(answer) in {202, 400}, (path, answer)


async def test_a_replay_is_taken_once(web: Web, db: Database[Unit]) -> None:
    """The same body and signature, whatever else stands around it: no system signs the time."""
    event = {"event_type": "incident.triggered", "id": "E1", "data": {"id": "Q1", "incident_key": "k"}}
    body = json.dumps({"event": event}).encode()
    issue = json.dumps({"webhookEvent": "jira:issue_updated", "issue": {"id": "10"}}).encode()
    ours = {"mark": "m1", "incident": 1, "system": "jira", "source_id": "10", "key": "INC-1"}
    theirs = {"mark": "m2", "incident": 1, "system": "rt", "source_id": "12", "key": "RT#12"}
    hint = json.dumps({"ticket": 12, "queue": "General", "status": "open", "transactions": [44]}).encode()
    await db.write(lambda _: tables.Ticket.insert_many([ours, theirs]).execute())
    for _ in range(3):
        signed = {"X-PagerDuty-Signature": "v1=" + signature(PAGERDUTY, body), "X-Firebell": HEADER}
        assert status(await knock(web, [request(pagerduty.PATHS[0], body, **signed)])) == 202
        signed = {"X-Hub-Signature": "sha256=" + signature(JIRA, issue)}
        assert status(await knock(web, [request(jira.PATHS[0], issue, **signed)])) == 202
        signed = {"X-Firebell-Signature": "sha256=" + signature(RT, hint)}
        assert status(await knock(web, [request(rt.PATH, hint, **signed)])) == 202
    told = await db.read(lambda: sorted(row.source for row in tables.Telling.select()))
    assert told == ["jira", "pagerduty", "rt"]
    other = body.replace(b"E1", b"E2")
    assert status(await knock(web, [request(pagerduty.PATHS[0], other, **signed)])) == 401


@pytest.mark.parametrize(
    ("begins", "goes_on"),
    [
        (b"GET /", b"x"),
        (b"POST /webhooks/jira HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"x"),
        (b"POST /webhooks/jira HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n", b"x"),
        (b"POST /webhooks/jira HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"GET /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n", b"x"),
    ],
)
async def test_who_sends_a_byte_at_a_time_is_cut_off(web: Web, begins: bytes, goes_on: bytes) -> None:
    """An answer is lost where they go on sending after it; what counts is that they are not waited for."""
    parts = iter([begins, *[goes_on] * 9_000])
    said = await knock(web, parts, pause=0.02)
    assert next(parts, b""), "all of it was taken"
    assert said[9:12] in {b"", b"408"}


async def test_what_says_that_it_is_too_large_is_not_read(web: Web) -> None:
    head = f"POST /webhooks/jira HTTP/1.1\r\nHost: x\r\nContent-Length: {MOST_BYTES + 1}\r\n\r\n"
    assert status(await knock(web, [head.encode()])) == 413


async def test_what_is_packed_is_not_unpacked(web: Web) -> None:
    """The signature holds for the bytes that came, so that something small cannot become large."""
    body = b"\x1f\x8b" + b"\0" * 50
    signed = {"X-Hub-Signature": "sha256=" + signature(JIRA, body), "Content-Encoding": "gzip"}
    assert status(await knock(web, [request(jira.PATHS[0], body, **signed)])) == 400


async def knock(web: Web, parts: Iterable[bytes], pause: float = 0) -> bytes:
    """Send the parts, one after the other as long as they are taken, and give all that was answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", web.port)
    answer = asyncio.create_task(reader.read())
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
            if answer.done():
                break
            await asyncio.sleep(pause)
        return await asyncio.wait_for(answer, 30)
    except ConnectionError:
        (said,) = await asyncio.gather(answer, return_exceptions=True)
        return said if isinstance(said, bytes) else b""
    finally:
        writer.close()


def request(path: str, body: bytes, **headers: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: x", "Connection: close", f"Content-Length: {len(body)}"]
    return (
        "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]).encode()
        + body
    )


def signature(secret: str, body: bytes) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def must_be_calm(said: bytes) -> None:
    """Closed without a word, or a status below 500 that tells nothing of us."""
    for word in (b"Traceback", b"site-packages", b".py", *map(str.encode, SECRETS)):
        assert word not in said, said
    assert not said or status(said) < 500, said
