# One verb each; `make` alone lists them. The commands behind `run` and `test` stand in README.md for those without make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help run workshop check test bench audit sbom clean
help:
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /: /'

run: .venv/run ## start Peilstok in the browser on http://localhost:8501
	$(BIN)/python cli.py serve

workshop: .venv/run ## the same, and phones on this network can take part in a workshop; nothing else is open to them
	$(BIN)/python cli.py serve --workshop

check: .venv/test ## format, lint, types and content
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python cli.py check

test: .venv/test programs check ## everything that must hold before a change lands
	$(BIN)/python -m pytest

bench: .venv/test ## speed, side by side with its floor
	$(BIN)/python -m performance

audit: .venv/test ## known vulnerabilities in what is installed: a report
	@$(BIN)/python .ci/audit.py

sbom: .venv/test ## write docs/sbom.cdx.json: all that requirements.txt brings along, installed afresh
	rm -rf .venv/sbom
	$(PYTHON) -m venv --without-pip .venv/sbom
	$(BIN)/python -m pip --python .venv/sbom/bin/python install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible -o docs/sbom.cdx.json .venv/sbom/bin/python

clean: ## remove the virtual environment (answers in data/ stay)
	rm -rf .venv

.venv/run: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/test: requirements-dev.txt .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# Programs that the tests start: Chromium, nginx and openssl; on Debian they are installed here where that is allowed.
.PHONY: programs
programs:
	@PATH="$$PATH:/usr/sbin" which chromium nginx openssl >/dev/null \
		|| (apt-get update -qq && apt-get install -y -qq chromium nginx-light openssl >/dev/null) \
		|| echo "Install what the tests start, on Debian: sudo apt-get install chromium nginx-light openssl"
