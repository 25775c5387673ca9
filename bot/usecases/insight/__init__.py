"""Figures over many incidents."""
