"""Tickets of incidents: as they are kept, and whose they are."""
