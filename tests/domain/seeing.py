"""Pages to try the rules on, and PagerDuty's incidents as they would be read."""

from dataclasses import replace
from typing import Any

from incidents import act, opened

from bot.domain.incident import Incident
from bot.domain.paging import Callee, Page, PageState, Seen

DENIZ = Callee("PDENIZ", "Deniz", "U4")
KEY = "inc-7:1:Payments"


def seen(state: PageState = PageState.TRIGGERED, minutes: float = 1, **differences: Any) -> Seen:
    at = act(minutes=minutes).at
    plain = Seen("Q1", KEY, 4711, "https://x/Q1", "Checkout is down", "Payments", state, at, act().at)
    return replace(plain, **{"people": (DENIZ,), "priority": "P2", **differences})


def paged(state: PageState = PageState.TRIGGERED, **differences: Any) -> Incident:
    """Give inc-7 with one page of Payments in this state, read a minute after it was declared."""
    page = Page(KEY, "Payments", act().at, "U1")
    if state is not PageState.ASKED:
        page = replace(
            page,
            id="Q1",
            number=4711,
            people=(DENIZ,),
            priority="P2",
            changed_at=act(minutes=1).at,
            since=act(minutes=1).at,
        )
    fields = {name: differences.pop(name) for name in list(differences) if name in Page.__dataclass_fields__}
    return opened(pages=(replace(page, **{"state": state, **fields}),), **differences)
