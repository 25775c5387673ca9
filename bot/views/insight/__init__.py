"""Figures over many incidents, as people read them."""
