#!/usr/bin/env bash
# erasure_test.sh - a person is played out, erased, and then looked for in everything that is left: the database as text, the evidence
# files, the log, what was exported.  Needs DOZVON_TEST_DSN.  Prints PASS, FAIL or SKIP lines.
set -u
cd "$(dirname "$0")/../.."
[ -n "${DOZVON_TEST_DSN:-}" ] || { echo "SKIP erasure: DOZVON_TEST_DSN is not set"; exit 0; }
database=t_erasure_$$
folder=$(mktemp -d /tmp/dozvon-erasure-XXXXXX)
failed=0
sql() { psql "$DOZVON_TEST_DSN dbname=$1 user=dozvon" -qAt -v ON_ERROR_STOP=1 -c "$2"; }
trap 'sql postgres "drop database if exists $database with (force)" 2>/dev/null; rm -rf "$folder"' EXIT
check() { if [ "$2" = 0 ]; then echo "PASS $1"; else echo "FAIL $1"; cat "$folder/err" 2>/dev/null; failed=1; fi; }
dozvon() { build/dozvon --settings "$folder/settings.yaml" "$@" 2>"$folder/err"; }
refuses() { local name=$1 code=$2; shift 2; dozvon "$@" >/dev/null; local got=$?; [ $got = "$code" ] || echo "  $got"; [ $got = "$code" ]; check "$name" $?; }
is() { local got; got=$(sql "$database" "$2"); [ "$got" = "$3" ] || echo "  got $got"; [ "$got" = "$3" ]; check "$1" $?; }

sql postgres "create database $database" || exit 1
printf '%064d\n' 7 >"$folder/installation.key"
cat >"$folder/settings.yaml" <<END
database: "$DOZVON_TEST_DSN dbname=$database"
run_dir: $folder/run
installation_key: $folder/installation.key
evidence_dir: $folder/data/evidence
evidence_key: $folder/evidence.key
log_dir: $folder/data/log
log_key: $folder/log.key
destroyer_certificate: "ФСТЭК № 1234"
clock: "fixed 2026-11-23T08:00:00Z"
END
mkdir "$folder/data"
dozvon migrate >/dev/null && dozvon evidence key --file "$folder/evidence.key" >/dev/null || { cat "$folder/err"; exit 1; }
key=$(dozvon audit key | tail -1)
dozvon entity add --inn 7701234560 --name 'ООО «Ромашка»' --address 'Москва, Ромашковая, 1' >/dev/null
dozvon branch add --entity 7701234560 --name Москва --zone Europe/Moscow >/dev/null
dozvon staff add --login anna --name Анна --role agent >/dev/null
dozvon staff add --login boris --role marketer >/dev/null
dozvon staff add --login vera --name Вера --role compliance >/dev/null
dozvon staff add --login petr --role administrator >/dev/null
dozvon staff add --login zoya --role compliance >/dev/null

dozvon numbering load config/numbering/DEF-9xx.csv >/dev/null

