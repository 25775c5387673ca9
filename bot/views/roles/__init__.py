"""Who has which role."""
