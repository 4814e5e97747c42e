#!/usr/bin/env bash
# mutation_test.sh - some mutants of all there are, so that neither tests nor tool rot; `make mutation` takes them all.  SEED=n chooses others.
set -uo pipefail
cd "$(dirname "$0")/../.."
make -s killers >/dev/null || { echo "FAIL the killer is not built"; exit 1; }
if python3 tests/mutation/mutate.py --sample 16 --seed "${SEED:-1}"; then
  echo "PASS sample of mutants"
else
  echo "FAIL sample of mutants"
fi
