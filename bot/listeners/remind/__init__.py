"""What people answer to what Firebell asks by itself, and who follows from outside."""
