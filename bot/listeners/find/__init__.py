"""Finding incidents: the list, the search."""
