"""Finding incidents."""
