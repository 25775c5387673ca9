"""Private incidents: the forms, and what is said."""
