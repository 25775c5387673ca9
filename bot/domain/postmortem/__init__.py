"""The post-mortem of an incident: where it is written, and how far Firebell has written it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Home(StrEnum):
    """Where one can be written. FILE: nowhere; it is a Markdown file in the channel."""

    CONFLUENCE = "confluence"
    JIRA = "jira"
    CANVAS = "canvas"
    FILE = "file"


INSTEAD = {Home.CONFLUENCE: Home.CANVAS, Home.JIRA: Home.CANVAS, Home.CANVAS: Home.FILE}
"""Where it is written instead, where one home will not have it."""


class PaperState(StrEnum):
    """How far it is. ASKED: not there yet. LOST: somebody deleted it."""

    ASKED = "asked"
    THERE = "there"
    LOST = "lost"


@dataclass(frozen=True)
class Postmortem:
    """`mark`: what it is known by before it has an `id` there; `name`: how people there call it.

    `tried_at`: when it was last asked for without a clear answer. `version`: what the other side calls the
    text that we wrote last; `written`: the same for the same text of ours. `reach`: the last event of the
    timeline that is in it. `wanted`: up to which event somebody wants it to tell although it was `edited` by
    hand, so that Firebell adds nothing unasked.
    """

    mark: str
    home: Home
    asked_at: datetime
    asked_by: str = ""
    state: PaperState = PaperState.ASKED
    id: str = ""
    url: str = ""
    name: str = ""
    tried_at: datetime | None = None
    version: str = ""
    written: str = ""
    edited: bool = False
    reach: int = 0
    wanted: int = 0

    @property
    def is_there(self) -> bool:
        return self.state is PaperState.THERE

    @property
    def is_ours(self) -> bool:
        """Whether it counts as the incident's: it is there, or will be."""
        return self.state is not PaperState.LOST

    @property
    def is_theirs(self) -> bool:
        """Whether Firebell adds to it only when it is asked to."""
        return self.edited or self.home is Home.FILE

    @property
    def waits(self) -> bool:
        """Whether somebody wants it to tell more than it does."""
        return self.wanted > self.reach


@dataclass(frozen=True)
class PaperSeen:
    """How it was found or left. `text`: what it says, as Markdown; None where nobody read it.

    `ready`: what there says that it is written, such as `the label ready`; empty where nothing does.
    """

    mark: str
    home: Home
    id: str
    url: str
    name: str
    version: str
    written: str
    reach: int
    edited: bool = False
    text: str | None = None
    ready: str = ""


@dataclass(frozen=True)
class PaperGone:
    """It is there no more. `refused`: its home will not have it, and why."""

    mark: str
    refused: str = ""


PaperRead = PaperSeen | PaperGone
"""What was read of a post-mortem, or became of it."""
