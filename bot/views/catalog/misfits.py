"""What of the mapping file does not fit, line by line, for who keeps it."""

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.catalog import Misfit
from bot.domain.checkup import Finding, fault, note

ABOUT = "catalog"
LONGEST = 120


def lines(misfits: Iterable[Misfit]) -> Iterator[str]:
    """For the terminal."""
    for one in misfits:
        yield f"{'fault' if one.is_fault else 'note'}: {sentence(one)}"


def findings(misfits: Iterable[Misfit], about: str = ABOUT) -> list[Finding]:
    """For doctor, and for admins in Slack."""
    return [(fault if one.is_fault else note)(about, sentence(one)) for one in misfits]


def summary(wrong: Sequence[Misfit]) -> str:
    """The first of them, and how many more there are; empty where all is well."""
    if not wrong:
        return ""
    more = f" {len(wrong) - 1} more do not fit either; `firebell doctor` lists them." if wrong[1:] else ""
    return f"{sentence(wrong[0])}{more}"


def sentence(one: Misfit) -> str:
    of = f"resource {one.block} ({one.kind})"
    expression = one.expression if len(one.expression) <= LONGEST else f"{one.expression[:LONGEST]}…"
    times = "once" if one.count == 1 else f"{one.count} times"
    why = one.why if one.why.endswith(".") else f"{one.why}."
    said = f", {expression}" if expression else ""
    return f"{one.field} of {of}{said}: {times}, such as {one.sample or 'one without an id'}. {why}"
