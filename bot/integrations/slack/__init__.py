"""Slack: what Firebell does there, and what Slack tells it."""
