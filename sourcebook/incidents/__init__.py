"""What groups did, each incident once however many datasets report it."""
