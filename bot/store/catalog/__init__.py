"""The catalog, as rows."""
