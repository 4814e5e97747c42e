#!/bin/sh
# twin_test.sh - the twin against the wire facts of providers.md, by curl.  Prints PASS or FAIL and a name, a line a test.
set -u
cd "$(dirname "$0")/../.."
twin=${B:-build}/dozvon-twin
dir=$(mktemp -d)
failed=0
pid=
trap '[ -z "$pid" ] || kill $pid 2>/dev/null; rm -rf "$dir"' EXIT

stop() {	# a twin that stops when told, without complaint
	kill "$pid"
	wait "$pid" 2>/dev/null
	is 'stops' "0 stopped by process $$ " "$? $(sed -n 2p "$dir/out") $(head -c 2000 "$dir/err")"
	pid=
}
start() {	# options...: a fresh twin; sets pid and url
	[ -z "$pid" ] || stop
	: >"$dir/out"
	"$twin" serve --seed 7 "$@" >"$dir/out" 2>"$dir/err" &
	pid=$!
	for _ in $(seq 100); do
		[ -s "$dir/out" ] && break
		sleep 0.05
	done
	url=http://127.0.0.1:$(awk '{print $2}' "$dir/out")
}
pass() { echo "PASS twin $1"; }
fail() { echo "FAIL twin $1: $2"; failed=1; }
is() {		# name, wanted, got
	if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "wanted <$2>, got <$3>"; fi
}
has() {		# name, wanted part, got
	case $3 in *"$2"*) pass "$1" ;; *) fail "$1" "no <$2> in <$3>" ;; esac
}
hasnt() {
	case $3 in *"$2"*) fail "$1" "<$2> in <$3>" ;; *) pass "$1" ;; esac
}
ask() { curl -sS -m 10 -w '|%{http_code}' "$@" 2>&1; }
count() {	# provider, word
	curl -s "$url/twin/count" | sed "s/.*\"$1\":{\([^}]*\)}.*/\1/; s/.*\"$2\":\([0-9]*\).*/\1/"
}
quiet() {	# waits until no webhook is planned
	for _ in $(seq 200); do
		curl -s "$url/twin/count" | grep -q '"hooks_pending":0,' && return
		sleep 0.05
	done
	fail quiet "webhooks are still pending"
}
script() { curl -s --data-binary @- "$url/twin/script" >/dev/null; }
reset() { curl -s -X POST "$url/twin/reset" >/dev/null; }
uuid() { printf '0190a1b2-0000-7000-8000-%012d' "$1"; }

mango() {	# json, salt
	ask "$url/vpbx/commands/callback" --data-urlencode vpbx_api_key=testkey \
	    --data-urlencode "sign=$("$twin" sign mango testkey "${2:-testsalt}" "$1")" --data-urlencode "json=$1"
}
call() { printf '{"command_id":"%s","from":{"extension":"101","number":"79000000001"},"to_number":"%s","line_number":"74951234567"}' "$(uuid "$1")" "${2:-79001234567}"; }
smsc() {	# number, more fields...
	n=$1; shift
	ask "$url/sys/send.php" -d 'login=testlogin&psw=testpassword&phones=79001234567&fmt=3&charset=utf-8' \
	    -d "id=$(uuid "$n")" --data-urlencode 'mes=Запись завтра в 10:00' "$@"
}
kannel() {	# number, more fields...
	n=$1; shift
	ask -G "$url/cgi-bin/sendsms" -d 'username=dialer&password=testpassword&dlr-mask=31' \
	    --data-urlencode to=+79001234567 --data-urlencode 'text=Здравствуйте' \
	    --data-urlencode "dlr-url=$url/hooks/kannel?attempt=$(uuid "$n")&status=%d&answer=%A" "$@"
}
letter() {	# number, more of the message
	ask "$url/ru/transactional/api/v1/email/send.json" -H 'Content-Type: application/json' -H 'X-API-KEY: testapikey' \
	    --data-binary '{"message":{"recipients":[{"email":"p@example.test","metadata":{"attempt_id":"'"$(uuid "$1")"'"}}],"subject":"Запись","from_email":"clinic@example.ru","body":{"html":"<a href=\"http://clinic.example/u/abc\">отписаться</a>"}'"${2:-}"'}}'
}

