"""The workspace that the sandbox starts with, from a seed file."""

from bot.sandbox.seed.growing import grow
from bot.sandbox.seed.reading import DEFAULT

__all__ = ["DEFAULT", "grow"]
