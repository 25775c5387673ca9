"""Jira's own client makes issues, changes them and moves them, and finds a Jira."""

from typing import Any

import pytest
from tracker import Tracker

pytest_plugins = ["sandbox_fixtures", "tracker_fixtures"]

WRONG: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"summary": ""}, {"summary": "You must specify a summary of the issue."}),
    ({"summary": "a\nb"}, {"summary": "The summary is invalid because it contains newline characters."}),
    ({"labels": ["two words"]}, {"labels": "The label 'two words' contains spaces which is invalid."}),
    ({"priority": {"name": "Huge"}}, {"priority": "Priority name 'Huge' is not valid"}),
    ({"components": [{"name": "Moon"}]}, {"components": "Component name 'Moon' is not valid"}),
    (
        {"assignee": {"accountId": "nobody"}},
        {"assignee": "User 'nobody' cannot be assigned issues for assignee"},
    ),
    (
        {"resolution": {"name": "Done"}},
        {"resolution": "Field 'resolution' cannot be set. It is not on the appropriate screen, or unknown."},
    ),
    ({"project": {"key": "NONE"}}, {"project": "Specify a valid project ID or key"}),
    ({"issuetype": {"name": "Epic"}}, {"issuetype": "Specify a valid issue type"}),
]


async def test_an_issue_is_made_read_changed_and_deleted(tracker: Tracker) -> None:
    category, link = await tracker.field("Category"), await tracker.field("PagerDuty URL")
    ben, chloe = await tracker.account("ben"), await tracker.account("chloe")
    own: dict[str, Any] = {
        category: {"value": "Payment"},
        link: "https://demo.pagerduty.example/incidents/Q1",
    }
    made = await tracker.create(
        description="h2. What\n\n* one\n* *two*",
        priority={"id": "1"},
        labels=["inc-7", "firebell"],
        components=[{"name": "Payments"}],
        reporter={"accountId": ben},
        **own,
    )
    assert (made.key, made.fields.status.name, made.fields.priority.name) == ("INC-1", "To Do", "Highest")
    assert made.fields.description == "h2. What\n\n* one\n* *two*"
    assert (made.fields.reporter.displayName, made.fields.creator.displayName) == ("Ben Okafor", "Firebell")
    await tracker.do(
        made.update,
        fields={
            "summary": "Cards are refused",
            "priority": {"name": "Low"},
            "assignee": {"accountId": chloe},
        },
        update={"labels": [{"add": "p1"}, {"remove": "firebell"}]},
    )
    found = await tracker.issue("inc-1", expand="changelog")
    assert (found.fields.summary, found.fields.priority.id) == ("Cards are refused", "4")
    assert (found.fields.labels, found.fields.assignee.displayName) == (["inc-7", "p1"], "Chloé Martin")
    assert getattr(found.fields, category).value == "Payment"
    (history,) = found.changelog.histories
    changed = {item.field: (item.fromString, item.toString) for item in history.items}
    assert changed == {
        "summary": ("Checkout is down", "Cards are refused"),
        "priority": ("Highest", "Low"),
        "assignee": (None, "Chloé Martin"),
        "labels": ("firebell inc-7", "inc-7 p1"),
    }
    await tracker.do(tracker.client.assign_issue, found, None)
    await tracker.do(found.delete)
    assert await tracker.refused(tracker.client.issue, "INC-1") == (
        404,
        "Issue does not exist or you do not have permission to see it.",
    )
    assert (await tracker.create()).key == "INC-2"


async def test_a_document_is_kept_and_shown_to_the_old_version_as_wiki_notation(tracker: Tracker) -> None:
    text = [
        {"type": "text", "text": "Look", "marks": [{"type": "strong"}]},
        {"type": "text", "text": " here"},
    ]
    document = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": text}]}
    fields = {"project": {"key": "INC"}, "issuetype": {"name": "Task"}, "summary": "x"}
    status, made, _ = await tracker.raw(
        "POST", "/rest/api/3/issue", {"fields": {**fields, "description": document}}
    )
    assert status == 201
    shown = (await tracker.raw("GET", f"/rest/api/3/issue/{made['key']}"))[1]["fields"]["description"]
    assert shown == document
    assert (await tracker.issue(made["key"])).fields.description == "*Look* here"
    status, said, _ = await tracker.raw(
        "POST", "/rest/api/3/issue", {"fields": {**fields, "description": "x"}}
    )
    assert (status, list(said["errors"])) == (400, ["description"])


