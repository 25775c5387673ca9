"""PagerDuty's incidents as its own client meets them."""

from duty import Duty, assigned

pytest_plugins = ["sandbox_fixtures", "duty_fixtures"]


async def test_an_incident_goes_its_whole_way(duty: Duty) -> None:
    made = await duty.trigger(body={"type": "incident_body", "details": "500s since 14:02"})
    assert (made["status"], made["urgency"], assigned(made)) == ("triggered", "high", ["Deniz Kaya"])
    assert (await duty.get(f"/incidents/{made['id']}"))["body"]["details"] == "500s since 14:02"
    held = await duty.change(made, status="acknowledged")
    assert [one["acknowledger"]["summary"] for one in held["acknowledgements"]] == ["Rosa Almeida"]
    assert (await duty.refused_change(made, status="acknowledged"))[:2] == (400, 1002)
    await duty.post(f"/incidents/{made['id']}/notes", {"note": {"content": "Rolled back"}})
    done = await duty.change(made, status="resolved", resolution="It was the deploy")
    assert (done["status"], assigned(done), done["resolved_at"] is not None) == ("resolved", [], True)
    assert (await duty.refused_change(made, status="resolved"))[:2] == (400, 1001)
    again = await duty.change(made, status="triggered")
    assert (again["status"], assigned(again), again["resolved_at"]) == ("triggered", ["Deniz Kaya"], None)
    assert await duty.log(made) == [
        "trigger", "assign", "acknowledge", "annotate", "resolve", "reopen", "assign",
    ]  # fmt: skip
    assert [one["content"] for one in await duty.get(f"/incidents/{made['id']}/notes")] == ["Rolled back"]


async def test_what_an_incident_says_of_itself_can_be_changed(duty: Duty) -> None:
    made = await duty.trigger()
    p1, ana = await duty.named("priorities", "P1"), await duty.named("users", "Ana Sousa")
    await duty.change(made, title="Cards are refused", urgency="low")
    changed = await duty.change(made, priority={"id": p1["id"], "type": "priority_reference"})
    assert (changed["title"], changed["urgency"]) == ("Cards are refused", "low")
    assert changed["priority"]["summary"] == "P1"
    entries = await duty.all("/log_entries", **{"include[]": ["channels"]})
    new = next(
        one["channel"]["new_priority"] for one in entries if one["type"] == "priority_change_log_entry"
    )
    assert new["summary"] == "P1"
    assert assigned(await duty.change(made, escalation_level=2)) == ["Ben Okafor"]
    to_ana = [{"assignee": {"id": ana["id"], "type": "user_reference"}}]
    assert assigned(await duty.change(made, assignments=to_ana)) == ["Ana Sousa"]
    major = await duty.named("escalation_policies", "Major incident")
    policy = {"id": major["id"], "type": "escalation_policy_reference"}
    assert assigned(await duty.change(made, escalation_policy=policy)) == ["Chloé Martin"]
    wrong = {"id": "P0", "type": "priority_reference"}
    assert (await duty.refused_change(made, priority=wrong))[:2] == (400, 1020)


async def test_a_key_is_taken_while_an_incident_of_its_service_has_it(duty: Duty) -> None:
    made = await duty.trigger(incident_key="inc-7")
    body = {"incident": await duty.draft(incident_key="inc-7")}
    status, code, words = await duty.refused("POST", "/incidents", json=body)
    assert (status, code, "matching dedup key" in words[0]) == (400, 2002, True)
    assert [one["id"] for one in await duty.all("/incidents", incident_key="inc-7")] == [made["id"]]
    assert (await duty.trigger("Checkout", incident_key="inc-7"))["id"] != made["id"]
    await duty.change(made, status="resolved")
    assert (await duty.trigger(incident_key="inc-7"))["id"] != made["id"]


async def test_merged_incidents_are_resolved_and_say_into_which(duty: Duty) -> None:
    target, source = await duty.trigger(), await duty.trigger()
    reference = {"id": source["id"], "type": "incident_reference"}
    await duty.put(f"/incidents/{target['id']}/merge", {"source_incidents": [reference]})
    merged = await duty.get(f"/incidents/{source['id']}")
    assert merged["status"] == "resolved"
    assert merged["resolve_reason"]["incident"]["id"] == target["id"]
    assert (await duty.refused_change(source, status="triggered"))[:2] == (400, 1019)


async def test_nobody_is_called_where_nobody_can_be(duty: Duty) -> None:
    for service in ("Partner portal", "Fax gateway"):
        assert assigned(await duty.trigger(service)) == []
    await duty.act("ana", "maintain", service="Search", minutes=30)
    assert assigned(await duty.trigger("Search")) == []
    services = {one["name"]: one["status"] for one in await duty.all("/services")}
    assert (services["Fax gateway"], services["Search"]) == ("disabled", "maintenance")


async def test_time_escalates_and_ends_acknowledgements(duty: Duty) -> None:
    made = await duty.trigger()
    at = f"/incidents/{made['id']}"
    await duty.act("ana", "wait", minutes=16)
    assert assigned(await duty.get(at)) == ["Ben Okafor"]
    await duty.act("ben", "acknowledge", incident=made["id"])
    await duty.act("ana", "wait", minutes=31)
    assert ((await duty.get(at))["status"], assigned(await duty.get(at))) == ("triggered", ["Ben Okafor"])
    await duty.act("ana", "wait", minutes=600)
    log = await duty.log(made)
    assert log[:6] == [
        "trigger",
        "assign",
        "escalate",
        "acknowledge",
        "unacknowledge",
        "repeat_escalation_path",
    ]
    assert (log.count("repeat_escalation_path"), log[-1]) == (2, "exhaust_escalation_path")


async def test_time_goes_by_itself_as_quickly_as_the_limits_say(duty: Duty) -> None:
    await duty.space.post("limits", {"speed": 15 * 60 / 0.05})
    made = await duty.trigger()
    while (await duty.get(f"/incidents/{made['id']}"))["pending_actions"]:
        pass
    assert (await duty.log(made))[-1] == "exhaust_escalation_path"


async def test_a_snooze_is_over_after_its_time(duty: Duty) -> None:
    made = await duty.trigger()
    assert (await duty.post(f"/incidents/{made['id']}/snooze", {"duration": 3600}))[
        "status"
    ] == "acknowledged"
    await duty.act("ana", "wait", minutes=61)
    assert (await duty.get(f"/incidents/{made['id']}"))["status"] == "triggered"
