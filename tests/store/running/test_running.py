"""Who leads, what runs when, what is not well: the same on both databases."""

from datetime import timedelta
from typing import Any

from bot.store.queues import readings
from bot.store.running import health, jobs, leading
from bot.store.systems import standings
from bot.usecases.directory.wellness import end_left


def lead(do: Any, worker: str, seconds: float = 60) -> bool:
    return bool(do(lambda _: leading.lead("jobs", worker, seconds)))


def test_one_leads_until_its_lease_ends_or_it_resigns(do: Any) -> None:
    assert lead(do, "w1")
    assert not lead(do, "w2")
    assert lead(do, "w1", seconds=-1)
    assert lead(do, "w2")
    do(lambda _: leading.resign("jobs", "w1"))
    assert not lead(do, "w1")
    do(lambda _: leading.resign("jobs", "w2"))
    assert lead(do, "w1")


def test_a_job_is_due_by_its_time_or_because_somebody_asks(do: Any, clock: Any) -> None:
    do(lambda unit: jobs.plan({"a": unit.now, "b": unit.now + timedelta(hours=1)}))
    do(lambda unit: jobs.plan({"a": unit.now + timedelta(days=1)}))  # planned already
    assert [one.name for one in do(lambda _: jobs.everything()) if one.is_due(clock())] == ["a"]
    do(lambda _: jobs.pause("a", paused=True))
    assert do(lambda _: jobs.ask("b"))
    assert not do(lambda _: jobs.ask("nothing"))
    assert [one.name for one in do(lambda _: jobs.everything()) if one.is_due(clock())] == ["b"]
    do(lambda unit: jobs.start("b", unit.now))
    assert not do(lambda _: jobs.get("b")).is_due(clock())


def test_a_job_that_ended_later_than_now_is_due(do: Any, clock: Any) -> None:
    """The clock was put back; unless only replicas' clocks differ, or somebody paused it."""
    later = clock() + timedelta(days=1)
    for name, ended in (("a", later), ("b", clock() + timedelta(seconds=30)), ("c", later)):
        do(lambda unit, name=name: jobs.plan({name: unit.now}))
        do(lambda _, name=name, ended=ended: jobs.end(name, "", ended, later, failed=False))
    do(lambda _: jobs.pause("c", paused=True))
    assert [one.name for one in do(lambda _: jobs.everything()) if one.is_due(clock())] == ["a"]


def test_what_is_run_no_more_is_neither_due_nor_ill_until_it_comes_back(do: Any, clock: Any) -> None:
    """A whole system that was switched off, one job of another one; nothing else that is not well."""
    names = ("pagerduty on-call", "pagerduty:eu on-call", "pagerduty:eu catalog", "jira log")
    do(lambda unit: jobs.plan(dict.fromkeys(names, unit.now)))
    do(lambda unit: jobs.set_schedule("pagerduty:eu on-call", "every 1h", unit.now))
    for name in names:
        do(lambda unit, name=name: jobs.end(name, "no", unit.now, unit.now, failed=True))
    stay = ["check: Slack", "jira webhooks", "on-call topic"]
    for name in (*stay, "jira log", "pagerduty:eu", "pagerduty:eu webhooks"):
        do(lambda unit, name=name: health.fell_ill(name, "no", unit.now))
    do(end_left, ["pagerduty on-call", "jira post-mortems"])
    assert [one.name for one in do(lambda _: health.ill())] == stay
    found = [one for one in do(lambda _: jobs.everything()) if one.failures or one.is_due(clock())]
    assert [one.name for one in found] == ["pagerduty on-call"]
    do(lambda unit: jobs.plan({"pagerduty:eu on-call": unit.now}))
    back = do(lambda _: jobs.get("pagerduty:eu on-call"))
    assert back.is_due(clock())
    assert back.schedule == "every 1h"


def test_failures_in_a_row_are_counted_and_a_wait_is_none(do: Any) -> None:
    do(lambda unit: jobs.plan({"a": unit.now}))
    counts = []
    for failed in (True, None, True, False):
        do(lambda unit, how=failed: jobs.end("a", "said", unit.now, unit.now, failed=how))
        counts.append(do(lambda _: jobs.get("a")).failures)
    assert counts == [1, 1, 2, 0]


def test_what_is_not_well_is_there_as_long_as_it_is_so(do: Any, clock: Any) -> None:
    do(lambda unit: health.fell_ill("pagerduty", "no answer", unit.now))
    clock.pass_(60)
    do(lambda unit: health.fell_ill("pagerduty", "still none", unit.now))
    (one,) = do(lambda _: health.ill())
    assert (one.name, one.failures, one.why) == ("pagerduty", 2, "still none")
    assert one.last_at - one.since == timedelta(minutes=1)
    do(lambda _: health.is_well("pagerduty"))
    assert do(lambda _: health.ill()) == []


def test_what_is_connected_no_more_is_not_late(do: Any) -> None:
    for system in ("pagerduty", "pagerduty:eu"):
        do(lambda unit, system=system: readings.reach(system, unit.now))
    assert do(lambda unit: readings.lags(unit.now)).keys() == {"pagerduty", "pagerduty:eu"}
    do(lambda unit: standings.keep({"pagerduty": ()}, unit.now))
    assert do(lambda unit: readings.lags(unit.now)).keys() == {"pagerduty"}
