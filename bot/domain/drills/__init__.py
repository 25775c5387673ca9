"""Drills: incidents that are none, to rehearse the worst hour before it comes."""
