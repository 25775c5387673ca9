"""What people do about incidents that nobody declared."""
