"""What the settings say of alerts that others send: which incident each becomes."""

from bot.domain.settings.parts import Keyed, Section, one_of, switch

ALERTS = Section(
    "alerts",
    "Alerts",
    "label",
    "What an alert with a label becomes, such as severity=critical or team=payments. Where nothing is said, "
    "its severity gives the priority, and info begins no incident.",
    (
        one_of("priorities", "priority", "Priority"),
        one_of("categories", "category", "Category"),
        one_of("environments", "environment", "Environment"),
        switch("ignored", "Begins no incident"),
    ),
    Keyed.LABEL,
)
