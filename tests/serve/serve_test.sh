#!/usr/bin/env bash
# serve_test.sh - the real binary: processes come up, come back, share a clock, stop together, and there is one supervisor.
# Needs DOZVON_TEST_DSN.  Prints PASS, FAIL or SKIP lines.
set -u
cd "$(dirname "$0")/../.."
[ -n "${DOZVON_TEST_DSN:-}" ] || { echo "SKIP serve: DOZVON_TEST_DSN is not set"; exit 0; }
binary=build/dozvon
database=t_serve_$$
folder=$(mktemp -d /tmp/dozvon-serve-XXXXXX)
failed=0
sql() { psql "$DOZVON_TEST_DSN dbname=$1 user=dozvon" -qAtc "$2"; }
finish() {
  [ -z "${supervisor:-}" ] || kill -9 "$supervisor" 2>/dev/null
  sleep 0.2; sql postgres "drop database if exists $database with (force)" 2>/dev/null; rm -rf "$folder"
}
trap finish EXIT
check() { if [ "$2" = 0 ]; then echo "PASS $1"; else echo "FAIL $1"; failed=1; fi; }
until_true() { for _ in $(seq 100); do if "$@"; then return 0; fi; sleep 0.1; done; return 1; }
child() { ps -o pid=,args= --ppid "$supervisor" | awk -v name="$1" '$NF == name { print $1 }'; }
is_up() { [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$(cat "$folder/run/web.port" 2>/dev/null)/healthz")" = 200 ]; }
is_other() { local now; now=$(child "$1"); [ -n "$now" ] && [ "$now" != "$2" ]; }
none_left() { ! pgrep -f "settings $folder/settings.yaml" >/dev/null; }
start() { $binary --settings "$folder/settings.yaml" serve 2>>"$folder/log" & supervisor=$!; }

sql postgres "create database $database" || exit 1
printf '%064d\n' 7 >"$folder/installation.key"; printf '%064d\n' 9 >"$folder/log.key"; echo '{}' >"$folder/contracts.yaml"
cat >"$folder/settings.yaml" <<END
database: "$DOZVON_TEST_DSN dbname=$database"
run_dir: $folder/run
log_dir: $folder/log-files
installation_key: $folder/installation.key
log_key: $folder/log.key
contracts: $folder/contracts.yaml
clock: "from 2026-11-23T08:00:00Z"
dispatchers: 2
port: 0
END
said=$($binary --settings "$folder/settings.yaml" staff list 2>&1); [ $? = 1 ] && [[ $said == *'dozvon migrate'* ]]
check "a database without its migrations is told apart, with the command to give" $?
$binary --settings "$folder/settings.yaml" migrate >/dev/null || exit 1
said=$($binary --settings "$folder/settings.yaml" staff add --login typo --role agent --persn 7 2>&1); [ $? = 64 ] && [[ $said == *--person* ]] &&
  [ "$(sql $database 'select count(*) from staff')" = 0 ]; check "an option that is none ends the call before anything is done" $?
DOZVON_REGION=DE $binary --settings "$folder/settings.yaml" serve 2>/dev/null; [ $? = 78 ]; check "an installation outside Russia is refused" $?
$binary --settings "$folder/settings.yaml" serve --role dispatcher --name dispatcher-0 2>/dev/null; [ $? = 78 ]; check "no pack in force: nothing is dispatched" $?
# The shipped pack, signed by two persons and put in force.
{ $binary --settings "$folder/settings.yaml" staff add --login officer --role compliance
  $binary --settings "$folder/settings.yaml" staff add --login lawyer --role administrator
  $binary --settings "$folder/settings.yaml" policy add config/policies/ru.yaml --as officer
  for who in officer lawyer; do $binary --settings "$folder/settings.yaml" policy sign config/policies/ru.yaml --as $who --says read; done
  $binary --settings "$folder/settings.yaml" policy activate config/policies/ru.yaml --as officer
} >/dev/null || exit 1
# A campaign of a provider that nobody has a contract with.
printf 'ФИО;E-mail\nИванова Анна;anna@example.com\n' >"$folder/people.csv"
printf '%s\n' 'name: Напоминание' 'entity: "7701234560"' 'branch: Москва' 'purpose: CONTRACT' 'channel: EMAIL' 'class: SERVICE' \
  'provider: nobody' 'sender: a@example.com' 'subject: Справка' 'text: "{{name}}, справка готова"' 'lists: [people]' >"$folder/campaign.yaml"
{ $binary --settings "$folder/settings.yaml" entity add --inn 7701234560 --ogrn 1027700132195 --name Клиника
  $binary --settings "$folder/settings.yaml" branch add --entity 7701234560 --name Москва --zone Europe/Moscow
  head -2 config/numbering/DEF-9xx.csv >"$folder/ranges.csv"; $binary --settings "$folder/settings.yaml" numbering load "$folder/ranges.csv"
  $binary --settings "$folder/settings.yaml" import "$folder/people.csv" --entity 7701234560 --name people --source CLINIC --ground договоры \
    --responsible Петрова --obtained-at 2026-11-20
  campaign=$($binary --settings "$folder/settings.yaml" campaign create "$folder/campaign.yaml" --by lawyer)
} >/dev/null || exit 1
said=$($binary --settings "$folder/settings.yaml" campaign approve "$campaign" --by officer 2>&1); code=$?
[[ $code = 65 && $said == *nobody* ]] && [ "$(sql $database 'select state from campaign')" = draft ]
check "a campaign without a contract with its provider is not approved" $?
grep -v '^database:' "$folder/settings.yaml" >"$folder/nowhere.yaml"
codes=; for words in 'gate replay --campaign 99' 'review list --campaign 99'; do
  $binary --settings "$folder/settings.yaml" $words >/dev/null 2>&1; codes+="$? "
done
env -u DOZVON_DATABASE $binary --settings "$folder/nowhere.yaml" campaign list >/dev/null 2>&1; codes+=$?
[ "$codes" = "1 1 78" ]; check "what is not there is a no, a missing database is a setting: $codes" $?

start
until_true is_up; check "the web process answers" $?
missing=0; for name in web planner dispatcher-1 dispatcher-2 reporter sealer clerk janitor; do [ -n "$(child $name)" ] || { echo "  no $name"; missing=1; }; done
check "every process runs" $missing
clocks=$(for pid in $(ps -o pid= --ppid $supervisor); do tr '\0' '\n' <"/proc/$pid/environ" | grep ^DOZVON_CLOCK; done | sort -u)
[[ $(wc -l <<<"$clocks") = 1 && $clocks == *" since "* ]]; check "all have the same clock" $?
said=$($binary --settings "$folder/settings.yaml" serve 2>&1); code=$?
[[ $code = 75 && $said == *" $supervisor "* ]]; check "a second serve refuses and names the first" $?
for name in web sealer dispatcher-1; do
  before=$(child $name); kill -9 "$before"
  until_true is_other $name "$before"; check "$name comes back after kill -9" $?
done
until_true is_up; check "the web process answers again" $?
kill -TERM $supervisor; wait $supervisor; code=$?
[ $code = 0 ] && none_left; check "SIGTERM ends all of them" $?
start
until_true is_up; check "serve starts again on the same run_dir" $?
kill -9 $supervisor; wait $supervisor 2>/dev/null
until_true none_left; check "nobody outlives a killed supervisor" $?
supervisor=
DOZVON_LISTEN=0.0.0.0 $binary --settings "$folder/settings.yaml" serve 2>/dev/null; [ $? = 78 ]; check "an address that others can reach is refused" $?
[ $failed = 0 ] || sed 's/^/  /' "$folder/log"
exit $failed
