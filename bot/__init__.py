"""Firebell: a Slack-first incident bot."""

__version__ = "0.1.0"
"""The one place that says it: the package's, the command line's, and what other systems hear."""

USER_AGENT = f"Firebell/{__version__}"
"""What Firebell calls itself when it calls others, so that their logs tell who asked."""
