"""What programs are shown, and what people see of their tokens."""