async def test_everything_wrong_with_an_issue_is_told_by_field_and_nothing_is_made(tracker: Tracker) -> None:
    for fields, errors in WRONG:
        assert await tracker.refused_creation(**fields) == (400, errors)
    both = await tracker.refused_creation(labels=["a b"], priority={"id": "9"})
    assert sorted(both[1]) == ["labels", "priority"]
    required = {"field": "Category", "project": "INC"}
    await tracker.act("ana", require=required)
    category = await tracker.field("Category")
    assert await tracker.refused_creation() == (400, {category: "Category is required."})
    assert (await tracker.state())["issues"] == []


async def test_an_issue_goes_from_status_to_status_by_its_workflow_alone(tracker: Tracker) -> None:
    client, made = tracker.client, await tracker.create()
    ways = await tracker.do(client.transitions, made, expand="transitions.fields")
    assert [(one["id"], one["name"], one["to"]["name"]) for one in ways] == [
        ("11", "Start work", "In Progress")
    ]
    status, words = await tracker.refused(client.transition_issue, made, "51")
    assert (status, "illegal workflow operation" in words) == (400, True)
    for name in ("Start work", "Ask for review"):
        await tracker.do(client.transition_issue, made, name)
    finish = next(
        one
        for one in await tracker.do(client.transitions, made, expand="transitions.fields")
        if one["name"] == "Finish"
    )
    assert finish["fields"]["resolution"]["required"]
    assert await tracker.refused(client.transition_issue, made, finish["id"]) == (
        400,
        {"resolution": "Resolution is required."},
    )
    await tracker.do(
        client.transition_issue,
        made,
        finish["id"],
        fields={"resolution": {"name": "Won't Do"}},
        comment="Enough",
    )
    done = await tracker.issue(made.key)
    assert (done.fields.status.name, done.fields.status.statusCategory.key) == ("Done", "done")
    assert (done.fields.resolution.name, bool(done.fields.resolutiondate)) == ("Won't Do", True)
    assert [one.body for one in done.fields.comment.comments] == ["Enough"]
    await tracker.do(client.transition_issue, made, "Reopen")
    opened = await tracker.issue(made.key)
    assert (opened.fields.status.name, opened.fields.resolution) == ("To Do", None)


async def test_comments_are_said_changed_and_taken_back(tracker: Tracker) -> None:
    client, made = tracker.client, await tracker.create()
    first = await tracker.do(client.add_comment, made, "See [the page|https://demo.example/x]")
    await tracker.do(client.add_comment, made, "Second")
    await tracker.do(first.update, body="h1. Changed")
    assert [one.body for one in await tracker.do(client.comments, made)] == ["h1. Changed", "Second"]
    document = (await tracker.raw("GET", f"/rest/api/3/issue/{made.key}/comment"))[1]["comments"][0]["body"]
    assert document["content"][0]["type"] == "heading"
    await tracker.do(first.delete)
    assert len(await tracker.do(client.comments, made)) == 1
    assert (await tracker.refused(client.add_comment, made, " "))[1] == {
        "comment": "Comment body can not be empty!"
    }
    assert (await tracker.refused(client.comment, made, "1"))[0] == 404


