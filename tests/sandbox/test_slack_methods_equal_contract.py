"""Every method is what the vendor's reference says: arguments, tier, bodies, scopes, names of errors."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from types import ModuleType

import pytest
from contracts import checker
from lags import UNPROBED, is_unlisted

from bot.sandbox import limits
from bot.sandbox.slack import methods
from bot.sandbox.slack.api.method import METHODS, Method

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # of the checker's files
assert methods  # importing them is what registers them

TIERS = {
    "t1": limits.TIER_1,
    "t2": limits.TIER_2,
    "t3": limits.TIER_3,
    "t4": limits.TIER_4,
    "t5": limits.SPECIAL,
}
TYPES = {
    "string": {
        "text",
        "json",
        "array",
        "moment",
    },  # blocks and lists of ids are called strings, as forms hold them
    "any": {"text", "json", "array"},
    "boolean": {"flag"},
    "integer": {"int"},
    "number": {"int"},
    "array": {"json", "array"},
    "object": {"json"},
}
SDK = "the vendor's own SDKs do not call it without"
# Where a method is not as the reference has it: what differs, and why.
DEVIATIONS = {
    ("api.test", "arguments"): "it gives back whatever it is sent",
    **{(f"bookmarks.{verb}", "required"): SDK for verb in ("add", "edit", "list", "remove")},
    ("conversations.kick", "required"): SDK,
}
OF_BLOCKS = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}
OF_METADATA = {"invalid_metadata_format", "metadata_too_large", "metadata_must_be_sent_from_app"}
# What the search finds although the method's own arguments cannot lead there.
UNREACHED: dict[str, set[str]] = {
    # Of a message they take only text and blocks, or text alone.
    "files.completeUploadExternal": {*OF_METADATA, "markdown_text_conflict", "too_many_attachments"},
    "chat.meMessage": {
        *OF_BLOCKS,
        *OF_METADATA,
        "messages_tab_disabled",
        "markdown_text_conflict",
        "too_many_attachments",
    },
    # It leaves metadata unread.
    "chat.postEphemeral": OF_METADATA,
    # Who may read a canvas may look its sections up.
    "canvases.sections.lookup": {"restricted_action"},
}


@pytest.fixture
def contract() -> ModuleType:
    return checker("slack_contract")


@pytest.fixture(params=sorted(set(METHODS) - set(UNPROBED)))
def method(request: pytest.FixtureRequest) -> Method:
    return METHODS[request.param]


def test_its_facts_are_the_documented_ones(contract: ModuleType, method: Method) -> None:
    documented = contract.contract().get(method.name)
    assert documented, f"{method.name} is no method of Slack's"
    stated = {name: kind for name, kind in documented["args"].items() if name != "token"}
    declared = {name: each.type for name, each in method.arguments.items()}
    required = {name for name, each in method.arguments.items() if each.required}
    differences = {
        "arguments": set(declared) ^ set(stated),
        "required": required ^ (set(documented["required"]) - {"token"}),
        "types": {name for name, kind in declared.items() if kind not in TYPES[stated.get(name, "string")]},
        "tier": set() if method.tier == TIERS[documented["tier"]] else {documented["tier"]},
        "JSON body": set() if method.json_body == documented["json_body"] else {method.json_body},
        "scopes": set(documented["scopes_bot"]) - set(method.scopes),
    }
    found = {
        what: each for what, each in differences.items() if each and (method.name, what) not in DEVIATIONS
    }
    assert found == {}


def test_its_errors_are_documented_ones(contract: ModuleType, method: Method) -> None:
    invented = {
        error
        for error in _errors_of(method)
        if not contract.error_known(method.name, error)
        and not is_unlisted(method.name, error)
        and error not in UNREACHED.get(method.name, set())
    }
    assert invented == set()


def test_every_deviation_is_still_one(contract: ModuleType) -> None:
    assert {name for name, _ in DEVIATIONS} <= set(METHODS)
    assert not UNPROBED.keys() & set(contract.contract())


def _errors_of(method: Method) -> set[str]:
    """The errors that its function can raise, in itself and in what it calls, as far as the source tells."""
    return set(_raised(inspect.unwrap(method.work), set()))


def _raised(function: object, seen: set[object]) -> Iterator[str]:
    """Errors in a function and in those that it calls by name."""
    if not inspect.isfunction(function) or function in seen or not function.__module__.startswith("bot."):
        return
    seen.add(function)
    known = inspect.getclosurevars(function)
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if isinstance(node, ast.Call):
            yield from _errors_in(node)
            yield from _raised(_found(node.func, {**known.globals, **known.nonlocals}), seen)


def _errors_in(call: ast.Call) -> Iterator[str]:
    if isinstance(call.func, ast.Name) and call.func.id == "SlackError":
        for node in ast.walk(call.args[0]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def _found(name: ast.expr, known: dict[str, object]) -> object:
    if isinstance(name, ast.Name):
        return known.get(name.id)
    if isinstance(name, ast.Attribute):
        return getattr(_found(name.value, known), name.attr, None)
    return None


def test_the_search_for_errors_finds_those_in_called_functions() -> None:
    assert {"is_archived", "no_text", "channel_not_found"} <= _errors_of(METHODS["chat.postMessage"])
