"""Post-mortems, where people press and type."""
