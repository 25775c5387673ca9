"""A sentence for one person, where no form and no channel can hold it."""

from bot.views import blocks as b
from bot.views.words import cut


def modal(sentence: str) -> b.Block:
    return b.modal("Not done", [b.section(cut(sentence, 3000))])
