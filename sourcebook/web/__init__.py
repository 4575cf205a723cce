"""The HTTP face: questions over the wire, in the form that yente's clients speak, and what Sourcebook adds.

A face without logic: it reads a request, asks the rooms behind it and writes their answer. Screened names go through
memory only: no log line, metric or error repeats them.
"""
