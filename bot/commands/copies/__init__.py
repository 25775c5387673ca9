"""The whole database into another one, into a file, and back."""
