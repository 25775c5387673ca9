"""What people see when an incident ends, and when it comes back."""
