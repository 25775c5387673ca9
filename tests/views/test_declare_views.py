"""The form takes any taxonomy, and says what it knows."""

from dataclasses import replace
from typing import Any

import pytest
from harness import texts
from incidents import NOW, WORDS, opened

from bot.domain.board import Failure, Outlook, Recent, Rival, Sight
from bot.domain.incident import Link, LinkKind
from bot.domain.rules.opening import Form
from bot.domain.taxonomy import Category, Group, Taxonomy
from bot.sandbox.slack.blockkit import problems
from bot.views.declare import categories, critical, form, going_on, origin, progress


def taxonomy(groups: int, each: int, name: str = "Category") -> Taxonomy:
    """Give one of this many groups, with this many categories in each."""
    made = {f"g{number}": Group(f"g{number}", f"Group {number}") for number in range(groups)}
    inside = {
        f"c{group}-{number}": Category(f"c{group}-{number}", f"{name} {group}.{number}", f"g{group}")
        for group in range(groups)
        for number in range(each)
    }
    return replace(WORDS, groups=made, categories=inside)


def element(view: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in view["blocks"] if one.get("block_id") == "category")[
        "element"
    ]
    return found


@pytest.mark.parametrize(
    ("groups", "each", "kind"),
    [
        (1, 1, "static_select"),
        (1, 100, "static_select"),
        (1, 150, "static_select"),
        (3, 101, "static_select"),
        (100, 10, "static_select"),
        (101, 1, "external_select"),
        (100, 100, "external_select"),
    ],
)
def test_every_category_can_be_chosen_however_many_there_are(groups: int, each: int, kind: str) -> None:
    words = taxonomy(groups, each)
    last = f"c{groups - 1}-{each - 1}"
    chosen = Form("d", title="Checkout is down", category=last)
    view = form.render(chosen, words, Outlook(0, ""))
    assert problems(view, "modal") == []
    select = element(view)
    assert select["type"] == kind
    assert select["initial_option"]["value"] == last
    if kind == "static_select":
        offered = [one["value"] for group in select["option_groups"] for one in group["options"]]
        assert offered == list(words.categories), "each once, in their order"
    else:
        (found,) = categories.matching(words.categories[last].name, words)[:1]
        assert found["value"] == last


def test_what_slack_would_call_too_large_is_asked_for_while_typing() -> None:
    view = form.render(Form("d"), taxonomy(20, 60, "🔥" * 60), Outlook(0, ""))
    assert element(view)["type"] == "external_select"


def test_a_type_ahead_finds_by_group_and_offers_no_more_than_slack_takes() -> None:
    words = taxonomy(101, 5)
    assert len(categories.matching("", words)) == 100
    assert [one["value"] for one in categories.matching("group 7 category 7.3", words)] == ["c7-3"]


def test_what_goes_on_is_said_without_titles_of_drafts() -> None:
    many = tuple(opened(id=number, title="<!channel> " * 10) for number in range(1, 21))
    recent = tuple(Recent(one.ref, one.title) for one in many)
    outlook = Outlook(3, "C1", recent=recent, rivals=(Rival("U2", "payment"), Rival("U3", "")))
    view = form.render(Form("d"), WORDS, outlook)
    assert problems(view, "modal") == []
    said = texts(view["blocks"])
    assert "20 critical incidents in the past hour" in said
    assert "<@U2> is declaring an incident in Payment right now. <@U3> is declaring" in said
    assert "<!channel>" not in said
    assert problems(going_on.render(many, WORDS, "d"), "modal") == []


@pytest.mark.parametrize("category", ["system-compromise", "payment", ""])
@pytest.mark.parametrize("private", [True, False])
def test_slack_takes_the_form_in_every_shape(category: str, private: bool) -> None:  # noqa: FBT001 - a parameter
    link = Link(LinkKind.ORIGIN, "C1/1.2", "https://acme.slack.com/archives/C1/p12")
    entered = Form("d", category=category, private=private, named=("U1", "U2"), origin=link, priority="P1")
    for turn in (0, 1):
        view = form.render(entered, WORDS, Outlook(1, "C1"), resumed=True, turn=turn)
        assert problems(view, "modal") == []
        assert len(view["private_metadata"]) < 1000


