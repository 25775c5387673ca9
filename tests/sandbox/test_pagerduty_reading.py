"""Who is on call and what is set up, as PagerDuty's own client reads it."""

from datetime import UTC, datetime, timedelta

import pdpyras
import pytest
from duty import Duty

pytest_plugins = ["sandbox_fixtures", "duty_fixtures"]


async def test_the_account_is_the_workspaces(duty: Duty) -> None:
    users = {one["email"] for one in await duty.all("/users")}
    people = (await duty.space.state())["users"]
    full = {one["profile"].get("email") for one in people if not one["deleted"] and not one.get("is_bot")}
    assert users < full
    assert "eve@demo.example" not in users
    assert [one["name"] for one in await duty.all("/priorities")] == ["P1", "P2", "P3", "P4", "P5"]
    services = await duty.all("/services", **{"include[]": ["escalation_policies", "integrations", "teams"]})
    payments = next(one for one in services if one["name"] == "Payments")
    assert len(services) > 10
    assert [len(one["targets"]) for one in payments["escalation_policy"]["escalation_rules"]] == [1, 1]
    assert payments["integrations"][0]["integration_key"]
    assert "teams" in await duty.get("/abilities")
    ben = await duty.named("users", "Ben Okafor")
    kinds = {one["type"] for one in await duty.get(f"/users/{ben['id']}/contact_methods")}
    assert kinds == {"email_contact_method", "phone_contact_method", "sms_contact_method"}
    assert len(await duty.get(f"/users/{ben['id']}/notification_rules")) == 2
    team = await duty.named("teams", "Payments")
    members = await duty.all(f"/teams/{team['id']}/members")
    assert {one["user"]["summary"] for one in members} == {"Ben Okafor", "Deniz Kaya"}
    await duty.all("/escalation_policies", **{"include[]": ["targets", "services"]})
    whole = await duty.get(
        f"/users/{ben['id']}", **{"include[]": ["contact_methods", "notification_rules", "teams"]}
    )
    assert whole["contact_methods"][0]["address"] == "ben@demo.example"


async def test_on_calls_name_schedules_and_those_who_are_it_for_ever(duty: Duty) -> None:
    found = await duty.all("/oncalls", **{"include[]": ["users", "schedules"]})
    payments = {
        (one["escalation_level"], one["user"]["name"])
        for one in found
        if one["escalation_policy"]["summary"] == "Payments"
    }
    assert payments == {(1, "Deniz Kaya"), (2, "Ben Okafor")}
    permanent = [one for one in found if one["schedule"] is None]
    assert {(one["start"], one["end"]) for one in permanent} == {(None, None)}
    asked = await duty.all("/oncalls", **{"schedule_ids[]": ["null"]})
    assert len(asked) == len(permanent)
    deniz = await duty.named("users", "Deniz Kaya")
    month = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    shifts = await duty.all("/oncalls", until=month, **{"user_ids[]": [deniz["id"]]})
    assert len(shifts) > len(
        await duty.all("/oncalls", until=month, earliest="true", **{"user_ids[]": [deniz["id"]]})
    )


async def test_an_override_takes_over_and_can_be_taken_back(duty: Duty) -> None:
    schedule = await duty.named("schedules", "Payments primary")
    ana = await duty.named("users", "Ana Sousa")
    now = datetime.now(UTC)
    start, end = (now - timedelta(hours=1)).isoformat(), (now + timedelta(hours=1)).isoformat()
    at, user = f"/schedules/{schedule['id']}", {"id": ana["id"], "type": "user_reference"}
    good = {"start": start, "end": end, "user": user}
    made = await duty.post(f"{at}/overrides", {"overrides": [good, {**good, "end": start}]})
    assert [one["status"] for one in made] == [201, 400]
    assert [one["name"] for one in await duty.get(f"{at}/users")] == ["Ana Sousa"]
    window = {"since": (now - timedelta(days=1)).isoformat(), "until": (now + timedelta(days=1)).isoformat()}
    rendered = (await duty.get(at, **window))["final_schedule"]["rendered_schedule_entries"]
    assert [one["user"]["summary"] for one in rendered] == ["Deniz Kaya", "Ana Sousa", "Deniz Kaya"]
    assert len(await duty.get(f"{at}/overrides", **window)) == 1
    assert (await duty.refused("GET", f"{at}/overrides"))[:2] == (400, 2004)
    taken = await duty.delete(f"{at}/overrides/{made[0]['override']['id']}")
    assert taken == 200  # it had begun, so it was cut short
    await duty.act("ben", "override", schedule="Payments primary", minutes=60)
    assert [one["name"] for one in await duty.get(f"{at}/users")] == ["Ben Okafor"]


