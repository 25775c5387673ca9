"""What must not stay is forgotten: what is old, and people."""
