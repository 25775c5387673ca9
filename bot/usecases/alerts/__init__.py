"""What no person declared: a storm of it is braked, somebody opens what waits, its source ends it."""
