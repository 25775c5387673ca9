"""Incidents as a table that other programs read."""
