"""What somebody typed after `roles`: a role, a person, and a hand-over."""

import re
from dataclasses import dataclass

from bot.domain.errors import UserError
from bot.domain.rules.roles import COMMANDER
from bot.domain.taxonomy import Taxonomy

_PERSON = re.compile(r"(?:^|\s)(?:<@(?P<id>[A-Z0-9]+)(?:\|[^>]*)?>|@(?P<name>\S+)|(?P<me>me)(?=\s|$))")


@dataclass(frozen=True)
class Wish:
    """`role` is a key. Who is meant: an `id`, or a `name`; neither: the one who typed."""

    role: str
    id: str
    name: str
    words: str


def parse(typed: str, taxonomy: Taxonomy) -> Wish:
    """Read `commander @ben rolled back, watch the errors`. Raises UserError saying how to type it."""
    found = _PERSON.search(typed)
    if found is None:
        raise UserError(
            "Name a role and a person: `/incident roles commander @ben`. Without them a form opens."
        )
    role = _role(typed[: found.start()], taxonomy)
    return Wish(role, found["id"] or "", found["name"] or "", typed[found.end() :].strip(" :,"))


def _role(words: str, taxonomy: Taxonomy) -> str:
    """Find a role by its name or the beginning of it; without a word it is the commander."""
    wanted = _plain(words) or _plain(COMMANDER)
    fitting = [
        kind.key
        for kind in taxonomy.roles.values()
        if _plain(kind.key).startswith(wanted) or _plain(kind.name).startswith(wanted)
    ]
    if len(fitting) != 1:
        known = ", ".join(kind.name for kind in taxonomy.roles.values())
        raise UserError(f"There is no role “{words.strip()[:40]}”. There are: {known}.")
    return fitting[0]


def _plain(words: str) -> str:
    return re.sub(r"[^\w]+", " ", words).strip().lower()
