"""Whatever the OpenAPI document allows, and a good deal that it does not, is answered without a fault of ours."""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode

from tests.conftest import ROOT
from tests.web.serving import Served

DOCUMENT = ROOT / "docs" / "openapi.json"
SCHEMA = schemathesis.openapi.from_path(str(DOCUMENT))
OPERATIONS = [
    (method, path)
    for path, item in json.loads(DOCUMENT.read_text(encoding="utf-8"))["paths"].items()
    for method in item
]


@schemathesis.serializer("application/x-ndjson")
def lines(_: object, value: object) -> bytes:
    """Whatever is to be sent, as one line."""
    return (value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "surrogatepass")


def can(method: str, path: str, mode: GenerationMode) -> bool:
    """Whether a question can be put so: without parameters nothing can be put wrongly."""
    operation = SCHEMA[path][method.upper()]
    return mode is GenerationMode.POSITIVE or "parameters" in operation.definition.raw


QUESTIONS = [(m, p, mode) for m, p in OPERATIONS for mode in GenerationMode if can(m, p, mode)]


@pytest.mark.parametrize(("method", "path", "mode"), QUESTIONS)
def test_no_question_is_answered_with_a_fault(
    served: Served, method: str, path: str, mode: GenerationMode
) -> None:
    operation = SCHEMA[path][method.upper()]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=served.url, checks=[not_a_server_error])

    ask()


def test_the_document_is_the_servers_own(served: Served) -> None:
    import httpx

    assert httpx.get(f"{served.url}/openapi.json").json() == json.loads(
        DOCUMENT.read_text(encoding="utf-8")
    )
