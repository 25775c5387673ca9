"""What Firebell asks of people: the tasks that they have."""
