"""What Request Tracker says of a ticket, as it is read."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.errors import TransientError
from bot.domain.ticketing import Synced
from bot.integrations.rt import reading
from bot.integrations.rt.tellings import of_found

MOMENT = datetime(2026, 5, 4, 10, tzinfo=UTC)
PERSON = {"id": "dana", "Name": "dana", "RealName": "Dana Ross", "EmailAddress": "dana@example.com"}


def said(**differences: Any) -> dict[str, Any]:
    return {
        "id": 12,
        "Subject": "Checkout is down",
        "Status": "open",
        "Queue": {"id": "3", "Name": "Incidents"},
        "Creator": PERSON,
        "Created": "2026-05-04T10:00:00Z",
        "LastUpdated": "2026-05-04T10:00:00Z",
        "CustomFields": [{"id": "2", "name": "PagerDuty ID", "values": [None]}],
        "_hyperlinks": [{"ref": "self", "_url": "x"}, {"ref": "refers-to", "_url": "firebell:inc-7:1:1"}],
        **differences,
    }


def happened(number: str, kind: str, **differences: Any) -> dict[str, Any]:
    about = {"Field": "", "Data": "No Subject", "Created": "2026-05-04T10:00:00Z", "Creator": PERSON}
    return {"id": number, "Type": kind, "ObjectId": "12", **about, **differences}


HISTORY = [
    happened("1", "Create"),
    happened("2", "Status", Field="Status", NewValue="open"),
    happened("3", "Comment", Data="inc-7, Firebell 9\n"),
    happened("4", "Correspond", Data="Re: [rt #12] inc-7, Firebell 9"),
    happened("5", "Set", Field="Queue", Created="2026-05-05T10:00:00Z"),
]


@pytest.mark.parametrize("number", [12, "12"])
def test_a_ticket_is_read_whether_its_id_is_a_number_or_a_text(number: object) -> None:
    seen = reading.seen_of(said(id=number), HISTORY, "https://rt.example", "inc-7:1:1")
    assert (seen.id, seen.key, seen.project) == ("12", "RT#12", "Incidents")
    assert seen.url == "https://rt.example/Ticket/Display.html?id=12"
    assert seen.values == {Synced.SUMMARY: "Checkout is down", Synced.STATUS: "open"}
    assert seen.changed_by == {Synced.STATUS: "Dana Ross"}
    assert (seen.comments, seen.done) == (("3", "4"), False)
    assert reading.mark_of(said()) == "inc-7:1:1"
    assert reading.fields_of(said()) == {"PagerDuty ID": ""}


def test_what_we_wrote_is_known_by_its_whole_subject_and_an_answer_to_it_is_news() -> None:
    assert [one["id"] for one in reading.spoken_of(HISTORY)] == ["4"]
    assert reading.written_of(HISTORY) == {reading.marker("inc-7", 9)}


def test_one_that_changed_its_queue_is_as_young_as_that() -> None:
    found = reading.stranger_of(said(_hyperlinks=[]), HISTORY, "https://rt.example", "words")
    assert (found.since.day, found.who, found.system, found.seen.mark) == (5, "Dana Ross", "rt", "")
    assert found.merged == ()


def test_it_is_known_what_was_merged_into_it() -> None:
    history = [*HISTORY, happened("6", "AddLink", ObjectId=7), happened("7", "Create", ObjectId="9")]
    assert reading.stranger_of(said(), history, "https://rt.example", "").merged == ("7", "9")


@pytest.mark.parametrize(
    ("kind", "words", "read"),
    [
        ("text/plain", " a <b>\n", "a <b>"),
        (
            "text/html",
            "<style>p{}</style><p>It is<br>down &amp; out</p>\n<script>x()</script>",
            "It is\ndown & out",
        ),
    ],
)
def test_words_are_read_as_plain_text(kind: str, words: str, read: str) -> None:
    content = base64.b64encode(words.encode()).decode()
    assert reading.text_of({"ContentType": kind, "Content": content}) == read


def test_of_a_mail_its_text_is_read_and_no_file() -> None:
    def part(number: str, kind: str, name: str = "") -> dict[str, str]:
        return {"id": number, "TransactionId": "4", "ContentType": kind, "Filename": name}

    parts = [part("1", "multipart/mixed"), part("2", "text/html"), part("3", "text/plain", "log.txt")]
    assert reading.part_of(parts, "4") == parts[1]
    assert reading.part_of([*parts, part("5", "text/plain")], "4") == part("5", "text/plain")
    assert reading.part_of(parts, "9") is None


def test_an_answer_of_another_shape_is_no_fault_of_ours() -> None:
    with pytest.raises(TransientError, match="cannot be read"):
        reading.seen_of({"id": 1}, [], "", "")
    hidden = said(Queue={"id": "3"})
    moments = (MOMENT, MOMENT + timedelta(minutes=1))
    assert len({of_found(said(), one).key for one in moments}) == 2, "in one second much can change"
    assert of_found(hidden, MOMENT).said == {}, "where its queue may not be seen it begins nothing"
