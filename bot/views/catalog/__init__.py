"""What people see of the catalog."""
