"""What the settings have been, and what uses them."""
