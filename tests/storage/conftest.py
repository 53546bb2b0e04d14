"""The databases on which the storage tests run."""

import pytest


@pytest.fixture(params=["sqlite"])
def url(request, tmp_path):
    """The address of an empty database; a second parameter here runs every test on another kind."""
    return {"sqlite": f"sqlite:///{tmp_path / 'data' / 'peilstok.db'}"}[request.param]
