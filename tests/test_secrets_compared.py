"""Secrets are compared in a time that does not depend on where they differ."""

import ast
import re
from collections.abc import Iterator

import pytest
from test_architecture import module, sources

SECRET = re.compile(r"(secret|token|signature|signed|password|passphrase)s?$", re.IGNORECASE)


def compared() -> Iterator[tuple[str, int, str]]:
    """Give each comparison of something that is called like a secret with something that is no literal."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Compare) and _is_of_secrets(node):
                yield module(path), node.lineno, ast.unparse(node)


def _is_of_secrets(node: ast.Compare) -> bool:
    """A name is looked up among secrets without any of them being looked at."""
    if not isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.In | ast.NotIn):
        return False
    sides = [node.left, *node.comparators] if isinstance(node.ops[0], ast.Eq | ast.NotEq) else [node.left]
    with_literal = any(isinstance(side, ast.Constant) for side in [node.left, *node.comparators])
    return not with_literal and any(SECRET.search(_called(side)) for side in sides)


def _called(node: ast.expr) -> str:
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return node.attr
        case ast.Call():
            return _called(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        case ast.Subscript():
            return str(node.slice.value) if isinstance(node.slice, ast.Constant) else _called(node.value)
    return ""


NO_SECRETS = {"bot.store.api.keys": "the name of a token"}
"""Where what is called so is none."""


def test_nothing_that_is_secret_is_compared_with_equals() -> None:
    assert [one for one in compared() if one[0] not in NO_SECRETS] == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("self._token == brought", True),
        ("given['secret'] == own", True),
        ("token in tokens", True),
        ("name in secrets", False),
        ("token == ''", False),
    ],
)
def test_such_comparisons_are_found(said: str, *, found: bool) -> None:
    (one,) = [node for node in ast.walk(ast.parse(said)) if isinstance(node, ast.Compare)]
    assert _is_of_secrets(one) is found
