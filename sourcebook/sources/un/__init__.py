"""The UN Security Council Consolidated List: everybody under the sanctions of the Council's committees.

One XML file of individuals and entities (schema sc-sanctions.xsd). `fields` reads what the schema has a place for,
`prose` mines the narrative comments for the facts they state in fixed phrases.
"""

from sourcebook.sources.un.consolidated import SOURCE

__all__ = ["SOURCE"]
