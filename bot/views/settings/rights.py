"""Who may do what, in words: the same that domain.policy decides."""

from collections.abc import Iterable
from typing import Protocol

from bot.domain.policy import RESERVABLE, Deed, entitled
from bot.domain.settings import permissions
from bot.domain.settings.parts import Document
from bot.views import blocks as b
from bot.views.words import fit, listed

NAME = "rights"
TITLE = "Who may do what"
_DO = {"page": "calls people", "close": "closes what is public"}


class Gap(Protocol):
    """As store.settings.permissions."""

    @property
    def deed(self) -> Deed: ...

    @property
    def gone(self) -> tuple[str, ...]: ...

    @property
    def empty(self) -> tuple[str, ...]: ...

    @property
    def deserted(self) -> bool: ...


def blocks(present: Document, gaps: Iterable[Gap]) -> list[b.Block]:
    admins = _groups(present, "admins")
    glass = _groups(present, "break_glass")
    return [
        b.section("*Who may do what*"),
        b.section(
            f"*Every full member* {_of_members(present)}.\n"
            "*Guests* work in the incident channels they are in, and call nobody.\n"
            "*People of other organisations, apps, deactivated accounts* do nothing."
        ),
        *_reserved(present),
        *warnings(gaps),
        b.section(
            f"*Admins* change these settings, waive what a closing lacks, and redact. They are this "
            f"workspace's admins and owners{', and the members of ' + admins if admins else ''}."
        ),
        b.section(
            "*Private incidents* exist only for who declared them, who was named, who has a role, who is "
            "in the channel, and the category's usergroups."
            + (f" {glass} may look inside, saying why; each look is told." if glass else "")
        ),
    ]


def warnings(gaps: Iterable[Gap]) -> list[b.Block]:
    """Say where usergroups are not as they were meant, and what holds then."""
    return [b.section(f":warning: {_gap(gap)}") for gap in gaps]


def _gap(gap: Gap) -> str:
    gone = [f"Slack has no usergroup @{fit(one, 60)}" for one in gap.gone]
    said = listed([*gone, *(f"nobody who could is in @{fit(one, 60)}" for one in gap.empty)])
    holds = f"Only admins can {gap.deed} now" if gap.deserted else f"Others can {gap.deed} still"
    return f"{holds}: {said}."


def _of_members(present: Document) -> str:
    said = present[permissions.SECTION]
    works = "updates incidents" if said.get("declare") else "updates them"
    does = {"declare": "declares incidents", "update": works, "lead": "takes roles", **_DO}
    return listed(words for name, words in does.items() if not said.get(name))


def _reserved(present: Document) -> list[b.Block]:
    said = present[permissions.SECTION]
    lines = [
        f"*Only {fit(entitled(said[name]), 200)}* {deed}."
        for name, deed in RESERVABLE.items()
        if said.get(name)
    ]
    return [b.section("\n".join(lines))] if lines else []


def _groups(present: Document, section: str) -> str:
    return listed(f"@{fit(handle, 60)}" for handle in present[section])
