"""Measures of what groups did: how often, how deadly, of what kind, where, with whom, and how it changed.

Everything starts with `activity`: the reports in a `Scope`, laid side by side; every measure is a function of that.
Sources: UCDP GED codebook (what a report is), Getis & Ord 1992 and Ord & Getis 1995 (hot spots), Killick, Fearnhead
& Eckley 2012 (change points), Benjamini & Hochberg 1995 (many cells looked at).
"""
