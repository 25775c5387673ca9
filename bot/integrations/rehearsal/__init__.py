"""What other systems would answer: in a drill nobody asks them."""
