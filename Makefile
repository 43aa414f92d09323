# Every command of the project. `make run` and `make test` need Python 3.11 and make.
.DEFAULT_GOAL := help
.PHONY: help run test search lint types format messages migrations e2e pictures bench check lock

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PREPARE = $(PYTHON) config/prepare.py
BIN = .venv/bin
# `make test ARGS="-k ranking -x"`
ARGS ?=
export PORT

help: ## Say what each command does
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## /make \1\t/' | expand -t 18

run: ## Start everything; PORT=8001 for another port
	@$(PREPARE) run
	@exec $(BIN)/python manage.py up

test: ## Run the suite on the embedded default; what needs more is skipped
	@$(PREPARE) dev
	@$(BIN)/pytest -n 2 --dist loadfile $(ARGS)

search: ## Try the properties on examples drawn anew, as ARGS="tests/migration"
	@$(PREPARE) dev
	@$(BIN)/pytest -n 2 --dist loadfile --hypothesis-profile=search $(ARGS)

e2e: ## Run the journeys in Chromium
	@$(PREPARE) dev
	@$(PYTHON) config/needs.py chromium
	@REQUIRE=browser $(BIN)/pytest -m browser $(ARGS)

pictures: ## Take the pictures of the README anew
	@$(PREPARE) dev
	@$(PYTHON) config/needs.py chromium
	@$(BIN)/python -m docs.make_pictures

lint: ## Check style, and that no forbidden pattern is used
	@$(PREPARE) dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python node_modules/htmx.org/dist/scripts/upgrade-check.py templates static

types: ## Check the types
	@$(PREPARE) dev
	@$(BIN)/mypy .

format: ## Bring the sources into shape
	@$(PREPARE) dev
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

messages: ## Bring the translations up to the sources, and name what is left
	@$(PREPARE) run
	@$(PYTHON) config/needs.py gettext
	@$(BIN)/python -m config.messages update

migrations: ## Fail when a model has no migration
	@$(PREPARE) run
	@$(BIN)/python manage.py makemigrations --check --dry-run

bench: ## Measure the speed against peers
	@$(PREPARE) dev bench
	@$(PYTHON) config/needs.py postgresql
	@$(BIN)/python -m benchmarks

check: ## Do all that CI does
	@$(PYTHON) config/needs.py all
	@bash .ci/run

lock: ## Compile the requirements anew, with hashes and without addresses
	@$(PREPARE) run
	@bash config/lock.sh
