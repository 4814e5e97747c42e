#!/usr/bin/env bash
# demo_test.sh - make run as a newcomer would give it, smaller and on a cluster and folder of its own: the books agree.
# Prints PASS, FAIL lines.
set -u
cd "$(dirname "$0")/../.."
folder=$(mktemp -d /tmp/dozvon-demo-XXXXXX)
export DEMO_DIR=$folder/demo PG_DIR=$PWD/var/demo-test-pg SAMPLE_PATIENTS=${SAMPLE_PATIENTS:-2000} SAMPLE_COMPANIES=300 PRESSES=30
unset DOZVON_SETTINGS DOZVON_DATABASE DOZVON_INSTALLATION_KEY
failed=0
trap 'bin/stop >/dev/null 2>&1; bin/pg destroy >/dev/null 2>&1; rm -rf "$folder"' EXIT
check() { if [ "$2" = 0 ]; then echo "PASS demo: $1"; else echo "FAIL demo: $1"; failed=1; fi; }
has() { grep -q -- "$1" "$folder/out"; }
is_count() { [ "$(grep -c -- "$1" "$folder/out")" = "$2" ]; }

RUN_ONCE=1 bin/run >"$folder/out" 2>&1 </dev/null
check "make run ends with 0" $?
has 'Всё сходится'; check "every equality holds" $?
is_count 'сходится: каждая строка' 4; check "the lines of all four campaigns add up" $?
! has 'НЕ СХОДИТСЯ'; check "no line says otherwise" $?
has 'взято дважды: 0'; check "the twin has as many attempts as we, none twice" $?
has 'цел: подписано записей'; check "the log verifies" $?
has 'данные о здоровье'; check "the list with diagnoses is refused" $?
for path in 'ответом СТОП' 'ссылкой отписки' 'клавишей оператора'; do
  grep -qE "^ +[1-9][0-9]*  $path" "$folder/out"; check "refusals came: $path" $?
done
two() {                                                      # two at once, neither listening yet
  mkdir -p "$folder/locks"
  PORT_LOCKS=$folder/locks bash -c '. demo/port.sh; take_port && echo $port && exec bash -c ". demo/port.sh; exec 8<&-; take_port && echo \$port" 9<&8'
}
[ "$(two | sort -u | grep -c .)" = 2 ]; check "two demonstrations never choose one port" $?
none=$(pgrep -f "$DEMO_DIR/" | wc -l); [ "$none" = 0 ]; check "nothing is left running" $?
[ -z "$(ls "$DEMO_DIR"/run/*.pid 2>/dev/null)" ]; check "no process number is left behind" $?

: >"$folder/first"; RUN_ONCE=1 SAMPLE_PATIENTS=500 bin/run >"$folder/first" 2>&1 </dev/null & first=$!
for _ in $(seq 300); do grep -q 'Ход кампаний' "$folder/first" && break; sleep 0.1; done
RUN_ONCE=1 SAMPLE_PATIENTS=500 bin/run >"$folder/second" 2>&1 </dev/null
check "a second make run stops the first and works" $?
wait $first; [ $? = 130 ]; check "the first ended as stopped" $?
[ $failed = 0 ] || sed 's/^/  /' "$folder/out" "$folder/second"
exit $failed
