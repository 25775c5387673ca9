"""A service as people look it up: what the catalog says of it, in words."""

from harness import texts
from incidents import NOW, WORDS

from bot.domain.catalog import Entity
from bot.domain.catalog.looked import Looked
from bot.domain.oncall.roster import AsOf
from bot.views.catalog import service


def said(blueprint: str, **properties: object) -> str:
    one = Entity(blueprint, "S1", "Payments", properties, {})
    looked = Looked("Payments", "active", "", (), AsOf(NOW, stale=False), (one,), ())
    return texts(service.message(looked, WORDS, NOW)["blocks"])


def test_what_the_usual_file_says_has_its_titles() -> None:
    shown = said("pagerdutyService", secondaryOncall="ben@demo.example")
    assert "Secondary On Call: ben@demo.example" in shown
    assert "PagerDuty Service" in shown
    assert "pagerdutyService" not in shown


def test_every_other_name_becomes_words() -> None:
    shown = said("costOfServices", costCentre="4711", on_call_URL="none")
    assert "Cost centre: 4711" in shown
    assert "On call URL: none" in shown
    assert "Cost of services" in shown
