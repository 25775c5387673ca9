"""The settings as a file: out and in again, checked whole, shown before they change."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from harness import FORM, ROOT, Bell, Workspace, texts

from bot.__main__ import main
from bot.ports import Effects, utc_now
from bot.store import taxonomy
from bot.store.database import Database
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit

FAULTY = """
environments:
  PRD: {description: Production}
  PRD: {description: Again}
groups:
  shop:
    name: Shop
    categories:
      other: {name: Checkout, responder: [oncall-shop]}
      NO: {name: Norway}
metrics:
  time-to-fix: {name: Time to fix, since: declared, until: recoverd}
tagz: {}
hours: {from: nine}
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an empty database of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/firebell.db")
    return tmp_path


def firebell(*words: str, asked: str | None = None) -> Result:
    return CliRunner().invoke(main, list(words), input=asked)


def exported() -> dict[str, Any]:
    said = firebell("config", "export")
    assert said.exit_code == 0, said.output
    document: dict[str, Any] = yaml.safe_load(said.output)
    return document


def apply(place: Path, document: object, *words: str) -> Result:
    text = document if isinstance(document, str) else yaml.safe_dump(document, sort_keys=False)
    (place / "ours.yml").write_text(text, "utf-8")
    return firebell("config", "apply", "ours.yml", *words)


def test_what_goes_out_comes_in_as_it_was(place: Path) -> None:
    first = firebell("config", "export").output
    again = apply(place, first)
    assert (again.exit_code, again.output) == (0, "Nothing to do: the settings are so already.\n")
    assert firebell("config", "export").output == first
    assert yaml.safe_load(first) == yaml.safe_load((ROOT / "data" / "defaults.yml").read_text())


def test_the_difference_is_shown_and_done(place: Path) -> None:
    wanted = exported()
    wanted["priorities"]["P1"]["fix_within"] = "3h"
    wanted["groups"]["other"]["categories"]["gift-cards"] = {"name": "Gift cards"}
    del wanted["groups"]["other"]["categories"]["legal"]
    wanted["environments"] = {key: wanted["environments"][key] for key in ("STG", "PRD", "INT")}
    done = apply(place, wanted)
    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        "~ priorities.P1",
        "    fix_within: 2h -> 3h",
        "- categories.legal",
        "+ categories.gift-cards",
        "~ environments, their order",
        "    PRD, STG, INT -> STG, PRD, INT",
        "Done: 4 changes.",
    ]
    assert exported() == wanted
    assert list(exported()["environments"]) == ["STG", "PRD", "INT"]


def test_what_said_nothing_before_is_shown_with_what_it_becomes(place: Path) -> None:
    assert "~ texts.welcome\n    nothing -> Hello\n" in apply(place, {"texts": {"welcome": "Hello"}}).output
    assert "~ texts.welcome\n    Hello -> nothing\n" in apply(place, {"texts": {}}).output


def test_permissions_go_out_and_come_in(place: Path) -> None:
    wanted = {"permissions": {"page": ["sre", "oncall-it"], "waive": ["sre"]}}
    assert apply(place, wanted).output.splitlines() == [
        "~ permissions.page",
        "    nothing -> sre, oncall-it",
        "~ permissions.waive",
        "    nothing -> sre",
        "Done: 2 changes.",
    ]
    assert exported()["permissions"] == wanted["permissions"]
    assert apply(place, exported()).output.startswith("Nothing to do")
    assert "    sre -> nothing" in apply(place, {"permissions": {"page": ["sre", "oncall-it"]}}).output


