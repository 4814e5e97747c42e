#!/usr/bin/env bash
# papers_test.sh - what is promised in docs stands there: each log word, metric, address, command, setting, closed word and exit code of the
# code; a folder's README names its files, and what papers name is there.
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
sed -n 's/^SETTING_[A-Z]*(\([a-z_]*\),.*/\1/p' config/settings.def | in_paper setting docs/operations.md
sed -n 's/^ENTRY([A-Z_]*, "\([a-z_.]*\)").*/\1/p' compliance/entries.def | in_paper "entry" docs/audit-log.md
bad=0
while IFS='|' read -r word russian; do
  grep -qF "| \`$word\` | $russian |" docs/glossary.md || { echo "FAIL word $word ($russian) does not stand in docs/glossary.md"; bad=1; }
done < <(sed -n 's/^WORD([A-Z_]*, \([A-Za-z_]*\), "\(.*\)")$/\1|\2/p' compliance/words.def)
if [ $bad = 0 ]; then echo "PASS closed words in docs/glossary.md"; else failed=1; fi
# Merges that keep both sides leave two rows for one thing; in a table the first cell stands once.
bad=0
while IFS= read -r line; do echo "FAIL stands twice: $line"; bad=1; done < <(awk '
  FNR == 1 || !/^[|]/ { delete seen }
  /^[|] [^|]*[^| ] [|]/ { split($0, cell, " [|] "); if (seen[cell[1]]++ && cell[1] ~ /[a-z]/) print FILENAME ": " cell[1] }' \
  docs/interfaces.md docs/audit-log.md docs/operations.md ./*/README.md tests/*/README.md)
if [ $bad = 0 ]; then echo "PASS tables of papers say a thing once"; else failed=1; fi
for folder in base db config compliance campaigns dialer web cli; do
  bad=0
  for path in "$folder"/*.[ch] "$folder"/*.def; do
    name=$(basename "${path%.*}")
    [ ! -e "$path" ] || grep -qw "$name" "$folder/README.md" || { echo "FAIL $path does not stand in $folder/README.md"; bad=1; }
  done
  if [ $bad = 0 ]; then echo "PASS files of $folder in its README"; else failed=1; fi
done
# What people are told to type is there: each `dozvon COMMAND WORD` of papers and messages stands in a usage.
bad=0
while read -r _ command word; do
  case $word in *.csv | *.xlsx | key) continue ;; esac
  grep -qE "(\b|\")$command\b.*\b$word\b" cli/commands.def cli/*.c || { echo "FAIL there is no command: dozvon $command $word"; bad=1; }
done < <(grep -ohE 'dozvon [a-z]+ [a-z]+[a-z.-]*' docs/*.md README.md */messages.ru cli/*.c | sort -u)
if [ $bad = 0 ]; then echo "PASS commands that papers and messages name"; else failed=1; fi
# A path may be a pattern or lack its ending; what is the reader's own or made by a run is not looked for.
bad=0
while IFS=: read -r paper path; do
  case $path in *NAME* | */ID.* | *[A-Z]/* | config/dozvon.yaml | docs/bench.md) continue ;; esac
  compgen -G "$path" >/dev/null || compgen -G "$path.*" >/dev/null || { echo "FAIL $paper names $path, which is not there"; bad=1; }
done < <(grep -oE '`(base|db|config|compliance|campaigns|dialer|web|cli|tests|docs|bin|demo)/[A-Za-z0-9_./*-]*' README.md ./*/README.md tests/*/README.md docs/*.md |
  tr -d '`' | sed 's/[.]$//' | sort -u)
if [ $bad = 0 ]; then echo "PASS what papers name is there"; else failed=1; fi
for code in $(sed -n 's/.*EXIT_[A-Z_]* = \([0-9]*\),.*/\1/p' base/err.h); do
  grep -q "^| $code |" docs/interfaces.md || { echo "FAIL exit code $code does not stand in docs/interfaces.md"; failed=1; }
done
exit $failed
