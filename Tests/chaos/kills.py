"""Processes that are ended at random moments, by signals that can be caught or not."""

import os, pathlib, random, signal, time

from world import SYMPTOM, Failure, await_empty

CAUGHT = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]


class Scene:
    """A command, where it begins, and how the next run is told to be right."""

    def __init__(self, name, start, words, recover):
        self.name, self.start, self.words, self.recover = name, start, words, recover


def answers(world):
    log = world.run(["bisect", "log"])
    return [line for line in log.output.decode().splitlines() if line.startswith("git bisect ")]


def again(world, scene):
    return world.must(scene.words).output


def report_again(world, scene):
    world.must(scene.words)
    return pathlib.Path(world.out).read_bytes()


def begun(world, scene):
    """A bisection has begun, or begins now."""
    if world.run(["bisect", "status"]).code != 0:
        return world.must(scene.words).output
    return world.must(["bisect", "next"]).output


def answered(world, scene):
    """An answer is kept, or was not given."""
    if len(answers(world)) != scene.answers:
        world.must(scene.words)
    return world.must(["bisect", "next"]).output


def forgotten(world, scene):
    outcome = world.run(scene.words)
    if outcome.code != 0 and b"there is no bisection" not in outcome.errors:
        raise Failure(f"reset: {outcome}")
    state = world.now / "state" / "ktrail" / "bisect"
    left = [name for name in (os.listdir(state) if state.exists() else []) if not name.endswith(".lock")]
    trees = [line for line in world.git("-C", world.clone, "worktree", "list").splitlines() if "/state/" in line]
    return repr((left, trees)).encode()


START = ["bisect", "start", "v4.4.121", "v4.4.157", "--symptom", SYMPTOM]


def scenes(world):
    """Prepares what each begins with."""
    def prepare(start, name, *commands):
        world.restore(start)
        for words in commands:
            world.must(words)
        world.keep(name)

    prepare("bare", "indexed", ["index"])
    world.restore("bare")
    tip = world.git("-C", world.clone, "rev-parse", "refs/heads/master").strip()
    world.git("-C", world.clone, "update-ref", "refs/heads/master", f"{tip}~200")
    world.must(["index"])
    world.git("-C", world.clone, "update-ref", "refs/heads/master", tip)
    world.keep("outdated")
    prepare("indexed", "begun", START)
    prepare("begun", "answered", ["bisect", "good"], ["bisect", "skip"])
    world.restore("answered")
    (world.now / "log").write_bytes(world.must(["bisect", "log"]).output)
    world.must(["bisect", "reset"])
    world.keep("reset")

    test = str(world.now / "answer.sh")
    query = ["fixes", "--missing-in", "v4.4.157", "--until", "v4.8", "--all"]
    report = ["report", str(world.now / "packed.xz"), str(world.now / "packed.gz"), "--symptom", SYMPTOM, "--now", "2018-09-20", "-o", world.out]
    return [
        Scene("cold index", "bare", query, again),
        Scene("index update", "outdated", query, again),
        Scene("report -o, packed", "indexed", report, report_again),
        Scene("bisect start", "indexed", START, begun),
        Scene("bisect replay", "reset", ["bisect", "replay", str(world.now / "log")], begun),
        Scene("bisect next", "begun", ["bisect", "next"], again),
        Scene("bisect good", "begun", ["bisect", "good"], answered),
        Scene("bisect bad", "begun", ["bisect", "bad"], answered),
        Scene("bisect skip", "begun", ["bisect", "skip"], answered),
        Scene("bisect undo", "answered", ["bisect", "undo"], answered),
        Scene("bisect run", "begun", ["bisect", "run", test], again),
        Scene("bisect reset", "answered", ["bisect", "reset"], forgotten),
    ]


def measure(world, scene):
    """The healthy run: how long it takes, and what the next one says."""
    world.restore(scene.start)
    scene.seconds = world.must(scene.words).seconds
    scene.answers = len(answers(world))
    scene.healthy = scene.recover(world, scene)
    if not scene.healthy:
        raise Failure("the healthy run says nothing")
    scene.digest = world.clone_digest()


def kill_once(world, scene, generator):
    """Ends the scene's command at a moment of its life, and looks at what it left behind."""
    world.restore(scene.start)
    number = generator.choice([signal.SIGKILL, signal.SIGKILL, *CAUGHT])
    whole_group = generator.random() < 0.5
    moment = generator.uniform(0, scene.seconds)
    how = f"{signal.Signals(number).name} to {'all' if whole_group else 'ktrail'} after {moment:.4f} s of {scene.seconds:.4f}"
    process = world.start(scene.words)
    time.sleep(moment)
    try:
        (os.killpg if whole_group else os.kill)(process.pid, number)
    except ProcessLookupError:
        pass
    process.communicate()
    was_killed = process.returncode == -number
    try:
        # What was started by one that is killed outright goes on, and comes to its end.
        if not await_empty(process.pid, 5):
            os.killpg(process.pid, signal.SIGKILL)
            raise Failure("processes are left")
        if process.returncode not in (0, -number):
            raise Failure(f"exit {process.returncode}")
        out = pathlib.Path(world.out)
        if number != signal.SIGKILL:
            beside = [name for name in os.listdir(out.parent) if name.startswith("out.")]
            if world.leftovers() or beside:
                raise Failure(f"left behind: {world.leftovers() + beside}")
        if scene.recover is report_again and out.read_bytes() not in (b"old", scene.healthy):
            raise Failure("the output is neither the old one nor the new one")
        said = scene.recover(world, scene)
        if said != scene.healthy:
            raise Failure(f"the next run says something else: {said[-300:]!r}")
        if world.leftovers():
            raise Failure(f"left behind by the next run: {world.leftovers()}")
        if world.clone_digest() != scene.digest:
            raise Failure("the user's clone has changed")
    except Failure as failure:
        raise Failure(f"{how}: {failure}")
    return was_killed


def rows(world, amount, seed):
    for scene in scenes(world):
        def attempts(scene=scene):
            measure(world, scene)
            # A generator for each scene, so that one can be run alone with the same moments.
            generator = random.Random(f"{seed} {scene.name}")
            for _ in range(amount):
                yield lambda: kill_once(world, scene, generator)

        yield f"killed: {scene.name}", attempts
