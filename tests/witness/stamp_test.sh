#!/usr/bin/env bash
# stamp_test.sh - checkpoints stamped by `openssl ts` as a local RFC 3161 authority over HTTP, and answers that prove nothing; on paper; by mail.
# Needs DOZVON_TEST_DSN, openssl, python3.  Prints PASS, FAIL or SKIP lines.
set -u
cd "$(dirname "$0")/../.."
[ -n "${DOZVON_TEST_DSN:-}" ] || { echo "SKIP stamp: DOZVON_TEST_DSN is not set"; exit 0; }
command -v openssl >/dev/null && command -v python3 >/dev/null || { echo "SKIP stamp: openssl or python3 is absent"; exit 0; }
B=${B:-build}
name=t_stamp_$$
work=$(mktemp -d /tmp/dozvon-stamp-XXXXXX)
admin="$DOZVON_TEST_DSN dbname=postgres user=dozvon"
failed=0 server= sink=
finish() { [ -z "$server" ] || kill -9 "$server" 2>/dev/null; [ -z "$sink" ] || kill -9 "$sink" 2>/dev/null; psql "$admin" -qc "drop database if exists $name with (force)" >/dev/null 2>&1; rm -rf "$work"; }
trap finish EXIT
check() { if [ "$2" = 0 ]; then echo "PASS stamp: $1"; else echo "FAIL stamp: $1: $(tail -2 "$work/said")"; failed=1; fi; }
says() { local code=$1 words=$2; shift 2; "$@" >"$work/said" 2>&1; [ $? = "$code" ] && grep -qF -- "$words" "$work/said"; }
dozvon() { "$B/dozvon" "$@"; }

