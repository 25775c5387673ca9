"""Something happened to a thing of the catalog: it is read anew as soon as may be."""

from collections.abc import Iterable

from bot.domain.catalog.kinds import INCIDENTS, SERVICES
from bot.domain.paging.source import Source, of_id, of_system
from bot.domain.systems.told import Told
from bot.store.catalog import news
from bot.store.catalog.news import News
from bot.store.running import jobs
from bot.usecases.paging.hear_source import PINGED
from bot.usecases.unit import Unit

READING = "pagerduty catalog"
NEWS = "pagerduty catalog changes"

OF_SERVICE = "service"
"""The kind of what is told of a service; all else is about incidents."""

MOST = 5
"""How often it is tried: what PagerDuty tells it may not find yet."""


def hear_news(_unit: Unit, tellings: Iterable[Told], system: str) -> None:
    """Note what these are about."""
    things = dict.fromkeys(
        (SERVICES if one.kind == OF_SERVICE else INCIDENTS, of_id(one.object).id_there(one.object))
        for one in tellings
        if one.kind != PINGED
    )
    for kind, thing in things:
        news.add(system, kind, thing)
    if things:
        jobs.ask((of_system(system) or Source()).job(NEWS))


def end_news(_unit: Unit, one: News) -> None:
    """It was read, or is not to be found."""
    news.done(one)


def try_again(_unit: Unit, number: int) -> None:
    news.try_again(number)


def ask_reading(_unit: Unit, job: str) -> None:
    """Let everything be read now."""
    jobs.ask(job)
