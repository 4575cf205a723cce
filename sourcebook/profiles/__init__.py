"""Composing the cited page: facts of the record in, sections of sentences with notes out, three renderings.

with Record.open(home) as record:
    facts = read_group(record, Question("aqim", as_of, known))
html = render(facts, "html")
"""
