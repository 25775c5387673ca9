"""What the documents name is what there is."""

import re

import pytest
from harness import ROOT

from bot.domain.settings.sections import DESCRIBED
from bot.listeners import FEATURES
from bot.sandbox.act.perform import VERBS
from bot.sandbox.faults import AT_ONCE, OF_ENVELOPES, OF_REQUESTS
from bot.sandbox.pagerduty.acting import VERBS as PAGERDUTY
from bot.sandbox.world.settings import NAMES

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
    assert named("Settings") == set(NAMES)


@pytest.mark.parametrize(
    "document",
    [
        "README.md",
        "CONTRIBUTING.md",
        "docs/api.md",
        "docs/catalog.md",
        "docs/configuration.md",
        "docs/drills.md",
        "docs/export.md",
        "docs/insight.md",
        "docs/jira.md",
        "docs/monitoring.md",
        "docs/operating.md",
        "docs/pagerduty.md",
        "docs/privacy.md",
        "docs/sandbox.md",
        "docs/security.md",
    ],
)
def test_every_link_leads_somewhere(document: str) -> None:
    path = ROOT / document
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text()):
        assert (path.parent / target).exists(), f"{document} links to {target}"


def test_every_subcommand_is_in_the_readme_as_help_shows_it() -> None:
    told = set(re.findall(r"^\| `/incident ([^`]+)`", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert told - {"help"} == {one.usage for feature in FEATURES for one in feature.SUBCOMMANDS}


def test_every_section_of_the_settings_is_documented() -> None:
    table = (ROOT / "docs" / "configuration.md").read_text().partition("| section |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z_]+)`", table)) >= set(DESCRIBED)
