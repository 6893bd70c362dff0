"""Disks that are full, limits of the system, and outputs that cannot be written."""

import contextlib, os, random, resource, signal, subprocess

from kills import START, answers
from world import NEW, OLD, SYMPTOM, Failure, is_sentence

QUERY = ["fixes", "--missing-in", "v4.4.157", "--until", "v4.8"]
REPORT = ["report", OLD, NEW, "--symptom", SYMPTOM, "--now", "2018-09-20"]
NOBODY = 65534


def commands(world):
    """All of them, each with where it begins."""
    log = str(world.now / "log")
    return [
        ("indexed", ["--help"]), ("indexed", ["--version"]), ("indexed", ["help", "bisect"]),
        ("indexed", ["--generate-completion-script", "zsh"]), ("bare", ["index"]), ("indexed", ["compare", OLD, NEW]),
        ("indexed", ["culprits", OLD, NEW, "--symptom", SYMPTOM]), ("indexed", QUERY), ("indexed", REPORT),
        ("indexed", START), ("reset", ["bisect", "replay", log]), ("begun", ["bisect", "next"]),
        ("begun", ["bisect", "status"]), ("begun", ["bisect", "good"]), ("begun", ["bisect", "bad"]),
        ("begun", ["bisect", "skip"]), ("answered", ["bisect", "undo"]), ("begun", ["bisect", "log"]),
        ("begun", ["bisect", "view"]), ("begun", ["bisect", "terms"]),
        ("begun", ["bisect", "run", str(world.now / "answer.sh")]),
    ]


# MARK: Outputs

def closed_pipe():
    reading, writing = os.pipe()
    os.close(reading)
    return writing


ENDINGS = {
    "full": (lambda: os.open("/dev/full", os.O_WRONLY), 1, b"No space left on device"),
    "without a reader": (closed_pipe, -signal.SIGPIPE, b""),
    "not for writing": (lambda: os.open("/dev/null", os.O_RDONLY), 1, b"Bad file descriptor"),
}


def unwritable(world, start, words, ending):
    opened, code, says = ENDINGS[ending]
    world.restore(start)
    descriptor = opened()
    try:
        outcome = world.run(words, stdout=descriptor)
    finally:
        os.close(descriptor)
    if outcome.code != code or says not in outcome.errors or (code == 1 and not is_sentence(outcome)):
        raise Failure(f"{' '.join(words)} to what is {ending}: {outcome}")
    silenced = os.open("/dev/full", os.O_WRONLY)
    world.restore(start)
    try:
        outcome = world.run(words, stderr=silenced)
    finally:
        os.close(silenced)
    if outcome.code != 0 or (not outcome.output and "reset" not in words):
        raise Failure(f"{' '.join(words)} with a full standard error: {outcome}")


# MARK: Disks

