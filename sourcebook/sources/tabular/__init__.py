"""Tables of events: which column says what is a mapping, a YAML file; reading one is the same for every dataset.

The mappings of the datasets Sourcebook knows are shipped beside their sources; a user's own spreadsheet is read
through a mapping of the user's. Nothing here makes an object of a row.
"""
