"""Finding incidents: by words, and by what is known of them."""
