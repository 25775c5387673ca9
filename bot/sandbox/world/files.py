"""Files and canvases as data: what was uploaded or written, and where it was shared."""

from dataclasses import dataclass, field
from typing import Literal

Access = Literal["read", "write", "owner"]


@dataclass(frozen=True)
class FileKind:
    """What Slack calls a type of file: https://docs.slack.dev/reference/objects/file-object#types."""

    filetype: str
    pretty_type: str
    mimetype: str
    is_text: bool = False

    @property
    def is_image(self) -> bool:
        return self.mimetype.startswith("image/")


@dataclass
class File:
    """A file from the moment its upload was announced; nobody sees it until the upload is complete."""

    id: str
    name: str
    title: str
    user: str
    size: int
    created: int
    kind: FileKind
    alt_txt: str = ""
    content: bytes | None = None
    is_complete: bool = False
    is_deleted: bool = False
    shares: dict[str, list[str]] = field(default_factory=dict)
    """The messages that share it, by channel."""


@dataclass
class Section:
    """A heading, a paragraph, an item of a list, a table and so on."""

    id: str
    type: str
    markdown: str


@dataclass
class Canvas:
    """A document; `channel` where it is the one canvas of a channel."""

    id: str
    title: str
    owner: str
    created: int
    updated: int
    edited_by: str
    sections: list[Section] = field(default_factory=list)
    channel: str | None = None
    tab: str | None = None
    """The channel in which it stands as a tab, besides that channel's own."""
    access: dict[str, Access] = field(default_factory=dict)
    """Who may do what, by person or channel."""
    editors: list[str] = field(default_factory=list)
    """Who has changed it since it was made, the last one last."""
    is_deleted: bool = False
