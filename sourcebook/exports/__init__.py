"""What leaves in the formats others use; every row has passed the gate of `rights` before it comes here."""
