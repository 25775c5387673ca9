"""What is measured is documented, what is documented is measured, and alerts ask for what there is."""

import re
from typing import Any

import pytest
import yaml
from harness import ROOT
from prometheus_client import Counter, Gauge, Histogram

from bot import meters

DOCUMENT = (ROOT / "docs" / "monitoring.md").read_text()
RULES: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((ROOT / "docs" / "alerts.yml").read_text())["groups"]
    for rule in group["rules"]
]
BY_PROMETHEUS = {"le"}
"""Labels that nobody here gives."""


def measured() -> dict[str, tuple[str, ...]]:
    """Give the labels of each series by its name, as Prometheus is told it."""
    found: dict[str, tuple[str, ...]] = {}
    for one in vars(meters).values():
        if isinstance(one, Counter | Gauge | Histogram):
            (family,) = one.describe()
            name = f"{family.name}_total" if isinstance(one, Counter) else family.name
            found[name] = tuple(one._labelnames)  # noqa: SLF001 - told nowhere else
    return found


def test_every_metric_is_documented_with_its_labels() -> None:
    table = DOCUMENT.partition("## Metrics")[2].partition("\n\nOf several")[0]
    told = re.findall(r"^\| `(firebell_\w+)(?:\{([\w,]+)\})?` \|", table, re.MULTILINE)
    assert {name: tuple(filter(None, labels.split(","))) for name, labels in told} == measured()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_an_alert_asks_for_what_there_is(rule: dict[str, Any]) -> None:
    series = measured()
    asked = re.findall(r"(firebell_\w+)(?:\{(\w+)=\"[^\"]*\"\})?", rule["expr"])
    assert asked
    for name, label in asked:
        known = series.get(re.sub(r"_(bucket|count|sum)$", "", name))
        assert known is not None, name
        assert not label or label in known
    by = re.findall(r"by \(([\w, ]+)\)", rule["expr"])
    labels = set(series[re.sub(r"_bucket$", "", asked[0][0])]) | BY_PROMETHEUS
    assert {one.strip() for some in by for one in some.split(",")} <= labels
    assert set(re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"])) <= labels
    for opens, closes in ("()", "{}", "[]"):
        assert rule["expr"].count(opens) == rule["expr"].count(closes)
    assert re.fullmatch(r"\d+[smh]", rule["for"])
    assert rule["labels"]["severity"] in {"page", "ticket"}


def test_every_alert_says_what_to_do() -> None:
    told = re.findall(r"^\| (Firebell\w+) \|", DOCUMENT, re.MULTILINE)
    assert told == [rule["alert"] for rule in RULES]
