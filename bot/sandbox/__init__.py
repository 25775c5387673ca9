"""A local Slack that speaks the real wire, and the page that shows it."""

from bot.sandbox.errors import FaultyFile
from bot.sandbox.server import Sandbox

__all__ = ["FaultyFile", "Sandbox"]
