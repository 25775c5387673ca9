"""What the settings say of alerts that others send: which incident each becomes."""

from bot.domain.settings.parts import Field, Keyed, Kind, Section

ALERTS = Section(
    "alerts",
    "Alerts",
    "label",
    "What an alert with a label becomes, such as severity=critical or team=payments. Where nothing is said, "
    "its severity gives the priority, and info begins no incident.",
    (
        Field("priority", "Priority", Kind.CHOICE, default="", of="priorities"),
        Field("category", "Category", Kind.CHOICE, default="", of="categories"),
        Field("environment", "Environment", Kind.CHOICE, default="", of="environments"),
        Field("ignored", "Begins no incident", Kind.FLAG, default=False),
    ),
    Keyed.LABEL,
)
