"""What people see: pure functions from data to Block Kit, and from form state to data."""
