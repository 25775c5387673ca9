"""Whatever anybody types, or is called in another system: it pings nobody, links nowhere, and fits."""

import html
import re
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, get_type_hints

import pytest
from fuzz import WORDS, cases
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import events as e
from bot.domain.rules.closing import Missing
from bot.views.words import bold, escape, fit, quote
from bot.views.work.happenings import SENTENCES

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
LIVE = re.compile(r"<[!@#]|<[a-z]+:[^<>]*>|(?<!&)<(?![!@#])[^<>]*\|")
"""What Slack makes a mention, a channel or a link of."""

SAID = "<!channel> <@U0EVIL> <https://evil.example|Checkout> & `x`"
ODD_LENGTHS = st.integers(min_value=12, max_value=300)


@cases(100)
@given(text=WORDS, most=ODD_LENGTHS)
def test_what_is_escaped_is_whole_and_dead(text: str, most: int) -> None:
    assert html.unescape(escape(text)) == text
    for said in (escape(text), fit(text, most), bold(escape(text)), quote(text, most)):
        assert not LIVE.search(said), said
        assert not re.search(r"<(?!\Z)|&(?!amp;|lt;|gt;)", said), "half an entity, or none"
    assert len(fit(text, most)) <= most
    assert len(fit(text, most)) == len(escape(text)) or fit(text, most).endswith("…")
    assert all(line.startswith("> ") for line in quote(text, most).splitlines())
    assert len(quote(text, most)) <= most + 12


PEOPLE = {"by", "person", "people", "owner"}
"""Fields of events that hold ids of Slack's: these are mentions, and shall be."""

OURS: dict[type[e.Event], dict[str, Any]] = {
    e.LinkMade: {"kind": "channel"},
    e.LinkLost: {"kind": "channel"},
    e.RoleGiven: {"was": "U1"},
    e.TaskChanged: {"was": "U1"},
    e.IncidentUpdated: {"was": {"priority": SAID}, "becomes": {"priority": SAID, "environments": [SAID]}},
    e.IncidentClosed: {"reason": "duplicate", "waived": (Missing.MITIGATION,)},
    e.TicketRefused: {"lacks": (Missing.MITIGATION,)},
    e.SosSent: {"usergroup": "S1"},
}
"""What is no words of anybody's, or of another shape."""


@pytest.mark.parametrize("kind", e.KINDS.values(), ids=lambda kind: kind.__name__)
def test_no_event_says_more_than_words(kind: type[e.Event]) -> None:
    """Whoever is called so, in whichever system, and whatever they wrote."""
    hints = get_type_hints(kind)
    given = {one.name: _filled(one.name, hints[one.name]) for one in fields(kind)}
    home = {"home": "canvas"} if "home" in given else {}
    said = SENTENCES[kind](kind(**{**given, **home, **OURS.get(kind, {})}))
    assert not LIVE.search(re.sub(r"<@U1>|<!subteam\^S1>|<!date\^[^>]*>", "", said)), said


def _filled(name: str, kind: Any) -> Any:
    if kind in {datetime, datetime | None}:
        return NOW
    said = "U1" if name in PEOPLE else SAID
    return {str: said, tuple[str, ...]: (said, said), int: 1, bool: True}.get(kind, ())
