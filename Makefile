PYTHON ?= python3
BIN := .venv/bin

# Where Python is told to keep no compiled files, each process of the tests would compile all of Firebell anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test test-all bench soak check fast compiled lock

demo: .venv/demo  ## sandbox and bot in one go; prints one URL
	@$(BIN)/firebell demo

test: .venv/test  ## types, lint and every test that is not slow
	@$(MAKE) --no-print-directory --jobs=2 check fast

test-all: test  ## make test, then the slow tests
	@echo "tests: the slow ones, and then those that kill servers, one after the other"
	@$(BIN)/pytest -m "slow and not alone" -n 6 --dist worksteal
	@$(BIN)/pytest -m alone

bench: .venv/test  ## times and memory beside their yardsticks, in one table and bench.json
	@cd tests && ../$(BIN)/python -m bench

soak: .venv/test  ## everything breaks for MINUTES (10) while people work; then all sides are compared
	@cd tests && ../$(BIN)/python -m soak

check: .venv/test
	@echo "lint and types"
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary

fast: compiled  # beside the types, which one process works out, and which take longer than all is compiled
	@echo "tests: everything not marked slow"
	@$(BIN)/pytest -m "not slow" -n 8 --dist worksteal

compiled: .venv/test  # by one process, beside lint, instead of by each process of the tests
	@$(BIN)/pytest --collect-only -qq >/dev/null

lock: .venv/test  ## write the lock files anew from pyproject.toml
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header -o requirements.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --extra dev -o requirements-dev.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements-dev.lock --extra postgres -o requirements-postgres.lock pyproject.toml

.venv/demo: requirements.lock pyproject.toml
	@echo "set-up: installing the locked dependencies into .venv/ (once, about half a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/test: requirements-dev.lock .venv/demo
	@echo "set-up: installing the locked test tools into .venv/ (once)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
