"""What the sandbox's Jira tells by webhook: to whom, signed how, again when; and what people do there."""

import hashlib
import hmac
from typing import Any

from duty import Told
from tracker import Tracker

pytest_plugins = ["sandbox_fixtures", "duty_fixtures", "tracker_fixtures"]

ADDRESS = "/rest/webhooks/1.0/webhook"
EVENTS = [
    *("jira:issue_created", "jira:issue_updated", "jira:issue_deleted"),
    *("comment_created", "issuelink_created"),
]


async def registered(tracker: Tracker, told: Told, **more: Any) -> dict[str, Any]:
    body = {"name": "Firebell", "url": told.url, "events": EVENTS, "secret": "s3cret", **more}
    status, made, _ = await tracker.raw("POST", ADDRESS, body)
    assert status == 201, made
    return dict(made)


def names(told: Told) -> list[str]:
    return [said["webhookEvent"] for said in told.said]


async def test_everything_that_people_do_is_told_in_its_order(tracker: Tracker, told: Told) -> None:
    await registered(tracker, told)
    made = await tracker.act(
        "ben", create={"project": "INC", "summary": "Cards are refused", "priority": "High"}
    )
    assert (made["key"], made["fields"]["reporter"]["displayName"]) == ("INC-1", "Ben Okafor")
    await tracker.act(
        "chloe",
        "INC-1",
        summary="Cards",
        priority="1",
        assignee="ben",
        fields={"Category": "Payment", "Affected teams": ["Data", "IT"]},
        components=["Payments"],
        comment="We *look* at it",
    )
    done = await tracker.act("ben", "INC-1", transition="Done", resolution="Duplicate")
    assert (done["fields"]["status"]["name"], done["fields"]["resolution"]["name"]) == ("Done", "Duplicate")
    assert done["named"] == {"Category": "Payment", "Affected teams": "Data, IT"}
    await tracker.act("ben", "INC-1", assignee=None)
    await tracker.act("ben", "INC-1", delete=True)
    await told.until(lambda _: len(told.heard) == 8)
    assert [(said["webhookEvent"], said.get("issue_event_type_name")) for said in told.said] == [
        ("jira:issue_created", "issue_created"),
        ("jira:issue_updated", "issue_updated"),
        ("comment_created", None),
        *[("jira:issue_updated", "issue_generic")] * 3,
        ("jira:issue_updated", "issue_assigned"),
        ("jira:issue_deleted", "issue_deleted"),
    ]
    steps = [item for said in told.said[3:6] for item in said["changelog"]["items"]]
    assert [(one["fieldId"], one["fromString"], one["toString"]) for one in steps] == [
        ("status", "To Do", "In Progress"),
        ("status", "In Progress", "In Review"),
        ("resolution", None, "Duplicate"),
        ("status", "In Review", "Done"),
    ]
    assert {item["field"] for item in told.said[1]["changelog"]["items"]} == {
        *("summary", "priority", "assignee", "components", "Category", "Affected teams"),
    }
    assert told.said[2]["comment"]["body"] == "We *look* at it"
    assert (told.said[1]["user"]["displayName"], "emailAddress" in told.said[1]["user"]) == (
        "Chloé Martin",
        False,
    )


async def test_each_is_signed_and_has_a_name_of_its_own_which_a_repeat_keeps(
    tracker: Tracker, told: Told
) -> None:
    hook = await registered(tracker, told)
    assert (hook["isSigned"], "secret" in hook) == (True, False)
    await tracker.space.post("limits", {"speed": 100_000})
    told.answers = [503, 429, 202]
    await tracker.create()
    await told.until(lambda _: len(told.heard) == 3)
    for body, headers in told.heard:
        signature = hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
        assert headers["X-Hub-Signature"] == f"sha256={signature}"
    assert len({headers["X-Atlassian-Webhook-Identifier"] for _, headers in told.heard}) == 1
    assert [headers.get("X-Atlassian-Webhook-Retry") for _, headers in told.heard] == [None, "1", "2"]
    told.answers = [400]
    await tracker.act("ben", "INC-1", summary="Once")
    await tracker.act("ben", "INC-1", summary="Twice")
    await told.until(lambda _: len(told.heard) == 5)
    assert told.said[-1]["issue"]["fields"]["summary"] == "Twice"
    (shown,) = (await tracker.state())["webhooks"]
    assert (shown["dropped"], shown["secret"]) == (1, True)


