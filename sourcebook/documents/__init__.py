"""Reading other people's texts: from a file to sentences, and to what they mention.

Everything a text says is pointed at by character offsets into the original, so that a judgement can be laid beside the
very words it is about. A language is data (`language/*.yaml`), not code.
"""

from sourcebook.documents.passages import Document, Passage, Run
from sourcebook.documents.reading import read, read_file

__all__ = ["Document", "Passage", "Run", "read", "read_file"]
