"""Keeping the catalog: what was read, what has vanished, and what happened since."""
