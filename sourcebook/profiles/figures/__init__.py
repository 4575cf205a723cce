"""Our own figures: pure functions from typed values to markup, the same bytes for the same input."""
