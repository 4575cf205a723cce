"""What datasets of events say the group did: counted, drawn and told.

Every number is a dataset's coding, and the sentence says whose. What no loaded dataset codes is named and not drawn;
a month that none covers is hatched, which is not the same as quiet.
"""

from __future__ import annotations

from sourcebook.profiles.compose.activity.section import activity

__all__ = ["activity"]
