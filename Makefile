# Everything a newcomer needs: `make run`, `make test`.
.PHONY: run setup test lint audit format soak bench doctor lock

run:     ## install what is missing, start everything; Ctrl-C stops it
	@.ci/setup && exec .venv/bin/python manage.py dev

setup:   ## only install
	@.ci/setup dev

test:    ## the whole gate: format, lint, types, floors, templates, tests, browser tests
	@.ci/setup dev && exec .venv/bin/python .ci/gate.py

lint:    ## the gate without the tests
	@.ci/setup dev && exec .venv/bin/python .ci/gate.py --no-tests

audit:   ## ask whether a pinned package has a known vulnerability (77: nobody could be asked)
	@.ci/setup dev && .venv/bin/python .ci/audit.py

format:  ## put code and templates into their form
	@.ci/setup dev && .venv/bin/ruff format . && .venv/bin/ruff check --fix . && \
	find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

soak:    ## the long counts
	@.ci/setup dev && .venv/bin/pytest -m soak --timeout 7200 -p no:cacheprovider && \
	exec .venv/bin/pytest tests/browser -m soak --timeout 7200 -p no:cacheprovider

bench:   ## the figures of docs/measurements.md
	@.ci/setup dev && for bench in tests/benchmarks/bench_*.py; do echo "== $$bench"; .venv/bin/python -m $$(echo $${bench%.py} | tr / .) || exit 1; done

doctor:  ## say what is missing and how to mend it
	@.ci/setup && exec .venv/bin/python manage.py doctor

lock:    ## compile the pins anew from their inputs
	@.ci/setup dev && .ci/lock
