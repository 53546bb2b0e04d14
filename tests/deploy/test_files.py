"""The files of deploy/ agree with each other and with the program, and hold no secret."""

import re

import pytest
import yaml
from streamlit import config

from tests.deploy.conftest import DEPLOY
from tests.servers import ROOT

COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
TEMPLATE = (DEPLOY / "nginx" / "peilstok.conf.template").read_text(encoding="utf-8")
MANUAL = (DEPLOY / "README.md").read_text(encoding="utf-8")
UNIT = (DEPLOY / "systemd" / "peilstok@.service").read_text(encoding="utf-8")


def _example(name):
    """The settings of an example file."""
    lines = (DEPLOY / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_compose_asks_for_what_its_example_names():
    """Every name that must be filled in, and no other."""
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")

    assert set(re.findall(r"\$\{(\w+)", text)) == set(_example("compose.env.example"))
    assert re.findall(r"\$\{\w+\}", text) == [], "an empty one must stop compose: ${NAME:?}"


def test_the_processes_of_compose_are_alike_and_where_nginx_looks():
    """They differ in their address only."""
    first, second = ({**SERVICES[name]} for name in ("app-1", "app-2"))
    addresses = [app.pop("networks")["peilstok"]["ipv4_address"] for app in (first, second)]
    proxy = SERVICES["proxy"]

    assert first == second
    assert [proxy["environment"][f"PROCESS_{n}"] for n in (1, 2)] == [f"{address}:8501" for address in addresses]
    assert first["environment"]["FORWARDED_ALLOW_IPS"] == proxy["networks"]["peilstok"]["ipv4_address"]


def test_the_processes_of_compose_know_one_password_only():
    """Neither the owner's nor the superuser's; nor does the network see any port but nginx's."""
    for name in ("app-1", "app-2"):
        known = str(SERVICES[name]["environment"])
        assert re.findall(r"\w+PASSWORD", known) == ["PEILSTOK_APP_PASSWORD"]
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_files_that_compose_brings_in_are_there():
    """All but those that the reader of the manual makes."""
    made = ("./certificate",)
    volumes = [volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])]
    files = [volume for volume in volumes if volume.startswith("./") and volume not in made]

    assert files
    assert [name for name in files if not (DEPLOY / name).exists()] == []
    assert (DEPLOY / SERVICES["app-1"]["build"]["context"] / SERVICES["app-1"]["build"]["dockerfile"]).exists()


def test_every_name_in_the_nginx_template_is_filled_in_on_both_ways():
    """By compose and by the line of the manual; no other dollar sign is touched."""
    names = set(re.findall(r"\$\{(\w+)\}", TEMPLATE))
    [line] = re.findall(r"envsubst '([^']+)'", MANUAL)

    assert names == set(SERVICES["proxy"]["environment"])
    assert names == set(line.replace("$", "").split())
    assert names == set(re.findall(r"(?:export|[ ])([A-Z_0-9]+)=", MANUAL)) & names


def test_the_examples_name_settings_that_exist_and_hold_no_secret():
    """A name that nobody reads would be a setting that does nothing."""
    settings = _example("peilstok.env.example")
    ours = {name for name in settings if not name.startswith("STREAMLIT_")}
    options = {"STREAMLIT_" + re.sub(r"[A-Z]|\.", _snake, key).upper() for key in config._config_options_template}

    assert ours <= set(re.findall(r'environ\.get\(\s*"(\w+)"', (ROOT / "settings.py").read_text(encoding="utf-8")))
    assert settings.keys() - ours <= options
    filled_in = {**settings, **_example("compose.env.example")}
    assert {name: value for name, value in filled_in.items() if value} == {
        "DATABASE_URL": "postgresql://peilstok_app:PASSWORD@localhost/peilstok",
    }


def _snake(match):
    return "_" if match[0] == "." else f"_{match[0]}"


@pytest.mark.parametrize("path", ["deploy/.env", "deploy/peilstok.env", "deploy/certificate/"])
def test_files_with_secrets_are_kept_out_of_git(path):
    """What the manual lets someone make beside the examples."""
    assert path in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_image_leaves_out_what_must_not_be_in_it():
    """Answers, passwords and certificates of who builds it; but not Streamlit's settings."""
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()

    assert {".*", "data", "deploy"} <= set(ignored)
    assert "!.streamlit" in ignored


@pytest.mark.parametrize("line", ["NoNewPrivileges=yes", "ProtectSystem=strict", "DynamicUser=yes", "PrivateTmp=yes"])
def test_the_unit_locks_the_process_in(line):
    """It gets its port from its name, and never the owner's password."""
    assert line in UNIT.splitlines()
    assert "--server.port=%i" in UNIT
    assert "owner.env" not in UNIT


def test_the_database_programs_of_the_image_are_those_of_the_server():
    """An older pg_dump refuses a newer server."""
    [client] = re.findall(r"postgresql-client-(\d+)", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"))

    assert SERVICES["database"]["image"].startswith(f"postgres:{client}-")
