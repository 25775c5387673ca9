"""Figures and files over many incidents."""
