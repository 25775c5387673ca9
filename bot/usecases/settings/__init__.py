"""Changing what the organisation has agreed on."""
