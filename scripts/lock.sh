#!/bin/sh
# Pins every package anew, by its digest: run it when pyproject.toml asks for something else.
set -eu
cd "$(dirname "$0")/.."

compile() {
    lock=$1
    shift
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
        --output-file "$lock" "$@"
}

compile requirements.lock pyproject.toml --extra gtts --group set-up
compile requirements-dev.lock pyproject.toml --group dev --constraint requirements.lock
compile requirements-node.lock --group node
npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund
