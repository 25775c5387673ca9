"""Looking at an incident, and working on it."""