signatures() {
	is 'signature mango' d2070dfd1eefc25e879d7113b8cef5861798b97cf7c622aa450f5cc269387f82 \
	    "$("$twin" sign mango testkey testsalt '{"command_id":"cmd-1","from":{"extension":"101"},"to_number":"79001234567"}')"
	is 'signature smsc' 5cf153a7b840342459560cfb46192970 "$("$twin" sign smsc 12345:79001234567:1:testsecret)"
	has 'signature unisender-go' '{"auth":"79e2ea3de50e953da943b16f17ba6579",' "$("$twin" sign unisender-go testapikey \
	    ',"events_by_user":[{"user_id":456,"events":[{"event_name":"transactional_email_status","event_data":{"job_id":"1a3Q2V-0000OZ-S0","email":"p@example.test","status":"delivered","event_time":"2026-01-15 10:00:00"}}]}]}')"
}

test_mango() {
	reset
	is 'mango callback' '{"result":1000}|200' "$(mango "$(call 1)")"
	is 'mango bad data' '{"code":3104}|420' "$(mango '{"command_id":"x","from":{},"to_number":""}')"
	is 'mango broken json' '{"code":3104}|420' "$(mango '{"command_id":')"
	is 'mango wrong sign' '{"code":3102}|420' "$(mango "$(call 2)" othersalt)"
	is 'mango wrong key' '{"code":3105}|420' "$(ask "$url/vpbx/commands/callback" -d 'vpbx_api_key=x&sign=y&json=z')"
	is 'mango GET' '{"code":3101}|420' "$(ask "$url/vpbx/commands/callback")"
	quiet
	hooks=$(curl -s "$url/twin/hooks")
	is 'mango webhooks' 8 "$(echo "$hooks" | grep -c '^POST /hooks/mango/')"
	has 'mango result' '/hooks/mango/result/callback?' "$hooks"
	has 'mango summary' '/hooks/mango/events/summary?' "$hooks"
	hasnt 'mango summary has no command_id' command_id "$(echo "$hooks" | grep summary)"
	has 'mango seq' 'seq%22%3A' "$hooks"
	json=$(echo "$hooks" | sed -n 's/.*result\/callback.*&json=//p' | sed 's/%22/"/g; s/%3A/:/g; s/%2C/,/g; s/%7B/{/g; s/%7D/}/g')
	has 'mango webhook is signed' "sign=$("$twin" sign mango testkey testsalt "$json")" "$(echo "$hooks" | grep result/callback)"
	is 'mango processed' 1 "$(count mango processed)"
	is 'mango refused' 5 "$(count mango refused)"
	reset
	echo 'addresses: {"79001234567": busy, "79001234568": opted_out}' | script
	mango "$(call 3)" >/dev/null
	mango "$(call 4 79001234568)" >/dev/null
	quiet
	hooks=$(curl -s "$url/twin/hooks" | sed 's/%22//g; s/%3A/:/g')
	has 'mango busy' disconnect_reason:1121 "$hooks"
	has 'mango blacklisted' result:4502 "$hooks"
	echo '{}' | script
}

