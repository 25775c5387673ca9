"""What every effect on Confluence works with."""

from dataclasses import dataclass
from typing import Any

from bot.integrations.confluence.client import Confluence
from bot.integrations.confluence.site import Site
from bot.integrations.faults import unless_gone
from bot.ports import Clock
from bot.store.database import Database
from bot.usecases.unit import Unit


@dataclass(frozen=True)
class Hands:
    """`restricted`: only who may see private incidents reads the space.

    `folder`: below which page or folder post-mortems stand. `template`: the page that they are copies of.
    """

    confluence: Confluence
    site: Site
    db: Database[Unit]
    clock: Clock
    folder: str = ""
    template: str = ""
    restricted: bool = False


class ConfluenceEffects:
    """Methods marked with ports.on become effects."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.confluence, self.site = hands.confluence, hands.site
        self.db, self.clock = hands.db, hands.clock

    async def _look(self, page: str) -> dict[str, Any] | None:
        """Read one with its labels; None where it is there no more."""
        shown = {"body-format": "storage", "include-labels": "true"}
        return await unless_gone(self.confluence.get(f"/api/v2/pages/{page}", **shown))
