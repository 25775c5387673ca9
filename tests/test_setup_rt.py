"""`firebell setup rt --scrip`: what an admin of RT loads is written for nobody else's eyes, without RT."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main

SECRET = "what-RT-signs-with"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/firebell.db")
    return tmp_path


def setup(*words: str) -> Result:
    return CliRunner().invoke(main, ["setup", "rt", *words])


def test_it_needs_rt(folder: Path) -> None:
    assert "Not set: RT_URL and RT_TOKEN." in setup("--scrip", str(folder / "rt.pl")).output
    assert not (folder / "rt.pl").exists()


def test_the_secret_stands_in_the_file_alone_which_is_for_nobody_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RT_URL", "https://rt.example")
    monkeypatch.setenv("RT_TOKEN", "1-14-5be3")
    monkeypatch.setenv("RT_QUEUE", "Outages")
    file = folder / "rt.pl"
    file.write_text("older")
    said = setup("--scrip", "rt.pl")
    assert said.exit_code == 0, said.output
    assert "it makes the fields alone" in said.output
    assert "my @queues = ( 'Outages' );" in file.read_text()
    monkeypatch.setenv("PUBLIC_URL", "https://bell.example/")
    monkeypatch.setenv("RT_WEBHOOK_SECRET", SECRET)
    said = setup("--scrip", "rt.pl")
    assert said.exit_code == 0, said.output
    assert SECRET not in said.output
    told = f"{{ url => 'https://bell.example/webhooks/rt', secret => '{SECRET}', user => 14 }}"
    assert told in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert "cannot be written" in setup("--scrip", "nowhere/rt.pl").output
