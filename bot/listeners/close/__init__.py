"""Ending an incident, and bringing it back."""