async def test_what_was_of_a_service_that_is_gone_can_still_be_read(duty: Duty) -> None:
    made = await duty.trigger("Search")
    at = f"/services/{made['service']['id']}"
    assert await duty.delete(at) == 400
    await duty.change(made, status="resolved")
    assert await duty.delete(at) == 204
    payments = await duty.named("teams", "Payments")
    assert await duty.all("/incidents", **{"team_ids[]": [payments["id"]]}) == []
    assert (await duty.get(f"/incidents/{made['id']}"))["service"] is None
    await duty.act("ana", "note", incident=made["id"], text="It is gone")
    assert (await duty.refused_change(made, status="triggered"))[:2] == (404, 2100)


async def test_pages_end_at_ten_thousand(duty: Duty) -> None:
    for _ in range(3):
        await duty.trigger()
    answer = await duty.get("/incidents", limit=2, total="true")
    assert len(answer) == 2
    assert len(await duty.all("/incidents")) == 3
    assert (await duty.refused("GET", "/log_entries", params={"limit": 100, "offset": 9_901}))[:2] == (
        400,
        2001,
    )
    assert (await duty.refused("GET", "/log_entries", params={"limit": 101}))[0] == 400


async def test_who_may_not_is_told_so(duty: Duty) -> None:
    made = await duty.trigger()
    assert await duty.refused("GET", "/services/PNONE") == (404, 2100, ["Not Found"])
    assert (await duty.refused("GET", "/extensions"))[:2] == (404, 2100)
    assert (await duty.refused("GET", "/users/me"))[0] == 400
    body = {"incident": await duty.draft()}
    assert (await duty.refused("POST", "/incidents", json=body, headers={"From": "x@y.example"}))[:2] == (
        400,
        1008,
    )
    duty.session.default_from = None
    status, _, words = await duty.refused("POST", "/incidents", json=body)
    assert (status, "From" in words[0]) == (400, True)
    state = await duty.state()
    duty.session.api_key = state["read_only_key"]
    assert (await duty.get(f"/incidents/{made['id']}"))["id"] == made["id"]
    assert (await duty.refused("POST", "/incidents", json=body))[:2] == (403, 2010)
    duty.session.api_key = next(one["key"] for one in state["users"] if one["name"] == "Ben Okafor")
    assert (await duty.get("/users/me"))["name"] == "Ben Okafor"
    duty.session.api_key = "nonsense"
    with pytest.raises(pdpyras.PDClientError, match="401"):
        await duty.get("/services")


async def test_the_rate_is_limited_and_told(duty: Duty) -> None:
    answers = [await duty.raw("GET", "/services") for _ in range(2)]
    assert [answer.headers["ratelimit-limit"] for answer in answers] == ["960", "960"]
    await duty.space.fault({"system": "pagerduty", "method": "GET /services*"}, "429", retry_after=7)
    limited = await duty.raw("GET", "/services")
    assert (limited.status, limited.headers["ratelimit-reset"]) == (429, "7")
    await duty.space.post("limits", {"tiers": True})
    left = [(await duty.raw("GET", "/services")).headers["ratelimit-remaining"] for _ in range(2)]
    assert left == ["959", "958"]
    await duty.space.fault({"system": "pagerduty", "method": "POST /incidents"}, "error", error="1005")
    body = {"incident": await duty.draft()}
    assert (await duty.refused("POST", "/incidents", json=body))[:2] == (400, 1005)


@pytest.mark.parametrize("scheme", ["Token token={}", "Bearer {}"])
async def test_both_forms_of_a_key_open_and_nothing_else_does(duty: Duty, scheme: str) -> None:
    key = {"Authorization": scheme.format(duty.session.api_key)}
    assert (await duty.raw("GET", "/abilities", headers=key)).status == 200
    assert (
        await duty.raw("GET", "/abilities", headers={"Authorization": duty.session.api_key})
    ).status == 401
