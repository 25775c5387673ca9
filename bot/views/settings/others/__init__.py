"""What other tools know, as settings of ours."""
