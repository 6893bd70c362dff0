"""Indexes with damaged pages whose size and times are as they were."""

import os, random

from world import SYMPTOM, Failure

PAGE = 4096


def questions(world):
    """Together they read all tables."""
    return [
        ["fixes", "--missing-in", "v4.4.157", "--until", "v4.8", "--all"],
        ["fixes", "--matching", "uid over whiteout", "--touching", "fs/overlayfs"],
        ["report", "v4.4.121", "v4.4.157", "--symptom", SYMPTOM, "--now", "2018-09-20", "--json"],
    ]


def rows(world, share, seed):
    world.restore("indexed")
    healthy = [world.must(words).output for words in questions(world)]
    world.keep("asked")
    (path,) = (world.now / "cache" / "ktrail").glob("*.ktrail")
    data, times = path.read_bytes(), os.stat(path)
    pages = range(len(data) // PAGE)
    generator = random.Random(f"{seed} pages")

    def other(page):
        place = generator.choice([other for other in pages if other != page]) * PAGE
        return data[place:place + PAGE]

    ways = {
        "zeroed": lambda page: bytes(PAGE),
        "noise": lambda page: generator.randbytes(PAGE),
        "another page": other,
    }

    def damage_once(page, bytes_of):
        damaged = data[:page * PAGE] + bytes_of(page) + data[(page + 1) * PAGE:]
        for words, answer in zip(questions(world), healthy):
            # Each question meets the damage, not only the first, after which the index is a new one.
            world.restore("asked")
            path.write_bytes(damaged)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
            outcome = world.run(words)
            if outcome.code != 0 or outcome.output != answer:
                what = "another answer" if outcome.code == 0 else str(outcome)
                raise Failure(f"page {page}, {words[0]} {words[1]}: {what}")

    for name, bytes_of in ways.items():
        def attempts(bytes_of=bytes_of):
            chosen = sorted(generator.sample(pages, max(1, round(len(pages) * share))))
            for page in chosen:
                yield lambda page=page: damage_once(page, bytes_of)

        yield f"index page: {name}", attempts
