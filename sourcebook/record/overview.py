"""What the record is made of: every version with its count, its orphans and its rejects."""

from __future__ import annotations

import msgspec

from sourcebook.record.store import Record


class FileLine(msgspec.Struct, frozen=True, kw_only=True):
    """One part of one archived file.

    Attributes:
        records: Records read: main ones, or rows of a part without main rows.
        orphans: Of those, rows whose main record is in no version here; held, but no entity.
        rejects: What could not be read in the file.
    """

    source: str
    part: str
    published: str
    scope: str
    file: str
    records: int
    orphans: int
    rejects: int


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The record at a glance."""

    id: str
    content: str
    known: str
    register_only: bool
    counts: dict[str, int]
    groups: int
    files: list[FileLine]
    notes: list[str]


class RejectLine(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could not be read, and why.

    Attributes:
        source, record: Whose list, and the record's id or position in the file.
        reason: What is wrong with it.
        locator: Where in the record, if it is a part of one.
        printed: The beginning of what stood there.
        file: Name of the file.
    """

    source: str
    record: str
    reason: str
    locator: str
    printed: str
    file: str | None


def rejects(record: Record, source: str | None) -> list[RejectLine]:
    """What could not be read, of one source or of all."""
    rows = record.rows(
        "select r.source, r.record, r.reason, r.locator, r.printed, f.name as file from reject r "
        "left join file f on f.sha = r.file where $1 is null or r.source = $1 order by all",
        [source],
    )
    return [RejectLine(**row) for row in rows]


def overview(record: Record) -> Overview:
    """Count what is in the record; files of the register are summed into one line."""
    manifest = record.manifest
    rows = record.rows(
        """with line as (
            select l.source, l.part, l.file, count(*) as records,
                count(*) filter (need.main is not null and p.record is null) as orphans
            from listed l left join need using (source, part)
            left join present p on p.source = l.source and p.part = need.main and p.record = l.entry group by all
            union all
            select f.source, f.parts[1], f.sha, f.records, 0 from file f anti join listed l on l.file = f.sha
        ), bad as (select file, count(*) as rejects from reject group by file)
        select line.source, case when line.source = 'register' then 'all' else line.part end as part,
            max(f.published) as published, any_value(f.scope) as scope,
            case when line.source = 'register' then '' else any_value(f.name) end as file,
            sum(line.records)::int as records, sum(line.orphans)::int as orphans,
            coalesce(sum(bad.rejects), 0)::int as rejects
        from line join file f on f.sha = line.file left join bad on bad.file = line.file
        group by line.source, 2, case when line.source = 'register' then '' else line.file end
        order by 1, 2, 3, 5"""
    )
    groups = record.value(
        "select count(distinct canonical) from identity join entry using (entry) where source = 'register' "
        "and schema = 'Organization'"
    )
    return Overview(
        id=manifest.id, content=manifest.content, known=manifest.known, register_only=manifest.register_only,
        counts=manifest.counts, groups=int(groups), files=[FileLine(**row) for row in rows],
        notes=manifest.capped,
    )  # fmt: skip
