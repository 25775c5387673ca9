"""Storage format is kept, becomes a document and comes back as it was; what is typed stays words."""

import json

import pytest

from bot.sandbox.confluence.errors import ApiError
from bot.sandbox.confluence.words import bare, reading, storage, view


def macro(name: str, *inside: str) -> str:
    return f'<ac:structured-macro ac:name="{name}">{"".join(inside)}</ac:structured-macro>'


def parameter(name: str, value: str) -> str:
    return f'<ac:parameter ac:name="{name}">{value}</ac:parameter>'


CODE = "<ac:plain-text-body><![CDATA[a < b & c]]></ac:plain-text-body>"
TASK = "<ac:task><ac:task-status>complete</ac:task-status><ac:task-body>x</ac:task-body></ac:task>"
SAME = [
    "<p>Plain words</p>",
    "<h2>A &amp; B &lt;c&gt;</h2><p>first<br />second</p>",
    "<ul><li><p>one</p><ul><li><p>deeper</p></li></ul></li><li><p>two</p></li></ul>",
    "<ol><li><p><strong>loud</strong> <em>soft</em> <u>line</u> <s>gone</s> <code>x</code></p></li></ol>",
    '<p><a href="https://demo.example/x?a=1&amp;b=2">a page</a></p>',
    "<table><tr><th><p>a</p></th><td><p>b</p></td></tr></table>",
    "<blockquote><p>said</p></blockquote><hr />",
    f"<ac:task-list>{TASK}</ac:task-list>",
    '<p><ac:link><ri:user ri:account-id="712020:1" /></ac:link></p>',
    macro("code", parameter("language", "sql"), CODE),
    macro("warning", "<ac:rich-text-body><p>x</p></ac:rich-text-body>"),
    f"<p>is {macro('status', parameter('title', 'UP'), parameter('colour', 'Green'))}</p>",
]
HOSTILE = "<b onmouseover=x>'\"&amp;{{summary}} ]]> <!-- -->"


@pytest.mark.parametrize("text", SAME)
def test_a_body_comes_back_as_it_was(text: str) -> None:
    assert view.stored(json.dumps(reading.document(text))) == text


def test_what_is_kept_is_read_again_as_the_same() -> None:
    once = storage.kept("".join(SAME))
    assert storage.kept(once) == once


def test_what_could_run_is_gone_and_what_follows_stays() -> None:
    text = '<p>a<script>x()</script>b<img src="y" onerror="x()" /></p><style>p {}</style><p>c</p>'
    assert storage.kept(text) == '<p>ab<img src="y" /></p><p>c</p>'


def test_hostile_words_stay_words() -> None:
    body = f"<p>{storage.escaped(HOSTILE)}</p>"
    assert bare.plain(storage.kept(body)) == HOSTILE
    assert view.html(body) == body
    code = macro("code", f"<ac:plain-text-body>{storage.literal(HOSTILE)}</ac:plain-text-body>")
    assert bare.plain(storage.kept(code)) == HOSTILE
    assert "<b" not in view.html(storage.kept(code))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<p>a<b></p>", "[1,10]"),
        ("<p>\na & b</p>", "[2,4]"),
        ("&eacute;&nope;", ""),
        ("</page><page>", "[1,8]"),
        ("<!DOCTYPE x>", "[1,3]"),
        ("<p>\x00</p>", ""),
        ("\ud800", ""),
    ],
)
def test_what_is_no_sound_xhtml_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(ApiError) as refused:
        storage.kept(text)
    assert refused.value.words.startswith("Error parsing xhtml: ")
    assert refused.value.words.endswith(place)


@pytest.mark.parametrize("said", ["no JSON", "[]", '{"type": "doc", "version": 1}', "[" * 100_000])
def test_what_is_no_document_is_refused(said: str) -> None:
    with pytest.raises(ApiError, match="not valid atlas_doc_format"):
        view.stored(said)
