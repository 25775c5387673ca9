"""More than PagerDuty lists: said, and nothing is let go of because of it."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from bot.domain.errors import PermanentError
from bot.domain.oncall import Contact, Policy
from bot.domain.paging.source import FIRST
from bot.integrations.pagerduty.client import PAGE, TOO_MANY, PagerDuty, Spot, paged
from bot.integrations.pagerduty.directory import PagerDutyDirectory
from bot.integrations.pagerduty.directory.things import contact_of, shifts_of
from bot.ports import utc_now
from bot.store.database import Database
from bot.store.oncall import lists
from bot.store.running import health
from bot.usecases.unit import Unit

REFERENCE = {"id": "P1", "summary": "Payments"}


class Crowded:
    """A PagerDuty with more users than it lists, and more shifts than it lists of more than three days."""

    source = FIRST

    def __init__(self) -> None:
        self.windows: list[timedelta] = []

    async def read_all(
        self, _path: str, name: str, start: Spot | None = None, **params: Any
    ) -> AsyncIterator[list[dict[str, Any]]]:
        if name == "escalation_policies":
            yield [REFERENCE]
        if name == "users":
            assert start == Spot(), "it begins anew"
            yield [{"id": "U1", "name": "Ben", "email": "Ben@x.example"}]
            raise PermanentError("PagerDuty lists at most 10000 users.", code=TOO_MANY)
        if name == "oncalls":
            since, until = (datetime.fromisoformat(params[end]) for end in ("since", "until"))
            self.windows.append(until - since)
            if until - since > timedelta(days=3):
                raise PermanentError("PagerDuty lists at most 10000 oncalls.", code=TOO_MANY)
            yield [
                {
                    "escalation_policy": REFERENCE,
                    "escalation_level": 1,
                    "user": {"id": "U1", "summary": "Ben"},
                }
            ]


async def test_it_looks_less_far_ahead_where_that_is_too_much(db: Database[Unit]) -> None:
    crowded = Crowded()
    on_call, *_ = PagerDutyDirectory(cast("PagerDuty", crowded), db, utc_now).polls
    assert await on_call.run() == "1 escalation policies"
    assert crowded.windows == [timedelta(days=14) / 2**step for step in range(4)]


async def test_a_list_that_cannot_be_read_to_its_end_loses_nobody(db: Database[Unit]) -> None:
    db.write_now(lambda _: lists.keep(Contact, [Contact("U2", "Eve", "eve@x.example")]))
    _, _, people, _ = PagerDutyDirectory(cast("PagerDuty", Crowded()), db, utc_now).polls
    for _ in range(2):
        with pytest.raises(PermanentError):
            await people.run()
    assert await db.read(lists.ids, Contact) == ["U1", "U2"]
    (ill,) = await db.read(health.ill)
    assert (ill.name, ill.why) == ("pagerduty people", "PagerDuty lists at most 10000 users.")
    assert await db.read(lists.ids, Policy) == []


async def test_a_list_whose_pages_never_fit_each_other_is_read_to_its_end() -> None:
    """As where entries are others each time, or where fewer come at once than were asked for."""
    asked = list[int]()

    async def odd(_path: str, *, offset: int, **_params: Any) -> dict[str, Any]:
        asked.append(offset)
        assert len(asked) < 30, "it does not end"
        things = [{"id": f"{len(asked)}/{one}"} for one in range(PAGE)]
        return {"services": things, "more": offset < 300}

    async def short(_path: str, *, offset: int, **_params: Any) -> dict[str, Any]:
        asked.append(offset)
        assert len(asked) < 30, "it does not end"
        things = [{"id": str(offset + one)} for one in range(PAGE // 2)]
        return {"services": things, "more": offset < 300}

    for read in (odd, short):
        asked.clear()
        found = [page async for page in paged(read, "PagerDuty", "/services", "services", Spot(), {})]
        assert asked[-1] >= 300
        assert found[-1]


async def test_what_was_deleted_is_made_up_for_as_far_back_as_needed() -> None:
    left = [{"id": str(one)} for one in range(500)]
    found = list[str]()

    async def read(_path: str, *, offset: int, limit: int, **_params: Any) -> dict[str, Any]:
        return {"services": left[offset : offset + limit], "more": offset + limit < len(left)}

    async for page in paged(read, "PagerDuty", "/services", "services", Spot(), {}):
        found += [one["id"] for one in page]
        if found[-1] == "384":
            del left[:250]
    assert {*found} == {str(one) for one in range(500)}


def test_who_is_called_best_stands_first_and_each_number_once() -> None:
    def method(kind: str, label: str, address: str, **more: Any) -> dict[str, Any]:
        return {
            "type": f"{kind}_contact_method",
            "label": label,
            "address": address,
            "country_code": 33,
            **more,
        }

    said = contact_of(
        {
            "id": "U1",
            "name": "Ben",
            "contact_methods": [
                method("email", "Default", "ben@x.example"),
                method("sms", "Mobile", "61"),
                method("phone", "Home", "63"),
                method("sms", "Work", "64"),
                method("phone", "Mobile", "61"),
                method("phone", "Work", "62", enabled=False),
                method("phone", "work", "65"),
            ],
        }
    )
    assert [(one.kind, one.number) for one in said.phones] == [
        ("phone", "+33 65"),
        ("phone", "+33 61"),
        ("phone", "+33 63"),
        ("sms", "+33 64"),
    ]


def test_who_shares_a_level_keeps_pagerdutys_order() -> None:
    def entry(user: str, schedule: str = "", start: str | None = None) -> dict[str, Any]:
        return {
            "escalation_policy": REFERENCE,
            "escalation_level": 1,
            "user": {"id": user, "summary": user},
            "schedule": {"id": schedule} if schedule else None,
            "start": start,
            "end": None,
        }

    said = shifts_of([entry("b", "S2", "2026-11-21T09:00:00+01:00"), entry("a"), entry("c", "S2")])
    assert [(one.user, one.position) for one in said] == [("b", 0), ("a", 1), ("c", 0)]
    assert said[0].since
    assert said[0].since.isoformat() == "2026-11-21T09:00:00+01:00"
