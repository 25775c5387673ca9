"""Whoever subscribed is told by webhook.

https://developer.pagerduty.com/docs/webhooks/webhooks-overview/
"""

from bot.sandbox.pagerduty.hooks.sending import emit, emit_service, enable, ping

__all__ = ["emit", "emit_service", "enable", "ping"]