test_smsc() {
	reset
	is 'smsc send' '{"id":"'"$(uuid 1)"'","cnt":1}|200' "$(smsc 1)"
	has 'smsc cost' '"cnt":1,"cost":"1.44","balance":"99.5"}|200' "$(smsc 2 -d cost=3)"
	is 'smsc number of its own' '{"id":100001,"cnt":1}|200' "$(ask "$url/sys/send.php" \
	    -d 'login=testlogin&psw=e16b2ab8d12314bf4efbd6203906ea6c&phones=79001234567&fmt=3&mes=a')"
	is 'smsc wrong login' '{"error":"authorise error","error_code":2}|200' "$(ask "$url/sys/send.php" -d 'login=x&psw=y&fmt=3')"
	is 'smsc parameters' '{"error":"parameters error","error_code":1}|200' \
	    "$(ask "$url/sys/send.php" -d 'login=testlogin&psw=testpassword&fmt=3')"
	is 'smsc bad number' '{"error":"invalid number","error_code":7}|200' \
	    "$(ask "$url/sys/send.php" -d 'login=testlogin&psw=testpassword&fmt=3&mes=a&phones=123')"
	is 'smsc balance' '{"balance":"12345.67","currency":"RUR"}|200' \
	    "$(ask "$url/sys/balance.php?login=testlogin&psw=testpassword&fmt=3&cur=1")"
	for _ in $(seq 9); do ask "$url/sys/balance.php?login=testlogin&psw=testpassword&fmt=3" >/dev/null; done
	has 'smsc eleventh balance' '"error_code":9}|200' "$(ask "$url/sys/balance.php?login=testlogin&psw=testpassword&fmt=3")"
	quiet
	status="$url/sys/status.php?login=testlogin&psw=testpassword&fmt=3&charset=utf-8&phone=79001234567"
	has 'smsc status' '{"status":1,"last_date":"' "$(ask "$status&id=$(uuid 1)")"
	has 'smsc status list' '[{"status":1,' "$(ask "$status&id=$(uuid 1),")"
	has 'smsc status not found' '{"status":-3,' "$(ask "$status&id=$(uuid 99)")"
	hook=$(curl -s "$url/twin/hooks" | grep "id=$(uuid 1)")
	has 'smsc callback' "POST /hooks/smsc?token=testtoken id=$(uuid 1)&phone=79001234567&status=1&time=" "$hook"
	has 'smsc callback is signed' "&md5=$("$twin" sign smsc "$(uuid 1):79001234567:1:testsecret")" "$hook"
	has 'smsc text' 'smsc 79001234567 Запись завтра в 10:00' "$(curl -s "$url/twin/messages")"
	is 'smsc garbled' 0 "$(count smsc garbled)"
	ask "$url/sys/send.php" -d 'login=testlogin&psw=testpassword&phones=79001234567&fmt=3' --data-urlencode mes=Привет >/dev/null
	is 'smsc without charset' 1 "$(count smsc garbled)"
	reset
	echo 'smsc: {replies: {stop: 1.0}, webhooks: {delay_ms: [1, 5]}}' | script
	smsc 5 >/dev/null
	quiet
	has 'smsc inbound' 'POST /hooks/smsc?token=testtoken phone=79001234567&to=79990000000&mes=' "$(curl -s "$url/twin/hooks")"
	is 'smsc stops' 1 "$(count smsc stops)"
	echo 'smsc: {outcomes: {bad_number: 1.0, at_once: 1.0}}' | script
	is 'smsc bad number at once' '{"error":"invalid number","error_code":7}|200' "$(smsc 6)"
	echo 'smsc: {faults: {error_in_200: {share: 1.0, code: 3}}}' | script
	is 'smsc error in 200' '{"error":"no money","error_code":3}|200' "$(smsc 7)"
	is 'smsc error in 200 is not processed' 2 "$(count smsc processed)"
	echo '{}' | script
}

test_kannel() {
	reset
	is 'kannel GET' '0: Accepted for delivery|202' "$(kannel 1 -d coding=2 -d charset=UTF-8)"
	is 'kannel without coding' '0: Accepted for delivery|202' "$(kannel 2)"
	is 'kannel POST text/plain' '0: Accepted for delivery|202' "$(ask "$url/cgi-bin/sendsms" \
	    -H 'Content-Type: text/plain; charset=UTF-8' -H 'X-Kannel-Username: dialer' -H 'X-Kannel-Password: testpassword' \
	    -H 'X-Kannel-To: +79001234567' -H 'X-Kannel-Coding: 2' -H 'X-Kannel-DLR-Mask: 1' \
	    -H "X-Kannel-DLR-Url: $url/hooks/kannel?attempt=$(uuid 3)&status=%d" --data-binary 'Пост')"
	is 'kannel form' 'Invalid content-type|400' "$(ask "$url/cgi-bin/sendsms" -d 'username=dialer&password=testpassword&to=1')"
	is 'kannel password' 'Authorization failed for sendsms|403' "$(ask "$url/cgi-bin/sendsms?username=dialer&password=x&to=1")"
	is 'kannel no receiver' 'Missing receiver number, rejected|400' "$(ask "$url/cgi-bin/sendsms?username=dialer&password=testpassword")"
	quiet
	hooks=$(curl -s "$url/twin/hooks")
	has 'kannel DLR accepted' "GET /hooks/kannel?attempt=$(uuid 1)&status=8&answer=ACK%2F" "$hooks"
	has 'kannel DLR delivered' "GET /hooks/kannel?attempt=$(uuid 1)&status=1&answer=" "$hooks"
	hasnt 'kannel dlr-mask' "attempt=$(uuid 3)&status=8" "$hooks"
	messages=$(curl -s "$url/twin/messages")
	has 'kannel Cyrillic' 'kannel 79001234567 Здравствуйте' "$messages"
	has 'kannel question marks' 'kannel 79001234567 ????????????' "$messages"
	has 'kannel POST text' 'kannel 79001234567 Пост' "$messages"
	has 'kannel attempt in dlr-url' '"seen":1,"provider":"kannel"' "$(curl -s "$url/twin/seen?attempt=$(uuid 3)")"
	reset
	echo 'kannel: {replies: {stop: 1.0}, webhooks: {reordered: 1.0, delay_ms: [20, 30]}}' | script
	kannel 4 >/dev/null
	quiet
	hooks=$(curl -s "$url/twin/hooks")
	has 'kannel MO' 'GET /hooks/kannel/mo?token=testtoken&from=%2B79001234567&to=&text=%' "$hooks"
	has 'kannel DLR 1 before 8' 'status=1' "$(echo "$hooks" | head -1)"
	echo '{}' | script
}

