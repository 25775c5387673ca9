"""What can be done, a verb each. Nothing else changes anything."""
