"""A real Request Tracker 5 on loopback, one for each process of the tests, in a folder of its own."""

import http.client
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp
import pytest

SHARE = Path("/usr/share/request-tracker5")
SERVER = SHARE / "libexec/rt-server"
SETUP, SETPRIV = "/usr/sbin/rt-setup-database-5", "/usr/bin/setpriv"
PACKAGES = "request-tracker5 rt5-db-sqlite rt5-standalone dbconfig-no-thanks dma"
MISSING = "no Request Tracker 5"
CURE = (
    f"{MISSING} here, so nothing was held against a real one: "
    f"apt-get install --no-install-recommends {PACKAGES} brings it"
)

WORKERS = 4
"""Who is called back by a scrip may ask RT in return, while that one still waits."""

PATIENCE = 120.0
"""Seconds that a busy machine may take to start it."""

QUEUES = ("Incidents", "Network", "General")
"""Incidents has both custom fields, the others have none; `General` is in every RT."""

RIGHTS = (
    "SeeQueue",
    "ShowTicket",
    "ShowTicketComments",
    "CreateTicket",
    "ModifyTicket",
    "CommentOnTicket",
    "ReplyToTicket",
    "OwnTicket",
    "SeeCustomField",
    "ModifyCustomField",
)
"""What Firebell's user may in each of them, and Dana, who works there."""

BCRYPT = 4
"""Each request checks a token: with RT's own 12 rounds that alone is a quarter of a second."""

SITE = """
Set($rtname, 'rt.example');
Set($Organization, 'rt.example');
Set($Timezone, 'UTC');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($CanonicalizeRedirectURLs, 0);
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{home}/rt.sqlite');
Set($MailCommand, 'mbox');
Set($BcryptCost, {bcrypt});
Set($HTMLFormatter, 'core');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($WebSessionClass, 'Apache::Session::File');
$RT::VarPath = '{home}';
$RT::MasonDataDir = '{home}/mason';
$RT::MasonSessionDir = '{home}/sessions';
1;
"""

FIRST = """
@Queues = map { +{ Name => $_ } } grep { $_ ne 'General' } qw({queues});
@CustomFields = map { +{
    Name => $_, Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket', ApplyTo => ['Incidents'],
} } 'PagerDuty ID', 'PagerDuty URL';
@Users = map { +{
    Name => $_, RealName => ucfirst $_, EmailAddress => "$_\\@example.com", Privileged => 1,
} } qw(firebell dana);
for my $user (qw(firebell dana)) {
    for my $queue (qw({queues})) {
        push @ACL, map { +{ UserId => $user, Queue => $queue, Right => $_ } } qw({rights});
    }
}
@Final = (sub {
    for my $name (qw(root firebell dana)) {
        my $user = RT::CurrentUser->new;
        $user->Load($name);
        my $root = RT::CurrentUser->new;
        $root->Load('root');
        my $new = RT::AuthToken->new($root);
        my ($ok, $said, $token) = $new->Create(Owner => $user->id, Description => 'tests');
        die "no token for $name: $said" unless $ok;
        open my $file, '>', "{home}/token.$name" or die $!;
        print $file $token;
        close $file or die $!;
    }
});
1;
"""


