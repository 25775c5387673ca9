"""Settings: a file, a list, a form."""
