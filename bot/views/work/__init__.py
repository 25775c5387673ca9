"""What shows an incident while it is worked on."""
