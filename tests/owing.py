"""A database whose units owe what the real ones owe, while nothing of it runs by itself."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from first_start import opened

from bot.domain.paging.source import FIRST
from bot.integrations.slack.effects import EFFECTS
from bot.ports import Clock, Effects
from bot.store.database import Database
from bot.usecases.unit import Unit


class _Nobody:
    """Hands that do nothing, of the first account."""

    source = FIRST

    @property
    def pagerduty(self) -> "_Nobody":
        return self

    def __getattr__(self, name: str) -> str:
        return name


@contextmanager
def owing_database(url: str, clock: Clock, besides: Iterable[type[Any]] = ()) -> Iterator[Database[Unit]]:
    """besides: what is done elsewhere than in Slack."""
    effects, nobody = Effects(), _Nobody()
    for source in (*EFFECTS, *besides):
        effects.add(source(nobody))
    with opened(url, effects, clock) as db:
        yield db
