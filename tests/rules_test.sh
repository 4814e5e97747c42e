#!/usr/bin/env bash
# rules_test.sh - every rule of the law paper has a home: docs/law-map.tsv names it, and what it names is there.
# STRICT=1: a rule without a home is a failure.  MAP=FILE: another map, to see that this test can fail.
set -u
cd "$(dirname "$0")/.."
map=${MAP:-docs/law-map.tsv}
failed=0
bad() { echo "FAIL law map: $*"; failed=1; }
ids() {
  local group
  for group in G:21 I:8 C:11 W:6 M:10 S:4 R:5 X:5 A:4 P:6; do
    for n in $(seq "${group#*:}"); do printf '%s-%02d\n' "${group%:*}" "$n"; done
  done
}
# is_there PLACE: a file, or a table, setting or command of the tree.
is_there() {
  local name=${1#*:}
  case $1 in
    table:*) grep -qsE "^create table (if not exists )?$name \(" db/migrations/*.sql ;;
    setting:*) grep -q "^SETTING_[A-Z]*($name," config/settings.def ;;
    command:*) grep -q "^COMMAND(\"${name%%/*}\"" cli/commands.def && grep -qF "\"${name#*/}\"" cli/*.c ;;
    *:*) false ;;
    *) [ -e "$1" ] ;;
  esac
}
[ "$(ids | wc -l)" = 80 ] || bad "the paper has 80 rules"
missing=''
for id in $(ids); do [ "$(grep -c "^$id	" "$map")" = 1 ] || bad "$id does not stand in $map once"; done
while IFS=$'\t' read -r id kind places note; do
  case $kind in rule | record | clock | check) ;; *) bad "$id: unknown kind $kind" ;; esac
  [ -n "$places" ] || bad "$id: no place"
  for place in $places; do
    if [ "$place" = missing ]; then missing+=" $id"; else is_there "$place" || bad "$id: $place is not there"; fi
  done
done < <(grep -v '^#' "$map")
# Each rule of the code is named under its id, with its file.
while read -r noun; do
  id=$(sed -n 's/^	\.id = "\([^"]*\)".*/\1/p' "compliance/$noun.c")
  [ -n "$id" ] || { bad "compliance/$noun.c has no id"; continue; }
  grep -qE "^$id	rule	([^	]* )?compliance/$noun\.c( |	)" "$map" || bad "rule $id of compliance/$noun.c is not named in $map"
done < <(sed -n 's/^RULE(\([a-z_]*\)).*/\1/p' compliance/rules.def)
# What the map calls a rule of the gate and has a home is asked by it.
while IFS=$'\t' read -r id kind places note; do
  [ "$kind" = rule ] && [ "$places" != missing ] || continue
  found=no
  for place in $places; do noun=$(basename "$place" .c); grep -q "^RULE($noun)" compliance/rules.def && found=yes; done
  [ $found = yes ] || bad "$id is called a rule, and none of its files is in compliance/rules.def"
done < <(grep -v '^#' "$map")
if [ -n "$missing" ]; then
  if [ "${STRICT:-0}" = 1 ]; then bad "without a home:$missing"; else echo "law map: without a home yet: $(wc -w <<<"$missing") of 80:$missing"; fi
fi
if [ -x build/dozvon ]; then
  build/dozvon gate rules --map docs/law-map.tsv | cmp -s - docs/rules.md || bad "docs/rules.md is out of date: build/dozvon gate rules > docs/rules.md"
fi
[ $failed = 0 ] && echo "PASS law map: every rule of the paper is named once, and what it names is there"
exit $failed
