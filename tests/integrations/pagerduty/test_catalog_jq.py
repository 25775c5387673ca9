"""jq runs in a process of its own: what it gives, what it cannot reach, and what an endless one costs."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.domain.catalog.mapped import Cell
from bot.integrations.pagerduty.catalog.evaluator import HOSTILE, Jq

THINGS: list[dict[str, Any]] = [{"id": "P1", "name": "Ä"}, {"id": "P2", "name": None}]


@pytest.fixture
async def jq() -> AsyncIterator[Jq]:
    async with Jq(limit=0.1) as evaluator:
        yield evaluator


async def test_each_expression_gives_its_first_value_or_why_not(jq: Jq) -> None:
    texts = [".id", ".name", "empty", '.id, "more"', 'error("no")', ".id # a comment \\", "'text'", ".id.x"]
    first, second = await jq.rows(texts, THINGS)
    assert [one.value for one in first] == ["P1", "Ä", None, "P1", None, "P1", "text", None]
    assert [bool(one.error) for one in first] == [False, False, False, False, True, False, False, True]
    assert first[4].error == "no"
    assert [one.value for one in second][:2] == ["P2", None]
    assert jq.begun == 1


async def test_what_is_no_expression_is_said_before_anything_is_evaluated(jq: Jq) -> None:
    good, open_end, joined, file = await jq.faults([".id", ".id | (", ".id) , (.name", 'import "x" as x; .'])
    assert good == ""
    assert "syntax error" in open_end
    assert joined
    assert file


async def test_nothing_around_it_can_be_read(jq: Jq, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGERDUTY_API_KEY", "secret")
    texts = ["env", "$ENV", "$ENV.PAGERDUTY_API_KEY", "input_filename", "[inputs]", "get_search_list"]
    (row,) = await jq.rows(texts, [{"id": "P1"}])
    assert [one.value for one in row] == [{}, {}, None, None, [], []]


@pytest.mark.parametrize("hostile", ["def f: f; f", '"x" * 1e9 * 9', "halt"])
async def test_one_that_never_ends_costs_itself_only(jq: Jq, hostile: str) -> None:
    """Endless, or greedy: the others answer for each thing, and it is evaluated no more soon."""
    things = [{"id": f"P{number}"} for number in range(20)]
    rows = await jq.rows([".id", hostile, ".id | length"], things)
    assert [[row[0].value, row[2].value] for row in rows] == [[one["id"], len(one["id"])] for one in things]
    assert {row[1] for row in rows} == {Cell(error=HOSTILE)}
    begun = jq.begun
    assert begun <= 6
    assert (await jq.rows([".id", hostile], things))[0][1].error == HOSTILE
    assert jq.begun == begun, "it is known by now"
