#!/usr/bin/env bash
# play_test.sh - every play of this folder, on the server that DOZVON_TEST_DSN names.
set -uo pipefail
cd "$(dirname "$0")/../.."
make -s all build/tests/plays/play >&2 || exit 1
exec build/tests/plays/play tests/plays/*.play
