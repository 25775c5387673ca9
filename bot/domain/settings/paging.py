"""What the settings say of PagerDuty: its services, and who is on call there."""

from bot.domain.paging import BOTH, WAYS
from bot.domain.settings.parts import Field, Keyed, Kind, Section, one_of, switch

ON_CALL = ("first level", "all levels", "first level of all", "nobody")


def _carried(name: str, label: str, hint: str) -> Field:
    """Which way something of a page goes."""
    return Field(name, f"{label} carried over", Kind.CHOICE, default=BOTH, options=WAYS, hint=hint)


PAGED = (
    Section(
        "services",
        "PagerDuty services",
        "service",
        "How PagerDuty's services are treated, by their names there; * stands for all others.",
        (
            one_of("categories", "category", "Category"),
            one_of(
                "priorities",
                "opens",
                "Opens incidents from",
                "What starts in PagerDuty with this priority or a worse one becomes an incident here.",
            ),
            switch("hidden", "Not offered for paging"),
            switch("follows", "Mitigated when PagerDuty resolves", "Else people are asked."),
            switch(
                "restricted",
                "Private incidents are told in full",
                "Only where nobody else can read the service in PagerDuty.",
            ),
            _carried(
                "status", "Status and title", "There: acknowledged, resolved. Back: investigating, the end."
            ),
            _carried("priority", "Priority", "A lower one never comes back without asking."),
            _carried("notes", "Notes", "There: updates. Back: what people note in PagerDuty."),
            Field("queue", "Queue of RT", default="", hint="In which what begins there gets its ticket."),
        ),
        Keyed.SERVICE,
    ),
    Section(
        "oncall",
        "On-call",
        "setting",
        "Whether PagerDuty's on-call is invited, without being paged.",
        (
            Field(
                "invites",
                "Invites",
                Kind.CHOICE,
                default="first level",
                options=ON_CALL,
                hint="Of the escalation policy of the category's service; of all: of every policy.",
            ),
        ),
        whole=True,
    ),
    Section(
        "oncall_usergroups",
        "On-call usergroups",
        "usergroup",
        "Usergroups that always hold who is on call in a PagerDuty schedule: Firebell changes their members.",
        (Field("schedule", "Schedule in PagerDuty", required=True),),
        Keyed.USERGROUP,
        scalar=True,
    ),
)
