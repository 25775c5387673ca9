"""Every call that the site answers; importing this package is what enters them."""

from bot.sandbox.jira.methods import (
    comments,
    create_meta,
    fields,
    issues,
    links,
    people,
    priorities,
    projects,
    properties,
    search,
    server,
    transitions,
    watchers,
    webhooks,
)

__all__ = [
    "comments",
    "create_meta",
    "fields",
    "issues",
    "links",
    "people",
    "priorities",
    "projects",
    "properties",
    "search",
    "server",
    "transitions",
    "watchers",
    "webhooks",
]
