"""What PagerDuty tells by webhook is in the inbox before it is answered, and nothing else ever is."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from harness import Workspace
from pagerduty_ear import KEY, Ear

from bot.integrations.pagerduty import tellings
from bot.integrations.pagerduty.client import PagerDuty
from bot.store.database import Database
from bot.store.systems import standings
from bot.usecases.unit import Unit

SHARED = ("X-Firebell", "sesame")


@pytest.fixture
async def ear(workspace: Workspace, db: Database[Unit], client: PagerDuty) -> AsyncIterator[Ear]:
    ear = Ear(workspace, db, client)
    await ear.start()
    yield ear
    await ear.stop()


async def test_what_people_do_there_comes_in_once_and_in_one_shape(ear: Ear) -> None:
    """Delivered three times; a ping proves the webhook, and of what nobody wants nothing is kept."""
    number = await ear.subscribe()
    assert await ear.subscription.ping(number)
    await ear.want("Payments")
    await ear.fault("incident.triggered", "duplicate", copies=2)
    page = await ear.act("trigger", service="Payments", title="Checkout is down")
    await ear.act("acknowledge", incident=page["id"])
    await ear.act("trigger", service="Office IT", title="The printer is on fire")
    said = {"key": page["incident_key"], "service": "Payments"}
    assert await ear.kept(2) == [(page["id"], "changed", said)] * 2
    assert await ear.answers(7) == [202] * 7


async def test_of_what_is_ours_notes_come_too(ear: Ear) -> None:
    await ear.subscribe()
    page = await ear.act("trigger", service="Payments", title="Checkout is down")
    assert await ear.answers(2) == [202, 202], "the ping, and one about nothing of ours"
    (heard,) = await ear.db.read(standings.present, ["pagerduty"])
    assert next(one for one in heard.lasts if one.what == "Last webhook").at
    await ear.own(page["id"])
    await ear.act("note", incident=page["id"], text="It is the cache.")
    await ear.act("priority", incident=page["id"], priority="P1")
    ((_, kind, said), (_, last, _)) = await ear.kept(2)
    assert (kind, said["words"], said["who"]) == ("noted", "It is the cache.", "Ben Okafor")
    assert last == "changed"


async def test_a_secret_that_is_exchanged_is_never_refused(ear: Ear) -> None:
    """With the old one, with both, with the new one alone."""
    number = await ear.subscribe()
    await ear.want("Payments")
    await ear.act("trigger", service="Payments", title="With the old one")
    await ear.act("rotate", subscription=number, secret="fresh-secret")
    await ear.act("trigger", service="Payments", title="With both")
    await ear.kept(2)
    ear.know(KEY, "fresh-secret")
    await ear.act("rotate", subscription=number, secret="fresher-secret")
    await ear.act("trigger", service="Payments", title="With the second alone")
    await ear.kept(3)
    assert set(await ear.answers()) == {202}


async def test_the_status_says_what_is_wrong_and_nothing_is_kept(ear: Ear) -> None:
    body = json.dumps({"event": {"id": "E1", "event_type": "incident.triggered", "data": {"id": "Q1"}}})
    assert await ear.post(body, signed("whatever", body)) == 503, "no secret is known: to be told again"
    await ear.subscribe()
    assert await ear.post(body, "") == 401
    assert await ear.post(body, "v1=nonsense") == 401
    assert await ear.post(body, signed("wrong", body)) == 403
    assert await ear.ills() == ["pagerduty webhooks"], "the first refusal is told: three end the webhooks"
    assert await ear.kept(0) == []


async def test_what_is_signed_and_strange_is_counted_and_ends_no_webhooks(ear: Ear) -> None:
    ear.know(KEY, "sesame")
    tellings.unknown.clear()
    assert await ear.post("{", signed("sesame", "{")) == 400
    nobody: dict[str, Any] = {**event("incident.role.assigned"), "data": {"incident_role_assignments": []}}
    keyed = event("incident.triggered")
    keyed["data"]["incident_key"] = {"a": 1}
    bodies: list[Any] = [{"event": {"id": "1"}}, [], {"event": 3}, {"event": nobody}]
    for said in [*bodies, {"event": keyed}, {"event": event("incident.workflow.started")}]:
        body = json.dumps(said)
        assert await ear.post(body, signed("sesame", body)) == 202, said
    assert tellings.unknown == {"unreadable": 4, "incident.workflow.started": 1}
    assert await ear.kept(0) == []


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("status_update_published", {"message": "A fix is on its way"}, {"words": "A fix is on its way"}),
        (
            "responder.replied",
            {"user": {"summary": "Maeve"}, "message": "Please help", "state": "accepted"},
            {"about": "Maeve", "words": "Please help", "state": "accepted"},
        ),
        (
            "conference_bridge.updated",
            {"conference_url": "https://meet.example.com/1", "conference_numbers": [{"number": "+1-555"}]},
            {"words": "https://meet.example.com/1, +1-555"},
        ),
        (
            "custom_field_values.updated",
            {"changed_custom_fields": [{"name": "region", "value": ["EU", "US"]}]},
            {"words": "region: EU, US"},
        ),
    ],
)
async def test_what_is_told_besides_is_found_by_its_incident(
    ear: Ear, name: str, data: dict[str, Any], told: dict[str, str]
) -> None:
    ear.know(KEY, "sesame")
    await ear.own("Q1")
    said = {"id": "E7", "event_type": f"incident.{name}", "agent": {"summary": "Ben Okafor"}}
    body = json.dumps({"event": {**said, "data": {"id": "N3", "incident": {"id": "Q1"}, **data}}})
    assert await ear.post(body, signed("sesame", body)) == 202
    ((number, kind, kept),) = await ear.kept(1)
    assert (number, kind, kept["who"]) == ("Q1", "told", "Ben Okafor")
    assert told.items() <= kept.items()


async def test_a_role_names_its_incident_within(ear: Ear) -> None:
    ear.know(KEY, "sesame")
    await ear.own("Q1")
    given = {"assignee": {"summary": "Ben"}, "role": {"summary": "Scribe"}, "incident": {"id": "Q1"}}
    data = {"incident_role_assignments": [given]}
    body = json.dumps({"event": {"id": "E8", "event_type": "incident.role.assigned", "data": data}})
    assert await ear.post(body, signed("sesame", body)) == 202
    ((number, _, kept),) = await ear.kept(1)
    assert (number, kept["about"], kept["words"]) == ("Q1", "Ben", "Scribe")


async def test_where_it_cannot_be_kept_it_is_asked_for_again(ear: Ear) -> None:
    ear.know(KEY, "sesame", patience=0.5)
    ear.db.close()
    body = json.dumps({"event": event("incident.triggered")})
    assert await ear.post(body, signed("sesame", body)) == 503


async def test_version_two_is_known_by_its_header_alone(ear: Ear) -> None:
    """It goes the same way; a note in it says that there is one, and is read."""
    ear.shared = SHARED
    ear.know(KEY, "")
    await ear.act("v2", url=ear.url("/pagerduty-webhook"), service="Payments")
    page = await ear.act("trigger", service="Payments", title="Checkout is down")
    assert await ear.answers(1) == [401]
    body = json.dumps({"messages": [message(page["id"], "trigger"), message(page["id"], "annotate")]})
    await ear.own(page["id"])
    assert await ear.post(body, "", {"X-Firebell": "open"}) == 401
    assert await ear.post(body, "", {"X-Firebell": "sesame"}) == 202
    assert [kind for _, kind, _ in await ear.kept(2)] == ["changed", "noted"]


async def test_a_message_that_cannot_be_read_takes_no_other_along(ear: Ear) -> None:
    ear.shared = SHARED
    ear.know(KEY, "")
    page = await ear.act("trigger", service="Payments", title="Checkout is down")
    await ear.own(page["id"])
    odd = [None, {"event": "incident.trigger"}, {**message(page["id"], "trigger"), "incident": []}]
    body = json.dumps({"messages": [*odd, message(page["id"], "resolve")]})
    assert await ear.post(body, "", {"X-Firebell": "sesame"}) == 202
    assert len(await ear.kept(1)) == 1


async def test_where_a_header_is_named_the_signed_carry_it_too(ear: Ear) -> None:
    """What Firebell subscribed to before, without it, is made anew."""
    ear.shared = None
    ear.know(KEY, "")
    ear.point(ear.url(""))
    before = await ear.subscribe()
    ear.shared = SHARED
    ear.know(KEY, "other-secret")
    ear.point(ear.url(""))
    assert await ear.subscribe() != before
    await ear.want("Payments")
    await ear.act("trigger", service="Payments", title="Checkout is down")
    assert len(await ear.kept(1)) == 1
    body = json.dumps({"event": event("incident.triggered")})
    assert await ear.ills() == []
    assert await ear.post(body, signed("other-secret", body)) == 401
    assert await ear.ills() == ["pagerduty webhooks"], "it is PagerDuty itself that is refused"
    assert await ear.post(body, signed("other-secret", body), {"X-Firebell": "sesame"}) == 202
    assert await ear.ills() == []
    assert await ear.post(body, "v1=nonsense", {"X-Firebell": "sesame"}) == 401


def signed(secret: str, body: str) -> str:
    return f"v1={hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()}"


def event(name: str) -> dict[str, Any]:
    return {"id": "E1", "event_type": name, "data": {"id": "Q1", "service": {"summary": "Payments"}}}


def message(number: str, name: str) -> dict[str, Any]:
    service = {"id": "P1", "summary": "Payments"}
    return {"id": name, "event": f"incident.{name}", "incident": {"id": number, "service": service}}
