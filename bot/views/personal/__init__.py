"""What people hear before somebody is forgotten."""
