"""Settings, for admins."""
