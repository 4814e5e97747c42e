#!/usr/bin/env bash
# quote_test.sh - what is compiled in says in C what stands in the file: backslashes and quotes are kept, in whatever awk is here.
# Prints a PASS or FAIL line for each generator; exit code 1 when one fails.
set -u
cd "$(dirname "$0")/.."
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf -- '-- name: noun_verb\n-- gives a path.\n%s' "select 'a\\b\"c', E'\\n';" >"$work/noun.sql"
printf '%s\t%s\n' 'a\b"c\n' 'а\б"в\n' >"$work/messages.ru"

check() {                                                    # check NAME WANTED awk-arguments...
  local name=$1 wanted=$2; shift 2
  if awk -f base/quote.awk "$@" 2>&1 | grep -qF -- "$wanted"; then echo "PASS $name keeps backslashes and quotes"
  else echo "FAIL $name loses backslashes or quotes"; failed=1; fi
}
sql="select 'a\\\\b\\\"c', E'\\\\n'"
check "a query" "\"$sql\"" -v out=source -f db/gen.awk "$work/noun.sql"
check "a migration" "\"$sql;\\n\"" -f db/migrations.awk "$work/noun.sql"
check "the verifier" "\"$sql;\\n\"" -f tools/embed.awk "$work/noun.sql"
check "a message" '{"a\\b\"c\n", "а\\б\"в\n"}' -f base/messages.awk "$work/messages.ru"
exit $failed
