"""Whoever registered a webhook is told.

https://developer.atlassian.com/cloud/jira/platform/webhooks/
"""

from bot.sandbox.jira.hooks.sending import EVENTS, emit, emit_link

__all__ = ["EVENTS", "emit", "emit_link"]
