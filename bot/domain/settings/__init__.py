"""What admins can change of the taxonomy: what it consists of, what is wrong with it, what changes."""
