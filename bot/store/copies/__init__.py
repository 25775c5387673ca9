"""A database copied into another one, of the same kind or not."""