# Two authorities with a CA each.
authority() {
  local d=$work/$1; mkdir -p "$d"; echo 01 >"$d/serial"
  cat >"$d/tsa.cnf" <<END
[tsa]
default_tsa = t
[t]
serial = $d/serial
crypto_device = builtin
signer_cert = $d/tsa.pem
signer_key = $d/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[e]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
END
  { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$d/ca.key" -out "$d/ca.pem" -subj "/CN=$1 CA" -days 30
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$d/tsa.key" -out "$d/tsa.csr" -subj "/CN=$1"
    openssl x509 -req -in "$d/tsa.csr" -CA "$d/ca.pem" -CAkey "$d/ca.key" -CAcreateserial -out "$d/tsa.pem" -days 30 -extfile "$d/tsa.cnf" -extensions e
  } >"$d/made" 2>&1 || { echo "FAIL stamp: authority $1: $(tail -1 "$d/made")"; exit 1; }
}
authority honest; authority stranger
# /honest and /stranger answer each query; /replay answers with the first answer of honest; /broken with 500.
cat >"$work/server.py" <<'P'
import http.server, subprocess, sys
work = sys.argv[1]
class Authority(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        query = self.rfile.read(int(self.headers['Content-Length'])); who = self.path[1:]
        if self.headers['Content-Type'] != 'application/timestamp-query' or who == 'broken':
            self.send_error(500); return
        if who != 'replay':
            open(work + '/q', 'wb').write(query)
            subprocess.run(['openssl', 'ts', '-reply', '-config', f'{work}/{who}/tsa.cnf', '-section', 't', '-queryfile', work + '/q',
                '-out', f'{work}/{who}.tsr'], check=True, capture_output=True)
        answer = open(f"{work}/{'honest' if who == 'replay' else who}.tsr", 'rb').read()
        self.send_response(200); self.send_header('Content-Type', 'application/timestamp-reply')
        self.send_header('Content-Length', str(len(answer))); self.end_headers(); self.wfile.write(answer)
    def log_message(self, *words): pass
server = http.server.HTTPServer(('127.0.0.1', 0), Authority)
print(server.server_port, flush=True); server.serve_forever()
P
python3 "$work/server.py" "$work" >"$work/port" 2>"$work/server.log" & server=$!
for _ in $(seq 100); do [ -s "$work/port" ] && break; sleep 0.05; done
url=http://127.0.0.1:$(cat "$work/port")

psql "$admin" -qc "create database $name"
export DOZVON_DATABASE="$DOZVON_TEST_DSN dbname=$name" DOZVON_LANGUAGE=en DOZVON_SETTINGS=
export DOZVON_LOG_DIR=$work/log DOZVON_LOG_KEY=$work/log.key DOZVON_LOG_ORIGIN=clinic.example/log
export DOZVON_STAMP_AUTHORITY=$url/honest DOZVON_STAMP_CA=$work/honest/ca.pem
# Other databases of the server may have older transactions open: what they hold back is sealed a moment later.
seal() { for _ in $(seq 100); do dozvon audit seal >/dev/null; [ "$(psql "$DOZVON_DATABASE user=dozvon" -qAtc "select (select count(*) from entry) = (select sum(leaves) from seal)")" = t ] && break; sleep 0.1; done; }
add() { psql "$DOZVON_DATABASE user=dozvon" -qc "insert into entry (body) select convert_to('{\"n\":' || n || '}', 'UTF8') from generate_series(1, $1) n"; seal; }
dozvon migrate >/dev/null; dozvon audit key >/dev/null 2>&1; add 20

says 0 "stamped: 20 entries, at $(date -u +%Y)" dozvon audit stamp; check "the authority stamps a checkpoint" $?
note=$work/log/stamp/20.note tsr=$work/log/stamp/20.tsr
says 0 "stamped: 20 entries" dozvon audit stamp --check "$tsr" --checkpoint "$note"; check "what was kept is verified" $?
digest=$(python3 -c 'import sys,hashlib; print(hashlib.sha256(open(sys.argv[1],"rb").read().rpartition(b"\n\n")[0] + b"\n").hexdigest())' "$note")
says 0 "Verification: OK" openssl ts -verify -digest "$digest" -in "$tsr" -CAfile "$work/honest/ca.pem"; check "openssl says the same" $?
add 5; dozvon audit checkpoint >"$work/other"
says 1 "not proven" dozvon audit stamp --check "$tsr" --checkpoint "$work/other"; check "it is no stamp of another checkpoint" $?
says 1 "not proven" dozvon audit stamp --check "$tsr" --checkpoint "$note" --ca "$work/stranger/ca.pem"; check "nor under another CA" $?
python3 - "$tsr" "$work/bad.tsr" <<'P'
import sys; data = bytearray(open(sys.argv[1], 'rb').read()); data[-5] ^= 1; open(sys.argv[2], 'wb').write(data)
P
says 1 "time stamp: " dozvon audit stamp --check "$work/bad.tsr" --checkpoint "$note"; check "one changed bit is found" $?
head -c 100 "$tsr" >"$work/bad.tsr"
says 1 "not an answer of RFC 3161" dozvon audit stamp --check "$work/bad.tsr" --checkpoint "$note"; check "a cut answer is no answer" $?
says 1 "not proven" dozvon audit stamp --authority "$url/stranger" && [ ! -e "$work/log/stamp/25.tsr" ]; check "a strange authority's answer is not kept" $?
cp "$work/log/checkpoint" "$work/now"; cp "$note" "$work/log/checkpoint"
says 1 "not proven" dozvon audit stamp --authority "$url/replay"; check "an old answer to a new query is refused: the nonce" $?
cp "$work/now" "$work/log/checkpoint"
says 75 "answers with status 500" dozvon audit stamp --authority "$url/broken"; check "an authority that fails is asked again later" $?
says 0 "stamped: 25 entries" dozvon audit stamp; check "the next checkpoint" $?

# On paper and by mail.
dozvon audit checkpoint >"$work/note"
says 0 "25 entries" dozvon audit page --out "$work/page.pdf"; check "a page is made" $?
if command -v pdftoppm >/dev/null && command -v zbarimg >/dev/null; then
  pdftoppm -r 150 -png "$work/page.pdf" "$work/page"; zbarimg -q --raw --nodbus "$work"/page-*.png >"$work/scanned" 2>"$work/said"
  cmp <(cat "$work/note"; echo) "$work/scanned" >>"$work/said" 2>&1; check "its QR code is the note, byte for byte" $?
  pdftotext "$work/page.pdf" - | grep -qF "clinic.example/log"; check "its text names the log" $?
else echo "SKIP stamp: poppler-utils or zbar-tools is not installed"; fi
cat >"$work/smtp.py" <<'P'
import base64, socketserver, sys
work = sys.argv[1]
class Session(socketserver.StreamRequestHandler):
    def handle(self):
        say = lambda line: self.wfile.write(line.encode() + b'\r\n'); say('220 sink'); got = []
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper(); got.append(line)
            if word == 'RCPT' and 'nobody@' in line: say('550 no such mailbox')
            elif word == 'DATA':
                say('354 go on'); letter = b''
                while (row := self.rfile.readline()) != b'.\r\n': letter += row
                head, body = letter.split(b'\r\n\r\n', 1)
                open(work + '/head', 'wb').write(head); open(work + '/mailed', 'wb').write(base64.b64decode(body))
                open(work + '/got', 'w').write('\n'.join(got)); say('250 taken')
            elif word == 'QUIT': say('221 bye'); return
            else: say('250 ok')
class Server(socketserver.ThreadingTCPServer): daemon_threads = True
with Server(('127.0.0.1', 0), Session) as server:
    print(server.server_address[1], flush=True); server.serve_forever()
P
python3 "$work/smtp.py" "$work" >"$work/smtp.port" 2>"$work/smtp.log" & sink=$!
for _ in $(seq 100); do [ -s "$work/smtp.port" ] && break; sleep 0.05; done
says 65 "name the mail server" dozvon audit mail; check "without a server it says what is missing" $?
export DOZVON_MAIL_SERVER=smtp://127.0.0.1:$(cat "$work/smtp.port") DOZVON_MAIL_FROM=log@clinic.example DOZVON_CHECKPOINT_MAIL="a@auditor.example, b@lawyer.example"
says 0 "25 entries" dozvon audit mail && cmp "$work/mailed" "$work/note" >>"$work/said" 2>&1; check "the letter is the note, byte for byte" $?
grep -q "RCPT TO:<a@auditor.example>" "$work/got" && grep -q "RCPT TO:<b@lawyer.example>" "$work/got" && grep -q "^Subject: clinic.example/log 25" "$work/head"; check "to both, with the size in its subject" $?
says 0 "25" dozvon audit verify "$work/log" --since "$work/mailed"; check "what arrived verifies the log" $?
says 75 "smtp" dozvon audit mail --to nobody@auditor.example; check "a refused receiver is an error" $?
says 65 "not addresses of mail" dozvon audit mail --to "a@x <b>"; check "what is no address is not sent" $?
kill -9 "$sink" 2>/dev/null; wait "$sink" 2>/dev/null
says 75 "smtp" dozvon audit mail; check "a silent server: try again" $?
exit $failed
