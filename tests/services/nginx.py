"""nginx in front of a hub, with TLS: deploy/nginx.conf itself, on the ports and with the certificate of a test."""

import datetime
import ipaddress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from . import machine
from .hub import ROOT
from .processes import Server, answers, free_port

SHIPPED = ROOT / "deploy/nginx.conf"
AROUND = """
daemon off;
user root;
worker_processes 1;
pid {folder}/nginx.pid;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/unused;
    scgi_temp_path {folder}/unused;
    uwsgi_temp_path {folder}/unused;
    {server}
}}
"""
ACCEL = "/_blobs/"
# Without them nginx is as it is where nobody tells it otherwise.
UNBUFFERED = ("    proxy_request_buffering off;\n", "    proxy_buffering off;\n")


class Nginx:
    """`port` speaks TLS, with the `certificate`."""

    def __init__(self, folder, *, hub_port, buffered=False, blobs=None):
        self.folder = Path(folder)
        self.hub_port = hub_port
        self.buffered = buffered
        self.blobs = blobs
        self.port = free_port()
        self.certificate = self.folder / "certificate.pem"

    def start(self):
        self.folder.mkdir(parents=True)
        make_certificate(self.certificate, self.folder / "key.pem")
        configuration = self.folder / "nginx.conf"
        configuration.write_text(
            AROUND.format(folder=self.folder, server=self.configuration())
        )
        self.server = Server(
            [machine.program("nginx"), "-c", configuration, "-e", "stderr"],
            log=self.folder / "nginx.log",
            ready=answers(self.port),
        ).start()
        return self

    def stop(self):
        self.server.stop()

    def configuration(self):
        changes = {
            "server 127.0.0.1:8000;": f"server 127.0.0.1:{self.hub_port};",
            "listen 443 ssl;": self.listen(),
            "/etc/ssl/hub.example.org.pem": str(self.certificate),
            "/etc/ssl/hub.example.org.key": str(self.folder / "key.pem"),
        }
        if self.buffered:
            changes |= dict.fromkeys(UNBUFFERED, "")
        if self.blobs:
            changes |= uncommented(f"location {ACCEL} {{")
            changes["/srv/berth/var/registry/"] = f"{self.blobs}/"
        return changed(changes)

    def listen(self):
        hosts = ["127.0.0.1", "[::1]"] if machine.ipv6() else ["127.0.0.1"]
        return " ".join(f"listen {host}:{self.port} ssl;" for host in hosts)


def changed(changes):
    text = SHIPPED.read_text()
    for old, new in changes.items():
        assert old in text, f"{SHIPPED} says no longer: {old}"
        text = text.replace(old, new)
    return text


def uncommented(first):
    """From the line that begins so to the one that closes it."""
    text = SHIPPED.read_text()
    block = text[text.index(f"    # {first}") :]
    block = block[: block.index("    # }") + len("    # }")]
    return {block: block.replace("    # ", "    ")}


def make_certificate(path, key_path):
    """For every name of this machine's loopback."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    addresses = [
        x509.IPAddress(ipaddress.ip_address(one)) for one in ("127.0.0.1", "::1")
    ]
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost"), *addresses]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
