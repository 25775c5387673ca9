"""What people see of incidents that nobody declared."""