@contextlib.contextmanager
def small_disk(path, kilobytes):
    """What lies there moves to a disk of this size, as far as it fits."""
    path.mkdir(parents=True, exist_ok=True)
    kept = path.with_name(path.name + ".kept")
    os.rename(path, kept)
    path.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", path], check=True)
    try:
        subprocess.run(["cp", "-a", f"{kept}/.", path], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", path], check=True)
        path.rmdir()
        os.rename(kept, path)


def can_mount(world):
    if os.geteuid() != 0:
        return "only root may mount a small file system"
    try:
        with small_disk(world.work / "disk", 64):
            return None
    except subprocess.CalledProcessError:
        return "file systems cannot be mounted here"


def done_or_said(outcome, healthy, what):
    """The healthy answer, or a sentence why there is none."""
    if outcome.code == 0:
        if outcome.output != healthy:
            raise Failure(f"{what}: another answer, exit 0: {outcome.output[-200:]!r}")
    elif not is_sentence(outcome):
        raise Failure(f"{what}: {outcome}")


def full_cache(world, healthy, generator):
    world.restore("bare")
    size = 4 * generator.randint(1, 600)
    with small_disk(world.now / "cache", size):
        done_or_said(world.run(QUERY), healthy, f"cache of {size} KiB")
    done_or_said(world.must(QUERY), healthy, "with room again")


def full_state(world, healthy, generator):
    world.restore("begun")
    state = world.now / "state"
    used = sum(4 * ((os.lstat(os.path.join(folder, name)).st_size + 4095) // 4096 + 1) for folder, folders, files in os.walk(state) for name in files + folders)
    size = used + 4 * generator.randint(1, 12)
    before = answers(world)
    with small_disk(state, size):
        if answers(world) != before:
            raise Failure("the disk is too small for the test")
        filling = state / "filling"
        with contextlib.suppress(OSError), open(filling, "wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        if answers(world) != before:
            raise Failure("the disk is too small for the test")
        outcome = world.run(["bisect", "good"])
        after = answers(world)
        if outcome.code == 0 and len(after) != len(before) + 1:
            raise Failure("an answer is lost, exit 0")
        if outcome.code != 0 and not is_sentence(outcome):
            raise Failure(f"state of {size} KiB: {outcome}")
        if after[: len(before)] != before:
            raise Failure("earlier answers are lost")


def full_output(world, healthy, generator):
    world.restore("indexed")
    disk = world.now / "disk"
    disk.mkdir()
    out = disk / "out"
    size = 4 * generator.randint(2, 12)
    with small_disk(disk, size):
        out.write_text("old")
        out.chmod(0o640)
        outcome = world.run(["compare", OLD, NEW, "--json", "-o", str(out)])
        text = out.read_bytes()
        if outcome.code == 0 and text != healthy:
            raise Failure("half an answer, exit 0")
        if outcome.code != 0 and (text != b"old" or not is_sentence(outcome)):
            raise Failure(f"old file lost or no sentence: {outcome}")
        if os.listdir(disk) != ["out"] or out.stat().st_mode & 0o777 != 0o640:
            raise Failure(f"left behind: {os.listdir(disk)}")


# MARK: Limits

def limited(world, words, healthy, start, limit, amount):
    world.restore(start)
    options = {"limits": {limit: amount}}
    if limit == resource.RLIMIT_NPROC and os.geteuid() == 0:
        # Root may have as many as it likes. The limit counts all processes of a user.
        options["user"] = NOBODY
        subprocess.run(["chown", "-R", str(NOBODY), world.now], check=True)
    done_or_said(world.run(words, **options), healthy, f"{words[0]}, {start}, with {amount}")
    subprocess.run(["chown", "-R", str(os.geteuid()), world.now], check=True)
    done_or_said(world.must(words), healthy, "without the limit")


def rows(world, amount, seed):
    for ending in ENDINGS:
        def attempts(ending=ending):
            for start, words in commands(world):
                yield lambda: unwritable(world, start, words, ending)

        yield f"standard output {ending}", attempts

    reason = can_mount(world)
    compare = ["compare", OLD, NEW, "--json"]
    known = {}

    def healthy(words):
        if tuple(words) not in known:
            world.restore("indexed")
            known[tuple(words)] = world.must(words).output
        return known[tuple(words)]

    for name, body, words in [
        ("cache", full_cache, QUERY), ("state", full_state, None), ("output", full_output, compare)
    ]:
        def attempts(name=name, body=body, words=words):
            generator = random.Random(f"{seed} disk {name}")
            for _ in range(amount):
                yield lambda: body(world, words and healthy(words), generator)

        yield f"full disk: {name}", reason or attempts

    for name, limit, low, high, unit in [
        ("address space", resource.RLIMIT_AS, 256, 768, 1 << 20), ("open files", resource.RLIMIT_NOFILE, 4, 40, 1),
        ("processes and threads", resource.RLIMIT_NPROC, 1, 12, 1), ("file size", resource.RLIMIT_FSIZE, 0, 200, 4096),
    ]:
        def attempts(name=name, limit=limit, low=low, high=high, unit=unit):
            generator = random.Random(f"{seed} limit {name}")
            for _ in range(amount):
                words, start = generator.choice([QUERY, REPORT, compare]), generator.choice(["bare", "indexed"])
                value = generator.randint(low, high) * unit
                yield lambda: limited(world, words, healthy(words), start, limit, value)

        yield f"limit: {name}", attempts
