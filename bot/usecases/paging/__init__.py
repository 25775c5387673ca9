"""Calling people, and hearing of PagerDuty what became of it."""
