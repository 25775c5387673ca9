"""Wiki notation becomes a document and comes back as it was; words that look like markup stay words."""

import pytest

from bot.sandbox.jira.words import adf, wiki

SAME = [
    "Plain words",
    "h2. A heading\n\nWords\nand a second line",
    "* one\n* two\n** deeper\n* three",
    "# first\n# second",
    "*strong*, _leaning_ and {{code}}",
    "[A page|https://demo.example/x?a=1] and [https://demo.example]",
    "{code:python}\nprint(1) * 2 * 3\n{code}",
    "{noformat}\n[as|it] *is*\n{noformat}",
    "{quote}Somebody said{quote}",
    "[~accountid:712020:abc] has it",
    "----",
    r"\*not strong*, \_nor leaning_, \{{nor code}}, \[nor a|link]",
    r"\{code}not code\{code}",
    r"\* no item",
    "snake_case_name, 2 * 3 * 4, a-b-c, inc-7",
]


@pytest.mark.parametrize("text", SAME)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    document = wiki.to_document(text)
    assert adf.is_document(document)
    assert adf.to_wiki(document) == text


def test_nothing_said_is_no_document() -> None:
    assert wiki.to_document(" \n") is None


def test_typed_markup_is_words_for_who_reads() -> None:
    document = wiki.to_document(r"\*loud\* \[click|http://evil.example]")
    assert adf.to_plain(document) == "*loud* [click|http://evil.example]"
    assert document
    (paragraph,) = document["content"]
    assert all("marks" not in one for one in paragraph["content"] if one["text"] != "http://evil.example")


@pytest.mark.parametrize(
    "said",
    [
        "words",
        {"type": "doc", "content": []},
        {"type": "doc", "version": 1, "content": [{"type": "text", "text": "x"}]},
        {
            "type": "doc",
            "version": 1,
            "content": [{"type": "paragraph", "content": [{"type": "text", "text": ""}]}],
        },
        {"type": "doc", "version": 1, "content": [{"type": "nonsense"}]},
    ],
)
def test_what_is_no_document_is_not_taken(said: object) -> None:
    assert not adf.is_document(said)
