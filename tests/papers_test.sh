#!/usr/bin/env bash
# papers_test.sh - what is promised in docs stands there: each log word, metric, address, command and exit code of the code.
# Prints a PASS or FAIL line for each kind; exit code 1 when one fails.
set -u
cd "$(dirname "$0")/.."
failed=0
# in_paper WHAT PAPER: each word on stdin must stand in PAPER in back quotes, or as the beginning of what does.
in_paper() {
  local bad=0 word
  while read -r word; do
    grep -qF -- "\`$word" "$2" || grep -qF -e " $word\`" -e " $word?" "$2" || { echo "FAIL $1 $word does not stand in $2"; bad=1; }
  done
  if [ $bad = 0 ]; then echo "PASS $1 in $2"; else failed=1; fi
}
cat */*.c | tr -d '\n' | grep -oE 'log_event\([^,;"]+,[[:space:]]*"[a-z_.]+"' | grep -oE '"[a-z_.]+"' | tr -d '"' | sort -u |
  in_paper "log word" docs/operations.md
grep -ohE 'head\((&fresh|out), "dozvon_[a-z_]+"' web/metrics.c | grep -oE 'dozvon_[a-z_]+' | sort -u |
  in_paper metric docs/operations.md
sed -n 's/^ROUTE("\([A-Z]*\)", "\([^"]*\)".*/\2/p' web/routes.def | tr -d '*' | sort -u | in_paper address docs/interfaces.md
sed -n 's/^COMMAND("\([a-z-]*\)".*/\1/p' cli/commands.def | sort -u | in_paper command docs/interfaces.md
for code in $(sed -n 's/.*EXIT_[A-Z_]* = \([0-9]*\),.*/\1/p' base/err.h); do
  grep -q "^| $code |" docs/interfaces.md || { echo "FAIL exit code $code does not stand in docs/interfaces.md"; failed=1; }
done
exit $failed
