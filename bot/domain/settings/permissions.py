"""What the settings say of who may do what: some deeds can be kept for usergroups."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.policy import RESERVABLE, Deed
from bot.domain.responders import CHANNEL
from bot.domain.settings.parts import Field, Kind, Section

SECTION = "permissions"

_HINTS = {
    Deed.DECLARE: "Drills too. Empty: every full member.",
    Deed.PAGE: "Phone numbers too. What a priority pages by itself goes on. Empty: every full member.",
    Deed.CLOSE: "Merging too. Empty: every full member, and guests in the incident's channel.",
    Deed.WAIVE: "To close an incident all the same. Empty: the commander.",
}
_NOW = {Deed.CLOSE: "every full member, and guests inside", Deed.WAIVE: "the commander"}

PERMISSIONS = Section(
    SECTION,
    "Permissions",
    "setting",
    "What only the members of some usergroups may do, besides admins. Guests may nothing more by it. Where "
    "Slack has a usergroup no more, or nobody is in it, only admins are left. What alerts, PagerDuty, "
    "tickets and API tokens do goes on as before.",
    tuple(
        Field(
            name,
            f"{deed[:1].upper()}{deed[1:]}",
            Kind.USERGROUPS,
            default=[],
            hint=_HINTS[deed],
            unsaid=_NOW.get(deed, "every full member"),
        )
        for name, deed in RESERVABLE.items()
    ),
    whole=True,
)


def strays(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the fields that name what is no usergroup, each with its sentence."""
    for name, handles in said.items():
        for handle in handles if isinstance(handles, list | tuple) else ():
            if str(handle).startswith((CHANNEL, "@")):
                yield name, f"Name usergroups by their handles alone, such as sre: {handle} is none."
