# Golden Thread. `make` lists what can be done; every target is one line that can be typed without make.

PYTHON ?= python3
BIN = .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test test-quick test-analysis journeys check fix assets docs bench lock wheel clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: ## Set up everything that development needs: environment, locked packages, assets
	@$(PYTHON) scripts/prepare.py --dev

run: ## Set up, load the five areas when the database is empty, and serve (PORT=8000)
	@$(PYTHON) scripts/prepare.py && exec $(BIN)/goldenthread serve --demo

test: ## Set up and run everything: checks, and tests on SQLite, PostgreSQL, newest Python, Spark, without Django, in a browser
	@$(PYTHON) scripts/run_tests.py

test-quick: setup ## The unit tests alone, on SQLite
	@$(BIN)/python -m pytest -n auto --ignore=tests/journeys --ignore=tests/spark --ignore=tests/design/test_in_a_browser.py -q

test-analysis: ## The analytical core's tests, where Django is not installed
	@$(PYTHON) scripts/run_tests.py analysis

journeys: ## Each persona's main job, in a real browser
	@$(PYTHON) scripts/run_tests.py journeys

check: ## Every check that is not a test: locks, style, types, layers, migrations, settings, documentation
	@$(PYTHON) scripts/run_tests.py checks

fix: setup ## Put right what can be put right without thinking: formatting, import order
	@$(BIN)/ruff check --fix-only -q . && $(BIN)/ruff format -q .

assets: ## Compile the stylesheet and copy the scripts, where they are not current
	@$(PYTHON) scripts/prepare.py

docs: setup ## Make the generated pages of docs/reference again
	@$(BIN)/python -m goldenthread.config.reference

bench: ## Measure, each beside the floor or a peer in the same run (ONLY="disclosure pages")
	@$(PYTHON) scripts/run_benchmarks.py $(ONLY)

lock: setup ## Compile the lock files from pyproject.toml and package.json (UPGRADE=--upgrade for newer versions)
	@$(BIN)/python scripts/lock.py $(UPGRADE)

wheel: setup ## Build the wheel into dist/
	@$(BIN)/python -m hatchling build -t wheel

clean: ## Remove what set-up made; var/, which holds the database, stays
	@rm -rf .venv .venv-* node_modules dist src/goldenthread/design/static/design/build
