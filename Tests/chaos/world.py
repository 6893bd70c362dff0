"""What the rows have in common: a clone, a place for all that ktrail writes, and ways to run it there."""

import hashlib, os, pathlib, resource, shutil, signal, subprocess, time

STORY = pathlib.Path(__file__).resolve().parents[2] / "Fixtures" / "overlayfs-story"
OLD, NEW = (str(STORY / f"kernel-lt-4.4.{minor}-1.el7.changelog") for minor in (121, 157))
SYMPTOM = str(STORY / "symptom.txt")
# The commit that a bisection by `answer.sh` finds.
CULPRIT_MARK = "override_creds"
# Longer than anything takes here on a busy machine: what is not done by then hangs.
PATIENCE = 60


class Failure(Exception):
    """Something that a row promises did not hold."""


class Outcome:
    def __init__(self, code, output, errors, seconds):
        self.code, self.output, self.errors, self.seconds = code, output, errors, seconds

    def __str__(self):
        return f"exit {self.code}, {self.errors[-300:].decode(errors='replace')!r}"


class World:
    """A directory that is put back to how it was before each try.

    `clone` is the user's, with a work tree of theirs on a disk that is not mounted now; `cache`, `state` and `tmp` are
    what ktrail may write to.
    """

    def __init__(self, work, ktrail):
        self.work, self.ktrail = pathlib.Path(work), str(ktrail)
        self.now = self.work / "now"
        self.clone, self.tmp, self.out = (str(self.now / name) for name in ("clone", "tmp", "out"))
        history = self.work / "history"
        subprocess.run([STORY / "make-clone.sh", history], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for name in ("cache", "state", "tmp", "home"):
            (self.now / name).mkdir(parents=True)
        self.git("clone", "--quiet", "--bare", "--shared", "--template=", str(history), self.clone)
        self.git("-C", self.clone, "worktree", "add", "--quiet", str(self.now / "mine"), "v4.4.130")
        shutil.rmtree(self.now / "mine")
        pathlib.Path(self.out).write_text("old")
        test = self.now / "answer.sh"
        test.write_text(f"#!/bin/sh\n! grep -q {CULPRIT_MARK} fs/overlayfs/dir.c\n")
        test.chmod(0o755)
        for name, words in (("packed.gz", ["gzip", "-c", NEW]), ("packed.xz", ["xz", "-c", OLD])):
            (self.now / name).write_bytes(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)
        self.keep("bare")

    @property
    def environment(self):
        return {
            "PATH": os.environ["PATH"], "HOME": str(self.now / "home"), "TMPDIR": self.tmp, "LC_ALL": "C",
            "XDG_CACHE_HOME": str(self.now / "cache"), "XDG_STATE_HOME": str(self.now / "state"),
            "KTRAIL_LINUX": self.clone, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org",
        }

    def git(self, *words):
        result = subprocess.run(["git", *words], env=self.environment, stdout=subprocess.PIPE, check=True)
        return result.stdout.decode()

    # Snapshots. All lies at one path, since indexes and bisections note where the clone is.

    def keep(self, name):
        shutil.copytree(self.now, self.work / "kept" / name, symlinks=True)

    def restore(self, name):
        shutil.rmtree(self.now, ignore_errors=True)
        # Times are part of what an index is told by.
        shutil.copytree(self.work / "kept" / name, self.now, symlinks=True)

    # Running

    def start(self, words, **options):
        def prepare():
            for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGPIPE):
                signal.signal(number, signal.SIG_DFL)
            for limit, value in options.get("limits", {}).items():
                resource.setrlimit(limit, (value, value))
            if "user" in options:
                os.setgid(options["user"])
                os.setuid(options["user"])

        return subprocess.Popen(
            [self.ktrail, *words], env={**self.environment, **options.get("environment", {})}, cwd=self.now,
            stdin=subprocess.DEVNULL, stdout=options.get("stdout", subprocess.PIPE),
            stderr=options.get("stderr", subprocess.PIPE), start_new_session=True, preexec_fn=prepare)

    def run(self, words, **options):
        begin = time.monotonic()
        process = self.start(words, **options)
        try:
            output, errors = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise Failure(f"{' '.join(words)} hangs")
        return Outcome(process.returncode, output or b"", errors or b"", time.monotonic() - begin)

    def must(self, words, **options):
        outcome = self.run(words, **options)
        if outcome.code != 0:
            raise Failure(f"{' '.join(words)}: {outcome}")
        return outcome

    # What must not change

    def clone_digest(self):
        """The clone's files, but for what git notes of ktrail's own work trees."""
        digest = hashlib.sha256()
        for folder, folders, files in os.walk(self.clone):
            folders.sort()
            if os.path.basename(folder) == "worktrees":
                folders[:] = [name for name in folders if name == "mine"]
            for name in sorted(files):
                path = os.path.join(folder, name)
                digest.update(os.path.relpath(path, self.clone).encode() + b"\0")
                digest.update(pathlib.Path(path).read_bytes() + b"\0")
        return digest.hexdigest()

    def leftovers(self):
        return sorted(os.listdir(self.tmp))


def session_is_empty(session):
    """Whether no process of a session runs any more."""
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (OSError, UnicodeDecodeError):
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            return False
    return True


def await_empty(session, seconds):
    end = time.monotonic() + seconds
    while not session_is_empty(session):
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


def is_sentence(outcome):
    """One that says what is wrong, and no crash."""
    text = outcome.errors.decode(errors="replace")
    return outcome.code == 1 and text.count("ktrail: ") >= 1 and "Fatal error" not in text and "Stack dump" not in text
