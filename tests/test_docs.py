"""What the documents name is what there is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from harness import ROOT, Bell, Workspace, reached
from test_architecture import COLUMNS, VENDORS

from bot.__main__ import main
from bot.domain.settings.sections import DESCRIBED
from bot.listeners import FEATURES
from bot.sandbox.act.perform import VERBS
from bot.sandbox.faults import AT_ONCE, OF_ENVELOPES, OF_REQUESTS
from bot.sandbox.pagerduty.acting import VERBS as PAGERDUTY
from bot.sandbox.world.settings import NAMES as KNOBS
from bot.settings import NAMES, Settings

PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").glob("*.md"))]
SANDBOX = (ROOT / "docs" / "sandbox.md").read_text()


def named(paragraph: str) -> set[str]:
    """Give the words in code that a paragraph begins with its title names."""
    (text,) = re.findall(rf"^\*\*{paragraph}\.\*\* (.*?)(?:\n\n|\Z)", SANDBOX, re.DOTALL | re.MULTILINE)
    return set(re.findall(r"`([^`]+)`", text))


def test_every_act_is_documented() -> None:
    assert named("Acts") - {"wait_ms"} == set(VERBS)


def test_every_act_in_pagerduty_is_documented() -> None:
    words = {word for word in named("PagerDuty") if word.isalnum()}
    assert words - {"minutes"} == set(PAGERDUTY)


def test_every_fault_is_documented() -> None:
    parts = {"match", "system", "method", "*", "type", "user", "times", "status"}
    assert named("Faults") - parts == {*OF_REQUESTS, *OF_ENVELOPES, *AT_ONCE}


def test_every_workspace_setting_is_documented() -> None:
    assert named("Settings") == set(KNOBS)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_link_and_path_leads_somewhere(path: Path) -> None:
    text = path.read_text()
    for target, _, anchor in (
        one.partition("#") for one in re.findall(r"\]\((?!https?:)([^)\s]+)\)", _plain(text))
    ):
        there = (path.parent / target).resolve() if target else path
        assert there.exists(), f"{path.name} links to {target}"
        assert not anchor or anchor in anchors(there), f"{path.name} links to {target}#{anchor}"
    new = set(re.findall(r"^New, `([^`]+)`", text, re.MULTILINE))
    for named in set(re.findall(r"`((?:\w[\w.-]*/)+[\w.-]+\.(?:py|yml|md))`", text)) - new:
        places = [ROOT / named, ROOT / "bot" / named, path.parent / named]
        assert any(place.exists() for place in places), f"{path.name} names {named}"


def anchors(path: Path) -> set[str]:
    """Give the addresses of its headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", _plain(path.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in heads}


def _plain(text: str) -> str:
    """Without what stands in fences, where neither headings nor links are."""
    return re.sub(r"^ *```.*?^ *```$", "", text, flags=re.DOTALL | re.MULTILINE)


def test_every_page_is_reached_from_the_readme() -> None:
    seen, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        links = re.findall(r"\]\((?!https?:)([^)#\s]+)", _plain(path.read_text()))
        found = {(path.parent / link).resolve() for link in links}
        waiting += [one for one in found if one.suffix == ".md" and one not in seen]
    assert {path.resolve() for path in PAGES} <= seen


