# Berth. `make serve` runs a hub, `make test` tries it out; both set up what they need, in this folder only.

VENV := .venv
BIN := $(VENV)/bin
MANAGE := HUB_DATA_DIR=$(VENV)/lint HUB_LOG_LEVEL=ERROR $(BIN)/python manage.py
# Where no text is that a visitor reads.
NOT_READ := bench deploy docs tests var
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --no-input --require-hashes

.PHONY: help serve test test-large screenshots pictures lint format messages lock bench conformance

help:
	@echo "make serve             run a hub at http://localhost:8000 (HUB_PORT=8001 make serve: another port)"
	@echo "make test              format, lint and every test this machine can run, on each pair of stores"
	@echo "make test-large        the tests that move gigabytes"
	@echo "make screenshots       a picture of every page, in both themes and widths, in var/screenshots"
	@echo "make pictures          the three pictures of the README anew, in docs/pictures"
	@echo "make lint, format      what the tests say about style, and the fix for most of it"
	@echo "make messages          collect the texts to translate, and compile those that are (needs Debian's gettext)"
	@echo "make lock              write requirements*.txt anew from pyproject.toml (needs uv)"
	@echo "make bench             measure the hub beside Distribution 3 and Debian's docker-registry"
	@echo "make conformance SUITE=PATH   run an OCI conformance program against a hub of its own"

serve: $(VENV)/.installed
	@exec $(BIN)/python manage.py serve

test: lint
	@$(BIN)/python -m tests $(ARGS)

test-large: $(VENV)/.installed-for-tests
	@$(BIN)/python -m tests -m large $(ARGS)

screenshots: $(VENV)/.installed-for-tests
	@$(BIN)/python -m pytest -q -m pictures tests/browser/test_pictures.py

pictures: $(VENV)/.installed-for-tests
	@$(BIN)/python -m pytest -q -m pictures tests/browser/test_readme_pictures.py

lint: $(VENV)/.installed-for-tests
	@$(BIN)/ruff format --quiet --check . || { echo "Run: make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(MANAGE) makemigrations --check --dry-run --verbosity 1

format: $(VENV)/.installed-for-tests
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format .

# The compiled file is kept beside its source, because a laptop has no gettext.
messages: $(VENV)/.installed
	@$(MANAGE) makemessages --locale ko --add-location file --no-obsolete $(addprefix --ignore ,$(NOT_READ))
	@$(MANAGE) compilemessages --locale ko --ignore $(VENV) --verbosity 0

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	  pyproject.toml --output-file requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	  --group dev --constraint requirements.txt --output-file requirements-dev.txt

bench conformance: $(VENV)/.installed-for-tests
	@$(BIN)/python -m bench $@ $(SUITE) $(ARGS)

# Set-up: only when a lock file is newer than what was installed from it.

$(VENV)/.installed: requirements.txt | $(BIN)/python
	@echo "Installing what the hub is made of ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.installed-for-tests: requirements-dev.txt $(VENV)/.installed
	@echo "Installing what the tests need ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(BIN)/python:
	@sh deploy/make-venv $(VENV)
