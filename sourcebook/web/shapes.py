"""Answers as the OpenAPI document describes them; what is sent is written by msgspec from the rooms' own types."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class ErrorAnswer(BaseModel):
    """What every error says."""

    detail: str | list[dict[str, Any]] = Field(..., examples=["No such dataset."])


class StatusAnswer(BaseModel):
    """All is well."""

    status: str = Field("ok", examples=["ok"])


class TotalSpec(BaseModel):
    """How many there are."""

    value: int
    relation: str = "eq"


class EntityAnswer(BaseModel):
    """An entity as FollowTheMoney tells it."""

    model_config = ConfigDict(populate_by_name=True)

    id: str = Field(..., examples=["aqim"])
    caption: str = Field(..., examples=["Al-Qaida in the Islamic Maghreb"])
    schema_: str = Field(..., alias="schema", examples=["Organization"])
    properties: dict[str, list[str | EntityAnswer]] = Field(
        ..., examples=[{"alias": ["AQIM", "AQMI"]}]
    )
    datasets: list[str] = Field(..., examples=[["register", "un"]])
    referents: list[str] = Field(..., examples=[["un:QDe.014"]])
    target: bool
    first_seen: str | None = Field(None, examples=["2018-04-13T00:00:00"])
    last_seen: str | None = None
    last_change: str | None = None


class FeatureAnswer(BaseModel):
    """One piece of evidence."""

    score: float = Field(..., examples=[0.97])
    detail: str = Field(..., examples=["born 1970, as listed"])
    query: str | None = None
    candidate: str | None = None


class ScoredAnswer(EntityAnswer):
    """An entity that may be who was asked about: a lead for a person to review, no verdict."""

    score: float = Field(..., description="Probability, 0 to 1.", examples=[0.99])
    match: bool = Field(..., description="Whether the score reaches the threshold.")
    features: dict[str, float]
    explanations: dict[str, FeatureAnswer]
    name: dict[str, Any] = Field(
        ..., description="The listed name that met, its list, grade and days."
    )
    listed: list[dict[str, Any]] = Field(..., description="What the lists say of its entries.")
    cleared: dict[str, str] | None = Field(
        None, description="Who judged that this is not the one, and why."
    )
    profile: str | None = Field(None, description="Where the page of a group is.")


class QueryAnswer(BaseModel):
    """The answer to one query."""

    status: int = Field(
        200, description="400 where there was nothing to look for; `detail` says why."
    )
    results: list[ScoredAnswer]
    total: TotalSpec = Field(..., description="How many results match.")
    query: dict[str, Any]
    detail: str | None = None


class MatchAnswer(BaseModel):
    """The answers to a batch."""

    responses: dict[str, QueryAnswer]
    matcher: dict[str, str] = Field(..., description="What each feature means.")
    limit: int
    known: str = Field(..., description="The day by which the sources had said so.")
    notes: list[str] = []


class FacetItem(BaseModel):
    """How many results have one value."""

    name: str
    label: str
    count: int


class Facet(BaseModel):
    """How many results have which values."""

    label: str
    values: list[FacetItem]


class SearchAnswer(BaseModel):
    """A page of results."""

    results: list[EntityAnswer]
    facets: dict[str, Facet]
    total: TotalSpec
    limit: int
    offset: int


class AdjacentPage(BaseModel):
    """A page of the ties under one property."""

    results: list[EntityAnswer]
    total: TotalSpec
    limit: int
    offset: int


class AdjacentAnswer(BaseModel):
    """An entity and its ties."""

    entity: EntityAnswer
    adjacent: dict[str, AdjacentPage]


class StatementAnswer(BaseModel):
    """One row of the record with where it was read."""

    model_config = ConfigDict(populate_by_name=True)

    id: str
    entity_id: str
    canonical_id: str
    prop: str
    prop_type: str
    schema_: str = Field(..., alias="schema")
    value: str
    original_value: str | None = None
    dataset: str
    lang: str | None = None
    origin: str | None = None
    first_seen: str
    last_seen: str
    known_until: str | None = None
    grade: str | None = None
    file: str | None = None
    locator: str | None = None
    quote: str | None = None
    citation: str | None = None


class StatementsAnswer(BaseModel):
    """A page of statements."""

    results: list[StatementAnswer]
    total: TotalSpec
    limit: int
    offset: int


class DatasetAnswer(BaseModel):
    """A dataset: a source, or a collection of sources."""

    name: str
    title: str
    summary: str | None = None
    url: str | None = None
    version: str | None = None
    updated_at: str | None = None
    entity_count: int | None = None
    children: list[str] = []
    publisher: dict[str, Any] | None = None
    load: bool
    index_current: bool
    index_version: str | None = None
    licence: str | None = None
    attribution: str | None = None


class CatalogAnswer(BaseModel):
    """What is served."""

    datasets: list[DatasetAnswer]
    current: list[str]
    outdated: list[str]
    index_stale: bool = False


class AlgorithmAnswer(BaseModel):
    """A way of matching."""

    name: str
    description: str
    features: dict[str, str]
    docs: dict[str, Any]


class AlgorithmsAnswer(BaseModel):
    """The ways of matching: there is one."""

    algorithms: list[AlgorithmAnswer]
    default: str
    best: str


class EvidenceAnswer(BaseModel):
    """A row that speaks for or against a claim."""

    stance: str = Field(..., examples=["against"])
    source: str = Field(
        ..., examples=["Mapping Militants Project: Al Qaeda in the Islamic Maghreb"]
    )
    date: str = Field(..., examples=["2016-07-01"])
    locator: str
    quote: str = Field(..., description="Its words, or the field as it stands.")
    value: str = Field(
        ..., description="What it says, in the terms of the claim.", examples=["1998"]
    )
    row_id: str
    url: str | None = None


class ClaimAnswer(BaseModel):
    """A claim and how the record stands to it."""

    text: str = Field(..., examples=["AQIM was founded in 2007"])
    start: int = Field(..., description="In characters of the text.", examples=[0])
    end: int = Field(..., description="Exclusive.", examples=[24])
    type: str = Field(..., examples=["founded"])
    verdict: Literal[
        "supported", "imprecise", "outdated", "disputed", "contradicted", "not_in_record", "not_factual"
    ]  # fmt: skip
    explanation: str
    preferred: str | None = None
    evidence: list[EvidenceAnswer]
    subject: str | None = Field(None, examples=["aqim"])
    object: str | None = None
    value: str | None = None
    date: str | None = Field(None, examples=["2007"])
    negated: bool
    reported: bool
    confidence: float
    proposed_by: str = Field(..., examples=["rules"])


class OmissionAnswer(BaseModel):
    """What a text leaves out and its reader would need."""

    kind: str = Field(..., examples=["successor"])
    about: str = Field(..., examples=["aqim"])
    explanation: str
    evidence: list[EvidenceAnswer]
    beside: int | None = Field(None, description="The claim it belongs to, by its place from 0.")


class CheckedAnswer(BaseModel):
    """What was checked."""

    document: str
    as_of: str = Field(..., examples=["2026-03-01"])
    known: str = Field(..., examples=["2026-03-01"])
    record: str
    about: list[str] = Field(..., examples=[["aqim"]])


class CheckAnswer(BaseModel):
    """A text, claim by claim."""

    question: CheckedAnswer
    claims: list[ClaimAnswer]
    omissions: list[OmissionAnswer]
    summary: dict[str, int] = Field(..., examples=[{"contradicted": 1, "outdated": 1}])
