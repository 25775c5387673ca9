"""The workspace as data: people, conversations, views. Nothing here knows HTTP."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.world.files import Canvas, File
from bot.sandbox.world.settings import Settings

Json = dict[str, Any]
Kind = Literal["public_channel", "private_channel", "im", "mpim"]


@dataclass
class Person:
    id: str
    name: str
    real_name: str
    title: str = ""
    email: str = ""
    tz: str = "Etc/UTC"
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False
    team: str = ""
    """The id of the organisation that the person comes from; empty for this workspace's own people."""
    updated: int = 0
    is_away: bool = False
    undisturbed: tuple[int, int] | None = None
    """From when to when the person wants no notifications."""

    @property
    def is_foreign(self) -> bool:
        return bool(self.team)


@dataclass
class Usergroup:
    id: str
    handle: str
    name: str
    users: list[str]
    created: int
    description: str = ""
    channels: list[str] = field(default_factory=list)
    """Where its members are invited by default."""
    updated: int = 0
    created_by: str = ""
    updated_by: str = ""
    deleted: int = 0
    """When it was disabled; 0 while it is not."""
    deleted_by: str = ""


@dataclass
class Note:
    """A channel's topic or purpose."""

    value: str = ""
    creator: str = ""
    last_set: int = 0


@dataclass
class Pin:
    ts: str
    by: str
    created: int


@dataclass
class Channel:
    """A conversation of any kind; messages by ts, in their order."""

    id: str
    name: str
    kind: Kind
    creator: str
    created: int
    members: list[str] = field(default_factory=list)
    messages: dict[str, Json] = field(default_factory=dict)
    topic: Note = field(default_factory=Note)
    purpose: Note = field(default_factory=Note)
    pins: list[Pin] = field(default_factory=list)
    bookmarks: list[Json] = field(default_factory=list)
    previous_names: list[str] = field(default_factory=list)
    last_read: dict[str, str] = field(default_factory=dict)
    is_archived: bool = False
    is_general: bool = False
    canvas: str = ""
    """The id of its own canvas."""
    closed: set[str] = field(default_factory=set)
    """Who has put this direct message out of sight."""
    connected_teams: list[str] = field(default_factory=list)
    """Organisations that the channel is shared with."""

    @property
    def is_direct(self) -> bool:
        return self.kind in {"im", "mpim"}

    def is_seen_by(self, person: Person) -> bool:
        """Members see it; public channels are seen by all but guests and people of other organisations."""
        open_to_all = self.kind == "public_channel" and not (person.is_restricted or person.is_foreign)
        return person.id in self.members or open_to_all

    def replies(self, ts: str) -> list[Json]:
        return [
            message for message in self.messages.values() if message.get("thread_ts") == ts != message["ts"]
        ]


@dataclass
class Ephemeral:
    """A message that one person alone sees."""

    channel: str
    user: str
    message: Json
    shown: str
    """When it was shown or last replaced, as a ts."""


@dataclass
class View:
    """A modal or a Home tab, with what its person has entered so far."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    channel: str | None = None
    entered: dict[tuple[str, str], Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass
class Scheduled:
    """A message that will be posted at its time."""

    id: str
    channel: str
    user: str
    post_at: int
    created: int
    message: Json


@dataclass
class World:
    team_id: str
    team_name: str
    team_domain: str
    grown: int = field(default_factory=lambda: int(time.time()))
    """When it began, as a Unix time."""
    beside: dict[str, Json] = field(default_factory=dict)
    """What the seed says of the systems beside Slack, by their names."""
    people: dict[str, Person] = field(default_factory=dict)
    usergroups: dict[str, Usergroup] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)
    ephemerals: list[Ephemeral] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)
    canvases: dict[str, Canvas] = field(default_factory=dict)
    scheduled: dict[str, Scheduled] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    entered: dict[tuple[str, str, str], dict[tuple[str, str], Json]] = field(default_factory=dict)
    """What a person entered in a message's elements, by (person, channel, ts)."""
    suggested: dict[tuple[str, str, str], list[Json]] = field(default_factory=dict)
    """What a type-ahead has offered, newest first, by (person, block_id, action_id)."""

    def views(self) -> Iterator[View]:
        yield from self.homes.values()
        for stack in self.stacks.values():
            yield from stack

    def named(self, name: str) -> Channel | None:
        """The channel of this name: names are unique over public and private ones, archived ones included."""
        rooms = (channel for channel in self.channels.values() if not channel.is_direct)
        return next((channel for channel in rooms if channel.name == name), None)

    def canvas_of(self, channel: str) -> Canvas | None:
        """The one canvas that a channel has for itself."""
        room = self.channels.get(channel)
        canvas = self.canvases.get(room.canvas) if room else None
        return canvas if canvas and not canvas.is_deleted else None

    def tabs_of(self, channel: str) -> list[Canvas]:
        """The further canvases that stand there as tabs."""
        return [one for one in self.canvases.values() if one.tab == channel and not one.is_deleted]

    def direct(self, members: set[str]) -> Channel | None:
        rooms = (channel for channel in self.channels.values() if channel.is_direct)
        return next((channel for channel in rooms if set(channel.members) == members), None)