# The person, and a second one who must lose nothing.
list() { printf 'ФИО;Телефон;Почта;Дата рождения\nБылинкина Снежана;8 (916) 555-44-33;snezhana.b@example.ru;14.03.1987\nСоседов Пётр;8 916 555-44-34;petr.s@example.ru;01.02.1980\n'; }
mkdir "$folder/desk" "$folder/fas"
{ list; printf 'Былинкина Снежана;8 (916) 555-44-33;нет почты;14.03.1987\n'; } >"$folder/desk/list.csv"
import() { dozvon import "$1" --entity 7701234560 --ground договор --source CLINIC --responsible Вера --obtained-at 2026-11-01 "${@:2}"; }
import "$folder/desk/list.csv" >/dev/null; check "the list is imported" $?
grep -q ылинкин "$folder/desk/list.rejects.csv"; check "its reject file names the person" $?
party=$(sql "$database" "select party_id from contact_point where address = '+79165554433'")
other=$(sql "$database" "select party_id from contact_point where address = '+79165554434'")
printf 'Согласен получать рекламу ООО «Ромашка» по SMS.' >"$folder/ad.txt"
dozvon wording add --entity 7701234560 --code AD_CHANNEL --purposes AD_PROMO --name ad --version 1 --file "$folder/ad.txt" --by boris >/dev/null
for login in vera petr; do dozvon wording approve --entity 7701234560 --name ad --version 1 --by $login >/dev/null; done
dozvon form add --name desk --entity 7701234560 --title Согласия >/dev/null
dozvon form item --form desk --wording 1 --channels SMS --purposes AD_PROMO >/dev/null
printf '%%PDF-1.4 Былинкина Снежана' >"$folder/scan.pdf"
printf '%%PDF-1.4 Соседов' >"$folder/other.pdf"
capture() { dozvon consent capture --way paper --form desk --address "$1" --staff 1 --identity-shown паспорт --yes 1 --scan "$2" >/dev/null; }
capture +79165554433 "$folder/scan.pdf" && capture +79165554434 "$folder/other.pdf"; check "consents with scans and receipts" $?
dozvon consent give --address +79165554433 --code PD_PROMO --channels SMS --purposes AD_PROMO --entity 7701234560 --at 2026-11-20T10:00:00Z \
  --evidence '{"ip":"203.0.113.77","user_agent":"Bylinka/5.0","collection_point":"web"}' >/dev/null; check "a consent from the web" $?
# Files that we make where somebody tells us to.
printf '{"kind":"consent","address":"+79165554433","code":"NONSENSE"}\n' >"$folder/desk/old.jsonl"
dozvon consent import "$folder/desk/old.jsonl" >/dev/null; [ -s "$folder/desk/old.jsonl.rejects.jsonl" ]; check "a rejected line" $?
dozvon evidence get "$(sha256sum "$folder/scan.pdf" | cut -d' ' -f1)" --out "$folder/desk/Былинкина.pdf" --as vera --reason жалоба >/dev/null; check "a copy of the scan, named after the person" $?
dozvon audit seal >/dev/null
dozvon capsule --address +79165554433 --out "$folder/desk/capsule.zip" --by vera --reason жалоба >/dev/null; check "a capsule" $?
cp "$folder/desk/capsule.zip" "$folder/fas/"
request=$(dozvon matter open --kind ACCESS --address +79165554433 --as vera | grep -Eo '[0-9]+' | head -1)
dozvon matter identify "$request" --as vera --says паспорт >/dev/null && dozvon access --matter "$request" --out "$folder/desk" --by vera >/dev/null
check "an access request is answered" $?
cmp -s "$folder/scan.pdf" "$folder/desk/access-$request-copy-1.pdf" && [ ! -e "$folder/desk/access-$request-copy-2.pdf" ]; check "with the person's own scan beside it, and no other" $?
grep -q "\"copy\":1,.*\"sha256\":\"$(sha256sum "$folder/scan.pdf" | cut -d' ' -f1)\"" <(tr -d ' \n' <"$folder/desk/access-$request.json"); check "named in the answer" $?
export=$(dozvon export ask --list 1 --by vera --reason 'сверка списка')
dozvon export approve "$export" --as zoya && dozvon export make "$export" --by vera --out "$folder/desk/export.csv"; check "a copy of the list" $?
one=aaaaaaaa-0000-7000-8000-000000000001 two=aaaaaaaa-0000-7000-8000-000000000002
token=$(sql "$database" "select encode(token, 'hex') from contact_point where address = '+79165554433'")
point=$(sql "$database" "select id from contact_point where address = '+79165554433'")
sql "$database" "
insert into campaign (name, legal_entity_id, branch_id, purpose, channel, class, provider, body, lists, state, author_id, approver_id, created_at)
  values ('SMS', 1, 1, 'AD_PROMO', 'SMS', 'AD', 'smsru', 'Здравствуйте', '{}', 'running', 2, 3, '2026-11-01');
