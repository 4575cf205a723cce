"""A group, person or thing as FollowTheMoney tells it: one object with lists of values, its ties objects too.

The record speaks in rows with provenance; programs that exchange entities want the sum. This room draws that sum as it
stood on a day, without the rows whose terms keep them in, and without the home addresses and document numbers of
persons unless they are asked for.
"""

from sourcebook.entities.entity import Entity, View

__all__ = ["Entity", "View"]
