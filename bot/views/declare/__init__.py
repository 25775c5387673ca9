"""The form, and what becomes of it."""
