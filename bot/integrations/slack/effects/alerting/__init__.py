"""What Firebell does because of incidents that nobody declared."""
