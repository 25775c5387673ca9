"""What is written down of other systems, for who looks after Firebell."""
