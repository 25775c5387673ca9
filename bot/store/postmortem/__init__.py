"""Post-mortems and their texts, to and from their rows."""
