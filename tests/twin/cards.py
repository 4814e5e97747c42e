"""cards.py - a stand-in of the dialer's API for the test of `dozvon-twin agents`: every third press is refused."""
import http.server
import json
import threading


class Cards(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    presses = 0
    nonces = set()
    one = threading.Lock()

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def known(self):
        return self.headers["Authorization"] in ("Bearer one", "Bearer two", "Bearer three")

    def do_GET(self):
        ok = self.known() and self.path == "/api/v1/campaigns/12/cards?limit=1"
        self.answer(200 if ok else 400, {"cards": [{"contact_point": "0190a1b2", "card_sha256": "ab" * 32, "why": "x"}]})

    def do_POST(self):
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.known():
            self.answer(401, {})
        elif self.path == "/api/v1/refusals":
            good = order["scope"] == "ALL_CONTACT" and order["path"] == "agent" and order["contact_point"] == "0190a1b2"
            self.answer(201 if good else 400, {})
        elif self.path == "/api/v1/campaigns/12/presses":
            wanted = {"contact_point", "card_sha256", "session", "nonce"}
            with Cards.one:
                Cards.presses += 1
                good = set(order) == wanted and order["nonce"] not in Cards.nonces and Cards.presses % 3 != 0
                Cards.nonces.add(order["nonce"])
            self.answer(201 if good else 409, {"type": "about:blank", "title": "not now"})
        else:
            self.answer(404, {})

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Cards)
print(server.server_address[1], flush=True)
server.serve_forever()
