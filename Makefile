# Needs Python 3.11 or newer and make; everything else is fetched into .venv and frontend/node_modules.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PY ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null && $$p -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
# Node comes as a wheel, in the same environment as Python.
NODE = PATH="$(CURDIR)/.venv/bin:$$PATH"
ESSAIM = .venv/bin/essaim
# Compiled Python is kept, in .venv, even where the environment forbids it beside the sources: half of each start is compiling.
export PYTHONDONTWRITEBYTECODE =
export PYTHONPYCACHEPREFIX = $(CURDIR)/.venv/bytecode
SCREEN = backend/essaim/web/index.html
SCREEN_SOURCES = $(shell find frontend/src frontend/public frontend/scripts -type f -not -name 'messages.ts' -not -name 'route-tree.gen.ts' 2>/dev/null) \
	$(wildcard frontend/index.html frontend/*.config.ts frontend/*.json)

.PHONY: help setup run dev test check fix contract migration wheel screen clean

help: ## Say what each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' | column -t -s '|' 2>/dev/null \
		|| grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST)

setup: .venv/.ok frontend/node_modules/.ok ## Install every tool in the checkout (the other targets do it by themselves)

run: .venv/.ok $(SCREEN) ## Run Essaim with its demonstration data, on its own database
	@ESSAIM_LOG_FORMAT=$${ESSAIM_LOG_FORMAT:-console} exec $(ESSAIM) serve --demo

dev: .venv/.ok frontend/node_modules/.ok ## The same, restarting when the code changes; the screen by Vite on port 5173
	@(cd frontend && $(NODE) exec npm run --silent dev) & trap "kill $$!" EXIT; \
		ESSAIM_LOG_FORMAT=console $(ESSAIM) serve --demo --reload

test: .venv/.ok frontend/node_modules/.ok $(SCREEN) ## Run every test: screen, API, database, browser
	@scripts/install-chromium
	@$(NODE) scripts/test $(ARGS)

check: .venv/.ok frontend/node_modules/.ok $(SCREEN) ## Check format, lint, types, architecture, contract, bundle, locks
	@$(NODE) scripts/check

fix: .venv/.ok frontend/node_modules/.ok ## Correct the format and what the linters can correct
	.venv/bin/ruff check --fix backend tests migrations
	.venv/bin/ruff format backend tests migrations
	cd frontend && $(NODE) npm run --silent fix

contract: .venv/.ok frontend/node_modules/.ok ## Write openapi/openapi.json and the types the screen takes from it
	@mkdir -p openapi
	$(ESSAIM) openapi --write openapi/openapi.json
	cd frontend && $(NODE) npm run --silent generate

migration: .venv/.ok ## Begin a migration: make migration m="what it does"
	@test -n "$(m)" || { echo 'Say what it does: make migration m="organisations have a logo"'; exit 2; }
	@.venv/bin/python scripts/new-migration "$(m)"

wheel: .venv/.ok $(SCREEN) ## Build dist/essaim-*.whl: API and screen, no Node needed where it is installed
	.venv/bin/python -m build --wheel --no-isolation --outdir dist

screen: $(SCREEN) ## Build the screen

clean: ## Remove what was built or installed; the data in .data stay
	rm -rf .venv frontend/node_modules backend/essaim/web dist build

.venv/.ok: requirements/uv.txt requirements/dev.txt
	@test -n "$(PY)" || { echo 'Essaim needs Python 3.11 or newer with venv. On Debian or Ubuntu: apt-get install python3-venv'; exit 1; }
	@echo "Installing Python tools into .venv…"
	@test -x .venv/bin/python || $(PY) -m venv .venv
	@test -x .venv/bin/uv || .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@.venv/bin/uv pip sync -q --system-certs --python .venv/bin/python --require-hashes requirements/dev.txt \
		|| .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@.venv/bin/python scripts/link-checkout
	@touch $@

frontend/node_modules/.ok: .venv/.ok frontend/package.json frontend/package-lock.json
	@echo "Installing screen tools into frontend/node_modules…"
	@cd frontend && $(NODE) npm install --prefer-offline --no-audit --no-fund --loglevel=error
	@touch $@

$(SCREEN): frontend/node_modules/.ok $(SCREEN_SOURCES)
	@echo "Building the screen…"
	@cd frontend && $(NODE) npm run --silent build
	@touch $@
