"""Every call that the site answers; importing this package is what enters them."""

from bot.sandbox.confluence.methods import (
    folders,
    labels,
    moving,
    pages,
    people,
    properties,
    restrictions,
    search,
    spaces,
    tree,
    versions,
)

__all__ = [
    "folders",
    "labels",
    "moving",
    "pages",
    "people",
    "properties",
    "restrictions",
    "search",
    "spaces",
    "tree",
    "versions",
]
