"""Days as people type them: today, tomorrow, friday, in 3 days, 2026-11-23."""

import re
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _WEEKDAYS)
_DAY = rf"today|tomorrow|next week|in \d{{1,3}} (?:days?|weeks?)|\d{{4}}-\d{{2}}-\d{{2}}|{_NAMES}"
_AT_END = re.compile(rf"(?:^|\s)(?:(?:due|by|until|on|before)\s+)*({_DAY})[.!]?\s*$", re.IGNORECASE)


def day_at_end(words: str, today: date) -> tuple[str, date | None]:
    """Take the day from the end of a sentence: `Write to them by friday` is `Write to them`, and a Friday."""
    found = _AT_END.search(words)
    day = _read(found[1].lower(), today) if found else None
    if found is None or day is None:
        return words.strip(), None
    return words[: found.start()].strip().rstrip(",;:"), day


def _read(said: str, today: date) -> date | None:
    """Read it; a weekday is the next one, None where there is no such day."""
    if said in {"today", "tomorrow", "next week"}:
        return today + timedelta(days={"today": 0, "tomorrow": 1}.get(said, 7))
    if said.startswith("in "):
        count = int(said.split()[1])
        return today + timedelta(days=count * (7 if "week" in said else 1))
    if said[0].isdigit():
        try:
            return date.fromisoformat(said)
        except ValueError:
            return None
    wanted = next(number for number, name in enumerate(_WEEKDAYS) if name.startswith(said[:3]))
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
