"""What people see of drills."""
