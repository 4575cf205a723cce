"""The publishers' files, one module or folder per source: a manifest and a parser each.

Nothing here touches the archive, the database or the network.
"""
