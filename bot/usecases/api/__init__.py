"""What programs do by a token, and the tokens themselves."""
