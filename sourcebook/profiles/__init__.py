"""Composing the cited page: facts of the record in, sections of sentences with notes out, three renderings.

    facts = read_group(record, question)
    profile = compose(facts)
    html = render_html(profile)
"""
