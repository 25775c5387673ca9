"""Figures over many incidents, read in a constant number of queries."""
