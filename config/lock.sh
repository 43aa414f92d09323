#!/usr/bin/env bash
# Compiles requirements*.txt from pyproject.toml: exact versions with hashes, and no
# address of any package index, so that every machine takes them from its own.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/pip install --quiet pip-tools==7.6.2
# Packages that only this machine has must not get into the lock.
export PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS=
compile() {
  .venv/bin/pip-compile --quiet --generate-hashes --strip-extras --no-annotate \
    --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
    --output-file "$1" "${@:2}"
}
compile requirements.txt pyproject.toml
compile requirements-dev.txt --constraint requirements.txt --extra dev pyproject.toml
compile requirements-bench.txt --constraint requirements.txt --extra bench pyproject.toml
compile requirements-node.txt requirements-node.in
