"""The sections for tickets: which incidents get one and where, and what is kept equal."""

from bot.domain.incident import Status
from bot.domain.settings.parts import Field, Keyed, Kind, Section, one_of, switch
from bot.domain.ticketing import Flow

SYSTEMS = ("jira", "rt")
"""domain.ticketing.systems' names."""

_FLOWS = tuple(map(str, Flow))


def _flow(name: str, label: str, hint: str = "") -> Field:
    return Field(name, label, Kind.CHOICE, default=str(Flow.OFF), options=_FLOWS, hint=hint)


TICKETS = (
    Section(
        "tickets",
        "Tickets",
        "rule",
        "Which incidents get a ticket, and where, by the key of their category; * stands for all others.",
        (
            Field("project", "Project", default="", hint="Its key, such as INC; empty: JIRA_PROJECT."),
            Field("kind", "Issue type", default="Incident"),
            one_of(
                "priorities",
                "least",
                "Down to priority",
                "Incidents of this priority or a worse one get a ticket; nothing: none does.",
            ),
            Field("component", "Component", default=""),
            Field("category_field", "Field of the category", default="", hint="Its name, or its id."),
            Field("resolution", "Resolution", default="Done", hint="With which tickets end."),
            switch(
                "closes",
                "Incidents end with their ticket",
                "Else people are asked. Without a channel they always do.",
            ),
            switch(
                "restricted",
                "Private incidents are told in full",
                "Only where nobody else can read the project or queue, which has to be named.",
            ),
            switch("tasks", "Tasks are filed too", "By themselves; else whoever wants it files them."),
            Field(
                "system", "System", Kind.CHOICE, default="", options=SYSTEMS, hint="Where two are connected."
            ),
            Field("queue", "Queue of RT", default="", hint="Its name; empty: RT_QUEUE."),
            Field("task_kind", "Issue type of tasks", default="Task"),
            Field(
                "task_link",
                "Link of tasks",
                default="Relates",
                hint="To the incident's ticket, by its name there.",
            ),
        ),
        Keyed.CODE,
    ),
    Section(
        "ticket_statuses",
        "Statuses of tickets",
        "status",
        "What our statuses are in Jira, by their names there; those of RT stand with its queues.",
        (
            Field(
                "sets",
                "Becomes there",
                Kind.LINES,
                default=[],
                hint="The first that the workflow has; else the nearest of its category.",
            ),
            Field("means", "Is meant there by", Kind.LINES, default=[], hint="What comes back as this one."),
        ),
        Keyed.CODE,
        keys=tuple(map(str, Status)),
    ),
    Section(
        "ticket_links",
        "What tickets are linked with",
        "link",
        "Issues that are linked with an incident's ticket: one that is there, or one that is made for it.",
        (
            Field("link", "Type of the link", default="Relates", hint="Its name there."),
            one_of(
                "priorities",
                "least",
                "Down to priority",
                "Incidents of this priority or a worse one have it; nothing: none does.",
            ),
            Field("issue", "Issue", default="", hint="Its key, such as OPS-12; empty: one is made."),
            Field(
                "people",
                "Project of people",
                default="",
                hint="Each of its issues is a person: the one called as the commander, or who is paged.",
            ),
            Field("project", "Project", default="", hint="Of one that is made; empty: the ticket's own."),
            Field("kind", "Issue type", default="Task"),
            switch(
                "entries", "One for each update", "What people tell becomes an issue each, besides a comment."
            ),
            Field("title", "Title", default="", hint="Of one that is made."),
            Field("words", "Description", Kind.WORDS, default=""),
        ),
        Keyed.CODE,
    ),
    Section(
        "ticket_openings",
        "Issues that open incidents",
        "project",
        "What people make in these projects of Jira becomes an incident here, by the key of the project.",
        (
            one_of(
                "priorities",
                "opens",
                "Opens incidents from",
                "What has this priority there or a worse one becomes an incident; nothing: none does.",
            ),
            Field("category", "Category", Kind.CHOICE, required=True, of="categories"),
            Field(
                "kinds",
                "Issue types",
                Kind.LINES,
                default=["Incident"],
                hint="By their names, a line each; nothing: all of them.",
            ),
        ),
        Keyed.CODE,
    ),
    Section(
        "ticket_queues",
        "Queues of Request Tracker",
        "queue",
        "How queues of RT are treated, by their names there; * stands for all others.",
        (
            Field(
                "service",
                "PagerDuty service",
                default="",
                hint="Whose category tickets that are made there are about.",
            ),
            one_of("categories", "category", "Category", "Rather than that."),
            one_of(
                "priorities",
                "opens",
                "Opens incidents of priority",
                "What people make there becomes an incident of this priority; nothing: none does.",
            ),
            Field(
                "acknowledged",
                "Acknowledged",
                Kind.LINES,
                default=["open"],
                hint="Statuses; the first is the one that Firebell writes.",
            ),
            Field(
                "resolved",
                "Resolved",
                Kind.LINES,
                default=["resolved"],
                hint="Statuses; the first is the one that Firebell writes.",
            ),
        ),
        Keyed.QUEUE,
    ),
    Section(
        "ticket_flows",
        "What tickets share",
        "setting",
        "Which way changes go between an incident and its ticket.",
        (
            _flow("status", "Status"),
            _flow("priority", "Priority"),
            _flow("summary", "Title"),
            _flow("assignee", "Commander", "Is assigned there."),
            _flow("comments", "Updates and comments"),
        ),
        whole=True,
    ),
)