def test_every_fault_is_told_at_once_with_its_line(place: Path) -> None:
    before = exported()
    refused = apply(place, FAULTY)
    assert refused.exit_code == 1
    said = refused.output.splitlines()
    assert said[0] == "Error: 6 faults; nothing was changed."
    assert [line.split(": ")[0] for line in said[1:]] == [
        f"ours.yml:{line}" for line in (4, 9, 10, 12, 13, 14)
    ]
    for words in (
        "did you mean responders",
        "Did you mean recovered?",
        "There is no section 'tagz'",
        "in quotes",
    ):
        assert words in refused.output, words
    assert exported() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("- a\n- b\n", "holds no sections"),
        ("priorities: {P1: [\n", "This is no YAML"),
        ("priorities: 5\n", "priorities must hold entries"),
        ("groups: {shop: 5}\n", "groups.shop must hold a name"),
        ("groups: {shop: {name: Shop, categories: [a]}}\n", "must hold categories, each with its key"),
        ("groups: {shop: {name: Shop, hours: {holidays: 5}}}\n", "hours must be like"),
        ("hours: {holidays: 5}\n", "must be a list of dates"),
        ("hours: {zone: Mars/Olympus}\n", "no zone"),
        ("environments: {}\n", "At least one environment"),
        ("impacts: {customers: {name: A, emoji: a, help: a, levels: {HT: {name: a, priority: P9}}}}\n", "P9"),
        ("priorities: {}\n", "which does not exist. There is none."),
        ("roles: {scribe: {name: Scribe, emoji: a, summary: Writes}}\n", "Firebell itself needs it"),
        ("invited: {leadership: P9}\n", "'P9' does not exist"),
        ("permissions: {page: ['#sre']}\n", "such as sre: #sre is none"),
        ("permissions: {page: sre}\n", "It must be a list of names"),
        ("permissions: {redact: [sre]}\n", "no such word"),
        ("permissions: {see: [sre]}\n", "no such word"),
        ("priorities: {1: {rank: 1}}\n", "put it in quotes"),
    ],
)
def test_what_is_no_file_of_settings_is_refused_in_a_sentence(place: Path, text: str, said: str) -> None:
    refused = apply(place, text)
    assert refused.exit_code == 1
    assert said in refused.output
    assert "Traceback" not in refused.output


def test_a_file_that_is_not_there_is_told(place: Path) -> None:
    refused = firebell("config", "apply", "nowhere.yml")
    assert (refused.exit_code, refused.output) == (
        1,
        "Error: nowhere.yml cannot be read: No such file or directory.\n",
    )


def test_what_incidents_hold_is_kept_and_retired(place: Path) -> None:
    """The past keeps its words, whatever a file leaves out."""
    wanted = exported()
    db: Database[Unit] = Database(f"sqlite:///{place}/firebell.db", lambda: Unit(utc_now(), Effects()))
    db.open()
    db.write_now(open_incident, FORM, by="U1", press="p1")
    db.close()
    del wanted["groups"]["payment-operations"], wanted["environments"]["PRD"], wanted["priorities"]["P1"]
    wanted["impacts"] = {"customers": wanted["impacts"]["customers"]}
    levels = wanted["impacts"]["customers"]["levels"]
    levels["HT"]["priority"] = "P2"
    wanted["invited"] = {}
    done = apply(place, wanted)
    assert done.exit_code == 0, done.output
    assert "! categories.payment is retired" in done.output
    assert "! environments.PRD is retired" in done.output
    after = exported()
    assert after["groups"]["payment-operations"]["categories"]["payment"]["enabled"] is False
    assert set(after["groups"]["payment-operations"]["categories"]) == {"payment"}
    assert after["priorities"]["P1"]["enabled"] is False


async def test_what_a_file_changes_is_seen_in_slack(
    workspace: Workspace, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Homes that are looked at follow, while the bot runs."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)
    bell = await Bell(workspace, database_url).start()
    await bell.ready()
    await workspace.act("farid", "open_home", wait_ms=3000)
    (tmp_path / "ours.yml").write_text("admins: {oncall-platform: {}}\n")
    done = firebell("config", "apply", "ours.yml")
    assert done.exit_code == 0, done.output
    farid = workspace.user_id(await workspace.state(), "farid")
    await workspace.until(lambda state: "Settings" in texts(state["homes"][farid]["blocks"]))
    history = await workspace.slash("ana", "settings history", wait_ms=5000)
    assert "command line" in texts(history["view"]["blocks"])
    await bell.stop()


def test_the_document_is_kept_as_it_was_written(place: Path) -> None:
    """Reading and writing change nothing by themselves."""
    exported()
    db: Database[Unit] = Database(f"sqlite:///{place}/firebell.db", lambda: Unit(utc_now(), Effects()))
    db.open()
    before = copy.deepcopy(db.read_now(taxonomy.document))
    db.write_now(lambda _unit: taxonomy.replace(before))
    assert db.read_now(taxonomy.document) == before
    db.close()
