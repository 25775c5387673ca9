"""Who is called, who answered, and who is on call."""