def test_what_is_read_back_is_what_was_entered() -> None:
    link = Link(LinkKind.ORIGIN, "C1/1.2", "https://acme.slack.com/archives/C1/p12")
    view = {
        "private_metadata": form.render(Form("d", origin=link), WORDS, Outlook(0, ""))["private_metadata"],
        "state": {
            "values": {
                "title#~1": {"title": {"value": "Checkout is down"}},
                "impact:customers#~1": {"x": {"selected_option": {"value": "HI"}}},
                "leads#payment~1": {"leads": {"selected_options": [{"value": "leads"}]}},
                "private#~1": {"x": {"selected_options": []}},
                "named#~1": {"x": {"selected_users": ["U2"]}},
            }
        },
    }
    read = form.parse(view)
    assert (read.title, read.impacts, read.leads) == ("Checkout is down", {"customers": "HI"}, True)
    assert (read.private, read.named, read.origin, read.draft) == (False, ("U2",), link, "d")


def test_slack_takes_what_is_said_of_a_critical_one() -> None:
    quick = opened(draft="quick:1", title="<!channel>" * 12, description="", impacts={})
    for message in (
        critical.answer(quick, WORDS, quick.opened_at),
        critical.question(quick, WORDS),
        origin.answer(quick),
    ):
        assert problems(message.get("blocks", []), "message") == []
        assert "<!channel>" not in message["text"] + texts(message.get("blocks", []))
    assert problems(critical.form("d", "payments"), "modal") == []
    assert problems(progress.begun(quick), "modal") == []
    assert "Undo" in texts(progress.begun(quick)["blocks"])
    assert "Undo" not in texts(progress.begun(opened())["blocks"])


def test_the_progress_is_done_while_what_is_there_is_brought_up_to_date() -> None:
    """The announcement is written again as soon as there is a ticket; nothing tells the window of that."""
    links = (Link(LinkKind.CHANNEL, "C1", "https://x.example"), Link(LinkKind.ANNOUNCEMENT, "C2:1.2", ""))
    incident = opened(links={link.kind: link for link in links}, invited=("U1", "U2"))

    def said(**pending: int) -> str:
        return texts(progress.render(Sight(incident, WORDS, incident.opened_at, pending, ()))["blocks"])

    assert "1 person invited besides you" in said(announce=0, invite_responders=0)
    assert "All done" in said(announce=0, invite_responders=0)
    assert "All done" not in said(invite_responders=1)
    assert "All done" not in said(file_ticket=0)


def test_the_lack_of_a_channel_is_promised_not_before_there_is_a_priority() -> None:
    """With the category alone nobody knows yet whether the lowest one is meant, which gets no channel."""
    unset = Form("d", title="Checkout", category="payment")
    outlook = Outlook(2, "C1", ticket=True, channel=False)
    assert "Whether it gets a channel follows from the priority." in texts(
        form.render(unset, WORDS, outlook)["blocks"]
    )
    low = form.render(replace(unset, priority="P5"), WORDS, outlook)
    assert "Files a ticket and creates no channel." in texts(low["blocks"])


def test_a_private_one_is_never_said_to_be_announced() -> None:
    """A mirror of the announcement is owed for it too, and finds nothing to tell."""
    seen = Sight(opened(), WORDS, NOW, {"announce": 1}, ())
    assert "announc" in texts(progress.render(seen)["blocks"])
    hidden = replace(seen, incident=replace(seen.incident, private=True))
    assert "announc" not in texts(progress.render(hidden)["blocks"])


def test_nothing_seems_to_be_under_way_that_waits_for_a_channel_which_could_not_be_made() -> None:
    failed = (Failure(7, "create_channel", "Slack does not let us"),)
    pending = {"invite_responders": 0, "announce": 0}
    seen = Sight(opened(), WORDS, NOW, pending, failed)
    said = texts(progress.render(seen)["blocks"])
    assert "◌" not in said
    assert "no channel yet" in said
    assert "Slack does not let us" in said
    assert "◌ making the channel" in texts(progress.render(replace(seen, failed=()))["blocks"])


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("<@U1> and <@U9>", "@ana and @U9"),
        ("see <#C1|payments> and <#C2>", "see #payments and #C2"),
        ("<!channel> <!subteam^S1|@oncall> <!here|here>", "@channel @oncall here"),
        ("<https://x.example|docs> <https://y.example>", "docs (https://x.example) https://y.example"),
        ("1 < 2", "1 < 2"),
    ],
)
def test_a_message_becomes_what_a_person_would_type(said: str, plain: str) -> None:
    assert origin.plain(said, {"U1": "ana"}) == plain


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("It burns. Really.", "It burns."),
        ("It burns\nreally", "It burns"),
        ("2.41 is out. Bad", "2.41 is out."),
        ("", ""),
        ("word " * 60, ("word " * 25).strip() + "…"),
        ("x" * 300, "x" * 127 + "…"),
    ],
)
def test_the_first_sentence_is_the_title(words: str, title: str) -> None:
    assert origin.title(words) == title
