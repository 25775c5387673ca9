"""What people see of who is on call."""
