"""What the settings say of how long something is kept."""

from bot.domain.personal import retention
from bot.domain.settings.parts import Field, Kind, Section

KEEPING = Section(
    retention.SECTION,
    "What is kept how long",
    "setting",
    "What is older is forgotten by a job every hour; nothing of an incident that goes on. Empty: as usual.",
    tuple(
        Field(one.name, one.label, Kind.DURATION, hint=f"{one.hint} Usually {one.usual.days}d.")
        for one in retention.KINDS
    ),
    whole=True,
)
