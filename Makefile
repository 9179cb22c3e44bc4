# Everything here needs only python3 (3.11 or newer) with venv, and make.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv

.PHONY: install run demo test lint bench clean
install: .venv/.installed

.venv/.installed: pyproject.toml uv.lock warn/__init__.py
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "warn needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(UV) || $(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	@$(UV) sync --locked --inexact --quiet --all-extras --python $(BIN)/python
	@touch $@

run: install
	@$(BIN)/warn run

demo: install
	@$(BIN)/python -m demo.play

test: install
	@$(BIN)/python -m pytest

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: install .venv-peers/.installed
	@$(BIN)/python benchmarks/poll.py

.venv-peers/.installed: benchmarks/peers.txt
	@$(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/peers.txt
	@touch $@

clean:
	rm -rf .venv .venv-peers dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
