#!/usr/bin/env bash
# witness_test.sh - logs, witnesses and liars as real processes: who cosigns what, and what audit verify and the sealer notice.
# Needs DOZVON_TEST_DSN.  Prints PASS, FAIL or SKIP lines.
set -u
cd "$(dirname "$0")/../.."
[ -n "${DOZVON_TEST_DSN:-}" ] || { echo "SKIP witness: DOZVON_TEST_DSN is not set"; exit 0; }
B=${B:-build}
name=t_witness_$$
work=$(mktemp -d /tmp/dozvon-witness-XXXXXX)
admin="$DOZVON_TEST_DSN dbname=postgres user=dozvon"
failed=0 pids=()
finish() {
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null; done
  for db in $name ${name}_old; do psql "$admin" -qc "drop database if exists $db with (force)" 2>/dev/null >/dev/null; done
  rm -rf "$work"
}
trap finish EXIT
check() { if [ "$2" = 0 ]; then echo "PASS witness: $1"; else echo "FAIL witness: $1: $(tail -2 "$work/said")"; failed=1; fi; }
dozvon() { "$B/dozvon" "$@"; }
says() { local code=$1 words=$2; shift 2; "$@" >"$work/said" 2>&1; [ $? = "$code" ] && grep -qF -- "$words" "$work/said"; }
# Other databases of the server may have older transactions open: what they hold back is sealed a moment later.
seal() { for _ in $(seq 100); do dozvon audit seal >/dev/null; [ "$(psql "$DOZVON_DATABASE user=dozvon" -qAtc "select (select count(*) from entry) = (select sum(leaves) from seal)")" = t ] && break; sleep 0.1; done; }
add() { psql "$DOZVON_DATABASE user=dozvon" -qc "insert into entry (body) select convert_to('{\"n\":' || n || '}', 'UTF8') from generate_series(1, $1) n"; }
start_witness() {                                            # start_witness NAME PORT
  "$B/dozvon" witness --dir "$work/$1" --key "$work/$1.key" --name "$1.example" --listen "$2" >"$work/$1.port" 2>>"$work/$1.log" & pids+=($!); started=$!
  for _ in $(seq 100); do [ -s "$work/$1.port" ] && break; sleep 0.05; done
  port=$(cat "$work/$1.port")
}

psql "$admin" -qc "create database $name"
export DOZVON_DATABASE="$DOZVON_TEST_DSN dbname=$name" DOZVON_LANGUAGE=en DOZVON_SETTINGS=
export DOZVON_LOG_DIR=$work/log DOZVON_LOG_KEY=$work/log.key DOZVON_LOG_ORIGIN=clinic.example/log
dozvon migrate >/dev/null
key=$(dozvon audit key 2>/dev/null)
for w in one two; do mkdir -p "$work/$w"; echo "$key" >"$work/$w/logs"; done
start_witness one 0; first=$started; port1=$port; start_witness two 0; second=$started; port2=$port
w1=$(cat "$work/one.key.pub") w2=$(cat "$work/two.key.pub")
export DOZVON_WITNESSES="$w1 http://127.0.0.1:$port1, $w2 http://127.0.0.1:$port2" DOZVON_WITNESS_QUORUM=2

add 300; seal
says 0 "witnessed: 300 entries, by 2 of 2" dozvon audit send; check "two witnesses cosign the first checkpoint" $?
cp -r "$work/log" "$work/at300"; cp "$work/log.key.signed" "$work/signed300"
psql "$admin" -qc "create database ${name}_old template $name"
add 700; seal
says 0 "witnessed: 1000 entries, by 2 of 2" dozvon audit send; check "and the next, with the proof between them" $?
says 0 "witnessed: 1000 entries, by 2 of 2" dozvon audit send; check "the same again" $?
rm "$work/log/witnessed"
says 0 "witnessed: 1000 entries" dozvon audit send; check "a log that has forgotten where they stood asks them" $?
dozvon audit export "$work/exported" >/dev/null
says 0 "by 2 of 2" dozvon audit verify "$work/exported" --key "$key" --witness "$w1" --witness "$w2" --quorum 2; check "verify demands both" $?
stranger=$(dozvon witness --dir "$work/three" --key "$work/three.key" --name three.example)
says 1 "cosigned by 1 of the witnesses, 2 are asked for" dozvon audit verify "$work/exported" --key "$key" --witness "$w1" --witness "$stranger"; check "a stranger has not cosigned" $?
sed -i '$ s/AAA/AAB/' "$work/exported/witnessed"
says 1 "witnessed: the cosignature of two.example is false" dozvon audit verify "$work/exported" --key "$key" --witness "$w1" --witness "$w2"; check "a false cosignature is named" $?

