"""What the sandbox's Jira says of itself, finds, and does not let pass."""

from typing import Any

import pytest
from jira import JIRA, JIRAError
from tracker import Tracker, basic

pytest_plugins = ["sandbox_fixtures", "tracker_fixtures"]

FOUND = [
    ("project = INC", "abc"),
    ("project = PM", "d"),
    ("summary ~ checkout", "a"),
    ('summary ~ "is down" AND project = INC', "a"),
    ("labels = inc-7", "b"),
    ("labels in (inc-7, other) OR labels IS EMPTY", "abcd"),
    ("priority = Highest", "b"),
    ("priority in (1, Medium) AND project = INC", "abc"),
    ("assignee = currentUser()", ""),
    ("assignee is EMPTY and NOT project = PM", "ac"),
    ("status != Done", "acd"),
    ("statusCategory = Done", "b"),
    ("resolution = Unresolved", "acd"),
    ("key in (INC-1, PM-1)", "ad"),
    ("Category = Payment", "c"),
    ('"PagerDuty ID" ~ Q1', "c"),
    ("created > -5m AND updated >= '2020-01-01 00:00' AND project = INC", "abc"),
    ("issuetype = Task", "c"),
    ("component = Payments", "a"),
    ('text ~ "money"', "a"),
]
NOT_FOUND = [
    ("nonsense = 1", "Field 'nonsense' does not exist or you do not have permission to view it."),
    ("project = NONE", "The value 'NONE' does not exist for the field 'project'."),
    ("key = INC-99", "An issue with key 'INC-99' does not exist for field 'key'."),
    ("summary = x", "The operator '=' is not supported by the 'summary' field."),
    (
        "project = ",
        "Error in the JQL Query: Expecting either a value, list or function before the end of the query.",
    ),
    (
        "order by created",
        "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.",
    ),
]


async def test_the_site_tells_what_is_set_up(tracker: Tracker) -> None:
    client = tracker.client
    assert (await tracker.do(client.server_info))["deploymentType"] == "Cloud"
    assert (await tracker.do(client.myself))["emailAddress"] == "firebell@demo.example"
    assert [one.key for one in await tracker.do(client.projects)] == ["INC", "PM"]
    project = await tracker.do(client.project, "INC")
    assert [one.name for one in project.issueTypes] == ["Incident", "Task"]
    assert "Payments" in {one.name for one in await tracker.do(client.project_components, "INC")}
    priorities = [(one.id, one.name) for one in await tracker.do(client.priorities)]
    assert priorities == [("1", "Highest"), ("2", "High"), ("3", "Medium"), ("4", "Low"), ("5", "Lowest")]
    statuses = [one.name for one in await tracker.do(client.statuses)]
    assert statuses == ["To Do", "In Progress", "In Review", "Done"]
    assert "Done" in {one.name for one in await tracker.do(client.resolutions)}
    assert {one.name for one in await tracker.do(client.issue_link_types)} >= {"Blocks", "Relates"}
    names = {one["name"] for one in await tracker.do(client.fields)}
    assert names >= {"Summary", "Status", "Category", "PagerDuty ID", "PagerDuty URL", "Severity"}
    allowed = (await tracker.do(client.my_permissions, permissions="CREATE_ISSUES,ADMINISTER"))["permissions"]
    assert {name for name, one in allowed.items() if one["havePermission"]} == {"CREATE_ISSUES", "ADMINISTER"}
    status, said, _ = await tracker.raw("GET", "/rest/api/3/project/search?keys=PM")
    assert (status, said["isLast"], [one["key"] for one in said["values"]]) == (200, True, ["PM"])


async def test_what_an_issue_can_be_made_with_is_told_in_both_forms(tracker: Tracker) -> None:
    category = await tracker.field("Category")
    old = await tracker.do(tracker.client.createmeta, projectKeys="INC", expand="projects.issuetypes.fields")
    kinds = old["projects"][0]["issuetypes"]
    assert [one["name"] for one in kinds] == ["Incident", "Task"]
    assert {"value": "Payment"}.items() <= kinds[0]["fields"][category]["allowedValues"][0].items()
    address = "/rest/api/3/issue/createmeta/INC/issuetypes"
    _, new, _ = await tracker.raw("GET", address)
    number = new["issueTypes"][0]["id"]
    _, first, _ = await tracker.raw("GET", f"{address}/{number}?maxResults=3")
    assert (first["total"] > 3, len(first["fields"])) == (True, 3)
    _, whole, _ = await tracker.raw("GET", f"{address}/{number}")
    told = {one["fieldId"]: (one["name"], one["required"]) for one in whole["fields"]}
    assert (told["summary"], told[category]) == (("Summary", True), ("Category", False))
    assert (await tracker.raw("GET", f"{address}/1"))[0] == 404
    assert (await tracker.raw("GET", "/rest/api/3/issue/createmeta/NONE/issuetypes"))[0] == 404