@dataclass
class RT:
    """`token`: of Firebell's user there. Its database is as at first for each test."""

    home: Path
    port: int
    _process: subprocess.Popen[bytes] | None = None
    _is_stale: bool = False
    _tokens: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def token(self) -> str:
        return self._tokens["firebell"]

    def token_of(self, name: str) -> str:
        """Give somebody's: root's, firebell's or dana's."""
        return self._tokens[name]

    @property
    def settings(self) -> dict[str, str]:
        """Give what connects Firebell with it."""
        return {"RT_URL": self.url, "RT_TOKEN": self.token, "RT_QUEUE": "Incidents"}

    def prepare(self) -> None:
        """Make its configuration and its first database."""
        for name in ("mason", "sessions"):
            (self.home / name).mkdir()
        names = {"home": self.home, "port": self.port, "bcrypt": BCRYPT}
        lists = {"queues": " ".join(QUEUES), "rights": " ".join(RIGHTS)}
        (self.home / "RT_SiteConfig.pm").write_text(_filled(SITE, **names))
        first = self.home / "first.pl"
        first.write_text(_filled(FIRST, **names, **lists))
        self._run(SETUP, "--action", "init", "--skip-create")
        self.load(first)
        self._tokens = {
            name: (self.home / f"token.{name}").read_text() for name in ("root", "firebell", "dana")
        }
        shutil.copy(self.home / "rt.sqlite", self.home / "first.sqlite")
        self._is_stale = False

    def load(self, initialdata: Path) -> str:
        """Do what an admin of RT does with such a file, and give what that prints."""
        self._is_stale = True
        return self._run(SETUP, "--action", "insert", "--skip-create", "--datafile", str(initialdata))

    def perl(self, code: str) -> str:
        """Do in RT what its REST cannot, as an admin in a shell; renew() lets the server see rights."""
        self._is_stale = True
        return self._run("perl", f"-I{SHARE}/lib", "-MRT", "-e", f"RT::LoadConfig(); RT::Init(); {code}")

    def take_rights(self, **rights: Iterable[str]) -> None:
        """Take rights from Firebell's user, by queue; those who know of them yet forget it by renew()."""
        taken = [f"[ '{queue}', '{right}' ]" for queue, several in rights.items() for right in several]
        self.perl(
            "my $user = RT::User->new(RT->SystemUser); $user->Load('firebell');"
            f"for my $one ({', '.join(taken)}) {{"
            "my $queue = RT::Queue->new(RT->SystemUser); $queue->Load($one->[0]);"
            "my ($ok, $said) = $user->PrincipalObj->RevokeRight(Right => $one->[1], Object => $queue);"
            "die $said unless $ok; }"
        )

    def start(self) -> None:
        """Run it until the tests end, even where those are killed."""
        told = ["--host", "127.0.0.1", "--port", str(self.port), "--max-workers", str(WORKERS)]
        with (self.home / "rt.log").open("ab") as log:
            self._process = subprocess.Popen(
                [SETPRIV, "--pdeathsig", "TERM", str(SERVER), *told],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert time.monotonic() < deadline, self.log[-3000:]
            assert self._process.poll() is None, self.log[-3000:]
            time.sleep(0.1)
        self._is_stale = False

    def stop(self) -> None:
        """End it at once, with all its workers; what was committed stays."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def renew(self) -> None:
        """Let it forget what it knows of rights, queues and scrips: its workers make way for new ones."""
        process = self._process
        if process is None:
            return self.start()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        old = set(children.read_text().split())
        for worker in old:
            os.kill(int(worker), signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE
        while old & set(children.read_text().split()):
            assert time.monotonic() < deadline, self.log[-3000:]
            time.sleep(0.02)
        self._is_stale = False
        return None

    def afresh(self) -> None:
        """Bring it to its first state, whatever a test did to it."""
        with (
            closing(sqlite3.connect(self.home / "first.sqlite")) as first,
            closing(sqlite3.connect(self.home / "rt.sqlite", timeout=PATIENCE)) as now,
        ):
            first.backup(now)
        if self._process is None or self._is_stale:
            self.renew()

    @property
    def log(self) -> str:
        return (self.home / "rt.log").read_text(errors="replace")

    async def call(self, verb: str, path: str, body: Any = None, *, by: str = "root", **params: str) -> Any:
        """Do something there as somebody."""
        login = {"Authorization": f"token {self._tokens[by]}"}
        address = f"{self.url}/REST/2.0/{path}"
        async with (
            aiohttp.ClientSession(headers=login) as session,
            session.request(verb, address, json=body, params=params) as answer,
        ):
            said = await answer.json()
            assert answer.status < 400, (answer.status, said)
            return said

    async def create(self, subject: str, queue: str = "Incidents", *, by: str = "dana", **more: Any) -> str:
        """Somebody makes a ticket; give its id."""
        said = {"Queue": queue, "Subject": subject, "Content": subject, **more}
        return str((await self.call("POST", "ticket", said, by=by))["id"])

    async def ticket(self, number: str) -> dict[str, Any]:
        """Give it as it is, with its custom fields by their names."""
        found: dict[str, Any] = await self.call("GET", f"ticket/{number}")
        fields = {one["name"]: (one["values"] or [""])[0] for one in found["CustomFields"]}
        return {**found, "CustomFields": fields}

    async def tickets(self, query: str = "id > 0") -> list[dict[str, Any]]:
        """Give all that a search finds, the oldest first."""
        found = await self.call("GET", "tickets", query=query, per_page="100", orderby="id")
        return [await self.ticket(one["id"]) for one in found["items"]]

    async def told(self, number: str) -> list[dict[str, Any]]:
        """Give what happened to a ticket, the oldest first."""
        found = await self.call(
            "GET", f"ticket/{number}/history", fields="Type,Field,OldValue,NewValue,Creator", per_page="100"
        )
        return list(found["items"])

    def _answers(self) -> bool:
        login = {"Authorization": f"token {self._tokens['root']}"}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as line:
            try:
                line.request("GET", "/REST/2.0/rt", headers=login)
                return line.getresponse().status == HTTPStatus.OK
            except OSError:
                return False

    def _run(self, *command: str) -> str:
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @property
    def _environment(self) -> dict[str, str]:
        """Its own configuration in place of the machine's."""
        site = {"RT_SITE_CONFIG": str(self.home / "RT_SiteConfig.pm"), "RT_SITE_CONFIG_DIR": "/dev/null"}
        return {**os.environ, **site}


def begin(home: Path) -> RT:
    """Start one in an empty folder; skip the test where there is no RT on this machine."""
    if not _is_installed():
        pytest.skip(MISSING)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = RT(home, free.getsockname()[1])
    server.prepare()
    server.start()
    return server


def _filled(text: str, **names: object) -> str:
    """Perl has braces of its own, but for a few places."""
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _is_installed() -> bool:
    if not all(Path(one).exists() for one in (SERVER, SETUP, SETPRIV)):
        return False
    modules = ["perl", "-MDBD::SQLite", "-MStarlet", "-e1"]
    return subprocess.run(modules, capture_output=True, check=False).returncode == 0
