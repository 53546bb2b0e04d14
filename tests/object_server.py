"""A server that speaks S3, for the tests that need one."""

import atexit
import functools

import boto3
import pytest
from moto.server import ThreadedMotoServer

from storage.blobs import object_store

REGION = "eu-central-1"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "secret"}


class ObjectServer:
    """A server that speaks S3, with one bucket; it can be stopped and started again at its own address."""

    def __init__(self):
        self.port = 0
        self.start()
        where = {"endpoint_url": f"http://127.0.0.1:{self.port}", "region_name": REGION}
        self.client = boto3.client("s3", **where, **{name.lower(): value for name, value in KEYS.items()})
        self.client.create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": REGION})

    def start(self):
        """At a free port the first time."""
        self.running = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
        self.running.start()
        self.port = self.running.get_host_and_port()[1]

    def stop(self):
        """What it holds is kept."""
        self.running.stop()

    def url(self, more="", bucket="files"):
        """The setting that leads here."""
        return f"s3://{bucket}/evidence?endpoint=http://127.0.0.1:{self.port}&region={REGION}{more}"

    def objects(self):
        """The keys of all objects in the bucket."""
        return [found["Key"] for found in self.client.list_objects_v2(Bucket="files").get("Contents", [])]


@functools.cache
def _one_for_all():
    """One for the whole run: what it holds is kept in this process, for two such servers the same."""
    started = ObjectServer()
    atexit.register(started.stop)
    atexit.register(started.client.close)
    return started


@pytest.fixture
def server(monkeypatch):
    """The server with an empty bucket, and in the environment the key to it."""
    running = _one_for_all()
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    yield running
    for key in running.objects():
        running.client.delete_object(Bucket="files", Key=key)
    object_store.cache_clear()
