"""What is kept of other systems: what was carried over, and how our accounts there stand."""
