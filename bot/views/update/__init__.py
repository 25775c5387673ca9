"""Telling what is new, and changing what is known."""
