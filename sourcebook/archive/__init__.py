"""Every file as it came, by SHA-256, with what is known about it. Immutable: the record is rebuilt from here."""
