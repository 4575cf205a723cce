"""Small lists made of real records, for tests that need a whole file and no shared folder.

The records are those of the UN Security Council Consolidated List of 27 February 2026 (United Nations Security
Council, https://scsanctions.un.org), shortened to the fields a test asks about.
"""

AQIM = """<ENTITY><DATAID>6908002</DATAID><VERSIONNUM>1</VERSIONNUM>
<FIRST_NAME>THE ORGANIZATION OF AL-QAIDA IN THE ISLAMIC MAGHREB</FIRST_NAME>
<UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDe.014</REFERENCE_NUMBER>
<LISTED_ON>2001-10-06</LISTED_ON><COMMENTS1>Headed by Abdelmalek Droukdel (QDi.232).</COMMENTS1>
<LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
<LAST_DAY_UPDATED><VALUE>2007-04-26</VALUE><VALUE>2020-11-24</VALUE></LAST_DAY_UPDATED>
<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>AQIM</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Salafist Group For Call and Combat</ALIAS_NAME></ENTITY_ALIAS>
</ENTITY>"""

DROUKDEL = """<INDIVIDUAL><DATAID>2785476</DATAID><VERSIONNUM>1</VERSIONNUM>
<FIRST_NAME>ABDELMALEK</FIRST_NAME><SECOND_NAME>DROUKDEL</SECOND_NAME>
<UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.232</REFERENCE_NUMBER>
<LISTED_ON>2007-08-27</LISTED_ON><NAME_ORIGINAL_SCRIPT>عبد المالك دروكدال</NAME_ORIGINAL_SCRIPT>
<COMMENTS1>Reportedly deceased in June 2020.</COMMENTS1>
<NATIONALITY><VALUE>Algeria</VALUE></NATIONALITY><LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Abou Mossaab Abdelouadoud</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-04-20</DATE></INDIVIDUAL_DATE_OF_BIRTH>
</INDIVIDUAL>"""


def un_list(day: str, individuals: tuple[str, ...] = (DROUKDEL,), entities: tuple[str, ...] = (AQIM,)) -> bytes:
    """A UN consolidated list of a day with the given records."""
    text = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:noNamespaceSchemaLocation="https://www.un.org/sc/resources/sc-sanctions.xsd" dateGenerated="{day}T00:00:09.554Z">
<INDIVIDUALS>{"".join(individuals)}</INDIVIDUALS><ENTITIES>{"".join(entities)}</ENTITIES></CONSOLIDATED_LIST>"""
    return text.encode()
