"""What runs by the clock, which replica runs it, and what is not well."""
