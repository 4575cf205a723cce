"""Requests as they come over the wire: yente's, with what Sourcebook adds marked as such.

The form is that of yente (https://www.opensanctions.org/docs/yente/), so that its clients work unchanged: a batch of
example entities, each with a schema and FollowTheMoney properties whose values are a string or a list.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from sourcebook.record.dates import PartialDate

MOST_QUERIES = 100
MOST_VALUES = 1000


def _whole(text: str) -> str:
    """A text that can be written again; half a surrogate pair cannot."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise ValueError("the text has half a surrogate pair") from None
    return text


Text = Annotated[str, AfterValidator(_whole)]
Scalar = Text | int | float | bool | None


def _day(text: object) -> object:
    """A day, of a partial one the last; a moment counts as its day."""
    return PartialDate.parse(text[:10]).latest if isinstance(text, str) else text


def _since(text: object) -> object:
    """A day, of a partial one the first."""
    return PartialDate.parse(text[:10]).earliest if isinstance(text, str) else text


Day = Annotated[date, BeforeValidator(_day), Field(json_schema_extra={"format": "date"})]
Since = Annotated[date, BeforeValidator(_since), Field(json_schema_extra={"format": "date"})]
Share = Annotated[float, Field(ge=0, le=1)]
KNOWN = "Only what the sources had said by this day; by default all that the record knows. (Beyond yente.)"
AS_OF = "Only designations and ties that held on this day. (Beyond yente.)"
PRIVATE = "Show home addresses and document numbers of persons; needs a key. (Beyond yente.)"


class Dates(BaseModel):
    """The two days that every question has, and whether private values are shown."""

    known: Day | None = Field(None, description=KNOWN, examples=["2026-03-01"])
    as_of: Day | None = Field(None, description=AS_OF, examples=["2026-03-01"])
    private: bool = Field(False, description=PRIVATE)


class Filters(Dates):
    """Which entities may be in an answer."""

    include_dataset: list[str] = Field([], description="Only of these datasets.", examples=[["un"]])
    exclude_dataset: list[str] = Field([], description="Not of these datasets.")
    exclude_schema: list[str] = Field([], description="No entities of these schemata.")
    topics: list[str] = Field(
        [], description="Only entities with one of these topics.", examples=[["sanction"]]
    )
    changed_since: Since | None = Field(
        None,
        description="Only what a list added or amended since this day.",
        examples=["2026-01-01"],
    )


class Reporting(BaseModel):
    """How much is reported, and from which score on."""

    limit: int = Field(5, ge=1, le=500, description="The most results for one query.")
    threshold: Share = Field(0.7, description="From this score on a result counts as a match.")
    cutoff: Share = Field(
        0.5,
        description="Results that score no more than this, or than the threshold where that is lower, are dropped.",
    )


class MatchParameters(Filters, Reporting):
    """Parameters of `/match`."""

    algorithm: str = Field("best", description="`sourcebook` or `best`, which are one.")
    exclude_entity_ids: list[Text] = Field(
        [],
        description="Entities not to be reported, by canonical id or entry; the body takes any number of them.",
    )
    with_cleared: bool = Field(
        True,
        description="Whether to report, marked as such, what somebody judged not to be the one. (Beyond yente.)",
    )


class QueryOptions(BaseModel):
    """What one query asks otherwise than its batch. Beyond yente."""

    model_config = ConfigDict(extra="forbid")

    limit: int | None = Field(None, ge=1, le=500)
    threshold: Share | None = None
    cutoff: Share | None = None
    known: Day | None = Field(None, description=KNOWN)
    as_of: Day | None = Field(None, description=AS_OF)
    include_dataset: list[str] | None = None
    exclude_dataset: list[str] | None = None
    exclude_schema: list[str] | None = None
    topics: list[str] | None = None
    changed_since: Since | None = None
    exclude_entity_ids: list[Text] | None = Field(None, description="Beside those of the batch.")
    with_cleared: bool | None = None


