# One word for each job; `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

HOST ?= 127.0.0.1
PORT ?= 8501
WORKERS ?= 2

# Bytecode is kept even where the environment says otherwise: every worker and every
# program that tests start would compile all sources anew.
export PYTHONDONTWRITEBYTECODE =

BIN := .venv/bin
PACKAGES := levels interventions simulator app
PYTEST := $(BIN)/python -m pytest
# Each module's tests stay on one worker, so that what they share is made once, and
# modules keep their order, so that those in a browser share it. What is timed is timed
# alone, by `make bench`.
IN_PARALLEL := --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder \
  --ignore tests/bench --benchmark-disable
COMPILE := uv pip compile pyproject.toml --group build --universal \
  --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-header --quiet
UPGRADE ?=

.PHONY: help run test check format lint types imports docstrings fix coverage \
  bench screenshots lock clean system-packages

help: ## List the jobs
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 22

run: .venv/stamp-run ## Install what is needed, then serve the program on HOST and PORT
	@exec $(BIN)/tenlevels serve --host $(HOST) --port $(PORT)

test: check system-packages ## Run every check, then every test
	@$(PYTEST) $(IN_PARALLEL) $(ARGS)

check: format lint types imports docstrings ## Run the checks that need no test

format: .venv/stamp-dev
	@$(BIN)/ruff format --check --output-format concise .

lint: .venv/stamp-dev
	@$(BIN)/ruff check --quiet .

types: .venv/stamp-dev
	@$(BIN)/mypy

imports: .venv/stamp-dev
	@$(BIN)/lint-imports

docstrings: .venv/stamp-dev
	@$(BIN)/interrogate $(PACKAGES)

fix: .venv/stamp-dev ## Format, and mend what can be mended without thought
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

coverage: .venv/stamp-dev system-packages ## Run the tests and show the lines they miss
	@$(PYTEST) $(IN_PARALLEL) --cov --cov-report=term-missing $(ARGS)

bench: .venv/stamp-dev system-packages ## Measure how long the slow parts take
	@$(PYTEST) tests/bench --capture no $(ARGS)

screenshots: .venv/stamp-dev system-packages ## Picture each page in build/screenshots
	@$(BIN)/python scripts/screenshots.py build/screenshots

lock: ## Resolve the dependencies anew; UPGRADE=1 takes newer versions
	@$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements.lock
	@$(COMPILE) $(if $(UPGRADE),--upgrade) --group dev \
	  --constraint requirements.lock --output-file requirements-dev.lock

clean: ## Remove all that was installed or made
	@rm -rf .venv .benchmarks .hypothesis .import_linter_cache .mypy_cache \
	  .pytest_cache .ruff_cache build dist *.egg-info .coverage .coverage.*
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

system-packages:
	@scripts/chromium
	@scripts/node

.venv/stamp-run: requirements.lock pyproject.toml scripts/install
	@scripts/install requirements.lock
	@touch $@

.venv/stamp-dev: requirements-dev.lock pyproject.toml scripts/install
	@scripts/install requirements-dev.lock
	@touch $@ .venv/stamp-run
