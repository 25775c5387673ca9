"""Port: the catalog as other people of the organisation look at it."""
