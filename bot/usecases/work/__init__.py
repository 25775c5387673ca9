"""Working on an incident."""
