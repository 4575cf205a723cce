"""Sentences with the verdict they deserve, made from the record, and how well a check finds it."""
