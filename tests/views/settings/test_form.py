"""What somebody entered in a form of the settings, and what is to be asked for before it is saved."""

from typing import Any

import yaml
from harness import ROOT

from bot.domain.settings.sections import DESCRIBED
from bot.domain.taxonomy.document import flat
from bot.sandbox.slack.blockkit import problems
from bot.views.settings import form
from bot.views.settings.fields import Around
from bot.views.settings.form import Entered
from bot.views.settings.listing import Place


def entered(section: str, key: str, said: Any) -> Entered:
    return Entered(section, key, "", said, "V1", Place(section))


def test_only_a_usergroup_is_asked_for() -> None:
    """A text that begins with a question mark is a text."""
    role = entered("roles", "?why", {"name": "?why", "summary": "?S1", "guide": "C1"})
    assert not role.unknown
    assert role.known({"?S1": "leadership", "C1": "general"}).said == role.said
    said = {"name": "?", "responders": ["?S1", "oncall-it"], "pagerduty_service": "?"}
    category = entered("categories", "x", said)
    assert category.unknown == {"S1"}
    assert category.known({"?S1": "leadership"}).said == {**said, "responders": ["leadership", "oncall-it"]}


def test_a_usergroup_as_a_key_and_a_channel_alone_are_found() -> None:
    invited = entered("invited", "?S1", "P1")
    assert invited.unknown == {"S1"}
    assert (invited.known({"?S1": "leadership"}).key, invited.said) == ("leadership", "P1")
    tag = entered("tags", "it_deploy", "C1")
    assert tag.channels == {"C1"}
    assert tag.known({"C1": "general"}).said == "general"


def test_what_could_not_be_saved_is_shown_again_as_it_was_entered() -> None:
    around = Around(flat(yaml.safe_load((ROOT / "data" / "defaults.yml").read_text())), {})
    said = {"name": "<Duty>", "usergroup": "?S1", "channel": "C1", "allowed": [], "enabled": True}
    view = form.again(entered("sos", "", said), around, "Slack knows no usergroup S1.")
    shown = str(view["blocks"])
    assert "Slack knows no usergroup S1." in shown
    assert "'initial_value': '<Duty>'" in shown
    assert "'initial_conversation': 'C1'" in shown
    assert "Ask Slack for S1" in shown
    assert view["title"]["text"] == "Add a call for help"


def test_what_a_form_has_no_room_for_stays_as_it_is() -> None:
    """It would be cut, and what was cut lost with the next change of anything else."""
    present = flat(yaml.safe_load((ROOT / "data" / "defaults.yml").read_text()))
    options = [f"{number} ".ljust(75, "x") for number in range(100)]
    present["fields"] = {"shop": {"name": "Shop", "kind": "choice", "options": options}}
    around, place = Around(present, {}), Place("fields")
    view = form.render(DESCRIBED["fields"], "shop", around, "V1", place)
    assert problems(view, "modal") == []
    assert "Options* is longer than a form takes, and stays as it is" in str(view)
    said = form.parse({**view, "state": {"values": {"name": {"name": {"value": "Shops"}}}}})
    assert said.said["name"] == "Shops"
    assert "options" not in said.said
    again = form.again(said, around, "No.")
    assert "stays as it is" in str(again), "also after a refusal"
    assert "'initial_value': 'Shops'" in str(again)
