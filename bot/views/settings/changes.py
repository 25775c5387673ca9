"""What a file would change, as a terminal shows it."""

from collections.abc import Iterable

from bot.domain.settings.difference import Difference


def lines(differences: Iterable[Difference], kept: Iterable[str]) -> list[str]:
    """Begin with + what is new, with - what goes, with ~ what changes."""
    return [*(line for one in differences for line in _of(one)), *(f"! {sentence}" for sentence in kept)]


def _of(one: Difference) -> list[str]:
    if one.key and one.is_new:
        return [f"+ {one.place}"]
    if one.key and one.is_gone:
        return [f"- {one.place}"]
    return [f"~ {one.place}", *(f"    {words}" for words in one.words())]
