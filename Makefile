.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:
.NOTPARALLEL:

PYTHON ?= python3
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export VIRTUAL_ENV := $(CURDIR)/.venv
export npm_config_loglevel ?= error

# A file stands for each finished step, so that a repeated word does nothing twice.
REQUIREMENTS := .venv/.requirements
PACKAGES := labextension/node_modules/.stamp
FRONTEND := labextension/lib/.stamp
INSTALLED := .venv/.installed
LINK := .venv/share/jupyter/labextensions/jupyter-mlcollab
FRONTEND_SOURCES := labextension/package.json $(wildcard labextension/tsconfig*.json) \
  $(shell find labextension/src labextension/style labextension/schema -type f -not -path "*/__tests__/*" 2>/dev/null)

# The order holds: tests of one file go to one process, and journeys come last. More than four, each with a browser and a
# server, would be too many for a laptop.
PARALLEL := -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

CHECKS := check-ruff check-format check-mypy check-floors check-eslint check-prettier check-stylelint check-types

.PHONY: help demo test check bench contract screenshots environment build wheel chromium openssh clean \
  test-frontend test-python $(CHECKS)

help: ## list these words
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## start JupyterLab on a made-up project, with a teammate to talk to; PORT=8899, HEADLESS=1 opens no browser
	@.venv/bin/jupyter mlcollab demo $(if $(PORT),--port $(PORT)) $(if $(HEADLESS),--headless)

test: test-frontend test-python ## run every test, journeys in the browser included; ARGS="-k words" for pytest

test-frontend: $(PACKAGES)
	@cd labextension && npm test

# pytest comes last, so that its summary is the one that closes the run.
test-python: build chromium openssh
	@python -m pytest $(PARALLEL) $(ARGS)

check: ## check style, types and the floors, without running anything
	@$(MAKE) --no-print-directory --keep-going $(CHECKS)

check-ruff: $(INSTALLED)
	@ruff check .

check-format: $(INSTALLED)
	@ruff format --check .

check-mypy: $(INSTALLED)
	@mypy

check-floors: $(INSTALLED)
	@lint-imports --no-logo --no-cache

check-eslint: $(PACKAGES)
	@cd labextension && npm run -s eslint

check-prettier: $(PACKAGES)
	@cd labextension && npm run -s prettier

check-stylelint: $(PACKAGES)
	@cd labextension && npm run -s stylelint

check-types: $(PACKAGES)
	@cd labextension && npm run -s types

# What is measured is the build that people install. The next word that needs the one for development builds it.
bench: $(INSTALLED) $(PACKAGES) chromium ## measure, and print the numbers with the machine and the versions
	@cd labextension && npm run -s build:prod
	@python tests/benchmarks $(ARGS)

contract: $(INSTALLED) $(PACKAGES) ## write anew what follows from the code: OpenAPI, the types of the client, the tables in docs/
	python -m jupyter_mlcollab.contract
	python scripts/reference.py
	cd labextension && npm run -s contract

screenshots: build chromium ## take the pictures of the main states into screenshots/
	@python -m pytest -q tests/ui/screenshots*.py $(ARGS)

environment: $(INSTALLED) $(PACKAGES) ## make .venv and node_modules, and install this project into them

build: $(INSTALLED) $(FRONTEND) ## build the JupyterLab extension for development

wheel: $(REQUIREMENTS) ## build the source distribution and the wheel into dist/
	@python scripts/wheel.py dist

chromium:
	@sh scripts/chromium.sh

openssh:
	@sh scripts/openssh.sh

clean: ## remove what was built; the environment stays
	rm -rf dist labextension/lib labextension/*.tsbuildinfo jupyter_mlcollab/_labextension screenshots test-results

$(REQUIREMENTS): requirements-dev.txt
	@sh scripts/tools.sh $(PYTHON)
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@test -x .venv/bin/uv || .venv/bin/python -m pip install -q --disable-pip-version-check uv
	@uv pip install -q -r requirements-dev.txt
	@touch $@

$(PACKAGES): labextension/package-lock.json labextension/.npmrc
	@sh scripts/tools.sh $(PYTHON)
	@cd labextension && npm ci --no-audit --no-fund
	@touch $@

# jupyter-builder comes with the requirements.
$(FRONTEND): $(FRONTEND_SOURCES) $(PACKAGES) | $(REQUIREMENTS)
	@cd labextension && npm run -s build
	@touch $@

# JupyterLab finds the development build through a link. An installation would write through that link into the source
# tree, so the link goes first and comes back last.
$(INSTALLED): pyproject.toml labextension/package.json $(REQUIREMENTS)
	@rm -rf $(LINK)
	@mkdir -p jupyter_mlcollab/_labextension
	@SKIP_JUPYTER_BUILDER=1 uv pip install -q --no-build-isolation --no-deps -e .
	@rm -rf $(LINK)
	@ln -s ../../../../jupyter_mlcollab/_labextension $(LINK)
	@touch $@
