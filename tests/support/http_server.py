"""A server that behaves well or badly by the path asked for, for tests of HTTP clients.

usage: http_server.py DIRECTORY [CERTIFICATE_CHAIN KEY]

Prints its port, serves until its standard input ends, and writes each request as a line of JSON to DIRECTORY/log.
POST /v1/events answers with the bytes of DIRECTORY/events.reply; without such a file it is busy.
"""

import gzip
import http.server
import json
import os
import ssl
import sys
import threading
import time

directory = sys.argv[1]
lock = threading.Lock()
stopped = threading.Event()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def raw(self, data):
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = True

    def do_GET(self):
        self.note(b"")
        path = self.path.split("?")[0]
        if path == "/ok":
            self.answer(200, b"fine", [("ETag", '"abc"'), ("Retry-After", " 17 ")])
        elif path == "/gzip":
            self.answer(200, gzip.compress(b"packed " * 1000), [("Content-Encoding", "gzip")])
        elif path == "/bomb":
            self.answer(200, gzip.compress(b"\0" * 50_000_000), [("Content-Encoding", "gzip")])
        elif path.startswith("/brotli/"):  # a file that the test has compressed
            with open(directory + path[len("/brotli") :], "rb") as file:
                self.answer(200, file.read(), [("Content-Encoding", "br")])
        elif path == "/undecodable":
            encoding = self.path.split("?")[1]
            self.answer(200, b"this is not compressed at all", [("Content-Encoding", encoding)])
        elif path == "/stall":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"the rest never comes")
            self.wfile.flush()
            stopped.wait()
        elif path == "/redirect":
            self.answer(302, b"", [("Location", "/ok")])
        elif path == "/slow":
            time.sleep(3)
            self.answer(200, b"late")
        elif path == "/trickle":
            self.send_response(200)
            count = int(self.path.partition("?")[2] or "100")
            self.send_header("Content-Length", str(count))
            self.end_headers()
            for _ in range(count):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        elif path == "/broken":
            self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")
        elif path == "/nothing":
            self.raw(b"")
        elif path == "/garbage":
            self.raw(b"\x16\x03\x01 this is no HTTP at all\r\n\r\n")
        elif path == "/endless":
            self.raw(b"HTTP/1.1 200 OK\r\n\r\n")
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                pass
        elif path == "/status":
            self.answer(int(self.path.split("?")[1]))
        elif os.path.exists(directory + path):
            with open(directory + path, "rb") as file:
                self.answer(200, file.read(), [("ETag", '"v1"')])
        else:
            self.answer(404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.note(body)
        reply = directory + "/events.reply"
        if self.path == "/echo":
            self.answer(200, body)
        elif self.path.endswith("/v1/events") and os.path.exists(reply):
            with open(reply, "rb") as file:
                self.answer(200, file.read())
        else:
            self.answer(503, b"", [("Retry-After", "120")])

    def note(self, body):
        headers = {name.lower(): value for name, value in self.headers.items()}
        line = json.dumps({"method": self.command, "path": self.path, "headers": headers, "bytes": len(body)})
        with lock, open(directory + "/log", "a") as log:
            log.write(line + "\n")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # clients that hang up are what some tests are about


server = Server(("127.0.0.1", 0), Handler)
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
stopped.set()
