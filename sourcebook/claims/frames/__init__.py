"""Claims read by frames: what a kind of claim is said with and who takes part in it, whatever the syntax."""
