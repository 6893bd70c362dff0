#!/usr/bin/env python3
"""Installs, runs and removes the .deb in a chroot, and does the steps of the Containerfile in another.

usage: check.py CLONE (the demo's), as root; BASE=DIR names a system made by debootstrap, which is copied, not changed
"""
import glob
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
STORY = ROOT / "Fixtures/overlayfs-story"
RELEASE = "bookworm"
CULPRIT = "cb9adfe8af36"


def run(*command, **options):
    return subprocess.run(command, check=True, **options)


class System:
    """A copy of the base in a directory of its own, with the clone mounted read-only at /linux."""

    def __init__(self, base, clone):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="ktrail-chroot-"))
        self.clone = clone
        run("cp", "-a", f"{base}/.", self.path)
        # Other users than root live in it, too.
        self.path.chmod(0o755)
        shutil.copy("/etc/resolv.conf", self.path / "etc/resolv.conf")
        (self.path / "linux").mkdir()
        self.copy(STORY, "story")

    def copy(self, source, name):
        run("cp", "-r", source, self.path / name)

    def run(self, command, user=None, environment=None, folder="/"):
        """What a shell in it prints; mounts are of that shell alone."""
        entered = ["chroot", *(["--userspec", f"{user}:"] if user else []), self.path]
        variables = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
            **{k: v for k, v in os.environ.items() if k.endswith("_proxy")}, **(environment or {})}
        script = (
            f'mount --bind "{self.clone}" "{self.path}/linux" && mount -o remount,ro,bind "{self.path}/linux"'
            f' && mount -t proc proc "{self.path}/proc" && exec "$@"')
        done = subprocess.run(
            ["unshare", "-m", "sh", "-c", script, "sh", *entered, "sh", "-c", f"cd {folder} && {command}"],
            capture_output=True, text=True, env=variables)
        if done.returncode:
            sys.exit(f"{command}\n{done.stdout}{done.stderr}\nended with {done.returncode}")
        return done.stdout

    def files(self):
        skipped = re.compile(r"/(var/(lib/(dpkg|apt)|cache|log)|proc|linux|tmp|dev|etc/ld.so.cache|etc/.*-$)")
        return {
            "/" + str(path.relative_to(self.path)) for path in self.path.rglob("*")
            if not skipped.match("/" + str(path.relative_to(self.path)))}

    def remove(self):
        shutil.rmtree(self.path)


def ask(system, **options):
    """The story's culprit is the first suspect."""
    answer = json.loads(system.run(
        "ktrail culprits /story/kernel-lt-4.4.121-1.el7.changelog /story/kernel-lt-4.4.157-1.el7.changelog"
        " --symptom /story/symptom.txt --json", **options))
    found = json.dumps(answer["suspects"][0])
    assert CULPRIT in found, found


def package(base, clone, deb):
    system = System(base, clone)
    try:
        system.copy(deb, "ktrail.deb")
        system.run("apt-get update && apt-get install -y -qq --no-install-recommends man-db")
        before = system.files()
        depends = system.run("dpkg-deb -f /ktrail.deb Depends | sed 's/([^)]*)//g; s/,//g'")
        system.run("DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends /ktrail.deb")
        added = system.files() - before
        print(f"installed: {len(added)} files, with {depends.strip()}")
        assert "/usr/bin/ktrail" in added and "/usr/share/man/man1/ktrail-bisect.1.gz" in added
        ask(system, environment={"KTRAIL_LINUX": "/linux", "XDG_CACHE_HOME": "/tmp/cache"})
        assert "EXIT STATUS" in system.run("man ktrail-fixes | cat")
        assert "libgit2.so.1.5" in system.run("ldd /usr/bin/ktrail")
        print("run: the story's culprit is first; man ktrail-fixes")
        ours = set(system.run("dpkg -L ktrail").split())
        system.run("apt-get purge -y -qq ktrail")
        left = {path for path in system.files() - before if path in ours or "ktrail" in path}
        assert not left, left
        print("removed: nothing of it is left")
    finally:
        system.remove()


def steps():
    """The lines of the Containerfile as (word, rest)."""
    text = re.sub(r"\\\n", " ", (ROOT / "Containerfile").read_text())
    return [line.split(None, 1) for line in text.splitlines() if line and not line.startswith("#")]


def image(base, clone):
    system = System(base, clone)
    try:
        user, folder, environment, entry = None, "/", {}, None
        for word, rest in steps():
            if word == "COPY":
                *sources, target = rest.split()
                for source in sources:
                    for path in glob.glob(str(ROOT / source)):
                        system.copy(path, target.strip("/"))
            elif word == "RUN":
                system.run(rest, environment=environment)
            elif word == "ENV":
                environment.update([rest.split("=", 1)])
            elif word == "WORKDIR":
                folder = rest
            elif word == "USER":
                user = rest
            elif word == "ENTRYPOINT":
                entry = json.loads(rest)
            elif word not in ("FROM", "VOLUME", "CMD"):
                sys.exit(f"check.py does not know {word} of the Containerfile")
        assert entry == ["ktrail"] and user not in (None, "root")
        ask(system, user=user, environment=environment, folder=folder)
        owned = system.run(f"find / -xdev -user {user} -not -path '/proc/*' | sort").split()
        assert all(path == "/data" or path.startswith("/cache") for path in owned), owned
        size = run("du", "-sm", system.path, capture_output=True, text=True).stdout.split()[0]
        print(f"image: its steps done, the culprit found as {user}, {size} MB (Debian's own image is smaller)")
    finally:
        system.remove()


def main():
    clone = pathlib.Path(sys.argv[1]).resolve()
    [deb] = glob.glob(str(ROOT / "dist/ktrail_*.deb"))
    base, made = os.environ.get("BASE"), None
    if os.geteuid() != 0 or not (base or shutil.which("debootstrap")):
        print("skipped: the packages are tried in a chroot, which needs root and debootstrap")
        return
    try:
        if not base:
            base = made = tempfile.mkdtemp(prefix="ktrail-base-")
            fetched = subprocess.run(
                ["debootstrap", "--variant=minbase", RELEASE, base], capture_output=True, text=True)
            if fetched.returncode:
                print("skipped: debootstrap got no system to try the packages in:", fetched.stdout[-200:])
                return
        package(base, clone, deb)
        image(base, clone)
    finally:
        if made:
            shutil.rmtree(made)


if __name__ == "__main__":
    main()
