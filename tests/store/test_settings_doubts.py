"""What is declared without a form reaches somebody, or the checkup says that it does not."""

from pathlib import Path
from typing import Any

import pytest

from bot.domain.checkup import faults
from bot.store import taxonomy
from bot.store.settings import doubts


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["invites nobody"]),
        ({"major": {}}, ["Nobody said what"]),
        ({"major": {"category": "other", "usergroup": "support"}}, []),
        ({"private": True}, []),
        ({"responders": ["support"]}, []),
        ({"invited": {"support": "P1"}}, []),
    ],
)
def test_where_it_invites_nobody_is_said(do: Any, said: dict[str, Any], expected: list[str]) -> None:
    """A private one is for whom its declarer names; who is invited to the worst is invited to it too."""
    document = do(lambda _: taxonomy.document())
    document["major"] = said.get("major", {"category": "other"})
    document["invited"] = said.get("invited", {})
    own = {name: said[name] for name in ("private", "responders") if name in said}
    document["categories"]["other"] |= {"responders": [], **own}
    do(lambda _: taxonomy.replace(document))
    found = [one.said for one in faults(do(lambda _: doubts.present())) if "without a form" in one.said]
    assert len(found) == len(expected), found
    assert all(words in text for words, text in zip(expected, found, strict=True)), found
