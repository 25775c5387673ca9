"""What stands on a page, in each of its notations."""
