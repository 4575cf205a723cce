"""Is this name on a list, which entry, why, and what did the list say that day?

A name is held against a compiled index of every name of every entry; what comes back is a *lead* with its reasons,
never a verdict. Screened names are private: nothing here logs them unless asked to.
"""