insert into decision (id, campaign_id, contact_point_id, party_id, outcome, reasons, facts, policy_sha256, decided_at)
  select d.id::uuid, 1, $point, d.party, 'ALLOW', '', '\\x01', sha256('pack'), '2026-11-20' from (values ('$one', $party), ('$two', $other)) d (id, party);
insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, state, dispatcher, cleared_at, expires_at, changed_at, provider_ref)
  values ('$one', 1, $point, $party, 'smsru', 'delivered', 'd', '2026-11-20', '2026-11-20', '2026-11-20', '000-9165554433');
insert into target (campaign_id, contact_point_id, party_id, state) values (1, $point, $party, 'due'), (1, 5, $other, 'due');
insert into inbox (provider, path, content_type, headers, body, received_at, handled_at, verdict) values
  ('smsru', '/webhook/smsru?phone=79165554433', 'text', 'X-Real-IP: 203.0.113.77', convert_to('{\"name\":\"Былинкина Снежана\"}', 'UTF8'), '2026-11-20', '2026-11-20', 'applied'),
  ('smsru', '/webhook/smsru', 'json', '-', convert_to('{\"to\":\"8 (916) 555-44-33\"}', 'UTF8'), '2026-11-20', '2026-11-20', 'stranger'),
  ('smsru', '/webhook/smsru', 'json', '-', convert_to('{\"to\":\"79165554434\"}', 'UTF8'), '2026-11-20', '2026-11-20', 'applied');
insert into report (provider, dedupe, decision_id, inbox_id, kind, status, said_at, applied) values ('smsru', 'x1', '$one', 1, 'status', 'delivered', '2026-11-20', true);
insert into unclear_reply (token, channel, class, words, words_version, hold_id, said_at, recorded_at)
  values ('\\x$token', 'SMS', 'unclear', 'это Былинкина, кто вы?', '1', 1, '2026-11-20', '2026-11-20');
insert into consent_request (id, form_id, party_id, contact_point_id, token, campaign_id, is_new, items, ip, user_agent, asked_at)
  values (gen_random_uuid(), 1, $party, $point, '\\x$token', 1, false, 1, '203.0.113.77', 'Bylinka/5.0', '2026-11-20')" || exit 1
dozvon suppress add --address +79165554433 --scope PD_WITHDRAWAL --path letter >/dev/null; check "the withdrawal opens its matter" $?
matter=$(sql "$database" "select id from matter where kind = 'WITHDRAWAL'")
dozvon matter identify "$matter" --as vera --says 'Былинкина Снежана, паспорт' >/dev/null; check "the requester is identified" $?
dozvon party block --address +79165554433 --as vera --reason 'Былинкина Снежана спорит' >/dev/null; check "a reason with a name in it" $?

# Every spelling of every value; grep -a, so that files of any kind are read.
values='79165554433|9165554433|916[) -]+555-44-33|snezhana|ылинкин|Снежан|1987-03-14|14\.03\.1987|203\.0\.113\.77|Bylinka|\\320\\221\\321\\213'
hex=$(printf 'Былинкина' | od -An -tx1 | tr -d ' \n')
phone_hex=$(printf '9165554433' | od -An -tx1 | tr -d ' \n')
look() {
  psql_dump=$folder/dump.sql
  pg_dump "$DOZVON_TEST_DSN dbname=$database user=dozvon" >"$psql_dump" 2>"$folder/err" || return 2
  dozvon audit seal >/dev/null || return 2
  rm -rf "$folder/exported"; dozvon audit export "$folder/exported" >/dev/null || return 2
  grep -aErl "$values|$hex|$phone_hex" "$psql_dump" "$folder/data" "$folder/exported" "$folder/desk" "$@"
}
found=$(look "$folder/data/log" | sed "s|$folder/||" | sort -u | paste -sd' ')
[ "$found" = "desk/access-$request-copy-1.pdf desk/access-$request.json desk/capsule.zip desk/export.csv desk/list.csv desk/list.rejects.csv desk/old.jsonl desk/old.jsonl.rejects.jsonl desk/Былинкина.pdf dump.sql" ] || echo "  got $found"
[ "$found" = "desk/access-$request-copy-1.pdf desk/access-$request.json desk/capsule.zip desk/export.csv desk/list.csv desk/list.rejects.csv desk/old.jsonl desk/old.jsonl.rejects.jsonl desk/Былинкина.pdf dump.sql" ]
check "before: the person is in the database and in nine files, and nowhere in the log" $?
scan=$(sha256sum "$folder/scan.pdf" | cut -d' ' -f1)
[ -e "$folder/data/evidence/${scan:0:2}/$scan" ]; check "before: the scan lies there" $?

