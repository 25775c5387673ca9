"""Incidents as a table: stable columns, nothing private unasked, nothing that a spreadsheet would run."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from harness import FORM, ROOT

from bot.__main__ import main
from bot.commands.database import database
from bot.domain.incident import ClosingReason
from bot.domain.people import Person
from bot.domain.rules.closing import Ending
from bot.store.find.export import page
from bot.store.settings import audit
from bot.store.who import people
from bot.usecases.finish.close_incident import close_incident
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit
from bot.views.export.cells import cell
from bot.views.export.records import FIRST

FORMULA = '=HYPERLINK("http://evil.example")'


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Three incidents, of which the second is private and the third is over."""
    url = f"sqlite:///{tmp_path}/firebell.db"
    monkeypatch.setenv("DATABASE_URL", url)
    with database(url) as db:
        db.write_now(_declare)
    return url


def _declare(unit: Unit) -> None:
    people.keep([Person("U1", "ana", "Ana Sousa")], unit.now)
    own = {"zendesk-ticket": ("77",)}
    for number, title in enumerate((FORMULA, "Zugzwang", "Search is down"), start=1):
        form = replace(FORM, draft=f"d{number}", title=title.ljust(10), private=number == 2, leads=True)
        open_incident(unit, replace(form, fields=own), by="U1", press=f"p{number}")
    close_incident(unit, 3, Ending(ClosingReason.CANCELLED, "a test"), by="U1", press="close")


def exported(*options: str) -> str:
    said = CliRunner().invoke(main, ["export", "incidents", *options])
    assert said.exit_code == 0, said.output
    return said.output


def test_both_forms_say_the_same_and_nothing_private(url: str) -> None:
    table = list(csv.DictReader(io.StringIO(exported("--format", "csv"))))
    there: list[dict[str, Any]] = json.loads(exported("--format", "json"))
    assert [one["ref"] for one in table] == [one["ref"] for one in there] == ["inc-1", "inc-3"]
    assert list(table[0]) == list(there[0])
    assert table[0]["title"] == f"'{FORMULA}"
    assert there[0]["title"] == FORMULA
    assert there[0]["role_commander_name"] == table[0]["opened_by_name"] == "Ana Sousa"
    assert (there[0]["private"], table[0]["private"]) == (False, "no")
    assert there[1]["closing_reason"] == table[1]["closing_reason"] == "cancelled"
    assert there[0]["closed_at"] is None
    assert there[0]["environments"] == ["PRD"]
    assert "field_zendesk-ticket" in there[0]


def test_private_ones_only_when_asked_for_and_that_is_written_down(url: str) -> None:
    with database(url) as db:
        assert not [one for one in db.read_now(audit.newest) if one.difference.section == "exported"]
        assert '"inc-2"' in exported("--format", "json", "--private")
        (row,) = [one for one in db.read_now(audit.newest) if one.difference.section == "exported"]
        assert "Zugzwang" not in str(row)


def test_page_follows_page(url: str) -> None:
    with database(url) as db:
        for private, known in ((True, [1, 2, 3]), (False, [1, 3])):
            found, after = list[int](), 0
            while there := db.read_now(page, after, private=private, most=1):
                found += [one.id for one in there]
                after = found[-1]
            assert found == known


def test_an_empty_database_gives_an_empty_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/firebell.db")
    assert json.loads(exported("--format", "json")) == []
    assert exported().startswith("ref,title,")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "fine\n=1", "fine\r=1"])
def test_no_line_of_a_cell_is_a_formula(text: str) -> None:
    lines = str(cell(text)).split("\n")
    assert not [line for line in lines if line.lstrip().startswith(("=", "+", "-", "@"))]


def test_every_column_is_documented() -> None:
    told = re.findall(r"^\| (`[^|]+) \|", (ROOT / "docs" / "export.md").read_text(), re.MULTILINE)
    named = [name for cells in told for name in re.findall(r"`([a-z_]+)`", cells)]
    assert named == list(FIRST)
