"""Declaring: drafts, the fast way, and taking it back."""