class Example(BaseModel):
    """Somebody to look for, as an example entity."""

    model_config = ConfigDict(populate_by_name=True)

    id: Text | None = Field(
        None, description="The caller's own id: echoed, never scored.", examples=["client-4711"]
    )
    schema_: str = Field(
        "LegalEntity", alias="schema", description="FollowTheMoney schema.", examples=["Person"]
    )
    properties: dict[Text, Scalar | list[Scalar]] = Field(
        ..., description="FollowTheMoney properties; a value is a string or a list.",
        examples=[{"name": ["Abdelmalek Droukdel"], "birthDate": "1970"}],
    )  # fmt: skip
    options: QueryOptions | None = None

    def values(self, prop: str) -> list[str]:
        """The values of a property, as texts."""
        held = self.properties.get(prop)
        values = held if isinstance(held, list) else [held]
        return [text for value in values if value is not None and (text := str(value).strip())]

    def echo(self) -> dict[str, Any]:
        """The query as it was understood."""
        properties = {prop: values for prop in self.properties if (values := self.values(prop))}
        return {"id": self.id, "schema": self.schema_, "properties": properties}


class MatchBody(BaseModel):
    """A batch of queries by example."""

    queries: dict[Text, Example] = Field(
        ...,
        description=f"At most {MOST_QUERIES}, by names of the caller's choice.",
        examples=[
            {
                "q1": {
                    "schema": "Person",
                    "properties": {"name": ["Abdelmalek Droukdel"], "birthDate": "1970"},
                }
            }
        ],
    )
    weights: dict[str, float] = Field(
        {}, description="Taken for yente's sake and not used: scores are calibrated."
    )
    config: dict[str, Any] = Field({}, description="This matcher has no settings: any is refused.")
    exclude_entity_ids: list[Text] = Field([], description="Any number. (Beyond yente.)")


class SearchParameters(Filters):
    """Parameters of `/search`."""

    q: str = Field(
        "",
        max_length=2000,
        description="Words of a name. See the page on the HTTP interface.",
        examples=["aqim"],
    )
    schema_: str = Field(
        "Thing", alias="schema", description="Only entities of this schema or a kind of it."
    )
    countries: list[str] = Field([], description="ISO 3166 alpha-2 codes.", examples=[["dz"]])
    datasets: list[str] = Field([], description="Only of these datasets.")
    target: bool | None = Field(None, description="Only entities that are, or are not, designated.")
    limit: int = Field(10, ge=0, le=500)
    offset: int = Field(0, ge=0, le=9499)
    sort: list[str] = Field(
        [], description="`first_seen:desc` and the like; by default the likest first."
    )
    fuzzy: bool = Field(
        False, description="Find names that are spelt otherwise, with the index of screening."
    )
    simple: bool = Field(False, description="Take `q` as plain words without any syntax.")
    facets: list[Literal["countries", "topics", "datasets", "schema"]] = [
        "countries",
        "topics",
        "datasets",
    ]


class EntityParameters(Dates):
    """Parameters of `/entities/{id}`."""

    nested: bool = Field(
        True, description="Whether ties and the entities at their other ends are drawn in."
    )


class PageParameters(Dates):
    """Parameters of `/entities/{id}/adjacent`."""

    limit: int = Field(10, ge=0, le=500)
    offset: int = Field(0, ge=0, le=9499)
    sort: list[str] = Field([], description="`startDate:desc` and the like.")


class StatementParameters(BaseModel):
    """Parameters of `/statements`."""

    dataset: str | None = None
    entity_id: str | None = Field(None, description="Of one entry.", examples=["un:QDe.014"])
    canonical_id: str | None = Field(
        None, description="Of all entries that are one.", examples=["aqim"]
    )
    prop: str | None = None
    value: str | None = None
    schema_: str | None = Field(None, alias="schema")
    known: Day | None = Field(None, description=KNOWN)
    private: bool = Field(False, description=PRIVATE)
    sort: list[str] = ["canonical_id", "prop"]
    limit: int = Field(50, ge=0, le=5000)
    offset: int = Field(0, ge=0, le=1_000_000)


class BulkParameters(Filters, Reporting):
    """Parameters of `/screen`."""

    dataset: str = Field("default", description="Which dataset to screen against.")
    with_cleared: bool = True
