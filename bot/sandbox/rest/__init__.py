"""What the REST APIs of the sandbox have in common."""