# Who may, and what speaks against it.
erase=(erase --party "$party" --reason WITHDRAWAL --matter "$matter" --by vera --second petr)
refuses "one person alone" 1 erase --party "$party" --reason WITHDRAWAL --matter "$matter" --by vera --second vera
refuses "an agent" 1 erase --party "$party" --reason WITHDRAWAL --matter "$matter" --by anna --second petr
refuses "somebody else's matter" 1 erase --party "$other" --reason WITHDRAWAL --matter "$matter" --by vera --second petr
refuses "a matter of another kind" 1 erase --party "$party" --reason UNLAWFUL --matter "$matter" --by vera --second petr
refuses "no matter" 65 erase --party "$party" --reason WITHDRAWAL --by vera --second petr
sql "$database" "update inbox set handled_at = null where id = 3"
refuses "a webhook that nobody has read" 75 "${erase[@]}"
sql "$database" "update inbox set handled_at = '2026-11-20'; insert into legal_hold (matter_id, legal_entity_inn, party_id, placed_at) values ($matter, 0, $party, '2026-11-20')"
refuses "a legal hold" 1 "${erase[@]}"
sql "$database" "select erase_person($party, '{}', '', now())" >/dev/null 2>&1; [ $? != 0 ]; check "the door knows the hold too" $?
sql "$database" "update legal_hold set lifted_at = '2026-11-21'; insert into basis_event (party_id, kind, purposes, legal_entity_inn, reference, valid_from, recorded_at)
  values ($party, 'CONTRACT', 1, 7701234560, 'договор Былинкиной', '2026-01-01', '2026-01-01')"
refuses "another basis" 1 "${erase[@]}"
sql "$database" "insert into basis_event (party_id, kind, purposes, legal_entity_inn, reference, valid_from, ended, recorded_at)
  values ($party, 'CONTRACT', 1, 7701234560, 'договор Былинкиной', '2026-11-20', true, '2026-11-20')"
for table in consent_event decision suppression matter_event basis_event; do
  sql "$database" "delete from $table" >/dev/null 2>&1 && { echo "FAIL $table is append-only still"; failed=1; }
done
dozvon hold set --address +79165554433 --until 2026-12-31 --reason 'иск Былинкиной' --as vera >/dev/null; check "an officer's legal hold" $?
refuses "stops the erasure" 1 "${erase[@]}"
dozvon retention report | grep -q 'иск Былинкиной'; check "and stands in the report" $?
refuses "an agent does not lift it" 1 hold lift 2 --reason конец --as anna
refuses "a matter's hold is not the officer's" 1 hold lift 1 --reason конец --as vera
dozvon hold lift 2 --reason 'Былинкина отозвала иск' --as vera; check "the officer lifts it" $?
dozvon backup add --place 'сервер 2, ночная' --made-at 2026-11-23T08:00:00Z --expires-at 2026-12-23 --as petr >/dev/null &&
  dozvon backup add --place 'старый диск' --made-at 2026-10-01 --expires-at 2027-10-01 --as petr >/dev/null; check "two backups are registered" $?
sql "$database" "set role dozvon_janitor; select erase_person($party, '{}', '', now())" >/dev/null 2>&1; [ $? != 0 ]; check "no process may open the door" $?

