# Everything a clone needs: Python 3.11 or newer and make. A second run finds its stamps and is fast.
PYTHON ?= python3
VENV ?= .venv

BIN = $(VENV)/bin
RUN_STAMP = $(VENV)/.runtime-stamp
DEV_STAMP = $(VENV)/.dev-stamp

# Compiled on install, whatever the shell says: without .pyc files every start pays seconds.
export PYTHONDONTWRITEBYTECODE =

PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --compile

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint docs figures measure lock clean

help:
	@echo "make demo     a live offline session in this terminal"
	@echo "make test     the tests"
	@echo "make lint     style, types and import rules"
	@echo "make docs     what the documents take from the program, written afresh"
	@echo "make figures  the experiments that ship, their figures and tables (some minutes)"
	@echo "make measure  all measurements, written to benchmarks/RESULTS.md"
	@echo "make lock     pin the newest dependencies that fit, with hashes (needs uv)"
	@echo "make clean    delete $(VENV)"
	@echo "PYTHON=… and VENV=… choose another interpreter and another place for the environment."

demo: $(RUN_STAMP)
	@$(BIN)/teachsim demo

test: $(DEV_STAMP)
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

docs: $(DEV_STAMP)
	$(BIN)/python docs/refresh.py

EXPERIMENTS = intervention-budget misaligned-teacher socratic-versus-telling probe-choice
figures: $(DEV_STAMP)
	@for name in $(EXPERIMENTS); do $(BIN)/teachsim batch $$name --no-transcripts || exit 1; done
	$(BIN)/python docs/draw_experiments.py

measure: $(DEV_STAMP)
	$(BIN)/python benchmarks/measure.py

# Pins only: no comments, no addresses, the same file on every system and Python from 3.11.
COMPILE = uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url --no-emit-find-links
lock:
	$(COMPILE) pyproject.toml --extra dev --output-file requirements-dev.txt
	$(COMPILE) pyproject.toml --constraint requirements-dev.txt --output-file requirements.txt
	printf 'hatchling\neditables\n' | $(COMPILE) - --constraint requirements-dev.txt --output-file requirements-build.txt

clean:
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "teachsim needs Python 3.11 or newer; '$(PYTHON)' is not. Try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; \
		exit 1; }
	$(PYTHON) -m venv $(VENV)

# Built by the locked backend rather than by the newest one that pip would fetch for itself.
$(RUN_STAMP): requirements.txt requirements-build.txt pyproject.toml | $(BIN)/python
	$(PIP_INSTALL) --require-hashes -r requirements.txt -r requirements-build.txt
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_STAMP): requirements-dev.txt pyproject.toml | $(BIN)/python
	$(PIP_INSTALL) --require-hashes -r requirements-dev.txt
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
