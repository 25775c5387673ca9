"""What each section of the settings consists of: the one description behind forms, files and checks."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

PAGING = ("always", "off hours", "by button")


class Kind(StrEnum):
    """What a field holds, and so how it is checked and entered."""

    TEXT = "text"
    WORDS = "words"
    """Several lines."""
    NUMBER = "number"
    DURATION = "duration"
    FLAG = "flag"
    CHOICE = "choice"
    """One of `options`, or of the keys of the section `of`."""
    NAMES = "names"
    """Several names, such as channels."""
    USERGROUP = "usergroup"
    USERGROUPS = "usergroups"
    CHANNEL = "channel"
    LEVELS = "levels"
    HOURS = "hours"
    """Office hours, in a file alone."""
    NOTHING = "nothing"
    """The key says all."""


class Keyed(StrEnum):
    """Where the key of a new entry comes from."""

    NAME = "name"
    CODE = "code"
    USERGROUP = "usergroup"


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    default: Any = None
    of: str = ""
    options: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Section:
    """`scalar`: an entry is the value of its only field. `whole`: its keys are the fields of one form.

    `fixed`: the keys that Firebell itself relies on, which can be changed and never deleted.
    """

    name: str
    title: str
    one: str
    says: str
    fields: tuple[Field, ...]
    keyed: Keyed = Keyed.NAME
    scalar: bool = False
    whole: bool = False
    fixed: frozenset[str] = field(default_factory=frozenset)

    def field(self, name: str) -> Field | None:
        return next((one for one in self.fields if one.name == name), None)

    @property
    def can_retire(self) -> bool:
        """Whether an entry can stay for what is old and be offered no more."""
        return self.field("enabled") is not None


_NAME = Field("name", "Name", required=True)
_EMOJI = Field("emoji", "Emoji", required=True)
_ENABLED = Field("enabled", "Offered for new incidents", Kind.FLAG, default=True)

_ALL = (
    Section(
        "priorities",
        "Priorities",
        "priority",
        "How urgent an incident can be, and what follows from it.",
        (
            Field("rank", "Rank", Kind.NUMBER, required=True, hint="1 is the worst."),
            _NAME,
            _EMOJI,
            Field("description", "Description", required=True),
            Field("fix_within", "Fixed within", Kind.DURATION, required=True),
            Field("remind_every", "Remind every", Kind.DURATION, required=True),
            Field("paging", "Paging", Kind.CHOICE, default="by button", options=PAGING),
            Field("postmortem", "Needs a post-mortem", Kind.FLAG, default=False),
            Field("channel", "Gets a channel", Kind.FLAG, default=True, hint="Else a ticket alone."),
            _ENABLED,
        ),
        Keyed.CODE,
    ),
    Section(
        "groups",
        "Groups",
        "group",
        "Parts of the organisation, under which categories stand.",
        (_NAME, Field("hours", "Office hours", Kind.HOURS)),
    ),
    Section(
        "categories",
        "Categories",
        "category",
        "What can be broken, and who is called then.",
        (
            _NAME,
            Field("group", "Group", Kind.CHOICE, required=True, of="groups"),
            Field(
                "responders", "Responders", Kind.USERGROUPS, default=[], hint="Usergroups that are invited."
            ),
            Field(
                "channels",
                "Channels",
                Kind.NAMES,
                default=[],
                hint="A critical incident declared there is of this category. Names, with commas.",
            ),
            Field("pagerduty_service", "PagerDuty service", default=""),
            Field("private", "Private", Kind.FLAG, default=False),
            Field("deploy_warning", "Warns about deployments", Kind.FLAG, default=True),
            _ENABLED,
        ),
    ),
    Section(
        "environments",
        "Environments",
        "environment",
        "Where it can be broken.",
        (
            Field("description", "Description", required=True),
            Field("default", "Chosen already in the form", Kind.FLAG, default=False),
            Field("postmortem", "Asks for a post-mortem", Kind.FLAG, default=False),
        ),
        Keyed.CODE,
    ),
    Section(
        "impacts",
        "Impacts",
        "impact",
        "Who can be hit, and how badly. The worst level gives the priority.",
        (
            _NAME,
            _EMOJI,
            Field("help", "Examples", required=True),
            Field(
                "levels",
                "Levels",
                Kind.LEVELS,
                required=True,
                hint="A line each, the worst first: key, priority (or -), name. HT P1 Nobody can order",
            ),
        ),
    ),
    Section(
        "roles",
        "Roles",
        "role",
        "The hats that people wear in an incident.",
        (
            _NAME,
            _EMOJI,
            Field("summary", "In a sentence", required=True),
            Field("guide", "Guide", Kind.WORDS, default="", hint="What the one who has it is told."),
        ),
        fixed=frozenset({"commander"}),
    ),
    Section(
        "key_events",
        "Key events",
        "key event",
        "The moments worth knowing.",
        (
            _NAME,
            Field("summary", "In a sentence", required=True),
            Field("asked", "People are asked for it", Kind.FLAG, default=False),
            Field("required", "Closing waits for it", Kind.FLAG, default=False),
        ),
        fixed=frozenset({"declared", "mitigated", "recovered"}),
    ),
    Section(
        "metrics",
        "Metrics",
        "metric",
        "The times from one key event to another.",
        (
            _NAME,
            Field("since", "From", Kind.CHOICE, required=True, of="key_events"),
            Field("until", "To", Kind.CHOICE, required=True, of="key_events"),
        ),
    ),
    Section(
        "tags",
        "Channels with a meaning",
        "tag",
        "tech_incidents: announcements. it_deploy: the freeze of deployments. "
        "dev_firefighter: where people get help. Others as you like.",
        (Field("channel", "Channel", Kind.CHANNEL, required=True),),
        Keyed.CODE,
        scalar=True,
    ),
    Section(
        "invited",
        "Invited widely",
        "usergroup",
        "Usergroups that are invited to every public incident of this priority or a worse one.",
        (Field("until", "Down to priority", Kind.CHOICE, required=True, of="priorities"),),
        Keyed.USERGROUP,
        scalar=True,
    ),
    Section(
        "admins",
        "Admins",
        "usergroup",
        "Usergroups whose members change the settings, besides the workspace's own admins.",
        (Field("", "", Kind.NOTHING),),
        Keyed.USERGROUP,
        scalar=True,
    ),
    Section(
        "break_glass",
        "Who may break the glass",
        "usergroup",
        "Usergroups whose members may look inside any private incident, saying why; each look is told.",
        (Field("", "", Kind.NOTHING),),
        Keyed.USERGROUP,
        scalar=True,
    ),
    Section(
        "sos",
        "Calls for help",
        "call for help",
        "What `sos` calls: a usergroup, a channel, or both.",
        (
            _NAME,
            Field("usergroup", "Usergroup", Kind.USERGROUP, default=""),
            Field("channel", "Channel", Kind.CHANNEL, default=""),
            Field(
                "allowed",
                "Who may use it",
                Kind.USERGROUPS,
                default=[],
                hint="Usergroups; empty means everybody.",
            ),
        ),
    ),
    Section(
        "major",
        "Critical without a form",
        "setting",
        "What a critical incident that is declared without a form is, where its channel says nothing.",
        (Field("category", "Category", Kind.CHOICE, of="categories"),),
        whole=True,
    ),
    Section(
        "hours",
        "Office hours",
        "setting",
        "When Firebell asks for what can wait. A group can have its own, in the settings file.",
        (
            Field("zone", "Zone", hint="Such as Europe/Paris."),
            Field("from", "From"),
            Field("to", "To"),
            Field("days", "Days", hint="mon-fri, or mon, wed"),
            Field("holidays", "Holidays", Kind.NAMES, hint="Dates such as 2026-12-25, with commas."),
        ),
        whole=True,
    ),
)

DESCRIBED = {section.name: section for section in _ALL}
"""Section -> what it consists of, in the order in which admins see them."""
