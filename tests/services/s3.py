"""versitygw: a real S3 server over a folder. It checks signatures, so a wrong secret or an expired link fails here too."""

from pathlib import Path
from urllib.parse import urlencode

import boto3
from botocore.config import Config

from . import machine
from .processes import Server, answers

ACCESS_KEY = "berth-tests"
SECRET_KEY = "berth-tests-secret"
REGION = "us-east-1"


class VersityGateway:
    def __init__(self, folder, port):
        self.folder = Path(folder)
        self.port = port
        self.endpoint = f"http://127.0.0.1:{port}"

    def start(self):
        (self.folder / "buckets").mkdir(parents=True)
        self.server = Server(
            [
                machine.find("versitygw"),
                "--access",
                ACCESS_KEY,
                "--secret",
                SECRET_KEY,
                "--region",
                REGION,
                "--port",
                f"127.0.0.1:{self.port}",
                "--keep-alive",
                "--quiet",
                "posix",
                self.folder / "buckets",
            ],
            log=self.folder.parent / "versitygw.log",
            ready=answers(self.port),
        ).start()
        return self

    def stop(self):
        self.server.stop()

    def client(self, *, secret_key=SECRET_KEY):
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id=ACCESS_KEY,
            aws_secret_access_key=secret_key,
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
        )

    def make_bucket(self, name):
        self.client().create_bucket(Bucket=name)
        return name

    def url(self, bucket, prefix=""):
        """For HUB_BLOBS_URL."""
        return blobs_url(self.endpoint, bucket, prefix)


def blobs_url(endpoint, bucket, prefix=""):
    query = urlencode(
        {"endpoint_url": endpoint, "region_name": REGION, "addressing_style": "path"}
    )
    return f"s3://{ACCESS_KEY}:{SECRET_KEY}@{bucket}/{prefix}?{query}"
