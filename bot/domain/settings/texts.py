"""What the settings say of names, addresses and texts that channels see."""

from bot.domain import texts
from bot.domain.settings.parts import Field, Kind, Section


def _hint(one: texts.Text) -> str:
    return f"{one.hint} Placeholders: {', '.join(f'{{{place}}}' for place in one.places)}."


TEXTS = Section(
    texts.SECTION,
    "Texts",
    "setting",
    "What channels are called, and what people read there, in your own words. Empty: as usual.",
    tuple(
        Field(one.name, one.label, Kind.PATTERN, default=one.usual, hint=_hint(one))
        for one in texts.TEXTS.values()
    ),
    whole=True,
)
