"""Rules over the record: where sources contradict each other, lag behind, or say what cannot be.

A finding is not an error of ours to mend but something a reader should see: the list that still names a dead
man as leader, the listing date years before the entry appears. Each rule is one small named function with a
test; what it found is given as row ids, so that the evidence can be cited like any other statement.
"""

from sourcebook.findings.finding import Finding, Scope, hits, look, told
from sourcebook.findings.rules import RULES

__all__ = ["RULES", "Finding", "Scope", "hits", "look", "told"]
