"""Tickets for incidents, and hearing of the ticket system what became of them."""
