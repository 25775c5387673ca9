"""A workspace for each test, and a Firebell in it, on each kind of database."""

import logging
from collections import Counter
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path
from zlib import crc32

import unswept
import aiohttp
import pytest
import structlog
from contracts import ARE_HERE
from engines import ALL_ON_POSTGRES, ENGINES, WITHOUT_POSTGRES
from harness import DEADLINE, ROOT, Ahead, Bell, Workspace
from judge import JUDGE
from postgres import Postgres
from rt import CURE, MISSING, RT
from rt import begin as begin_rt

from bot.sandbox import Sandbox


def pytest_report_header() -> str:
    return "databases: " + (
        "SQLite alone, as FIREBELL_TEST_POSTGRES=0" if WITHOUT_POSTGRES else "SQLite and PostgreSQL"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much of the whole run was held against the vendors' own contracts, and what could not be."""
    if any(MISSING in str(one.longrepr) for one in terminalreporter.stats.get("skipped", ())):
        terminalreporter.write_line(CURE)
    if not ARE_HERE:
        terminalreporter.write_line("contracts: none beside the checkout, so nothing was held against them")
        return
    reports = [one for many in terminalreporter.stats.values() for one in many]
    ended = [one for one in reports if getattr(one, "when", "") == "teardown"]
    told = [said for one in ended for name, said in one.user_properties if name == "contracts"]
    checked = sum((Counter(one["checked"]) for one in told), Counter())
    names = {name for one in told for name in one["names"]}
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(checked.items()))
    if checked:
        said = f"contracts: {checked.total()} checked under {len(names)} names ({counts})"
        terminalreporter.write_line(said)


def pytest_collection_finish() -> None:
    unswept.keep()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    unswept.leave()


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None]:
    """On PostgreSQL the stories are slow tests, but for declaring: SQL has its tests in tests/store.

    Of the others every third is told there too; FIREBELL_TEST_POSTGRES=all tells them all. Those that need
    Request Tracker share one, one after the other.
    """
    for item in items:
        if "rt" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.alone)
    again = [item for item in items if _is_told_again(item)]
    for item in again:
        item.add_marker(pytest.mark.slow)
    out = [] if ALL_ON_POSTGRES else [item for item in again if crc32(item.nodeid.encode()) % 3]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in set(out)]
    if WITHOUT_POSTGRES:
        out = [item for item in items if "postgres" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]
    yield
    shares = getattr(config, "workerinput", {"workercount": 1})["workercount"]
    items.sort(key=_shortness)
    items[:] = [item for share in range(shares) for item in items[share::shares]]


def _shortness(item: pytest.Item) -> int:
    """Each process begins with what takes long, so that none is alone with it in the end."""
    is_known = item.get_closest_marker("timeout") is not None or item.path.name == "test_browser.py"
    places = ("stories", "sandbox", "usecases", "store")
    return 0 if is_known else next((1 + n for n, place in enumerate(places) if place in item.path.parts), 9)


def _is_told_again(item: pytest.Item) -> bool:
    """Tell whether it is the PostgreSQL half of a story that has one."""
    return "stories" in item.path.parts and item.path.name != "test_declare.py" and _on_postgres(item)


def _on_postgres(item: pytest.Item) -> bool:
    """Tell whether this is the PostgreSQL half of a test that runs on both."""
    call = getattr(item, "callspec", None)
    return call is not None and call.params.get("database_url") == "postgres"


@pytest.fixture(autouse=True)
def logs_as_ever() -> Iterator[None]:
    """A command says how it logs; the test after it is none of its.

    Where rich is installed, structlog would draw each traceback with all that is in reach, for many seconds.
    """
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])
    yield
    structlog.reset_defaults()
    told = logging.getLogger()
    told.handlers[:] = [one for one in told.handlers if type(one) is not logging.StreamHandler]
    told.setLevel(logging.WARNING)


@pytest.fixture(autouse=True)
def contracts_hold(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test in which something went over the wire that no contract knows."""
    yield
    wrong, counted = JUDGE.verdict()
    request.node.user_properties.append(("contracts", counted))
    assert not wrong, "against the vendors' contracts:\n" + "\n".join(wrong)


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    sandbox = await Sandbox.start(manifest=ROOT / "manifest.yml", heard=JUDGE.of_firebell)
    async with aiohttp.ClientSession() as http:
        space = Workspace(sandbox, http)
        await space.post("limits", {"deadline": DEADLINE})
        yield space
    await sandbox.stop()


@pytest.fixture(scope="session")
def postgres(testrun_uid: str) -> Iterator[Postgres]:
    server = Postgres(testrun_uid)
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """A database with today's tables, for what only PostgreSQL can do."""
    with postgres.database() as url:
        yield url


@pytest.fixture(scope="session")
def rt_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RT]:
    server = begin_rt(tmp_path_factory.mktemp("rt"))
    yield server
    server.stop()


@pytest.fixture
def rt(rt_server: RT) -> RT:
    """Request Tracker itself, as it is at first."""
    rt_server.afresh()
    return rt_server


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/firebell.db"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def database(database_url: str) -> str:
    return database_url


@pytest.fixture
def clock() -> Ahead:
    """The time as it is, until a story puts it forward."""
    return Ahead()


@pytest.fixture
async def bell(
    request: pytest.FixtureRequest, workspace: Workspace, database_url: str, clock: Ahead
) -> AsyncIterator[Bell]:
    """A Firebell that has read the directory, so that no story races with its start."""
    connected, ticketed, papered = (
        request.node.get_closest_marker(name) is not None for name in ("pagerduty", "jira", "confluence")
    )
    bell = Bell(workspace, database_url, clock=clock, pagerduty=connected, jira=ticketed, confluence=papered)
    await bell.start()
    await bell.ready()
    yield bell
    await bell.stop()
