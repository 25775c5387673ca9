"""Tickets, where Slack shows them."""
