#!/usr/bin/env bash
# mutation_test.sh - a fixed sample of the mutants of the gate, each of which must die; `make mutation` takes them all.
set -uo pipefail
cd "$(dirname "$0")/../.."
make -s killers >/dev/null || { echo "FAIL the killer is not built"; exit 1; }
if nice -n 0 python3 tests/mutation/mutate.py --sample 60; then
  echo "PASS sample of mutants"
else
  echo "FAIL sample of mutants"
fi
