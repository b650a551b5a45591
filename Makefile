# Every command of the portal. Each works in a fresh clone with git, make and Python 3.11 or newer, and installs
# what it needs into .venv first. ARGS goes to pytest: make test ARGS="tests/news -k breadcrumb"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help install demo dev test check check-rest prove bench lint types imports migrations messages messages-update \
	deploy-check coverage test-postgres test-browser format lock clean

CODE := portal home news search
TEMPLATES = $(shell find $(CODE) -type d -name templates)
PYTEST := .venv/bin/python -m pytest
# Checks of the code alone touch no database and read no .env.
MANAGE := DJANGO_SETTINGS_MODULE=portal.settings.test DATABASE_URL=sqlite://:memory: .venv/bin/python manage.py

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

# --- Install ----------------------------------------------------------------------------------------------------------
# .venv/.base, .venv/.test and .venv/.dev say which lock files are installed; nothing happens again until one changes.

.venv/.%: requirements/%.txt
	@.ci/venv $*

install: .venv/.dev ## Make .venv with everything a developer needs

# --- Run --------------------------------------------------------------------------------------------------------------

demo: .venv/.base ## Prepare the demo portal and serve it on 127.0.0.1:8000 (PORT=8080 changes it)
	@.venv/bin/python manage.py demo

dev: .venv/.dev ## Serve for development, reloading on change
	.venv/bin/python manage.py migrate
	.venv/bin/python manage.py runserver 127.0.0.1:$(or $(PORT),8000)

# --- Test -------------------------------------------------------------------------------------------------------------

test: .venv/.test ## Run the tests on SQLite (no browser, no server)
	env -u DATABASE_URL $(PYTEST) -n auto --dist worksteal $(or $(ARGS),-m "not browser and not slow")

check: test check-rest ## Run all that CI runs

# What `make test` left out. Coverage is measured on PostgreSQL, so that `make test` stays quick.
check-rest: lint types imports migrations messages deploy-check test-postgres coverage test-browser

test-postgres: .venv/.test ## Run the tests on a temporary PostgreSQL, measuring coverage
	.ci/with_postgres $(PYTEST) -n auto --dist worksteal $(if $(ARGS),$(ARGS),--cov --cov-report=)

test-browser: .venv/.test ## Run the tests in a real browser (Debian: apt-get install chromium)
	env -u DATABASE_URL $(PYTEST) -m browser $(or $(ARGS),tests/functional)

coverage: .venv/.test ## Report the coverage of the last `make test-postgres`; below 95 % of lines is a failure
	@.venv/bin/python .ci/coverage

prove: .venv/.test ## Run the kill tests at full size on both databases and write docs/proof.md (`make test` runs them small)
	@.venv/bin/python .ci/prove $(ARGS)

bench: .venv/.test ## Run the benchmark programs and write bench/report.md
	@.venv/bin/python .ci/bench

# --- Check the code ---------------------------------------------------------------------------------------------------

lint: .venv/.dev ## Lint and check the format of Python and templates
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/djhtml --tabwidth 2 --check $(TEMPLATES)
	.venv/bin/djlint --lint --quiet $(TEMPLATES)

types: .venv/.dev ## Check types (strict in search/, news/release/, news/archive/)
	.venv/bin/mypy

imports: .venv/.dev ## Check that imports point downwards: home, search -> news -> portal
	.venv/bin/lint-imports --no-logo --cache-dir var/cache/import-linter

migrations: .venv/.test ## Check that the migrations say what the models say
	$(MANAGE) makemigrations --check --dry-run

messages: .venv/.test ## Check the message catalogues: nothing missing, stale, unclear or uncompiled
	.venv/bin/python .ci/messages check

deploy-check: .venv/.base ## Check that Django has nothing to say about the production settings
	DJANGO_SETTINGS_MODULE=portal.settings.production DATABASE_URL=sqlite://:memory: ALLOWED_HOSTS=press.example \
	SECRET_KEY=$$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	.venv/bin/python manage.py check --deploy --fail-level WARNING

# --- Change the code --------------------------------------------------------------------------------------------------

format: .venv/.dev ## Format Python and templates, and mend what the linter can
	.venv/bin/ruff check --fix-only
	.venv/bin/ruff format
	.venv/bin/djhtml --tabwidth 2 $(TEMPLATES)

messages-update: .venv/.test ## Bring the message catalogues up to the code, and compile them (needs gettext)
	.venv/bin/python .ci/messages update

lock: ## Resolve pyproject.toml into requirements/*.txt (UPGRADE=1 takes the newest versions)
	.ci/lock

clean: ## Remove what tests and tools left (not .venv, not the data in var/)
	rm -rf var/cache var/coverage*
	find $(CODE) tests -name __pycache__ -prune -exec rm -rf {} +
