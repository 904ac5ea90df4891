# `make demo` and `make test` need Python 3.11, make and a package index, nothing else.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test test-formats eval docs scoreboard bench bench-errors bench-statistics office browser axe redis llama-server clean bench-kills bench-scale plan

demo: $(VENV)/.installed
	$(BIN)/llm-extract extract --format table $(firstword $(sort $(wildcard fixtures/*/report.*)))

test: office browser axe redis $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n auto --dist worksteal
	$(MAKE) eval

# The gates of eval/suites/dev.toml: exit 6 where one is missed. `make eval SUITE=test` is the other half.
SUITE := dev
eval: $(VENV)/.installed
	$(BIN)/llm-extract eval $(SUITE) --jobs $(shell nproc)

# The reference pages, from the code.
docs: $(VENV)/.installed
	$(BIN)/python docs/reference.py

scoreboard: $(VENV)/.installed
	$(BIN)/llm-extract eval scoreboard

bench: $(VENV)/.installed
	$(BIN)/python -m bench

# The same work by this program, langextract and a bare loop; writes bench/RESULTS.md.
PEERS := build/peers
.PHONY: bench-peers
bench-peers: $(VENV)/.installed $(PEERS)/.installed
	$(BIN)/python -m bench.peers

$(PEERS)/.installed: bench/peers/requirements.txt
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip --disable-pip-version-check --quiet install -r $<
	touch $@

# Some minutes: errors planted one at a time in perfect answers, and the scoreboard with them.
bench-errors: $(VENV)/.installed
	$(BIN)/python -m bench.errors
	$(MAKE) scoreboard docs

# Some minutes: thousands of copies of reports; speed for each number of workers, memory, a run
# again, told in docs/scale.md.
bench-scale: $(VENV)/.installed-dev
	$(BIN)/python -m bench.scale --write docs/scale.md

# A quarter of an hour: a thousand runs ended at random moments, told in docs/scale.md; `make test`
# has thirty.
bench-kills: $(VENV)/.installed-dev
	$(BIN)/python -m bench.kills --write docs/scale.md

# What 300,000 reports take, measured here, into docs/scale.md.
plan: $(VENV)/.installed
	$(BIN)/python -m bench.plan --write docs/scale.md

# Some minutes: the intervals and tests of the evaluation against made-up documents.
bench-statistics: $(VENV)/.installed
	$(BIN)/python -m bench.statistics > eval/STATISTICS.md.new
	mv eval/STATISTICS.md.new eval/STATISTICS.md

# Every invented report as a PDF too; `make test` has a sample of them.
test-formats: office browser $(VENV)/.installed-dev
	TEST_FORMATS=all $(BIN)/python -m pytest -q tests/test_formats.py

# Old Word files are read through LibreOffice; without it their tests are skipped and say so.
office:
	@command -v soffice >/dev/null || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		export DEBIAN_FRONTEND=noninteractive && timeout 120 apt-get update -qq && \
		timeout 480 apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui \
			>/dev/null; \
	} || echo "LibreOffice is not there and cannot be installed: some tests are skipped"

# A browser prints PDF files for the tests, and a font is put into others; skipped without them.
browser:
	@{ command -v chromium >/dev/null && test -e /usr/share/fonts/truetype/wqy/wqy-zenhei.ttc; } || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		export DEBIAN_FRONTEND=noninteractive && timeout 120 apt-get update -qq && \
		timeout 480 apt-get install -y -qq --no-install-recommends chromium fonts-wqy-zenhei \
			>/dev/null; \
	} || echo "Chromium or a Chinese font is not there and cannot be installed: some tests are skipped"

# Accessibility of the review page is checked with axe-core; skipped without it.
axe:
	@test -e node_modules/axe-core/axe.min.js || \
		{ command -v npm >/dev/null && timeout 120 npm install --prefix . --no-save --no-package-lock --silent \
			--no-audit --no-fund axe-core@4.14.1 >/dev/null; } \
		|| echo "axe-core is not there and cannot be installed: a test is skipped"

# A shared cache is tested with a real server, which the tests start themselves; skipped without it.
redis:
	@command -v redis-server >/dev/null || command -v valkey-server >/dev/null || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		export DEBIAN_FRONTEND=noninteractive && timeout 120 apt-get update -qq && \
		timeout 240 apt-get install -y -qq --no-install-recommends redis-server >/dev/null; \
	} || echo "redis-server is not there and cannot be installed: some tests are skipped"

# A real inference server for one test, from the source within llama-cpp-python: cmake, a C++ compiler
# and about 13 minutes on two cores. The test makes its own model of random weights.
LLAMA := build/llama
LLAMA_OFF := LLAMA_CURL LLAMA_OPENSSL LLAMA_USE_PREBUILT_UI LLAMA_BUILD_TESTS LLAMA_BUILD_EXAMPLES \
	LLAMA_BUILD_APP BUILD_SHARED_LIBS
llama-server: $(LLAMA)/bin/llama-server

$(LLAMA)/bin/llama-server: | $(VENV)/.installed-dev
	$(PIP) install 'gguf>=0.10'
	mkdir -p $(LLAMA)/source
	$(PIP) download --no-deps --no-binary llama-cpp-python -d $(LLAMA) llama-cpp-python==0.3.36
	tar xzf $(LLAMA)/llama_cpp_python-*.tar.gz -C $(LLAMA)/source --strip-components=1
	cmake -S $(LLAMA)/source/vendor/llama.cpp -B $(LLAMA) -DCMAKE_BUILD_TYPE=Release \
		$(LLAMA_OFF:%=-D%=OFF)
	cmake --build $(LLAMA) --target llama-server -j 2

$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install -c constraints.txt -e '.[docx,excel,pdf]'
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install -c constraints.txt -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