async def test_issues_are_found_by_their_facts(tracker: Tracker) -> None:
    category, number = await tracker.field("Category"), await tracker.field("PagerDuty ID")
    chloe = {"accountId": await tracker.account("chloe")}
    made = {
        "a": await tracker.create(description="We lose money", components=[{"name": "Payments"}]),
        "b": await tracker.create("b", labels=["INC-7"], priority={"id": "1"}, assignee=chloe),
        "c": await tracker.create("c", issuetype="Task", **{category: {"value": "Payment"}, number: "Q1"}),
        "d": await tracker.create("d", project="PM", issuetype="Post-mortem"),
    }
    await tracker.act("chloe", made["b"].key, transition="Done")
    letters = {one.key: letter for letter, one in made.items()}
    for query, wanted in FOUND:
        issues = await tracker.do(
            tracker.client.enhanced_search_issues, f"{query} ORDER BY created ASC, key ASC"
        )
        assert "".join(letters[one.key] for one in issues) == wanted, query
    for query, words in NOT_FOUND:
        assert await tracker.refused(tracker.client.enhanced_search_issues, query) == (400, words)
    order = await tracker.do(
        tracker.client.enhanced_search_issues, "project = INC ORDER BY priority, key DESC"
    )
    assert "".join(letters[one.key] for one in order) == "bca"


async def test_pages_are_turned_with_a_token_and_the_old_way_is_gone(tracker: Tracker) -> None:
    for number in range(5):
        await tracker.create(f"Issue {number}")
    address = "/rest/api/3/search/jql?jql=project=INC&maxResults=2"
    _, first, _ = await tracker.raw("GET", address)
    assert [sorted(one) for one in first["issues"]] == [["id"], ["id"]]
    token, keys = first["nextPageToken"], []
    while token:
        body = {"jql": "project = INC", "maxResults": 2, "nextPageToken": token, "fields": ["key", "summary"]}
        _, page, _ = await tracker.raw("POST", "/rest/api/3/search/jql", body)
        keys += [one["key"] for one in page["issues"]]
        token = page.get("nextPageToken")
        assert page["isLast"] is (not token)
    assert keys == ["INC-3", "INC-2", "INC-1"]
    assert len(await tracker.do(tracker.client.enhanced_search_issues, "project = INC", maxResults=0)) == 5
    _, said, _ = await tracker.raw("POST", "/rest/api/3/search/approximate-count", {"jql": "project = INC"})
    assert said == {"count": 5}
    for version in "23":
        status, said, _ = await tracker.raw("GET", f"/rest/api/{version}/search?jql=project=INC")
        assert (status, "removed" in said["errorMessages"][0]) == (410, True)
    assert (await tracker.raw("GET", address + "&nextPageToken=nonsense"))[0] == 400


async def test_what_was_just_made_is_found_a_moment_later_where_that_is_wished(tracker: Tracker) -> None:
    await tracker.act("ana", set={"search_lag_ms": 60_000})
    made = await tracker.create()
    search = tracker.client.enhanced_search_issues
    assert await tracker.do(search, "project = INC") == []
    assert [one.key for one in await tracker.do(search, "project = INC", reconcileIssues=[int(made.id)])] == [
        "INC-1"
    ]
    assert (await tracker.do(tracker.client.issue, "INC-1")).key == "INC-1"
    assert "search_lag_ms" in await tracker.space.refused("ana", "jira", set={"lag": 1})


async def test_people_are_found_unless_they_hide_their_e_mail(tracker: Tracker) -> None:
    search = tracker.client.search_users
    (ben,) = await tracker.do(search, query="ben@demo.example")
    assert (ben.displayName, ben.emailAddress) == ("Ben Okafor", "ben@demo.example")
    assert await tracker.do(search, query="quinn@demo.example") == []
    (quinn,) = await tracker.do(search, query="Quinn")
    assert not hasattr(quinn, "emailAddress")
    assert await tracker.do(search, query="eve@demo.example") == []
    assert (await tracker.do(tracker.client.user, ben.accountId)).displayName == "Ben Okafor"
    assignable = await tracker.do(
        tracker.client.search_assignable_users_for_issues, query="ben", project="INC"
    )
    assert [one.displayName for one in assignable] == ["Ben Okafor"]
    assert (await tracker.raw("GET", "/rest/api/3/user/search"))[0] == 400


