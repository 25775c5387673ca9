"""Other systems, as admins see them."""
