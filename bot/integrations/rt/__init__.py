"""Request Tracker: tickets there, both ways."""
