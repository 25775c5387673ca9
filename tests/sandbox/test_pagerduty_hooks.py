"""What PagerDuty tells by webhook: to whom, signed how, again when, and when no more."""

import hashlib
import hmac
from typing import Any

import pytest
from duty import Duty, Told

pytest_plugins = ["sandbox_fixtures", "duty_fixtures"]

EVERYTHING = [
    f"incident.{name}"
    for name in (
        *("triggered", "acknowledged", "unacknowledged", "resolved", "reopened", "escalated", "delegated"),
        *("reassigned", "priority_updated", "annotated", "service_updated", "conference_bridge.updated"),
    )
]
DAY_LONG = 100_000
"""So quick go PagerDuty's pauses that hours are milliseconds."""


async def subscribed(duty: Duty, told: Told, **more: Any) -> dict[str, Any]:
    method = {
        "type": "http_delivery_method",
        "url": told.url,
        "custom_headers": [{"name": "X-Ours", "value": "7"}],
    }
    wish = {"type": "webhook_subscription", "delivery_method": method, "events": EVERYTHING}
    body = {"webhook_subscription": {**wish, "filter": {"type": "account_reference"}, **more}}
    made: dict[str, Any] = await duty.post("/webhook_subscriptions", body)
    return made


def signed(secret: str, body: bytes) -> str:
    return "v1=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


async def test_everything_that_happens_is_told_in_its_order(duty: Duty, told: Told) -> None:
    await subscribed(duty, told)
    made = await duty.trigger(incident_key="inc-7")
    number = made["id"]
    for user, action, more in (
        ("ben", "acknowledge", {}),
        ("ben", "note", {"text": "I look at it"}),
        ("ben", "priority", {"priority": "P2"}),
        ("ben", "reassign", {"to": ["ana"]}),
        ("ana", "escalate", {"level": 1}),
        ("ana", "delegate", {"policy": "Platform"}),
        ("ana", "wait", {"minutes": 16}),
        ("ana", "acknowledge", {}),
        ("ana", "wait", {"minutes": 31}),
        ("ana", "resolve", {"resolution": "over"}),
        ("ana", "reopen", {}),
    ):
        await duty.act(user, action, incident=number, **more)
    await told.until(lambda _: len(told.heard) == 12)
    assert [name.removeprefix("incident.") for name in told.events] == [
        *("triggered", "acknowledged", "annotated", "priority_updated", "reassigned", "escalated"),
        *("delegated", "escalated", "acknowledged", "unacknowledged", "resolved", "reopened"),
    ]
    first, note = told.said[0]["event"], told.said[2]["event"]
    assert (first["data"]["id"], first["data"]["incident_key"]) == (number, "inc-7")
    assert (first["agent"]["summary"], first["client"]) == ("Rosa Almeida", None)
    assert [one["summary"] for one in first["data"]["assignees"]] == ["Deniz Kaya"]
    assert (note["data"]["incident"]["id"], note["data"]["content"]) == (number, "I look at it")
    assert told.said[3]["event"]["data"]["priority"]["summary"] == "P2"
    assert told.said[7]["event"]["agent"]["type"] == "service_reference"


async def test_a_webhook_is_signed_with_every_secret_and_told_its_own_headers(duty: Duty, told: Told) -> None:
    made = await subscribed(duty, told)
    old = made["delivery_method"]["secret"]
    shown = (await duty.get(f"/webhook_subscriptions/{made['id']}"))["delivery_method"]
    assert (shown["secret"], shown["custom_headers"][0]["value"]) == (None, "<redacted>")
    assert (await duty.raw("POST", f"/webhook_subscriptions/{made['id']}/ping")).status == 202
    await duty.act("ana", "rotate", subscription=made["id"], secret="new")
    await told.until(lambda _: told.heard)
    await duty.raw("POST", f"/webhook_subscriptions/{made['id']}/ping")
    await told.until(lambda _: len(told.heard) == 2)
    (first, headers), (second, rotated) = told.heard
    assert told.events == ["pagey.ping", "pagey.ping"]
    assert headers["X-PagerDuty-Signature"] == signed(old, first)
    assert rotated["X-PagerDuty-Signature"] == f"{signed('new', second)},{signed(old, second)}"
    assert headers["X-Ours"] == "7"
    assert headers["X-Webhook-Id"] != rotated["X-Webhook-Id"]


async def test_only_who_asked_for_it_is_told(duty: Duty, told: Told) -> None:
    search = await duty.named("services", "Search")
    await subscribed(
        duty, told, filter={"type": "service_reference", "id": search["id"]}, events=["incident.triggered"]
    )
    await duty.trigger("Payments")
    made = await duty.trigger("Search")
    await duty.act("ana", "acknowledge", incident=made["id"])
    again = await duty.trigger("Search")
    await told.until(lambda _: len(told.heard) == 2)
    assert [said["event"]["data"]["id"] for said in told.said] == [made["id"], again["id"]]


