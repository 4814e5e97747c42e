#!/usr/bin/env bash
# race_test.sh - chaos and the races of refusals and of the kill switch, small; RACE_FULL=1: as large as promised. RACE_SEED: another seed.
# Prints their figures and PASS|FAIL lines; each has a cluster of its own, removed at the end, kept stopped after a failure.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${DOZVON_BUILD:-build} seed=${RACE_SEED:-2026} targets=8000 pairs=20000 rounds=25 failed=0
[ -z "${RACE_FULL:-}" ] || { targets=50000; pairs=200000; rounds=400; }
if ! make -s -j2 B="$build" all races >&2; then
  echo "FAIL race: does not build"
  exit 1
fi
stop_clusters() { for name in chaos race; do PG_DIR=$PWD/var/$name-pg bin/pg stop; done; }
trap stop_clusters EXIT

# race NAME COUNT: a race that stops without a FAIL line of its own gets one.
race() {
  local code
  "$build/tests/race/$1" "$2" "$seed" 2>&1 | tee "$build/race-$1.log"
  code=${PIPESTATUS[0]}
  [ "$code" = 0 ] && return
  failed=1
  grep -q '^FAIL' "$build/race-$1.log" || echo "FAIL $1: stopped with code $code"
}
race chaos "$targets"
race refusal "$pairs"
race kill "$rounds"
exit $failed
