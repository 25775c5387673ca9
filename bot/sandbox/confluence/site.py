"""One Confluence site: its world, its switches, who may call it."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass, fields

from bot.sandbox.confluence.world import World
from bot.sandbox.errors import Refusal
from bot.sandbox.jira import ids
from bot.sandbox.jira.world.setup import User
from bot.sandbox.limits import Limits
from bot.sandbox.wire import Wire
from bot.sandbox.world import Json

NAME = "confluence"
PREFIX = "/wiki"
"""As on every site of Atlassian's: v2 stands under /wiki/api/v2, what is left of v1 under /wiki/rest/api."""
PLACES = {
    "CONFLUENCE_ON_CALL_PAGE_ID": "On-call",
    "CONFLUENCE_RUNBOOKS_FOLDER_ID": "Runbooks",
    "CONFLUENCE_POSTMORTEM_FOLDER_ID": "Post-mortems",
    "CONFLUENCE_POSTMORTEM_TEMPLATE_PAGE_ID": "Post-mortem template",
}
"""What the environment names, where the seed has something of this title."""


@dataclass
class Switches:
    """What a site can be like; `act` with "set" changes it."""

    search_lag_ms: int = 0
    """So long after a change no search finds what it says."""
    is_read_only: bool = False
    """The app's account may look, and change nothing."""

    def change(self, said: Json) -> None:
        kinds = {one.name: type(getattr(self, one.name)) for one in fields(self)}
        if not isinstance(said, dict) or not said or set(said) - set(kinds):
            raise Refusal(f'"set" takes {", ".join(sorted(kinds))}.')
        for name, value in said.items():
            wish = "true or false" if kinds[name] is bool else "a number of milliseconds"
            if type(value) is not kinds[name] or value < 0:
                raise Refusal(f'"{name}" must be {wish}, not {value!r}.')
            setattr(self, name, value)


class Site:
    """`furnish` fills a new world. Its accounts are Jira's too, and so are their tokens."""

    def __init__(self, wire: Wire, limits: Limits, furnish: Callable[["Site"], None]) -> None:
        self.wire = wire
        self.limits = limits
        self.url = ""
        self._furnish = furnish
        self.reset()

    @property
    def home(self) -> str:
        """What every address of the site begins with."""
        return f"{self.url}{PREFIX}"

    @property
    def environment(self) -> dict[str, str]:
        """What points a client at this site, and at what the seed has prepared there, if anything."""
        space = next(iter(self.world.spaces.values()), None)
        user = next((one for one in self.world.users.values() if one.is_app), None)
        if space is None or user is None:
            return {}
        return {
            "CONFLUENCE_URL": self.home,
            "CONFLUENCE_USER": user.email,
            "CONFLUENCE_TOKEN": ids.token(user.name),
            "CONFLUENCE_SPACE": space.key,
            **self._places,
        }

    def _found_places(self) -> dict[str, str]:
        """By the titles that the seed gave them; people may call them otherwise later."""
        titled = {one.title: one.id for one in self.world.contents.values()}
        return {name: titled[title] for name, title in PLACES.items() if title in titled}

    def caller(self, authorization: str) -> User | None:
        """`Basic e-mail:token`."""
        kind, _, said = authorization.partition(" ")
        try:
            name, _, token = base64.b64decode(said).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        for one in self.world.users.values():
            if one.email.casefold() == name.casefold() and one.is_active:
                return one if kind == "Basic" and token == ids.token(one.name) else None
        return None

    def touch(self) -> None:
        """Something changed: whoever looks is told."""
        self.wire.turned.touch()

    def reset(self) -> None:
        self.world, self.switches = World(), Switches()
        self._furnish(self)
        self._places = self._found_places()
