"""From rows of the record to typed facts about one group.

`read_group` and `read_groups` ask the record; what is behind them (`gather`) is a pure function of its answers. Rows
that their source had dropped by the day asked about state nothing any more and are left out, but for designations,
where having been listed is itself a fact.
"""

from sourcebook.profiles.gathering.asking import read_group, read_groups, read_incidents
from sourcebook.profiles.gathering.assembling import Answers, gather

__all__ = ["Answers", "gather", "read_group", "read_groups", "read_incidents"]
