"""Lengths of time as the settings write them: `30m`, `4h`, `5d`."""

import re
from datetime import timedelta

_SPAN = re.compile(r"([1-9]\d{0,4})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def span_of(said: object) -> timedelta | None:
    """Read one; None where it is none."""
    found = _SPAN.fullmatch(str(said))
    return timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None
