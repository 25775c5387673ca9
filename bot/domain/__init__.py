"""The rules of incidents: pure, standard library only."""
