"""Where a value is said: on which site, by whom, in which version of the API, in which project."""

from dataclasses import dataclass

from bot.sandbox.jira.site import Site
from bot.sandbox.jira.world import World
from bot.sandbox.jira.world.setup import Project, User


class WrongValueError(Exception):
    """What is the matter with the value of a field, in Jira's words."""


@dataclass(frozen=True)
class Said:
    site: Site
    version: str
    user: User
    project: Project

    @property
    def world(self) -> World:
        return self.site.world