test_unisender_go() {
	reset
	has 'unisender-go send' '","emails":["p@example.test"]}|200' "$(letter 1)"
	is 'unisender-go key' '{"status":"error","message":"user not found","code":114}|401' \
	    "$(ask "$url/email/send.json" -H 'Content-Type: application/json' -H 'X-API-KEY: x' -d '{}')"
	has 'unisender-go broken json' '|400' "$(ask "$url/email/send.json" -H 'Content-Type: application/json' -H 'X-API-KEY: testapikey' -d '{')"
	has 'unisender-go no form' '|400' "$(ask "$url/email/send.json" -H 'X-API-KEY: testapikey' -d 'a=b')"
	quiet
	hooks=$(curl -s "$url/twin/hooks")
	has 'unisender-go URL is checked' 'GET /hooks/unisender-go?' "$hooks"
	body=$(echo "$hooks" | sed -n 's/^POST [^ ]* //p' | grep '"delivered"')
	has 'unisender-go metadata' '"metadata":{"attempt_id":"'"$(uuid 1)"'"}' "$body"
	rest=${body#*\"auth\":\"????????????????????????????????\"}
	is 'unisender-go webhook is signed' "$body" "$("$twin" sign unisender-go testapikey "$rest")"
	echo 'unisender-go: {outcomes: {opted_out: 1.0, at_once: 1.0}}' | script
	has 'unisender-go failed_emails' '"emails":[],"failed_emails":{"p@example.test":"unsubscribed"}}|200' "$(letter 2)"
	reset
	echo 'unisender-go: {replies: {unsubscribe: {share: 1.0, ms: [1, 5]}, scanner: {share: 1.0, ms: [1, 5]}}}' | script
	letter 3 ',"headers":{"List-Unsubscribe":"<https://clinic.example/u/one-click>"}' >/dev/null
	letter 4 >/dev/null
	quiet
	hooks=$(curl -s "$url/twin/hooks")
	has 'unisender-go one-click' 'POST /u/one-click? List-Unsubscribe=One-Click' "$hooks"
	has 'unisender-go scanner' 'GET /u/one-click? ' "$hooks"
	has 'unisender-go link in the body' 'POST /u/abc? List-Unsubscribe=One-Click' "$hooks"
	echo '{}' | script
}

test_faults() {
	reset
	echo 'all: {faults: {answer_lost: {nth: [1]}, answer_cut: {nth: [2]}, throttled: {nth: [3], retry_after: 5}, server_error: {nth: [4], status: 502}, slow: {nth: [6], ms: [300, 300]}, silent: {nth: [7]}}}' | script
	has 'fault answer lost' 'Empty reply from server' "$(smsc 1)"
	is 'fault answer lost is processed' 1 "$(count smsc processed)"
	has 'fault answer cut' 'transfer closed' "$(smsc 2)"
	has 'fault throttled' 'Retry-After: 5' "$(smsc 3 -i)"
	has 'fault 502' '|502' "$(smsc 4)"
	is 'fault 502 is not processed' 2 "$(count smsc processed)"
	has 'fault none at the fifth' '|200' "$(smsc 5)"
	started=$(date +%s%N)
	smsc 6 >/dev/null
	if [ $(( ($(date +%s%N) - started) / 1000000 )) -ge 300 ]; then pass 'fault slow'; else fail 'fault slow' 'was not'; fi
	has 'fault silent' 'timed out' "$(smsc 7 -m 1)"
	echo 'smsc: {faults: {server_error: {share: 1.0, processed: yes}}}' | script
	smsc 8 >/dev/null
	smsc 1 >/dev/null
	is 'twice' 1 "$(count smsc twice)"
	has 'seen' '"seen":2,"provider":"smsc"' "$(curl -s "$url/twin/seen?attempt=$(uuid 1)")"
	has 'seen never' '"seen":0}' "$(curl -s "$url/twin/seen?attempt=$(uuid 3)")"
	is 'attempts' 6 "$(curl -s "$url/twin/attempts" | wc -l)"
	has 'script with a mistake' 'script:1: answer_lots: no such word' "$(echo 'smsc: {faults: {answer_lots: 0.1}}' | curl -s --data-binary @- "$url/twin/script")"
	quiet
	reset
	echo 'smsc: {webhooks: {repeated: 1.0, forged: 1.0, delay_ms: [1, 5]}}' | script
	smsc 9 >/dev/null
	quiet
	hooks=$(curl -s "$url/twin/hooks")
	is 'webhook repeated' 2 "$(echo "$hooks" | grep -c "md5=$("$twin" sign smsc "$(uuid 9):79001234567:1:testsecret")")"
	is 'webhook forged' 1 "$(echo "$hooks" | grep -c "token=forged.*md5=$("$twin" sign smsc "$(uuid 9):79001234567:23:forged")")"
	is 'forged taken' 1 "$(count smsc forged_taken)"
	echo 'smsc: {webhooks: {lost: 1.0}}' | script
	smsc 10 >/dev/null
	is 'webhook lost' 1 "$(count smsc hooks_lost)"
	echo 'smsc: {webhooks: {before_answer: {share: 1.0, ms: [200, 200]}}}' | script
	smsc 11 >/dev/null
	has 'webhook before the answer' "id=$(uuid 11)" "$(curl -s "$url/twin/hooks")"
	echo '{}' | script
}

# The same seed, requests and script give the same faults and outcomes.
test_repeats() {
	for run in 1 2; do
		reset
		echo 'all: {faults: {answer_lost: 0.3, server_error: 0.2}, outcomes: {busy: 0.3, no_answer: 0.2}}' | script
		for n in $(seq 40); do smsc "$n" 2>&1; done | tr -d ' \n' >"$dir/run$run"
		quiet
		curl -s "$url/twin/hooks" | sed 's/&time=.*//' | sort >>"$dir/run$run"
	done
	if cmp -s "$dir/run1" "$dir/run2"; then pass 'runs repeat'; else fail 'runs repeat' "$(diff "$dir/run1" "$dir/run2" | head -5)"; fi
}

test_kill() {
	start --log "$dir/log" --track-addresses
	for n in 1 2 3 2; do smsc "$n" >/dev/null; done
	last=$(curl -s "$url/twin/last?address=%2B79001234567" | sed 's/.*"last":\([0-9]*\).*"requests":\([0-9]*\).*/\1 \2/')
	is 'last request' 4 "${last#* }"
	if [ $(( $(date +%s%N) / 1000 - ${last% *} )) -lt 5000000 ]; then pass 'last time'; else fail 'last time' "$last"; fi
	kill -9 $pid
	wait $pid 2>/dev/null
	pid=
	is 'log' 4 "$(grep -c ' smsc ' "$dir/log")"
	start --log "$dir/log"
	is 'attempts after a kill' 3 "$(curl -s "$url/twin/attempts" | wc -l)"
	is 'twice after a kill' 1 "$(count smsc twice)"
}

# What providers say of time follows --clock, what the twin measures does not.
test_clock() {
	start --clock 'fixed 2026-11-23T08:00:00Z'
	smsc 1 >/dev/null
	quiet
	has 'clock' '&time=23.11.2026%2011%3A00%3A00&' "$(curl -s "$url/twin/hooks")"
	has 'clock of a status' '{"status":1,"last_date":"23.11.2026 ' "$(ask "$url/sys/status.php?login=testlogin&psw=testpassword&fmt=3&id=$(uuid 1)")"
}

test_agents() {
	command -v python3 >/dev/null || { echo 'SKIP twin agents: no python3 for a stand-in of the API'; return; }
	printf '%s\n' one two three >"$dir/tokens"
	python3 tests/twin/cards.py >"$dir/cards" &
	cards=$!
	for _ in $(seq 100); do
		[ -s "$dir/cards" ] && break
		sleep 0.05
	done
	got=$("$twin" agents --api "http://127.0.0.1:$(head -1 "$dir/cards")" --campaign 12 --agents 3 --presses 30 --stop-share 0.2 \
	    --tokens "$dir/tokens" 2>/dev/null)
	kill $cards
	wait $cards 2>/dev/null
	has 'agents press' '{"pressed":20,"presses_refused":10,' "$got"
	has 'agents press the key of a refusal' '"stops_failed":0,"no_cards":0,"failures":0}' "$got"
	hasnt 'agents refuse some' '"stops":0,' "$got"
}

signatures
start
is 'api' '{"sid":"0000000000000001"}|200' "$(ask "$url/api" -d '{"to":"+79001234567","attempt":"'"$(uuid 1)"'"}')"
has 'no such path' '|404' "$(ask "$url/nothing")"
test_mango
test_smsc
test_kannel
test_unisender_go
test_faults
test_repeats
test_kill
test_clock
test_agents
stop
exit $failed
