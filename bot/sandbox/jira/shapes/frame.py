"""What every shape is made in: the site, the version of the API, and who asks."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from bot.sandbox.clock import zone_of
from bot.sandbox.jira.clock import stamp
from bot.sandbox.jira.site import Site
from bot.sandbox.jira.words import adf
from bot.sandbox.jira.world import World
from bot.sandbox.jira.world.setup import User
from bot.sandbox.world import Json


@dataclass(frozen=True)
class Frame:
    site: Site
    version: str = "3"
    caller: User | None = None

    @property
    def world(self) -> World:
        return self.site.world

    @property
    def zone(self) -> tzinfo:
        return zone_of(self.caller.zone) if self.caller else UTC

    def at(self, path: str) -> str:
        return f"{self.site.home}/rest/api/{self.version}/{path}"

    def time(self, moment: datetime | None) -> str | None:
        return stamp(moment, self.zone) if moment else None

    def text(self, document: Json | None) -> Json | str | None:
        """A document in v3, wiki notation in v2."""
        return adf.to_wiki(document) if document and self.version == "2" else document

    def picture(self, kind: str) -> dict[str, str]:
        """The avatars of something, in Jira's four sizes."""
        sizes = {"48x48": "", "24x24": "?size=small", "16x16": "?size=xsmall", "32x32": "?size=medium"}
        address = f"{self.site.home}/rest/api/2/universal_avatar/view/type/{kind}/avatar/10400"
        return {size: address + query for size, query in sizes.items()}
