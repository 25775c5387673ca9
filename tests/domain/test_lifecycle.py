"""From which status to which, and README.md says the same."""

import pytest
from harness import ROOT
from incidents import opened

from bot.domain.errors import UserError
from bot.domain.incident import Status
from bot.domain.lifecycle import ORDER, TABLE, Needs, skipped, step


def table() -> str:
    """Draw the transitions as README.md does."""
    rows = [["from \\ to", *ORDER], ["---"] * (len(ORDER) + 1)]
    rows += [[f"**{start}**", *(TABLE.get((start, end), "") for end in ORDER)] for start in ORDER]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def test_the_document_shows_the_table() -> None:
    assert table() in (ROOT / "README.md").read_text()


@pytest.mark.parametrize(("start", "end"), TABLE)
def test_an_update_takes_the_steps_that_need_no_more_than_a_reason(start: Status, end: Status) -> None:
    incident = opened(status=start)
    if TABLE[start, end] in {Needs.NOTHING, Needs.REASON, Needs.POSTMORTEM}:
        taken = step(incident, end, reason="it came back", postmortem_due=True)
        assert (taken.start, taken.end) == (start, end)
    else:
        with pytest.raises(UserError, match="clos"):
            step(incident, end, reason="it came back", postmortem_due=True)


def test_going_back_needs_a_reason() -> None:
    with pytest.raises(UserError, match="say why") as refused:
        step(opened(status=Status.MITIGATED), Status.INVESTIGATING, reason="  ")
    assert set(refused.value.fields) == {"reason"}


def test_a_post_mortem_is_only_for_who_needs_one() -> None:
    with pytest.raises(UserError, match="needs no post-mortem"):
        step(opened(status=Status.MITIGATED), Status.POST_MORTEM)


def test_what_is_skipped_is_named_and_a_post_mortem_is_never_implied() -> None:
    assert skipped(Status.OPEN, Status.MITIGATED) == (Status.INVESTIGATING, Status.MITIGATING)
    assert skipped(Status.MITIGATED, Status.CLOSED) == ()
    assert skipped(Status.MITIGATED, Status.OPEN) == ()
    assert skipped(Status.CLOSED, Status.INVESTIGATING) == ()


def test_staying_is_always_allowed() -> None:
    for status in ORDER:
        assert step(opened(status=status), status).implied == ()
