"""What must not stay: people who are forgotten, and what is old."""