async def test_who_may_not_is_told_so(tracker: Tracker) -> None:
    status, said, headers = await tracker.raw("GET", "/rest/api/3/myself", auth="")
    assert (status, list(said), "WWW-Authenticate" in headers) == (401, ["errorMessages", "errors"], True)
    wrong = basic("firebell@demo.example", "nonsense")
    status, said, headers = await tracker.raw("GET", "/rest/api/3/myself", auth=wrong)
    assert (status, said, headers["X-Seraph-LoginReason"]) == (
        401,
        "Client must be authenticated to access this resource.",
        "AUTHENTICATED_FAILED",
    )
    made = await tracker.create()
    status, said, headers = await tracker.raw("GET", f"/rest/api/3/issue/{made.key}", auth=wrong)
    assert (status, headers["X-Seraph-LoginReason"]) == (404, "AUTHENTICATED_FAILED"), "as Cloud tells it"
    assert (await tracker.raw("GET", "/rest/api/3/serverInfo", auth=""))[0] == 200
    assert (await tracker.raw("GET", "/rest/api/3/dashboard"))[0] == 404
    assert (await tracker.raw("PATCH", "/rest/api/3/myself"))[0] == 405
    token = next(one["token"] for one in (await tracker.state())["users"] if one["user"] == "ben")
    ben = basic("ben@demo.example", token)
    assert (await tracker.raw("GET", "/rest/webhooks/1.0/webhook", auth=ben))[0] == 403
    assert (await tracker.raw("POST", "/rest/api/3/issue", [1]))[0] == 400


async def test_the_rate_is_limited_and_told(tracker: Tracker) -> None:
    made, match = await tracker.create(), {"system": "jira", "method": "GET /rest/api/*/myself"}
    await tracker.space.fault(match, "429", retry_after=7)
    status, said, headers = await tracker.raw("GET", "/rest/api/3/myself")
    assert (status, said["errorMessages"], headers["Retry-After"]) == (429, ["Rate limit exceeded."], "7")
    assert (headers["RateLimit-Reason"], headers["X-RateLimit-Remaining"]) == ("jira-burst-based", "0")
    await tracker.space.post("limits", {"tiers": True})
    for _ in range(20):
        assert (await tracker.raw("PUT", f"/rest/api/3/issue/{made.key}", {"fields": {"labels": []}}))[
            0
        ] == 204
    status, _, headers = await tracker.raw("PUT", f"/rest/api/3/issue/{made.key}", {"fields": {"labels": []}})
    assert (status, headers["RateLimit-Reason"]) == (429, "jira-per-issue-on-write")
    await tracker.space.post("limits", {"tiers": False})
    for error, wanted in (("401", 401), ("503", 503), ("anything", 400)):
        await tracker.space.fault({"system": "jira", "method": "GET *"}, "error", error=error)
        assert (await tracker.raw("GET", "/rest/api/3/myself"))[0] == wanted
    status, said = await tracker.space.post("latency", {"jira": 1})
    assert (status, said["latency"]["jira"]) == (200, 1)
    await tracker.raw("GET", "/rest/api/3/myself")
    calls = [one for one in await tracker.space.get("calls") if one["system"] == "jira"]
    assert calls[-1]["method"] == "GET /rest/api/3/myself"


async def test_a_data_center_is_another_jira(tracker: Tracker) -> None:
    await tracker.act("ana", set={"deployment": "Server"})
    environment = tracker.space.sandbox.environment
    token = environment["JIRA_TOKEN"]
    client = await tracker.do(JIRA, environment["JIRA_URL"], token_auth=token, max_retries=0)
    assert (await tracker.do(client.server_info))["deploymentType"] == "Server"
    fields = {"project": "INC", "issuetype": "Incident", "summary": "x", "assignee": {"name": "ben"}}
    made: Any = await tracker.do(client.create_issue, fields=fields)
    assert (made.fields.assignee.name, hasattr(made.fields.assignee, "accountId")) == ("ben", False)
    types = await tracker.do(client.project_issue_types, "INC")
    names = [one.name for one in await tracker.do(client.project_issue_fields, "INC", types[0].id)]
    assert "Category" in names
    found = await tracker.do(client.search_issues, "project = INC")
    assert [one.key for one in found] == ["INC-1"]
    assert [one.name for one in await tracker.do(client.search_users, user="ben")] == ["ben"]
    await tracker.do(client.add_watcher, made.key, "ben")
    assert (await tracker.raw("GET", "/rest/api/3/myself"))[0] == 404
    assert (await tracker.raw("GET", "/rest/api/2/search/jql?jql=project=INC"))[0] == 404
    with pytest.raises(JIRAError, match="401"):
        await tracker.do(
            JIRA, environment["JIRA_URL"], token_auth="no", max_retries=0, get_server_info=True, validate=True
        )
