"""Claims that a language model proposes, for those who run one; off unless an address is given.

A proposal is no more than a reading: it must quote the words of its sentence that say so, and name whom it speaks of
as the text does. What it says is judged like any other claim. Nothing of the record is sent, only the sentences of the
text.
"""

from sourcebook.claims.proposing.proposal import Proposer, accepted

__all__ = ["Proposer", "accepted"]