dozvon "${erase[@]}" --dry-run >"$folder/dry"; grep -q '^party.1$' "$folder/dry"; check "a dry run says what it would touch" $?
is "and touches nothing" "select count(*) from party where id = $party" 1
mkdir "$folder/pack"
dozvon "${erase[@]}" --out "$folder/pack" >"$folder/done"; check "erased" $?
diff <(grep -P '\t' "$folder/dry") <(grep -P '\t' "$folder/done") >/dev/null; check "as the dry run said" $?

[ ! -e "$folder/desk/capsule.zip" ] && [ ! -e "$folder/desk/Былинкина.pdf" ] && [ -z "$(ls "$folder"/desk/access-* 2>/dev/null)" ]; check "what was this person's alone is removed" $?
[ "$(grep -cP '^removed\t' "$folder/done") $(grep -cP '^destroy\t' "$folder/done") $(grep -cP '^look\t' "$folder/done")" = "5 3 2" ]; check "the rest is named: three files to destroy, two to look at" $?
grep -q "файл отказов.*$folder/desk/list.rejects.csv, SHA-256 $(sha256sum "$folder/desk/list.rejects.csv" | cut -d' ' -f1)" "$folder/pack/act-1.txt"; check "in the act as well, with hash" $?
grep -q 'копия № 1 от 2026-11-23, сервер 2, ночная, до 2026-12-23' "$folder/pack/act-1.txt"; check "the act says in which backup the person lies, and until when" $?
! grep -q 'старый диск' "$folder/pack/act-1.txt"; check "and not in one from before the person came" $?
while IFS=$'\t' read -r what id kind where; do
  case $what in destroy|look) rm "${where#*:}" && dozvon file gone "$id" --as vera --reason 'уничтожен на рабочем месте' || failed=1 ;; esac
done <"$folder/done"
[ -z "$(dozvon file list)" ]; check "people destroy what is named, and say so" $?
found=$(look "$folder/pack"); [ -z "$found" ] || { echo "  $found"; grep -aEo ".{60}($values|$hex|$phone_hex).{20}" "$folder/dump.sql" | head -5; }
[ -z "$found" ]; check "after: none of the person's values in the database, the files, the log, the export, the act" $?
[ ! -e "$folder/data/evidence/${scan:0:2}/$scan" ] && [ "$(find "$folder/data/evidence" -type f | wc -l)" = 1 ]; check "the scan is gone, the other's stays" $?
dozvon evidence check >/dev/null; check "the evidence is whole" $?
dozvon audit verify "$folder/exported" --key "$key" >/dev/null; check "audit verify passes" $?
cc -std=c17 -w -o "$folder/verify" tools/capsule-verify/capsule-verify.c -lcrypto && "$folder/verify" "$folder/fas/capsule.zip" "$key" >/dev/null 2>"$folder/err"; check "the capsule of before, which others have, verifies still" $?
said=$(dozvon gate replay $one); [[ $? = 0 && $said == *'факты стёрты вместе с людьми: 1'* ]]; check "replay says plainly that the facts were erased" $?
is "decisions stay with their outcome" "select count(*) from decision where party_id = $party and outcome = 'ALLOW'" 1
is "consents stay as ids, codes, dates, hashes" "select count(*) from consent_event where party_id = $party and not evidence ? 'ip' and token = '\\x$token'" 2
is "the refusal stays for every address" "select count(*) from suppression where scope = 'PD_WITHDRAWAL'" 2
is "one entry an address, token only" "select count(*) from entry where convert_from(body, 'UTF8') like '%party.erased%' and subject is not null" 2
is "the tasks of the stores are ticked, the others wait" "select string_agg(place, ' ' order by place) from matter_task where matter_id = $matter and deed = 'destroy' and place_kind = 'store' and done_at is not null" "contacts evidence lists"
is "the neighbour has everything" "select count(*) from party p join contact_point c on c.party_id = p.id join inbox i on encode(i.body, 'escape') like '%5554434%' where p.id = $other" 2
is "the neighbour's facts" "select length(facts) from decision where id = '$two'" 1
is "the target waits no more" "select state from target where party_id = $party" stopped

