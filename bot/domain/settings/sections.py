"""What each section of the settings consists of: the one description behind forms, files and checks."""

from datetime import timedelta

from bot.domain.settings.alerts import ALERTS
from bot.domain.settings.keeping import KEEPING
from bot.domain.settings.own_fields import OWN
from bot.domain.settings.paging import PAGED
from bot.domain.settings.parts import Field, Keyed, Kind, Section, switch
from bot.domain.settings.permissions import PERMISSIONS
from bot.domain.settings.texts import TEXTS
from bot.domain.settings.tickets import TICKETS

PAGING = ("always", "off hours", "by button")

_NAME = Field("name", "Name", required=True)
_EMOJI = Field("emoji", "Emoji", required=True)
_ENABLED = switch("enabled", "Offered for new incidents", default=True)


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
            switch("postmortem", "Needs a post-mortem"),
            switch("channel", "Gets a channel", "Else a ticket alone.", default=True),
            Field(
                "archive_after",
                "Channel archived after",
                Kind.DURATION,
                default="7d",
                hint="From the closing on, announced a day before. Usually 7d.",
                least=timedelta(days=1),
                most=timedelta(days=365),
            ),
            _ENABLED,
        ),
        Keyed.CODE,
        most=30,
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
                hint="A critical incident declared there is of this category, and what gets no channel is "
                "told there. Names, with commas.",
            ),
            Field("pagerduty_service", "PagerDuty service", default=""),
            switch("private", "Private"),
            switch("deploy_warning", "Warns about deployments", default=True),
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
            switch("default", "Chosen already in the form"),
            switch("postmortem", "Asks for a post-mortem"),
            switch("freezes", "Freezes deployments"),
            _ENABLED,
        ),
        Keyed.CODE,
        most=90,
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
            _ENABLED,
        ),
        most=10,
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
            _ENABLED,
        ),
        fixed=frozenset({"commander"}),
        most=20,
    ),
    Section(
        "key_events",
        "Key events",
        "key event",
        "The moments worth knowing.",
        (
            _NAME,
            Field("summary", "In a sentence", required=True),
            switch("asked", "People are asked for it"),
            switch("required", "Closing waits for it"),
            _ENABLED,
        ),
        fixed=frozenset({"declared", "mitigated", "recovered"}),
        most=30,
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
        "dev_firefighter: where people get help. digest: the figures of each week. Others as you like.",
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
    PERMISSIONS,
    Section(
        "sos",
        "Calls for help",
        "call for help",
        "What SOS calls: a usergroup, a channel, or both.",
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
            switch("enabled", "Can be called", default=True),
        ),
        most=90,
    ),
    Section(
        "major",
        "Critical without a form",
        "setting",
        "What a critical incident that is declared without a form is, where its channel says nothing.",
        (
            Field("category", "Category", Kind.CHOICE, of="categories"),
            Field("pagerduty_service", "PagerDuty service", hint="Paged where the category names none."),
            Field("usergroup", "Usergroup", Kind.USERGROUP, hint="Invited to each public one besides."),
        ),
        whole=True,
    ),
    *PAGED,
    Section(
        "hours",
        "Office hours",
        "setting",
        "When Firebell asks for what can wait. A group can have its own, under Groups.",
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

DESCRIBED = {section.name: section for section in (*_ALL, *TICKETS, *OWN, ALERTS, TEXTS, KEEPING)}
"""Section -> what it consists of, in the order in which admins see them."""
