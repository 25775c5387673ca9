"""The shape of the house: who may import whom, and what may stand where."""

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"

COLUMNS = [
    {"domain"},
    {"store", "ports", "views", "meters", "carried"},
    {"usecases"},
    {"delivery", "listeners", "jobs", "integrations"},
    {"web"},
    {"app"},
    {"commands"},
    {"__main__"},
]
COLUMN = {name: number for number, names in enumerate(COLUMNS) for name in names}
OWN = {"settings": {"app", "commands", "__main__"}, "logs": {"app", "commands", "__main__"}}

MIDDLE = {"domain", "store", "usecases", "views"}

VENDORS = {
    "peewee": {"bot/store"},
    "playhouse": {"bot/store"},
    "slack_bolt": {"bot/listeners", "bot/integrations/slack/sockets.py", "bot/app.py"},
    "slack_sdk": {"bot/integrations/slack", "bot/app.py"},
    "pdpyras": {"bot/integrations/pagerduty"},
    "jira": {"bot/integrations/jira"},
    "jq": {"bot/integrations/pagerduty/catalog/jq_child.py"},
    "prometheus_client": {"bot/meters.py", "bot/web"},
    "apscheduler": {"bot/jobs", "bot/app.py"},
}

BLOCKS = {
    "section",
    "header",
    "divider",
    "actions",
    "context",
    "input",
    "button",
    "static_select",
    "plain_text",
    "mrkdwn",
    "modal",
    "home",
}


def sources(*, with_sandbox: bool = False) -> Iterator[Path]:
    for path in sorted(BOT.rglob("*.py")):
        place = path.relative_to(BOT).parts[0]
        if "migrations" not in path.parts and (with_sandbox or place != "sandbox"):
            yield path


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def part(name: str) -> str:
    """Give the part of the house that a module belongs to: `domain` for bot.domain.incident."""
    words = name.split(".")
    return words[1] if len(words) > 1 else ""


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def imports(path: Path) -> Sequence[tuple[str, ast.stmt]]:
    found: list[tuple[str, ast.stmt]] = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found += [(alias.name, node) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            whole = node.module or ""
            found += [
                (f"{whole}.{alias.name}" if _is_module(f"{whole}.{alias.name}") else whole, node)
                for alias in node.names
            ]
    return found


@cache
def _is_module(name: str) -> bool:
    place = ROOT / Path(*name.split("."))
    return place.with_suffix(".py").exists() or (place / "__init__.py").exists()


def deferred(path: Path) -> list[str]:
    tree = tree_of(path)
    inside = [
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    return [node.module if isinstance(node, ast.ImportFrom) and node.module else "" for node in inside]


def test_a_module_imports_only_from_its_left_and_its_own_folder() -> None:
    for path in sources():
        _must_import_from_its_left(path)


def _must_import_from_its_left(path: Path) -> None:
    own = part(module(path))
    for name, _ in imports(path):
        other = part(name)
        if not name.startswith("bot.") or other == own:
            continue
        if other in OWN:
            assert own in OWN[other], f"{module(path)} imports {name}"
        elif other == "sandbox":
            assert own == "__main__", f"{module(path)} imports {name}"
        elif own in OWN:
            assert other == "domain", f"{module(path)} imports {name}"
        else:
            assert COLUMN[other] < COLUMN[own], f"{module(path)} imports {name}"


def test_integrations_do_not_import_one_another() -> None:
    """What several of them have in common stands in modules beside their folders."""
    shared = {path.stem for path in (BOT / "integrations").glob("*.py")}
    for path in sources():
        words = module(path).split(".")
        if words[1:2] == ["integrations"] and len(words) > 2:
            for name, _ in imports(path):
                if name.startswith("bot.integrations."):
                    assert name.split(".")[2] in {words[2], *shared}, f"{module(path)} imports {name}"


def test_the_sandbox_stands_apart() -> None:
    for path in (BOT / "sandbox").rglob("*.py"):
        for name, _ in imports(path):
            assert not name.startswith("bot.") or name.startswith("bot.sandbox"), (
                f"{module(path)} imports {name}"
            )


def test_each_vendor_lives_in_its_own_place() -> None:
    for path in sources():
        place = path.relative_to(ROOT).as_posix()
        for name, _ in imports(path):
            homes = VENDORS.get(name.split(".")[0])
            assert homes is None or any(map(place.startswith, homes)), f"{place} imports {name}"


def test_http_servers_stand_only_at_the_edge_that_serves() -> None:
    for path in sources():
        if "web" not in path.relative_to(BOT).parts:
            assert "aiohttp.web" not in {name for name, _ in imports(path)}, module(path)


def test_the_middle_never_waits() -> None:
    waiting = ast.Await | ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith
    for path in sources():
        if part(module(path)) in MIDDLE:
            assert not any(isinstance(node, waiting) for node in ast.walk(tree_of(path))), module(path)


def test_only_the_command_line_defers_an_import_and_only_of_the_sandbox() -> None:
    found = {(module(path), name) for path in sources(with_sandbox=True) for name in deferred(path)}
    assert found == {("bot.__main__", "bot.sandbox")}


def test_no_module_needs_itself() -> None:
    graph = {module(path): {name for name, _ in imports(path)} for path in sources(with_sandbox=True)}
    known = {
        name: {other for other in others if other in graph and other != name}
        for name, others in graph.items()
    }
    list(TopologicalSorter(known).static_order())


BROAD = {
    "delivery/attempts.py",
    "delivery/worker.py",
    "listeners/desk.py",
    "integrations/slack/sockets.py",
}
"""Where whatever breaks must neither end the others nor leave somebody without an answer."""


def test_broad_excepts_stand_only_where_everything_must_go_on() -> None:
    for path in sources():
        for node in ast.walk(tree_of(path)):
            broad = isinstance(node, ast.ExceptHandler) and (
                node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception")
            )
            assert not broad or path.relative_to(BOT).as_posix() in BROAD, module(path)


def test_block_kit_is_written_only_in_views() -> None:
    for path in sources():
        if part(module(path)) == "views":
            continue
        tree = tree_of(path)
        for node in (one for one in ast.walk(tree) if isinstance(one, ast.Dict)):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "type" and isinstance(value, ast.Constant):
                    assert value.value not in BLOCKS, f"{module(path)} line {node.lineno}"


def test_files_functions_and_folders_stay_small() -> None:
    for path in sources(with_sandbox=True):
        text = path.read_text()
        assert text.count("\n") <= 300, module(path)
        assert ast.get_docstring(tree_of(path)), f"{module(path)} does not say what it is"
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, f"{module(path)}.{node.name}"
    for folder in {path.parent for path in sources(with_sandbox=True)}:
        assert len(list(folder.glob("[!_]*.py"))) <= 15, folder


def test_nothing_in_the_bot_knows_that_there_is_a_sandbox() -> None:
    for path in sources():
        if path.name != "__main__.py":
            assert "sandbox" not in path.read_text().lower(), module(path)