uid=$(id -u); [ "$uid" = 0 ] && uid=${SUDO_UID:-0}
is "a command's entries say who ran it by the operating system" "select count(*) > 10 and bool_and(convert_from(body, 'UTF8') like '%\"os_uid\":$uid}%') from entry where convert_from(body, 'UTF8') like '%\"process\":\"cli\"%'" t

# The pack of order 179.
head -c 5 "$folder/pack/act-1.pdf" | grep -q '%PDF-' && grep -q "контакт № $party" "$folder/pack/act-1.txt" && grep -q 'ФСТЭК № 1234' "$folder/pack/act-1.txt" &&
  grep -q 'Вера (compliance)' "$folder/pack/act-1.txt"; check "the act: person's mark, method, who destroyed" $?
[ "$(awk -F'\t' 'NR == 2 { print NF }' "$folder/pack/extract-1.tsv")" = 5 ]; check "the extract has its five fields" $?
is "kept three years" "select keep_until >= destroyed_at + interval '3 years' from destruction_act" t
sql "$database" "set role dozvon_web; select 1 from destruction_act" >/dev/null 2>&1; [ $? != 0 ]; check "the web process may not read acts" $?
is "the role of acts may" "set role dozvon_acts; select count(*) from destruction_act" 1
sql "$database" "update destruction_act set reason = 'UNLAWFUL'" >/dev/null 2>&1; [ $? != 0 ]; check "an act is never changed" $?
dozvon erase act 1 --out "$folder" && cmp -s "$folder/act-1.pdf" "$folder/pack/act-1.pdf"; check "the act is given out again, the same bytes" $?

# Again: nothing to do; then something comes late, and a crash has left a file.
refuses "erasing again finds nothing" 1 erase --address +79165554433 --reason WITHDRAWAL --matter "$matter" --by vera --second petr
sql "$database" "insert into inbox (provider, path, content_type, headers, body, received_at, handled_at, verdict) values
  ('smsru', '/webhook/smsru', 'json', '-', convert_to('{\"to\":\"+79165554433\"}', 'UTF8'), '2026-11-22', '2026-11-22', 'stranger'); update destruction_act set files_gone_at = null"
mkdir -p "$folder/data/evidence/${scan:0:2}"; echo noise >"$folder/data/evidence/${scan:0:2}/$scan"
dozvon erase --address +79165554433 --reason WITHDRAWAL --matter "$matter" --by vera --second petr >/dev/null; check "what came later goes too" $?
[ ! -e "$folder/data/evidence/${scan:0:2}/$scan" ]; check "a file that a crash left is removed" $?
found=$(look); [ -z "$found" ]; check "clean again" $?

# The old list: the same file is known; with a new line at its end only that line comes in.
list >"$folder/desk/list.csv"
import "$folder/desk/list.csv" >/dev/null; check "the old list again" $?
is "the person is not in it" "select count(*) from contact_point where address in ('+79165554433', 'snezhana.b@example.ru')" 0
{ list; printf 'Новикова Анна;8 916 555-44-35;;\nС. Былинкина;;snezhana.b@EXAMPLE.ru;\n'; } >"$folder/desk/again.csv"
import "$folder/desk/again.csv" --rejects "$folder/data/again.rejects.csv" >"$folder/report"; check "the old list with a new row, and the person under another name" $?
is "refused by either address" "select rejected_rows || ' ' || file_rows from list order by id desc limit 1" "2 4"
grep -q '^;;;;2;;данные этого человека уничтожены по закону' <(iconv -f UTF-8 "$folder/data/again.rejects.csv" | tr -d '\r"'); check "the reject file says why, and nothing of the row" $?
is "the new row is there" "select count(*) from contact_point where address = '+79165554435'" 1
rm "$folder/desk/again.csv" "$folder/desk/list.csv"
found=$(look); [ -z "$found" ] || echo "  $found"; [ -z "$found" ]; check "clean after the import as well" $?
dozvon suppress check --address '8 916 555 44 33' | grep -q PD_WITHDRAWAL; check "suppress check says so" $?
exit $failed
