"""Long texts in issues: what is put there, what is added, what is taken out, what is read."""

from typing import Any

import pytest

from bot.domain.documents import Bullets, Document, Paragraph, Plain, Readers, Section, Strong, Table
from bot.integrations.jira.effects import texts
from bot.views.documents import adf

SECTION = Section("later", "Added by Firebell, 14:02", (Bullets(((Plain("A late fact"),),)),))
DOCUMENT = Document(
    "t",
    (
        Section(
            "s",
            "Summary",
            (
                Paragraph((Strong("It"), Plain(" was *slow*\nfor all"))),
                Table(("When",), (((Plain("14:02"),),),)),
            ),
        ),
    ),
)
PAGE: dict[str, Any] = adf.document(DOCUMENT, Readers())


def test_a_document_is_read_as_markdown() -> None:
    assert texts.markdown(PAGE) == ("## Summary\n\nIt was \\*slow\\*\nfor all\n\n| When |\n| 14:02 |\n")
    assert texts.markdown("h2. wiki") == "h2. wiki"
    assert texts.markdown(None) == ""


def test_a_section_is_put_below_and_known_again() -> None:
    longer = texts.extended(PAGE, SECTION, Readers())
    assert texts.markdown(longer).endswith("## Added by Firebell, 14:02\n\n- A late fact\n")
    assert texts.holds(longer, SECTION.title)
    assert not texts.holds(PAGE, SECTION.title)
    assert (
        texts.extended("Mine\n", SECTION, Readers())
        == "Mine\n\nh2. Added by Firebell, 14:02\n\n* A late fact"
    )


@pytest.mark.parametrize("there", ["Mine", PAGE])
def test_as_much_of_a_section_is_put_below_as_jira_holds(there: texts.Description) -> None:
    many = tuple((Plain(f"Fact {number}: {'it fails. ' * 300}"),) for number in range(12))
    longer = texts.extended(there, Section("later", "Added", (Bullets(many),)), Readers())
    said = texts.markdown(longer)
    assert "Fact 0" in said
    assert "Fact 11" not in said
    assert said.rstrip().endswith("… and 3 more: there is no room for them here.")
    assert len(said) < 32_767


def test_words_are_taken_out_of_texts_and_of_nothing_else() -> None:
    clean = texts.without_words({**PAGE, "text": "slow"}, "slow")
    assert clean["type"] == "doc"
    assert "slow" not in str(clean)
    assert texts.without_words(PAGE, "paragraph") == PAGE
    assert texts.without_words("so \\*slow\\*", "*slow*") == "so [redacted]"
    assert texts.without_words(None, "slow") is None
