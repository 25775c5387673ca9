"""The columns of the catalog, which has the same for whatever stands in it."""

COLUMNS = ("identifier", "title", "blueprint", "properties", "relations")
