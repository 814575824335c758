# Every target sets itself up: a fresh clone needs Python 3.11 or later and make, nothing else.
#   make run [IN=folder] [OUT=folder]   clean a folder of dumps (default: the five samples in seeds/)
#   make test | lint | eval | bench | docs
#   make fuzz | soak   hostile bytes for an hour; a million documents with kills
#   make audit         known weaknesses of the packages that are installed (asks the network)

PYTHON ?= $(shell command -v python3.11 || command -v python3)
IN ?= seeds
OUT ?= out
WORKERS ?= auto
VENV := .venv
BIN := $(VENV)/bin
# seeds/expected holds what must come out, not dumps
RUN_FLAGS = $(if $(filter seeds seeds/,$(IN)),--exclude 'expected/*')
BENCH ?= run
BENCH_FLAGS ?=
EVAL_FLAGS ?=
FUZZ_SECONDS ?= 3600
FUZZ_FLAGS ?=
SOAK_DOCUMENTS ?= 1000000
SOAK_FLAGS ?=
TEST_FLAGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test lint eval bench fuzz soak audit docs update clean

help:
	@sed -n 's/^#   //p' Makefile

setup: $(VENV)/installed

# pip first: the one that comes with Python 3.11 stumbles over the extras of lxml
$(VENV)/installed: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install -qq -e '.[warc,excel]'
	@touch $@

# one stamp for each group of tools in pyproject.toml
$(VENV)/group-%: $(VENV)/installed
	@$(BIN)/python -m pip install -qq --group $*
	@touch $@

run: setup
	@$(BIN)/taoxi clean $(IN) -o $(OUT) $(RUN_FLAGS)
	@echo "articles, metadata and audit: $(abspath $(OUT))"
	@for report in report.html report.json; do \
		if test -f $(OUT)/$$report; then echo "report: $(abspath $(OUT))/$$report"; fi; done

test: $(VENV)/group-test
	$(BIN)/python -m pytest -n $(WORKERS) $(TEST_FLAGS)

update: $(VENV)/group-test
	$(BIN)/python eval/make_literals.py
	$(BIN)/python docs/generate.py
	$(BIN)/python -m pytest tests/test_pages.py tests/test_docs.py --update

lint: $(VENV)/group-lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

eval: $(VENV)/group-eval
	@$(BIN)/python eval/run.py $(EVAL_FLAGS)

bench: $(VENV)/group-bench $(VENV)/group-test $(if $(filter peers,$(BENCH)),$(VENV)/group-peers)
	@$(BIN)/python bench/$(BENCH).py $(BENCH_FLAGS)

# FUZZ_SECONDS is for all targets together; findings land in fuzz/findings/
fuzz: $(VENV)/group-fuzz
	@$(BIN)/python fuzz/run.py --seconds $(FUZZ_SECONDS) $(FUZZ_FLAGS)

soak: $(VENV)/group-test
	@$(BIN)/python bench/soak.py --documents $(SOAK_DOCUMENTS) $(SOAK_FLAGS)

# asks the advisory database of the package index, so it is no part of the checks that run without a network
audit: $(VENV)/group-audit
	$(BIN)/pip-audit --skip-editable

docs: $(VENV)/group-docs
	$(BIN)/python docs/generate.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --site-dir site
	@echo "pages: $(abspath site)/index.html"

clean:
	rm -rf $(VENV) site