async def test_only_what_was_asked_for_is_told(tracker: Tracker, told: Told) -> None:
    of_payments = {"issue-related-events-section": "project = INC AND component = Payments"}
    await registered(tracker, told, url=told.url + "?issue=${issue.key}", filters=of_payments)
    await tracker.act("ben", create={"project": "INC", "summary": "Not this"})
    await tracker.act("ben", create={"project": "INC", "summary": "This", "components": ["Payments"]})
    await tracker.act("ben", "INC-2", transition="Start work", link={"to": "INC-1", "type": "Blocks"})
    await told.until(lambda _: len(told.heard) == 4)
    assert sorted(names(told)) == sorted(
        ["jira:issue_created", "issuelink_created", "jira:issue_updated", "jira:issue_updated"]
    )
    assert {said["issue"]["key"] for said in told.said if "issue" in said} == {"INC-2"}
    _, (hook,), _ = await tracker.raw("GET", ADDRESS)
    number = hook["self"].rsplit("/", 1)[1]
    assert (await tracker.raw("PUT", f"{ADDRESS}/{number}", {"enabled": False}))[0] == 200
    await tracker.act("ben", "INC-2", summary="Silence")
    assert (await tracker.raw("DELETE", f"{ADDRESS}/{number}"))[0] == 204
    assert (await tracker.raw("GET", f"{ADDRESS}/{number}"))[0] == 404
    for wrong in (
        {"events": ["nonsense"]},
        {"url": "nowhere"},
        {"filters": {"issue-related-events-section": "a ="}},
    ):
        body = {"name": "x", "url": told.url, "events": EVENTS, **wrong}
        assert (await tracker.raw("POST", ADDRESS, body))[0] == 400
    assert len(told.heard) == 4


async def test_webhooks_overtake_each_other_and_come_twice_where_that_is_wished(
    tracker: Tracker, told: Told
) -> None:
    await registered(tracker, told)
    await tracker.act("ana", set={"disorder_ms": 50})
    await tracker.act("ben", create={"project": "INC", "summary": "First"})
    await tracker.act("ben", "INC-1", summary="Second")
    await told.until(lambda _: len(told.heard) == 2)
    assert names(told) == ["jira:issue_updated", "jira:issue_created"]
    await tracker.act("ana", set={"disorder_ms": 0})
    await tracker.space.fault({"system": "jira", "type": "comment_created"}, "duplicate", copies=1)
    await tracker.act("ben", "INC-1", comment="Twice")
    await told.until(lambda _: len(told.heard) == 4)
    first, second = (headers["X-Atlassian-Webhook-Identifier"] for _, headers in told.heard[2:])
    assert first == second


async def test_what_cannot_be_done_is_refused_in_a_sentence(tracker: Tracker) -> None:
    await tracker.create()
    refused = tracker.space.refused
    assert await refused("eve", "jira", issue="INC-1", summary="x") == "eve has no account in Jira."
    assert await refused("ben", "jira", issue="INC-9", summary="x") == "Jira has no issue 'INC-9'."
    assert await refused("ben", "jira", issue="INC-1", transition="Paused") == (
        "INC-1 cannot go to 'Paused'; from where it stands there is Start work."
    )
    assert await refused("ben", "jira", issue="INC-1", fields={"Category": "Moon"}) == (
        "Jira refuses: Option value 'Moon' is not valid"
    )
    assert "people do" in await refused("ben", "jira", issue="INC-1")
    assert await refused("ben", "jira", issue="INC-1", summary="x", assignee="nobody") == (
        "Jira knows nobody called 'nobody'."
    )
    (shown,) = (await tracker.state())["issues"]
    assert shown["fields"]["summary"] == "Checkout is down"
    await tracker.space.post("reset", {})
    assert (await tracker.state())["issues"] == []