kill -9 "$second"; add 10; seal 2>"$work/said"; check "a silent witness does not hold up the sealer" $?
says 75 "1 of 2 witnesses have cosigned" dozvon audit send; check "but there is no quorum" $?
says 0 "witnessed: 1000 entries" dozvon audit verify "$work/log" --witness "$w1" --witness "$w2"; check "what the quorum had seen still stands" $?
start_witness two "$port2"
says 0 "witnessed: 1010 entries, by 2 of 2" dozvon audit send; check "killed with -9 it comes back and knows where it was" $?

# A tail cut by whoever holds key, files and database: only what the witnesses have says so.
cp -r "$work/at300" "$work/cut"; cp "$work/log/witnessed" "$work/cut/witnessed"
says 1 "witnessed: the tail is missing: 300 entries here, 1010 were signed before" dozvon audit verify "$work/cut" --key "$key"; check "a cut tail" $?
# The whole machine comes back from a backup: database, files and what is remembered beside the key.
restored() { DOZVON_DATABASE="$DOZVON_TEST_DSN dbname=${name}_old" DOZVON_LOG_DIR=$work/at300 DOZVON_LOG_KEY=$work/old.key "$@"; }
cp "$work/log.key" "$work/old.key"; cp "$work/log.key.pub" "$work/old.key.pub"; cp "$work/signed300" "$work/old.key.signed"
says 1 "one.example has cosigned 1010 entries, the log has 300: the database was restored from an older copy" restored dozvon audit seal; check "the sealer does not sign on a restored database" $?
says 1 "has cosigned 1010 entries, the log has 300" restored dozvon audit send; check "nor does the courier go round with it" $?
timeout 20 env DOZVON_DATABASE="$DOZVON_TEST_DSN dbname=${name}_old" DOZVON_LOG_DIR="$work/at300" DOZVON_LOG_KEY="$work/old.key" \
  "$B/dozvon" serve --role sealer --name sealer >"$work/said" 2>&1; [ $? = 1 ] && grep -q "sealer.failed.*restored from an older copy" "$work/said"; check "serve's sealer ends with 1 and says what to do" $?

# Two histories: the same key signs another log of 1010 entries and more.
psql "$DOZVON_TEST_DSN dbname=${name}_old user=dozvon" -qc "insert into entry (body) select convert_to('{\"lie\":' || n || '}', 'UTF8') from generate_series(1, 710) n"
DOZVON_WITNESSES='' restored seal
says 1 "has seen another history" restored dozvon audit send; check "witnesses refuse the second history" $?
grep -q "witness.two_histories" "$work/one.log" && [ -n "$(ls "$work/one/state/"*.other 2>/dev/null)" ]; check "and keep the proof of it" $?
dozvon audit checkpoint >"$work/honest"
says 1 "two histories: the first 1010 entries" dozvon audit verify "$work/at300" --key "$key" --since "$work/honest" &&
  [ "$(grep -c '^clinic.example/log$' "$work/said")" = 2 ]; check "verify names two histories and prints both" $?
says 1 "not signed by clinic.example/log with this key but with another: the key has changed" dozvon audit verify "$work/log" \
  --key "$(DOZVON_LOG_KEY=$work/other.key dozvon audit key 2>/dev/null)"; check "a key that changed" $?

