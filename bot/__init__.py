"""Firebell: a Slack-first incident bot."""
