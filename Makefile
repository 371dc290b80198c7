# Candour: every command a newcomer needs. `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
BOTH_CORES := --numprocesses 2 --dist loadfile
.DEFAULT_GOAL := help
.PHONY: help demo demo-clean setup build test test-all bench lint fmt types vectors lock pictures

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: .venv/.runtime build ## try it: portal on http://127.0.0.1:8000, casework on http://localhost:8001
	@$(BIN)/python -m config.demo

demo-clean: ## forget what the demonstration keeps
	@rm -rf "$$($(PYTHON) -c 'from config.home import folder; print(folder())')"

setup: .venv/.dev node_modules/.installed ## install everything that development needs

build: node_modules/.installed ## build the browser's files
	@node build.mjs

test: setup build ## every check and test (under 20 minutes on two cores)
	@tests/system-packages
	@$(MAKE) --no-print-directory lint
	@node --test --test-reporter=dot $$(find tests/browser -name '*.test.mjs')
	@$(BIN)/python -m pytest $(BOTH_CORES) -m "not slow"

test-all: test ## the slow proofs too
	@$(BIN)/python -m pytest $(BOTH_CORES) -m slow

bench: setup build ## measure, print one table, write build/bench.json
	@$(BIN)/python -m tests.bench

pictures: setup build ## take the README's pictures again
	@$(BIN)/python -m tests.pictures

lint: setup ## style, types, contracts between the rooms
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint --lint --quiet templates
	@node_modules/.bin/biome check --error-on-warnings .
	@node_modules/.bin/tsc -p .

fmt: setup ## put everything into the house's format
	@$(BIN)/ruff check --fix-only . ; $(BIN)/ruff format .
	@node_modules/.bin/biome check --write .

vectors: setup ## make the protocol's test vectors again, in both languages
	@$(BIN)/python -m crypto.vectors
	@node crypto/browser/make_vectors.mjs

lock: .venv/.dev ## pin every package again, by hash, without download addresses
	@for of in requirements requirements-dev; do $(BIN)/uv pip compile -q --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header $$of.in -o $$of.txt; done
	@npm install --package-lock-only --omit-lockfile-registry-resolved

.venv/bin/python:
	@$(PYTHON) -m venv .venv || { echo "python3-venv is missing: apt-get install python3-venv"; exit 1; }

.venv/.runtime: requirements.txt | .venv/bin/python
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt | .venv/bin/python
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/.runtime

node_modules/.installed: package-lock.json
	@npm ci --silent --no-audit --no-fund
	@touch $@
