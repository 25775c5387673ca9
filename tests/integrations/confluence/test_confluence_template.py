"""Templates are filled in once, and pages are read as what they say."""

from incidents import opened

from bot.domain.documents import Bullets, Document, Paragraph, Plain, Readers, Section
from bot.integrations.confluence.reading import markdown_of
from bot.integrations.confluence.template import fill, unknown

DOCUMENT = Document(
    "inc-7 Post-mortem",
    (
        Section("summary", "Summary", (Paragraph((Plain("It said {{timeline}} & <b>"),)),)),
        Section("timeline", "Timeline", (Bullets(((Plain("14:02 began"),),)),)),
    ),
)
TEMPLATE = (
    "<h1>{{ref}}: {{title}}</h1><p>{{summary}}</p><p local-id='1'> {{ timeline }} </p>"
    "<p>{{ref}}</p><p>{{nobody_knows}}</p><p>Led by {{commander}}</p>"
)


def test_what_stands_in_braces_gives_way_once() -> None:
    said = fill(TEMPLATE, DOCUMENT, opened(title="<Checkout> is down"), Readers())
    assert said == (
        "<h1>inc-7: &lt;Checkout&gt; is down</h1><p>It said {{timeline}} &amp; &lt;b&gt;</p>"
        "<ul><li><p>14:02 began</p></li></ul><p>inc-7</p><p>{{nobody_knows}}</p><p>Led by nobody</p>"
    )
    assert unknown(TEMPLATE, ["summary", "timeline"]) == ["nobody_knows"]


def test_a_page_is_read_as_what_it_says() -> None:
    said = markdown_of(
        "<h2>What <em>we</em> learnt</h2><p>A lot of *this* &amp; that<br/>and more</p>"
        "<ul><li><p>one</p></li>"
        "<li>two <a href='https://x.example/a'>there</a></li></ul>"
        "<p><ac:placeholder>Write here</ac:placeholder></p>"
        "<table><tbody><tr><th><p>When</p></th><td><p>14:02</p></td></tr></tbody></table>"
        "<ac:structured-macro ac:name='code'><ac:parameter ac:name='language'>sql</ac:parameter>"
        "<ac:plain-text-body><![CDATA[SELECT 1 < 2]]></ac:plain-text-body></ac:structured-macro>"
    )
    assert said == (
        "## What we learnt\n\nA lot of \\*this\\* & that\nand more\n\n- one\n- two [there](<https://x.example/a>)\n\n"
        "When | 14:02 |\n\nSELECT 1 \\< 2\n"
    )
