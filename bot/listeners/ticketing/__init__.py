"""Tickets: made, linked, unlinked by hand, and the answers to what became of them."""
