"""A sentence for one person, where no form and no channel can hold it."""

from bot.views import blocks as b
from bot.views.words import fit


def message(sentence: str) -> b.Block:
    return b.message(fit(sentence, 3000))


def window(said: b.Block) -> b.Block:
    """A message as a modal."""
    rows = said.get("blocks") or [b.section(said["text"])]
    return b.modal("Firebell", rows)


def modal(sentence: str) -> b.Block:
    return b.modal("Not done", [b.section(fit(sentence, 3000))])
