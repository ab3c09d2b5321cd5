"""Azure's instance metadata service, as far as a node asks it: run in the virtual network's namespace.

    metadata_service.py FILE      FILE: address of a machine → its `compute` object, as JSON

Answers http://169.254.169.254/metadata/instance by the address that asks. There are no identity tokens: nothing here
may believe that it can talk to Azure.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

ADDRESS = "169.254.169.254"


class Handler(BaseHTTPRequestHandler):
    machines: dict[str, dict] = {}

    def do_GET(self) -> None:
        url = urlparse(self.path)
        address = self.client_address[0]
        if self.headers.get("Metadata", "").lower() != "true" or address not in self.machines:
            return self.answer(400, {"error": "Bad request"})
        document: object = {"compute": self.machines[address], "network": network(address)}
        steps = [step for step in url.path.split("/") if step]
        if steps[:2] != ["metadata", "instance"]:
            return self.answer(404, {"error": "Not found"})
        for step in steps[2:]:
            if not isinstance(document, dict) or step not in document:
                return self.answer(404, {"error": "Not found"})
            document = document[step]
        if parse_qs(url.query).get("format") == ["text"]:
            return self.answer(200, document if isinstance(document, str) else json.dumps(document))
        self.answer(200, document)

    def answer(self, status: int, body: object) -> None:
        content = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def network(address: str) -> dict:
    return {"interface": [{"macAddress": "000D3A000000", "ipv6": {"ipAddress": []}, "ipv4": {
        "ipAddress": [{"privateIpAddress": address, "publicIpAddress": ""}],
        "subnet": [{"address": "10.0.0.0", "prefix": "8"}]}}]}


if __name__ == "__main__":
    Handler.machines = json.loads(Path(sys.argv[1]).read_text())
    ThreadingHTTPServer((ADDRESS, 80), Handler).serve_forever()
