#!/usr/bin/env bash
# capture_test.sh - the commands that take consents at the desk: form, sheet, scan, receipt, representative, and what they refuse.
# Needs DOZVON_TEST_DSN.  Prints PASS, FAIL or SKIP lines.
set -u
cd "$(dirname "$0")/../.."
[ -n "${DOZVON_TEST_DSN:-}" ] || { echo "SKIP capture: DOZVON_TEST_DSN is not set"; exit 0; }
database=t_capture_$$
folder=$(mktemp -d /tmp/dozvon-capture-XXXXXX)
failed=0
sql() { psql "$DOZVON_TEST_DSN dbname=$1 user=dozvon" -qAtc "$2"; }
trap 'sql postgres "drop database if exists $database with (force)" 2>/dev/null; rm -rf "$folder"' EXIT
check() { if [ "$2" = 0 ]; then echo "PASS $1"; else echo "FAIL $1"; failed=1; fi; }
dozvon() { build/dozvon --settings "$folder/settings.yaml" "$@" 2>"$folder/err"; }
refuses() { local name=$1 code=$2; shift 2; dozvon "$@" >/dev/null; local got=$?; [ $got = "$code" ] || echo "  $got: $(cat "$folder/err")"; [ $got = "$code" ]; check "$name" $?; }

sql postgres "create database $database" || exit 1
printf '%064d\n' 7 >"$folder/installation.key"
cat >"$folder/settings.yaml" <<END
database: "$DOZVON_TEST_DSN dbname=$database"
run_dir: $folder/run
installation_key: $folder/installation.key
evidence_dir: $folder/evidence
evidence_key: $folder/evidence.key
clock: "fixed 2026-11-23T08:00:00Z"
END
dozvon migrate >/dev/null && dozvon evidence key --file "$folder/evidence.key" >/dev/null || { cat "$folder/err"; exit 1; }
dozvon entity add --inn 7701234560 --name 'ООО «Ромашка»' >/dev/null
dozvon branch add --entity 7701234560 --name Москва --zone Europe/Moscow >/dev/null
dozvon staff add --login anna --name Анна --role agent >/dev/null
dozvon staff add --login boris --role marketer >/dev/null
dozvon staff add --login vera --role compliance >/dev/null
dozvon staff add --login petr --role administrator >/dev/null
printf 'Согласен получать рекламу ООО «Ромашка» по SMS.' >"$folder/ad.txt"
printf 'Согласен на передачу сведений о здоровье.' >"$folder/health.txt"
dozvon wording add --entity 7701234560 --code AD_CHANNEL --purposes AD_PROMO --name ad --version 1 --file "$folder/ad.txt" --by boris >/dev/null
dozvon wording add --entity 7701234560 --code HEALTH_WRITTEN --purposes AD_PROMO --name health --version 1 --file "$folder/health.txt" --by boris >/dev/null
for login in vera petr; do
  for name in ad health; do dozvon wording approve --entity 7701234560 --name $name --version 1 --by $login >/dev/null; done
done
sql "$database" "insert into party (id, kind, identity, salt, created_at, birth_year) select n, 'PERSON', decode(md5(n::text), 'hex'), '\\x00', '2026-11-01', case n when 3 then 2015 end from generate_series(1, 3) n"
for n in 1 2 3; do
  token=$(printf '+7916000000%d' $n | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$(cat "$folder/installation.key")" -r | cut -d' ' -f1)
  sql "$database" "insert into contact_point (id, party_id, kind, address, token, created_at) values ($n, $n, 'PHONE', '+7916000000$n', '\\x$token', '2026-11-01')"
done

dozvon form add --name desk --entity 7701234560 --title Согласия >/dev/null; check "a form is added" $?
refuses "a form's name is not taken twice" 75 form add --name desk --entity 7701234560 --title Согласия
refuses "a name that no address can have" 75 form add --name 'Стойка' --entity 7701234560 --title Согласия
refuses "an origin that would break the header" 65 form add --name other --entity 7701234560 --title x --frame "https://a.example; script-src *"
place=$(dozvon form item --form desk --wording 1 --channels SMS --purposes AD_PROMO --months 12); [ "$place" = 1 ]; check "a text gets its box" $?
dozvon form item --form desk --wording 2 --channels SMS --purposes AD_PROMO --processors mango,smsc >/dev/null; check "a second text" $?
refuses "a text that is not there" 1 form item --form desk --wording 9 --channels SMS --purposes AD_PROMO
refuses "an unknown channel" 65 form item --form desk --wording 1 --channels TELEGRAM --purposes AD_PROMO
dozvon form print --form desk --out "$folder/a.pdf" && dozvon form print --form desk --out "$folder/b.pdf" && cmp -s "$folder/a.pdf" "$folder/b.pdf"; check "a form prints the same bytes twice" $?
dozvon form print --wording 2 --contact +79160000001 --out "$folder/w.pdf"; check "a text without a form is printed" $?

paper=(consent capture --written --way paper --form desk --address '8 916 000-00-01' --staff 1 --identity-shown паспорт)
refuses "paper without a scan" 65 "${paper[@]}" --yes 1
refuses "both yes and no" 65 "${paper[@]}" --yes 1 --no 1 --scan "$folder/a.pdf"
said=$(dozvon "${paper[@]}" --yes 1,2 --scan "$folder/a.pdf"); [[ $said == *"записано: 2, из них отказов: 0, не доказано: 0"*"/receipt/"* ]]; check "paper with its scan is proven" $?
[ "$(sql "$database" "select count(*) from consent_event where proven and signature_kind = 'PAPER_SCAN'")" = 2 ] &&
  [ "$(sql "$database" "select count(*) from evidence_consent")" = 2 ]; check "the scan is tied to both consents" $?
dozvon evidence check >/dev/null; check "the scan lies in the evidence store" $?
refuses "a voice for the written consent" 65 consent capture --way voice --form desk --address +79160000002 --staff 1 --recording "$folder/a.pdf" --offset 1 --yes 2
refuses "a PDF is no recording" 65 consent capture --way voice --form desk --address +79160000002 --staff 1 --recording "$folder/a.pdf" --offset 1 --yes 1
refuses "a minor does not decide" 1 consent capture --way paper --form desk --address +79160000003 --staff 1 --identity-shown паспорт --scan "$folder/a.pdf" --yes 1
dozvon consent capture --way paper --form desk --address +79160000003 --staff 1 --identity-shown паспорт --scan "$folder/a.pdf" --yes 1 \
  --representative 1 --authority 'свидетельство о рождении' >/dev/null; check "the representative does" $?
dozvon suppress add --address +79160000002 --scope SMS_ALL --path desk --said-at 2027-05-01T00:00:00Z >/dev/null
[ "$(sql "$database" "select count(*) from suppression where said_at = recorded_at")" = 1 ]; check "a refusal said in the future is said now" $?
[ "$(sql "$database" "select count(*) from consent_receipt where body !~ '7916000'")" = 2 ]; check "each capture has its receipt, without the address" $?
exit $failed
