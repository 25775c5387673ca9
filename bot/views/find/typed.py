"""What somebody typed after `list`: which incidents they want to see."""

import re
from dataclasses import replace

from bot.domain.errors import UserError
from bot.domain.taxonomy import Taxonomy
from bot.domain.wanted import Wanted

_STANDINGS = {
    **dict.fromkeys(("active", "open"), "active"),
    **dict.fromkeys(("mitigated", "post-mortem", "postmortem", "finish"), "to finish"),
    **dict.fromkeys(("closed", "over", "past"), "closed"),
    "all": "",
}
_MINE = {"mine", "my", "me"}
_DRILLS = {"drill", "drills", "rehearsals"}


def parse(words: str, taxonomy: Taxonomy) -> Wanted:
    """Read `closed mine P1 PRD payment`, in any order: active ones, or all drills, unless they say otherwise.

    Raises UserError, saying what can be typed.
    """
    wanted, rest = Wanted(standing="active"), []
    priorities = {key.lower(): key for key in taxonomy.priorities}
    places = {key.lower(): key for key in taxonomy.environments}
    for word in words.lower().split():
        if word in _STANDINGS:
            wanted = replace(wanted, standing=_STANDINGS[word])
        elif word in _MINE:
            wanted = replace(wanted, mine=True)
        elif word in _DRILLS:
            wanted = replace(wanted, drills=True, standing="")
        elif word in priorities:
            wanted = replace(wanted, priority=priorities[word])
        elif word in places:
            wanted = replace(wanted, environment=places[word])
        else:
            rest.append(word)
    return replace(wanted, category=_category(" ".join(rest), taxonomy)) if rest else wanted


def _category(words: str, taxonomy: Taxonomy) -> str:
    """Find the one that is called so, or the only one whose name holds the words."""
    names = {category.key: _plain(category.name) for category in taxonomy.categories.values()}
    same = [key for key, name in names.items() if _plain(words) in {name, _plain(key)}]
    fitting = same or [key for key, name in names.items() if _plain(words) and _plain(words) in name]
    if len(fitting) == 1:
        return fitting[0]
    quoted = words.replace("`", "'")[:40]
    if fitting:
        several = ", ".join(taxonomy.categories[key].name for key in fitting[:5])
        raise UserError(f"“{quoted}” may be {several}. Type more of the name.")
    raise UserError(
        f"There is no priority, environment or category “{quoted}”. `/incident list` takes "
        "these, `closed`, `mine` and `drills`; `/incident search` looks for words."
    )


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words.lower()).strip()


def title(wanted: Wanted, taxonomy: Taxonomy) -> str:
    """Say which ones these are, such as `Closed · P1 · Payment · mine`."""
    category = taxonomy.categories.get(wanted.category)
    parts = (
        wanted.standing.capitalize() or "All",
        wanted.priority,
        wanted.environment,
        category.name if category else "",
        "mine" if wanted.mine else "",
        "drills" if wanted.drills else "",
    )
    return " · ".join(part for part in parts if part)