def test_the_pictures_of_the_readme_are_soon_loaded() -> None:
    """The first of them moves."""
    first, *rest = re.findall(r"^!\[[^\]]+\]\(([^)]+)\)$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert b"acTL" in (ROOT / first).read_bytes()[:100]
    assert sum((ROOT / one).stat().st_size for one in (first, *rest)) < 1_500_000


def test_every_picture_is_shown_somewhere() -> None:
    shown = {
        Path(one).name for path in PAGES for one in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", path.read_text())
    }
    assert shown == {path.name for path in (ROOT / "docs" / "pictures").iterdir()}


def test_no_line_is_too_long_to_be_compared() -> None:
    """But for tables, and what stands in fences."""
    for path in PAGES:
        lines = _plain(path.read_text()).splitlines()
        assert not [line for line in lines if len(line) > 140 and not line.startswith("|")], path.name


def table(document: str, head: str) -> list[list[str]]:
    """Give the rows of the table that begins with this head, as lists of what their cells say."""
    text = (ROOT / document).read_text().replace("\\|", "\x00")
    rows = text.partition(head)[2].partition("\n\n")[0].splitlines()[2:]
    assert rows, f"{document} has no table {head}"
    return [[cell.strip().replace("\x00", "|") for cell in row.strip("|").split(" |")] for row in rows]


def coded(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_subcommand_is_documented_as_help_shows_it() -> None:
    told = {
        coded(usage)[0].removeprefix("/incident ") for usage, *_ in table("docs/using.md", "| typed | does |")
    }
    assert told - {"help"} == {one.usage for feature in FEATURES for one in feature.SUBCOMMANDS}


def test_every_setting_is_documented_with_its_default() -> None:
    told = {
        name: (coded(default) or [""])[0]
        for names, default, _ in table("docs/configuration.md", "| name | default | |")
        for name in coded(names)
    }
    assert told == {name.upper(): str(getattr(Settings(), name)) for name in NAMES}


def test_the_example_of_an_environment_names_settings_that_there_are() -> None:
    said = re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"} == {name for name, _ in said[:2]}
    assert {name.lower() for name, _ in said} <= set(NAMES)


def test_every_command_is_documented_with_its_options() -> None:
    told: dict[str, set[str]] = {}
    for usage, _ in table("docs/commands.md", "| command | does |"):
        (said,) = coded(usage)
        words = said.removeprefix("firebell ").split()
        name = next(name for name in (" ".join(words[:2]), words[0]) if name in COMMANDS)
        told.setdefault(name, set()).update(re.findall(r"--[a-z-]+", said))
    assert told == {name: set(options) for name, options in COMMANDS.items()}


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Give each command of the command line, and its options."""
    for name, one in group.commands.items():
        if isinstance(one, click.Group):
            yield from commands(one, f"{before}{name} ")
        else:
            yield f"{before}{name}", [opt for param in one.params for opt in param.opts if opt[:2] == "--"]


COMMANDS = dict(commands(main))


def test_every_folder_and_every_vendor_stands_in_the_picture_of_the_house() -> None:
    shown = [set(coded(cell)) for cell, _ in table("docs/architecture.md", "| folders | what they are |")]
    assert shown == COLUMNS
    known = {
        name: set(coded(places))
        for names, places in table("docs/architecture.md", "| library | known to |")
        for name in coded(names)
    }
    assert known == VENDORS


def test_every_event_that_slack_tells_has_its_reason() -> None:
    told = [name for names, _ in table("docs/slack-admin.md", "| events | why |") for name in coded(names)]
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text())
    assert sorted(told) == sorted(manifest["settings"]["event_subscriptions"]["bot_events"])


async def test_every_job_is_documented_with_its_interval(workspace: Workspace, tmp_path: Path) -> None:
    """Post-mortems are pages where there is a space, else issues: so it takes two to have all jobs."""
    told = {coded(name)[0]: every for name, every, _ in table("docs/operating.md", "| job | every | does |")}
    here = {"HEARTBEAT_URL": workspace.sandbox.url, "RT_URL": "http://127.0.0.1:9", "RT_TOKEN": "rt-1"}
    issues = {"JIRA_POSTMORTEM_PROJECT": "PM", "CONFLUENCE_SPACE": ""}
    known: dict[str, str] = {}
    for more in (here, issues):
        wanted = {**reached(), "CATALOG_FILE": str(ROOT / "data" / "catalog.yml"), **more}
        place = tmp_path / "a.db"
        bell = Bell(workspace, place, pagerduty=True, jira=True, confluence=True, port=True, settings=wanted)
        await bell.start()
        works = bell.firebell.jobs._works  # noqa: SLF001 - people see them in a database once they are planned
        known |= {name: _every(work.trigger) for name, work in works.items()}
        await bell.stop()
    assert told == known


def _every(trigger: Any) -> str:
    """Say when it runs, as the document does."""
    seconds = trigger.interval.total_seconds() if hasattr(trigger, "interval") else 0
    for length, name in ((3600, "hour"), (60, "minute"), (1, "second")):
        if seconds and seconds % length == 0:
            count = int(seconds // length)
            return f"{count} {name}{'s' if count > 1 else ''}"
    cron = str(trigger)
    return "Monday 8:00 UTC" if "day_of_week='mon', hour='8', minute='0'" in cron else cron


def test_every_section_of_the_settings_is_documented() -> None:
    table = (ROOT / "docs" / "configuration.md").read_text().partition("| section |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z_]+)`", table)) >= set(DESCRIBED)
