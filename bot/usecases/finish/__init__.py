"""Ending an incident, and what can still become of it."""
