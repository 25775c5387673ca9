"""Words that must go from what Firebell posted."""
