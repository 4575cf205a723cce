"""Small event tables in publishers' layouts. Rows of ACLED and GTD are made up: their terms let no row be passed on."""

import csv
import io
from collections.abc import Sequence

from sourcebook.record.rows import Reject
from sourcebook.sources.catalog import recognise
from sourcebook.sources.contract import Format, Head, Tabulated

Row = dict[str, object]

_ACLED_31 = (
    "data_id iso event_id_cnty event_id_no_cnty event_date year time_precision event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities timestamp iso3"
)
_ACLED_NEW = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 "
    "inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 "
    "location latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
)
_ACLED_25 = (
    "GWNO EVENT_ID_CNTY EVENT_ID_NO_CNTY EVENT_DATE YEAR TIME_PRECISION EVENT_TYPE ACTOR1 ALLY_ACTOR_1 INTER1 "
    "ACTOR2 ALLY_ACTOR_2 INTER2 INTERACTION COUNTRY ADMIN1 ADMIN2 ADMIN3 LOCATION LATITUDE LONGITUDE "
    "GEO_PRECISION SOURCE NOTES FATALITIES"
)
_GTD = (
    "eventid iyear imonth iday country_txt region_txt provstate city latitude longitude specificity summary "
    "doubtterr suicide attacktype1 attacktype1_txt attacktype2 targtype1 targtype1_txt target1 gname gname2 "
    "weaptype1_txt nkill nwound ishostkid nhostkid"
)

ACLED_31, ACLED_NEW, ACLED_25, GTD = (
    names.split(" ") for names in (_ACLED_31, _ACLED_NEW, _ACLED_25, _GTD)
)

ACLED_ROW: Row = {
    "event_id_cnty": "MLI1", "event_date": "29 November 2018", "time_precision": 1, "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Military Forces of Mali (2013-2020)", "inter1": 1,
    "actor2": "JNIM: Group for Support of Islam and Muslims", "assoc_actor_2": "Katiba Macina; Ansar Dine", "inter2": 2,
    "interaction": 12, "country": "Mali", "admin1": "Mopti", "admin2": "Djenne", "location": "Djenne", "latitude": 13.9,
    "longitude": -4.55, "geo_precision": 1, "notes": "A made-up clash.", "fatalities": 3,
}  # fmt: skip
GTD_ROW: Row = {
    "eventid": 200703000001, "iyear": 2007, "imonth": 3, "iday": 0, "country_txt": "Algeria", "provstate": "Algiers",
    "city": "Algiers", "latitude": 36.75, "longitude": 3.04, "specificity": 1, "suicide": 1, "attacktype1": 3,
    "attacktype1_txt": "Bombing/Explosion", "targtype1": 2, "target1": "A made-up office", "nkill": 4, "nwound": -99,
    "gname": "Al-Qaida in the Islamic Maghreb (AQIM)", "ishostkid": 0, "nhostkid": -99,
}  # fmt: skip


def text(columns: Sequence[str], rows: Sequence[Row], encoding: str = "utf-8") -> bytes:
    """A table of some columns; keys of rows count whatever their case."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([row.get(column.lower(), "") for column in columns])
    return out.getvalue().encode(encoding)


def format_of(content: bytes, name: str = "") -> Format:
    """The format the catalogue recognises."""
    return recognise(Head(content[:65536], name))[1]


def read(content: bytes, form: Format | None = None) -> tuple[list[Row], list[Reject]]:
    """The reports of a table as dictionaries, and its rejects."""
    reports: list[Row] = []
    rejects = []
    for item in (form or format_of(content)).tabulate(io.BytesIO(content)):
        if isinstance(item, Tabulated):
            reports += item.batch.to_pylist()
        else:
            rejects.append(item)
    return reports, rejects