async def test_issues_are_linked_with_each_other_and_with_what_is_elsewhere(tracker: Tracker) -> None:
    client, first, second = tracker.client, await tracker.create(), await tracker.create("Refunds wait")
    await tracker.do(client.create_issue_link, "Blocks", first.key, second.key)
    (link,) = (await tracker.issue(first.key)).fields.issuelinks
    assert (link.type.outward, link.outwardIssue.key) == ("blocks", second.key)
    (link,) = (await tracker.issue(second.key)).fields.issuelinks
    assert (link.type.inward, link.inwardIssue.key) == ("is blocked by", first.key)
    await tracker.do(client.delete_issue_link, link.id)
    assert (await tracker.issue(first.key)).fields.issuelinks == []
    assert (await tracker.refused(client.create_issue_link, "Eats", first.key, second.key))[0] == 404
    target = {"url": "https://demo.slack.example/archives/C1", "title": "#inc-7"}
    for title in ("#inc-7", "#inc-7-checkout"):
        where = {**target, "title": title}
        await tracker.do(client.add_remote_link, first.key, where, globalId="system=slack&id=C1")
    await tracker.do(client.add_simple_link, first, {"url": "https://demo.example", "title": "Elsewhere"})
    links = await tracker.do(client.remote_links, first.key)
    assert [one.object.title for one in links] == ["#inc-7-checkout", "Elsewhere"]
    await tracker.do(links[1].delete)
    assert len(await tracker.do(client.remote_links, first.key)) == 1
    assert (await tracker.refused(client.add_remote_link, first.key, {"title": "x"}))[1] == {
        "url": "'url' is required."
    }


async def test_who_watches_and_what_only_programs_see(tracker: Tracker) -> None:
    client, made = tracker.client, await tracker.create()
    ben = await tracker.account("ben")
    await tracker.do(client.add_watcher, made.key, ben)
    watchers = await tracker.do(client.watchers, made.key)
    assert [one.displayName for one in watchers.watchers] == ["Firebell", "Ben Okafor"]
    for times in (201, 200):
        status, _, _ = await tracker.raw(
            "PUT", f"/rest/api/3/issue/{made.key}/properties/firebell", {"ref": "inc-7"}
        )
        assert status == times
    found = (await tracker.do(client.issue_property, made.key, "firebell")).value
    assert found.ref == "inc-7"
    assert (await tracker.raw("DELETE", f"/rest/api/3/issue/{made.key}/properties/firebell"))[0] == 204
    assert (await tracker.raw("GET", f"/rest/api/3/issue/{made.key}/properties/firebell"))[0] == 404


@pytest.mark.parametrize("version", ["2", "3"])
async def test_many_are_made_at_once_and_what_is_wrong_is_told_of_each(
    tracker: Tracker, version: str
) -> None:
    fields = {"project": {"key": "INC"}, "issuetype": {"name": "Task"}}
    wishes = [
        {"fields": {**fields, "summary": "a"}},
        {"fields": fields},
        {"fields": {**fields, "summary": "b"}},
    ]
    status, said, _ = await tracker.raw("POST", f"/rest/api/{version}/issue/bulk", {"issueUpdates": wishes})
    assert (status, [one["key"] for one in said["issues"]]) == (201, ["INC-1", "INC-2"])
    assert [one["failedElementNumber"] for one in said["errors"]] == [1]


@pytest.mark.parametrize("odd", ["x", [{"add": {}}], {"id": [1]}])
async def test_whatever_is_sent_is_answered_with_what_is_wrong(tracker: Tracker, odd: object) -> None:
    made = await tracker.create()
    address, comment = f"/rest/api/2/issue/{made.key}", {"body": "x", "properties": odd}
    for method, path, body in (
        ("PUT", address, {"fields": {"assignee": odd}}),
        ("PUT", address, {"fields": {"labels": odd}}),
        ("PUT", address, {"update": odd}),
        ("POST", f"{address}/comment", comment),
        ("POST", f"{address}/transitions", {"transition": odd}),
        ("POST", "/rest/webhooks/1.0/webhook", {"name": "x", "url": "http://127.0.0.1/", "events": odd}),
    ):
        status, said, _ = await tracker.raw(method, path, body)
        assert (status, sorted(said)) == (400, ["errorMessages", "errors"]), (path, body)
    assert (await tracker.state())["issues"][0]["comments"] == []
