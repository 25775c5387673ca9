"""The database's own clock, in seconds since 1970: those of the replicas may differ."""

from typing import Any

from peewee import Value, fn

from bot.store.engine.current import CURRENT

_JULIAN_DAY_OF_1970 = 2440587.5


def seconds() -> Any:
    if CURRENT.for_update:
        return fn.date_part("epoch", fn.clock_timestamp())
    return (fn.julianday(Value("now")) - _JULIAN_DAY_OF_1970) * 86400
