"""Declaring an incident."""
