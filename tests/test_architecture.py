"""The shape of the house: who may import whom, and what may stand where."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
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
    {"web", "shipped"},
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


@dataclass
class Facts:
    """What the rules ask of a module; kept in place of its tree, which is large."""

    says: bool
    """Whether its first line says what it is."""

    imports: set[str] = field(default_factory=set)
    deferred: set[str] = field(default_factory=set)
    """What a function imports while it runs."""

    waits: bool = False
    broad: bool = False
    """Whether it catches whatever breaks."""

    blocks: list[int] = field(default_factory=list)
    """The lines where Block Kit is written."""

    functions: dict[str, int] = field(default_factory=dict)
    """The lines that each has."""


@cache
def facts(path: Path) -> Facts:
    tree = ast.parse(path.read_text())
    found = Facts(says=ast.get_docstring(tree) is not None)
    for node in ast.walk(tree):
        match node:
            case ast.Import() | ast.ImportFrom():
                found.imports.update(_imported(path, node))
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                found.functions[f"{node.name}, line {node.lineno}"] = (node.end_lineno or 0) - node.lineno
                within = [one for one in ast.walk(node) if isinstance(one, ast.Import | ast.ImportFrom)]
                found.deferred.update(name for one in within for name in _imported(path, one))
            case ast.ExceptHandler(type=None) | ast.ExceptHandler(type=ast.Name(id="Exception")):
                found.broad = True
            case ast.Dict():
                found.blocks += _blocks(node)
        found.waits |= isinstance(node, ast.Await | ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith)
    return found


def _imported(path: Path, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    assert node.level == 0, f"{path}: a relative import"
    whole = node.module or ""
    for alias in node.names:
        name = f"{whole}.{alias.name}"
        yield name if _is_module(name) else whole


def _blocks(node: ast.Dict) -> Iterator[int]:
    for pair in zip(node.keys, node.values, strict=True):
        match pair:
            case ast.Constant(value="type"), ast.Constant(value=str(kind)) if kind in BLOCKS:
                yield node.lineno


@cache
def _is_module(name: str) -> bool:
    place = ROOT / Path(*name.split("."))
    return place.with_suffix(".py").exists() or (place / "__init__.py").exists()


def test_a_module_imports_only_from_its_left_and_its_own_folder() -> None:
    for path in sources():
        _must_import_from_its_left(path)


def _must_import_from_its_left(path: Path) -> None:
    own = part(module(path))
    for name in facts(path).imports:
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
            for name in facts(path).imports:
                if name.startswith("bot.integrations."):
                    assert name.split(".")[2] in {words[2], *shared}, f"{module(path)} imports {name}"


def test_the_sandbox_stands_apart() -> None:
    for path in (BOT / "sandbox").rglob("*.py"):
        for name in facts(path).imports:
            assert not name.startswith("bot.") or name.startswith("bot.sandbox"), (
                f"{module(path)} imports {name}"
            )


def test_each_vendor_lives_in_its_own_place() -> None:
    for path in sources():
        place = path.relative_to(ROOT).as_posix()
        for name in facts(path).imports:
            homes = VENDORS.get(name.split(".")[0])
            assert homes is None or any(map(place.startswith, homes)), f"{place} imports {name}"


def test_http_servers_stand_only_at_the_edge_that_serves() -> None:
    for path in sources():
        if "web" not in path.relative_to(BOT).parts:
            assert "aiohttp.web" not in facts(path).imports, module(path)


def test_the_middle_never_waits() -> None:
    for path in sources():
        if part(module(path)) in MIDDLE:
            assert not facts(path).waits, module(path)


def test_only_the_command_line_defers_an_import_and_only_of_the_sandbox() -> None:
    paths = sources(with_sandbox=True)
    found = {(module(path), part(name)) for path in paths for name in facts(path).deferred}
    assert found == {("bot.__main__", "sandbox")}


def test_no_module_needs_itself() -> None:
    graph = {module(path): facts(path).imports for path in sources(with_sandbox=True)}
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
        assert not facts(path).broad or path.relative_to(BOT).as_posix() in BROAD, module(path)


def test_block_kit_is_written_only_in_views() -> None:
    for path in sources():
        if part(module(path)) != "views":
            assert not facts(path).blocks, f"{module(path)} line {facts(path).blocks[0]}"


def test_files_functions_and_folders_stay_small() -> None:
    for path in sources(with_sandbox=True):
        assert path.read_text().count("\n") <= 300, module(path)
        assert facts(path).says, f"{module(path)} does not say what it is"
        for name, lines in facts(path).functions.items():
            assert lines < 40, f"{module(path)}.{name}"
    for folder in {path.parent for path in sources(with_sandbox=True)}:
        assert len(list(folder.glob("[!_]*.py"))) <= 15, folder


def test_nothing_in_the_bot_knows_that_there_is_a_sandbox() -> None:
    for path in sources():
        if path.name != "__main__.py":
            assert "sandbox" not in path.read_text().lower(), module(path)