async def test_what_is_not_taken_comes_again_and_what_follows_waits_for_it(duty: Duty, told: Told) -> None:
    await duty.space.post("limits", {"speed": DAY_LONG})
    await subscribed(duty, told)
    told.answers = [500, 429, 503]
    made = await duty.trigger("Partner portal")
    await duty.act("ana", "note", incident=made["id"], text="nobody is on call")
    await told.until(lambda _: len(told.heard) == 5)
    assert told.events == ["incident.triggered"] * 4 + ["incident.annotated"]
    assert len({headers["X-Webhook-Id"] for _, headers in told.heard[:4]}) == 1


async def test_after_three_refusals_in_a_row_it_is_switched_off_for_a_day(duty: Duty, told: Told) -> None:
    made = await subscribed(duty, told)
    at = f"/webhook_subscriptions/{made['id']}"
    told.answers = [410, 400, 404]
    incident = await duty.trigger()
    for action in ("acknowledge", "resolve"):
        await duty.act("ana", action, incident=incident["id"])
    while not (await duty.get(at))["delivery_method"]["temporarily_disabled"]:
        pass
    await duty.trigger()
    await duty.post(f"{at}/enable", {})
    assert not (await duty.get(at))["delivery_method"]["temporarily_disabled"]
    await duty.act("ana", "note", incident=incident["id"], text="after all")
    await told.until(lambda _: len(told.heard) == 4)
    assert told.events[3] == "incident.annotated"


async def test_faults_befall_webhooks_too(duty: Duty, told: Told) -> None:
    await subscribed(duty, told, events=["incident.triggered"])
    match = {"system": "pagerduty", "type": "incident.*"}
    await duty.space.fault(match, "duplicate", copies=2)
    await duty.trigger()
    await told.until(lambda _: len(told.heard) == 3)
    assert len({headers["X-Webhook-Id"] for _, headers in told.heard}) == 1


async def test_version_two_is_told_as_it_was(duty: Duty, told: Told) -> None:
    await duty.act("ana", "v2", url=told.url, service="Payments")
    made = await duty.trigger()
    await duty.act("ana", "priority", incident=made["id"], priority="P1")
    await duty.act("ana", "acknowledge", incident=made["id"])
    await told.until(lambda _: len(told.heard) == 2)
    messages = [said["messages"][0] for said in told.said]
    assert [one["event"] for one in messages] == ["incident.trigger", "incident.acknowledge"]
    assert messages[1]["incident"]["priority"]["name"] == "P1"
    assert messages[1]["log_entries"][0]["agent"]["summary"] == "Ana Sousa"
    assert "X-PagerDuty-Signature" not in told.heard[0][1]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"events": ["incident.exploded"]}, "unknown event"),
        ({"events": []}, "Events cannot be empty"),
        ({"filter": {"type": "planet_reference"}}, "Filter type"),
        ({"delivery_method": {"type": "http_delivery_method", "url": "nowhere"}}, "valid URL"),
    ],
)
async def test_a_wrong_subscription_is_refused(
    duty: Duty, told: Told, wrong: dict[str, Any], words: str
) -> None:
    method = {"type": "http_delivery_method", "url": told.url}
    good = {"type": "webhook_subscription", "delivery_method": method, "events": EVERYTHING}
    body = {"webhook_subscription": {**good, "filter": {"type": "account_reference"}, **wrong}}
    status, code, said = await duty.refused("POST", "/webhook_subscriptions", json=body)
    assert (status, code, words in said[0]) == (400, 2001, True)


async def test_a_scope_takes_ten_subscriptions(duty: Duty, told: Told) -> None:
    made = [await subscribed(duty, told) for _ in range(10)]
    method = {"type": "http_delivery_method", "url": told.url}
    wish = {"type": "webhook_subscription", "delivery_method": method, "events": EVERYTHING}
    body = {"webhook_subscription": {**wish, "filter": {"type": "account_reference"}}}
    assert (await duty.refused("POST", "/webhook_subscriptions", json=body))[0] == 400
    changed = await duty.put(
        f"/webhook_subscriptions/{made[0]['id']}", {"webhook_subscription": {"active": False}}
    )
    assert changed["active"] is False
    assert await duty.delete(f"/webhook_subscriptions/{made[1]['id']}") == 204
    assert len(await duty.all("/webhook_subscriptions", filter_type="account")) == 9


async def test_services_are_told_of_too(duty: Duty, told: Told) -> None:
    await subscribed(duty, told, events=["service.created", "service.updated", "service.deleted"])
    policy = await duty.named("escalation_policies", "Platform")
    reference = {"id": policy["id"], "type": "escalation_policy_reference"}
    made = await duty.post(
        "/services", {"service": {"type": "service", "name": "Mail", "escalation_policy": reference}}
    )
    changed = {"service": {"type": "service", "name": "Post", "escalation_policy": reference}}
    await duty.put(f"/services/{made['id']}", changed)
    assert await duty.delete(f"/services/{made['id']}") == 204
    await told.until(lambda _: len(told.heard) == 3)
    assert told.events == ["service.created", "service.updated", "service.deleted"]
    assert [said["event"]["data"]["summary"] for said in told.said] == ["Mail", "Post", "Post"]
