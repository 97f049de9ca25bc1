# make demo    the whole programme on this machine, with demo people (PORT=8000, VAR=var)
# make test    every test, on a throw-away database (ARGS="-k fees", WORKERS=2)
# make lint    everything that can be checked without running it
# make fmt     puts the source in its usual form
# make bench   what we measure
# make trust   what is tried at random, tried for long (EXAMPLES=400)
# make docs    checks the pages under docs/ and their links

PORT ?= 8000
EXAMPLES ?= 400
VAR ?= var
WORKERS ?= 2
ARGS ?=
TRUST = tests/lsscert/money/test_machine.py tests/lsscert/money/test_stripe_whole_way.py \
    tests/scholarships/awarding/test_machine.py
PY = .venv/bin/python
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help install demo test lint fmt bench trust docs
# Targets share .venv and one database each; in parallel they would only trip each other up.
.NOTPARALLEL:

help:
	@sed -n 's/^# make/make/p' Makefile

install:
	@bin/install

demo: install
	@exec $(PY) bin/demo --port "$(PORT)" --var "$(VAR)" --stop-with-parent

test: install
	@LSSC_ENV=test exec $(PY) bin/with-postgres $(PY) -m pytest -n "$(WORKERS)" $(ARGS)

lint: install
	@LSSC_ENV=test exec $(PY) bin/with-postgres $(PY) bin/lint

fmt: install
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format .

bench: install
	@exec $(PY) bin/bench

trust: install
	@LSSC_ENV=test LSSC_EXAMPLES="$(EXAMPLES)" exec $(PY) bin/with-postgres $(PY) -m pytest -q $(TRUST)

docs: install
	@exec $(PY) bin/check-docs
