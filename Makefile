# GapTrack: `make run` and `make test` get what they need and do the rest.

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

# A checkout that git cannot read (another user's, or no commit yet) builds
# without the revision in it.
vcs := $(shell git rev-parse --verify HEAD >/dev/null 2>&1 || echo ' -buildvcs=false')
# Continuous integration takes no result from the cache.
fresh := $(if $(CI), -count=1)

.DEFAULT_GOAL := help
.PHONY: help run build test check bench lighthouse generate screenshots postgres assets clean

help: ## show this
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 14

run: postgres build ## build and serve the demo portfolio on http://127.0.0.1:8080
	@exec bin/gaptrack serve --demo

build: ## build bin/gaptrack
	@.ci/need --optional assets
	CGO_ENABLED=0 go build -trimpath$(vcs) -o bin/gaptrack ./cmd/gaptrack

test: ## get what the tests need, run them all, then check
	@.ci/need postgres assets chromium
	go test$(fresh) ./...
	@$(MAKE) check
	@echo 'Every test and every check has passed.'

check: ## format, vet, lint, generated code, modules, platforms
	@.ci/check

bench: postgres build ## measure beside the least that a page can do, and with Lighthouse; ARGS=-quick for a smoke run
	@go run ./internal/bench $(ARGS)
	@$(MAKE) lighthouse || echo 'Lighthouse: a score is below 100, or it could not run; see above.'

lighthouse: ## measure pages with Lighthouse; reports into .gaptrack/bench/lighthouse
	@.ci/need postgres assets chromium lighthouse
	@go run ./internal/webtest/lighthouse web/lighthouse .gaptrack/bench/lighthouse

generate: ## write the templates' code and migrations/schema.sql
	@.ci/need postgres
	go tool templ generate -include-version=false
	go test -count=1 -run '^TestSchemaIsFresh$$' ./internal/postgres -update

screenshots: ## draw every page into .gaptrack/screenshots
	@.ci/need postgres assets chromium
	go run ./internal/webtest/shoot .gaptrack/screenshots

postgres: ## get PostgreSQL's programs
	@.ci/need postgres

assets: ## get the pages' scripts
	@.ci/need assets

clean: ## remove what was built and fetched; data and its PostgreSQL in .gaptrack stay
	rm -rf bin web/node_modules web/lighthouse/node_modules web/static/vendor/*.js .gaptrack/npm.new .gaptrack/screenshots
