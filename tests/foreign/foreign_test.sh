#!/usr/bin/env bash
# foreign_test.sh - a log that we sealed and exported, verified by programs that are not ours.
# Prints PASS, FAIL or SKIP lines.  Needs DOZVON_TEST_DSN and Debian's golang-go, golang-golang-x-mod-dev.
set -euo pipefail
cd "$(dirname "$0")/../.."
B=${B:-build}
[ -n "${DOZVON_TEST_DSN:-}" ] || { echo "SKIP foreign: DOZVON_TEST_DSN is not set: no PostgreSQL to test on"; exit 0; }
command -v go >/dev/null || { echo "SKIP foreign: go is absent (apt-get install golang-go golang-golang-x-mod-dev)"; exit 0; }
[ -d /usr/share/gocode/src/golang.org/x/mod/sumdb/tlog ] ||
  { echo "SKIP foreign: golang.org/x/mod is absent (apt-get install golang-golang-x-mod-dev)"; exit 0; }

name=foreign_$$
work=$(mktemp -d /tmp/dozvon-foreign-XXXXXX)
admin="$DOZVON_TEST_DSN dbname=postgres user=dozvon"
trap 'psql "$admin" -qc "drop database if exists $name with (force)" >/dev/null; rm -rf "$work"' EXIT
fail() { echo "FAIL foreign $1"; exit 1; }

psql "$admin" -qc "create database $name"
export DOZVON_DATABASE="$DOZVON_TEST_DSN dbname=$name" DOZVON_LANGUAGE=en DOZVON_SETTINGS=
export DOZVON_LOG_DIR=$work/log DOZVON_LOG_KEY=$work/log.key DOZVON_LOG_ORIGIN=clinic.example/log
dozvon() { "$B/dozvon" "$@"; }
add() {
  psql "$DOZVON_DATABASE user=dozvon" -qc "insert into entry (body) select convert_to(format('{\"n\":%s,\"x\":\"%s\"}', n,
    repeat('ы', n % 150)), 'UTF8') from generate_series(1, $1) n"
}

dozvon migrate >/dev/null
key=$(dozvon audit key 2>/dev/null)
add 300;   dozvon audit seal >/dev/null; dozvon audit checkpoint >"$work/old"
add 69700; dozvon audit seal >/dev/null
dozvon audit export "$work/exported" >/dev/null
dozvon audit prove 12345 >"$work/proof"
dozvon audit verify "$work/exported" --key "$key" --since "$work/old" >/dev/null || fail "our own verify"
dozvon audit check-proof "$work/proof" --key "$key" >/dev/null || fail "our own check-proof"

mkdir -p "$B/tests/foreign"
env GO111MODULE=off GOFLAGS= GOPATH=/usr/share/gocode GOCACHE="$PWD/$B/go-cache" HOME="$work" \
  go build -o "$B/tests/foreign/verify" tests/foreign/verify.go || fail "build"
verify() { "$B/tests/foreign/verify" "$1" "$key" "$work/old" 12345 "$work/proof"; }
verify "$work/exported" || fail "verify"

# And it must see damage, else its PASS says nothing.
printf xxxx | dd of="$work/exported/tile/entries/048" bs=4 seek=500 conv=notrunc status=none
verify "$work/exported" >/dev/null 2>&1 && fail "damage unseen by the foreign verifier"
dozvon audit verify "$work/exported" --key "$key" >/dev/null 2>"$work/said" && fail "damage unseen by ours"
grep -q "tile/entries/048: entry" "$work/said" || fail "damage not named: $(cat "$work/said")"
echo "PASS foreign damage"
