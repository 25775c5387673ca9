"""How REST v2 and v3 show what there is."""
