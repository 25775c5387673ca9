"""The form opens as fast with ten thousand incidents and many hundred categories."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import FORM, PAYMENT, Bell, Workspace, texts

from bot.domain.rules.opening import open_incident
from bot.ports import utc_now
from bot.store import taxonomy
from bot.store.incidents import saving
from bot.store.tables import Incident as Row
from bot.store.tables import TaxonomyEntry
from bot.usecases.unit import Unit

MANY = 10_000


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Indexes are the same on both."""
    return f"sqlite:///{tmp_path}/firebell.db"


class Statements(logging.Handler):
    """Keeps what is asked while somebody waits for it; jobs and writes have threads of their own."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.threadName).startswith("reader"):
            self.said.append(str(record.msg))


@contextmanager
def statements() -> Iterator[list[str]]:
    handler, log = Statements(), logging.getLogger("peewee")
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    yield handler.said
    log.removeHandler(handler)
    log.setLevel(logging.NOTSET)


def fill(unit: Unit, count: int) -> None:
    """Begin one after the other in the last months, most of them closed, some in the past hour."""
    words = taxonomy.load()
    opened = open_incident(FORM, words, unit.act("U1")).incident
    plain = saving.row(opened)
    fields = {field.name: field for field in Row._meta.sorted_fields}  # noqa: SLF001 - same
    rows = []
    for number in range(count):
        age = timedelta(minutes=20 * number)
        status = "open" if number % 10 == 0 else "closed"
        row = {**plain, "draft": f"old{number}", "opened_at": utc_now() - age, "status": status}
        rows.append({name: value for name, value in row.items() if name in fields})
    for start in range(0, count, 200):
        Row.insert_many(rows[start : start + 200]).execute()


async def opened(workspace: Workspace, person: str) -> tuple[dict[str, Any], int]:
    """Open the form, and count what that asked of the database."""
    since = len(await workspace.calls())
    with statements() as said:
        answer = await workspace.slash(person, "open", wait_ms=5000)
    assert [one["method"] for one in await workspace.calls(since=since)] == ["views.open"]
    return answer["view"], len(said)


@pytest.mark.slow
async def test_ten_thousand_incidents_cost_no_query_and_no_call_more(
    workspace: Workspace, bell: Bell
) -> None:
    _, few = await opened(workspace, "ana")
    await bell.firebell.db.write(fill, MANY)
    view, many = await opened(workspace, "ana")
    assert "1 critical incident in the past hour" in texts(view["blocks"])
    assert few > 5, "what the form asks is counted"
    assert many <= few + 1, "the links of what is shown"


async def test_nothing_is_asked_beside_what_declares(workspace: Workspace, bell: Bell) -> None:
    """Slack waits for the ack, and threads that wait for each other take turns of 5 ms."""
    await workspace.slash("ana", "open", wait_ms=5000)
    typed = {name: said for name, said in PAYMENT.items() if name != "Customers"}
    where = {"in": "view", "label": "Customers", "option": PAYMENT["Customers"]}
    await workspace.act("ana", "select", **where, values=typed)
    await bell.idle()
    await bell.firebell.worker.stop()  # what becomes of it afterwards asks much
    with statements() as said:
        answer = await workspace.act("ana", "submit")
    assert answer["ok"], answer
    assert answer["view"]["title"]["text"] == "inc-1"
    assert not said, "its transaction is a thread of its own"


def widen(_unit: Unit, group: str, count: int) -> None:
    rows = [
        {
            "section": "categories",
            "key": f"extra-{n}",
            "position": 1000 + n,
            "said": {"name": f"Extra {n}", "group": group},
        }
        for n in range(count)
    ]
    for start in range(0, count, 200):
        TaxonomyEntry.insert_many(rows[start : start + 200]).execute()


@pytest.mark.parametrize("count", [150, 2000])
async def test_a_category_beyond_the_hundredth_can_be_chosen(
    workspace: Workspace, bell: Bell, count: int
) -> None:
    await bell.firebell.db.write(widen, "other", count)
    last = f"Extra {count - 1}"
    answer = await workspace.declare("ana", Category=last)
    assert answer["ok"], answer
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert channel["name"].endswith(f"prd-extra-{count - 1}")
    critical = await workspace.slash("ben", "critical Search is down")
    where = {"in": "message", "channel": "general", "ts": critical["ephemerals"][-1]["ts"]}
    await workspace.act("ben", "select", **where, action_id="ask_category", option=last)
    await bell.idle()
    status = await workspace.slash("ben", "status inc-2")
    assert last in texts(status["ephemerals"][-1]["blocks"])