# One entry less, one entry other, in the files.
cp -r "$work/log" "$work/less"; python3 - "$work/less/tile/entries/000" <<'P'
import sys; path = sys.argv[1]; data = open(path, 'rb').read(); at = 0
for _ in range(7): at += 2 + int.from_bytes(data[at:at + 2], 'big')
open(path, 'wb').write(data[:at] + data[at + 2 + int.from_bytes(data[at:at + 2], 'big'):])
P
says 1 "tile/entries/000: entry 7 was removed (index 7)" dozvon audit verify "$work/less" --key "$key"; check "a removed entry" $?
cp -r "$work/log" "$work/changed"; printf x | dd of="$work/changed/tile/entries/001" bs=1 seek=30 conv=notrunc status=none
says 1 "tile/entries/001: entry 2 was changed (index 258)" dozvon audit verify "$work/changed" --key "$key"; check "a changed entry" $?

# By hand, and what is no request.
{ echo "old 0"; echo; dozvon audit checkpoint; } >"$work/request"
mkdir -p "$work/three"; echo "$key" >"$work/three/logs"
says 0 "three.example" dozvon witness --dir "$work/three" --key "$work/three.key" --name three.example --once "$work/request"; check "a request in a file is cosigned" $?
says 1 "has 1010" dozvon witness --dir "$work/three" --key "$work/three.key" --name three.example --once "$work/request"; check "and not a second time from the start" $?
code() { curl -s -o "$work/said" -w '%{http_code}' --data-binary "@$1" "http://127.0.0.1:$port1/add-checkpoint"; }
[ "$(code "$work/request")" = 409 ] && [ "$(cat "$work/said")" = 1010 ]; check "409 tells the size" $?
echo rubbish >"$work/bad"; [ "$(code "$work/bad")" = 400 ]; check "400 for what is no request" $?
sed 's/^clinic/slinic/' "$work/request" >"$work/bad"; [ "$(code "$work/bad")" = 404 ]; check "404 for a log it does not know" $?
sed 's/^1010$/1011/' "$work/request" >"$work/bad"; [ "$(code "$work/bad")" = 403 ]; check "403 for a false signature" $?
add 5; seal; { echo "old 1010"; head -c 32 /dev/zero | base64; echo; dozvon audit checkpoint; } >"$work/bad"
[ "$(code "$work/bad")" = 422 ]; check "422 for a false proof" $?

# The process that serve runs.
"$B/dozvon" serve --role courier --name courier >"$work/courier.log" 2>&1 & pids+=($!); courier=$!
for _ in $(seq 60); do grep -q "courier.witnessed size=1015 cosigned=2" "$work/courier.log" && break; sleep 0.1; done
kill -TERM "$courier"; wait "$courier"; code=$?; cp "$work/courier.log" "$work/said"
[ $code = 0 ] && grep -q "courier.witnessed size=1015 cosigned=2" "$work/courier.log"; check "serve's courier takes each checkpoint round" $?

# The log's key changes: a witness learns of the new one from its keeper, and who knows the old one follows by himself.
newer=$(dozvon audit key rotate 2>"$work/said"); [ -n "$newer" ] && [ "$newer" != "$key" ]; check "the key is rotated" $?
says 75 "0 of 2 witnesses have cosigned" dozvon audit send; check "witnesses cosign for no key that nobody told them" $?
for w in one two; do echo "$newer" >>"$work/$w/logs"; done
says 0 "witnessed: 1016 entries, by 2 of 2" dozvon audit send; check "told of it they go on from what they remember" $?
says 0 "by 2 of 2" dozvon audit verify "$work/log" --key "$key" --witness "$w1" --witness "$w2"; check "verify follows from the old key" $?
dozvon audit prove 7 >"$work/proof"; says 0 "entry 7" dozvon audit check-proof "$work/proof" --key "$newer"; check "a proof is checked with the new key alone" $?
rm "$work/log/key/1"
says 1 "no known key vouches for the new one" dozvon audit verify "$work/log" --key "$key"; check "without the handover the changed key is named" $?
exit $failed
