"""What is to be done because of incidents."""
