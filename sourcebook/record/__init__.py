"""The record: statements, relations and events, each with its source and its two times."""
