"""The timeline, and the messages that people put on it."""
