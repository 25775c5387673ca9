"""Each notation keeps what people typed as words, and says what is ours in its own way."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest

from bot.domain.documents import (
    Anchor,
    At,
    Bullets,
    Document,
    Mention,
    Paragraph,
    Picture,
    Plain,
    Question,
    Readers,
    Section,
    Strong,
    Table,
)
from bot.views.documents import adf, slack
from bot.views.documents.markdown import Canvas, Markdown
from bot.views.documents.storage import Storage
from bot.views.documents.wiki import Wiki

AT = datetime(2026, 11, 21, 13, 2, tzinfo=UTC)
READERS = Readers(ZoneInfo("Europe/Paris"), {"U1": "Ana"}, {"U1": "acc-1"})
HOSTILE = (
    "<!channel> <@U0EVIL> ![](@U0EVIL) [Login](https://evil.example) [x|https://evil.example] <b>b</b>",
    "# Heading\n- entry\n1. first\n> quote\n| a | b |\n|---|---|\nh1. Heading\n----",
    "</p><ac:structured-macro ac:name='html'/><script>alert(1)</script> ]]> &lt;!everyone&gt; &#60;",
    "{code}{color:red}[~accountid:evil]!https://evil.example/x.png! *b* _i_ `x` ```",
    "javascript:alert(1) \u202ednuor\u2066 a\0b c\ud800d \ufffe",
)


def document(words: str) -> Document:
    cell = (Plain(words),)
    return Document(
        words,
        (
            Section(
                "summary",
                words,
                (
                    Paragraph((Plain(words), Strong(words), Mention("U1"), At(AT))),
                    Question(words),
                    Bullets(
                        (
                            cell,
                            (Anchor(words, "https://ours.example/a"), Anchor(words, "javascript:alert(1)")),
                        )
                    ),
                    Table((words,), ((cell,), ((),))),
                    Picture("https://ours.example/p.png", words),
                    Picture("javascript:alert(1)", words),
                ),
            ),
        ),
    )


PLAIN = document("words")


def test_a_page_of_ours_is_written_in_each_notation() -> None:
    markdown, canvas = Markdown(READERS).write(PLAIN), Canvas(READERS).write(PLAIN)
    storage, wiki = Storage(READERS).write(PLAIN), Wiki(READERS).write(PLAIN)
    assert markdown.startswith(
        "# words\n\n## words\n\nwords**words**Ana14:02 CET (13:02 UTC)\n\n_words_\n\n- words\n"
    )
    assert "- [words](<https://ours.example/a>)words" in markdown
    assert "| words |\n| --- |\n| words |\n|   |" in markdown
    assert "![](@U1)14:02 CET" in canvas
    assert "# words\n\n#" not in canvas
    assert '<ri:user ri:account-id="acc-1" />' in storage
    assert "<ac:placeholder>words</ac:placeholder>" in storage
    assert "h2. words\n\nwords*words*[~acc-1]14:02 CET (13:02 UTC)" in wiki
    assert "||words||\n|words|\n| |" in wiki
    nodes = adf.document(PLAIN, READERS)["content"]
    assert [node["type"] for node in nodes][:5] == [
        "heading",
        "paragraph",
        "paragraph",
        "bulletList",
        "table",
    ]
    assert {"type": "mention", "attrs": {"id": "acc-1", "text": "@Ana"}} in nodes[1]["content"]


def test_people_without_an_account_are_named() -> None:
    readers = Readers(names={"U1": "Ana"})
    for write in (Markdown(readers).write, Storage(readers).write, Wiki(readers).write):
        assert "Ana13:02 UTC" in write(PLAIN)


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("UTC", "2026-11-21 13:02 UTC"),
        ("Europe/London", "2026-11-21 13:02 UTC"),
        ("Europe/Paris", "2026-11-21 14:02 CET (13:02 UTC)"),
        ("Pacific/Kiritimati", "2026-11-22 03:02 UTC+14 (2026-11-21 13:02 UTC)"),
    ],
)
def test_a_moment_says_both_clocks(zone: str, said: str) -> None:
    assert Readers(ZoneInfo(zone)).clock(At(AT, dated=True)) == said


@pytest.mark.parametrize("words", HOSTILE)
def test_storage_holds_words_as_words(words: str) -> None:
    written = Storage(READERS).write(document(words))
    names = 'xmlns:ac="ac" xmlns:ri="ri"'
    tree = ET.fromstring(f"<page {names}>{written}</page>")  # noqa: S314  # our own words
    elements = {one.tag for one in tree.iter()}
    assert elements <= {
        "page",
        "h2",
        "p",
        "br",
        "ul",
        "li",
        "table",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
        "strong",
        "{ac}link",
        "{ri}user",
        "{ac}placeholder",
        "{ac}image",
        "{ri}url",
    }
    assert {one.get("href") for one in tree.iter("a")} == {"https://ours.example/a"}
    assert " ".join("".join(tree.find("h2").itertext()).split()) == visible(words)  # type: ignore[union-attr]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("notation", [Markdown, Canvas])
def test_markdown_holds_words_as_words(notation: Callable[[Readers], Markdown], words: str) -> None:
    written = notation(READERS).write(document(words))
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "·", written)
    assert "](@U0EVIL)" not in bare
    assert set(re.findall(r"\]\(<?([^)>]*)>?\)", bare)) <= {
        "https://ours.example/a",
        "https://ours.example/p.png",
        "@U1",
    }
    assert not re.search(r"<(?!https://ours)[a-z!/@]", bare)
    starts = {line.split(" ")[0] for line in bare.split("\n") if line}
    assert not starts & {">", "1.", "+", "=", "|---|---|"}
    assert [line for line in bare.split("\n") if line.startswith("#")] == [
        line for line in bare.split("\n") if line.startswith(("# ", "## "))
    ][: 2 if notation is Markdown else 1]


@pytest.mark.parametrize("words", HOSTILE)
def test_wiki_text_holds_words_as_words(words: str) -> None:
    written = Wiki(READERS).write(document(words))
    bare = re.sub(r"\\.", "·", written)
    assert not re.search(r"\{\w", bare)
    assert set(re.findall(r"\[[^\]]*\]", bare)) <= {
        found for found in re.findall(r"\[[^\]]*\]", bare) if "ours.example" in found or found == "[~acc-1]"
    }
    assert not re.search(r"(?m)^(h1\. |----|bq\. |# )", bare)


@pytest.mark.parametrize("words", HOSTILE)
def test_adf_holds_words_as_words(words: str) -> None:
    written = json.dumps(adf.document(document(words), READERS))
    found = [json.loads(href) for href in re.findall(r'"href": ("[^"]*")', written)]
    assert set(found) == {"https://ours.example/a", "https://ours.example/p.png"}
    assert set(re.findall(r'"id": "([^"]*)"', written)) == {"acc-1"}
    assert '"text": ""' not in written
    assert "\\u202e" not in written


@pytest.mark.parametrize("words", HOSTILE)
def test_what_our_sentences_say_comes_back_as_it_was_typed(words: str) -> None:
    spans = (Mention("U1"), Plain(" said: "), Plain(words), At(AT), Anchor("here", "https://ours.example/a"))
    read = slack.read(slack.written(spans))
    assert [one for one in read if not isinstance(one, Plain)] == [spans[0], *spans[3:]]
    assert slack.written(read) == slack.written(spans)
    assert not re.search(r"<(?!@U1>|!date|https://ours)", slack.written(read))


def visible(words: str) -> str:
    return " ".join(re.sub("[\0\u202e\u2066\ud800\ufffe]", "", words).split())
