"""Asking people for what is due, and telling those who follow from outside."""
