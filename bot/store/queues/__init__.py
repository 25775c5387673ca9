"""What is owed to others, what others told us, and which presses were answered."""
