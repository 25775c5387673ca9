"""What the command line does beside running the bot, a file each."""
