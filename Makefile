# Two commands do all the set-up: `make demo` and `make test`. Needs Python 3.11 or later.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo

.PHONY: demo test check lint format types docs bench clean

$(VENV)/.run: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: $(VENV)/.run  ## build a record and write the AQIM profile
	@SOURCEBOOK_HOME=$(abspath $(DEMO))/home $(BIN)/python scripts/demo.py $(DEMO)

test: $(VENV)/.dev  ## run the tests
	$(BIN)/python -m pytest

check: lint types test  ## all that must hold before a commit

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.dev  ## write the generated pages again
	$(BIN)/python scripts/docs.py

bench: $(VENV)/.dev
	$(BIN)/python bench/parsers.py
	$(BIN)/python bench/link_uk_un.py
	$(BIN)/python bench/measures.py

clean:
	rm -rf $(DEMO) $(VENV)
