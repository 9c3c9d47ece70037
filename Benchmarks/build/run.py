#!/usr/bin/env python3
"""Times `lay build` beside podman, buildah and, where one answers, Docker's BuildKit, in one run.

    Benchmarks/build/run.py [--work DIRECTORY] [--rounds 5] [--files 100000] [--docker COMMAND]

Needs a release build, root, podman, buildah and a static busybox. The Dockerfile has 20 steps over a
context of 1,000 files: COPYs of its ten directories and RUNs that both shells can carry out. `--docker`
is a command that stands for docker, such as `docker` or a wrapper with a socket of its own. Every round
runs each tool once, one after the other; medians are compared. What is wanted stands beside what is
measured; `!` marks what is missed.
"""

import argparse
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def timed(words, environment=None, cwd=None, check=True):
    """Wall seconds of a command."""
    os.sync()
    start = time.perf_counter()
    result = subprocess.run(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment,
        cwd=cwd)
    wall = time.perf_counter() - start
    if check and result.returncode != 0:
        sys.exit(f"{' '.join(words)}:\n{result.stdout[-2000:]}")
    return wall


def median(values):
    return sorted(values)[len(values) // 2]


def make_base(work):
    """A root file system with busybox alone, as a tar."""
    root, tar = work / "root", work / "base.tar"
    if not tar.exists():
        shutil.rmtree(root, ignore_errors=True)
        for name in ("bin", "etc", "tmp", "usr/bin", "proc", "sys", "dev"):
            (root / name).mkdir(parents=True)
        shutil.copy(shutil.which("busybox"), root / "bin/busybox")
        for name in ("sh", "cat", "cp", "echo", "find", "grep", "head", "ls", "mkdir", "mv", "rm",
                     "sed", "sort", "touch", "true", "wc", "tr", "chmod"):
            (root / "bin" / name).symlink_to("/bin/busybox")
        (root / "etc/passwd").write_text("root:x:0:0:root:/root:/bin/sh\n")
        (root / "etc/group").write_text("root:x:0:\n")
        subprocess.run(["tar", "-C", str(root), "-cf", str(tar), "."], check=True)
    return tar


def make_context(work):
    context = work / "context"
    shutil.rmtree(context, ignore_errors=True)
    for directory in range(10):
        (context / f"d{directory}").mkdir(parents=True)
        for file in range(100):
            text = f"file {file} of directory {directory}\n" * (1 + file % 50)
            (context / f"d{directory}" / f"f{file}.txt").write_text(text)
    lines = ["FROM bench-base"]
    for step in range(10):
        lines.append(f"COPY d{step} /app/d{step}")
        lines.append(
            f"RUN mkdir -p /out && for f in /app/d{step}/f1*.txt; do cat $f >> /out/{step}; done")
    (context / "Dockerfile").write_text("\n".join(lines[:21]) + "\n")
    return context


def touch(context, round):
    """Changes one file, which the seventh COPY brings in."""
    (context / "d6" / "f7.txt").write_text(f"changed {round} {time.time()}\n")


class Tool:
    def __init__(self, name, build, prune=None, cold=None):
        self.name, self.build, self.prune, self.cold = name, build, prune, cold


def tools(work, context, base, docker):
    lay = ROOT / ".build/release/lay"
    world, archives = work / "world", work / "containers"
    for path in (world, archives):
        shutil.rmtree(path, ignore_errors=True)
    layout = work / "base-layout"
    shutil.rmtree(layout, ignore_errors=True)
    storage = ["--root", str(archives / "root"), "--runroot", str(archives / "run"),
               "--storage-driver", "vfs"]
    quiet = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    subprocess.run(["podman", *storage, "import", str(base), "bench-base"], **quiet)
    subprocess.run(["podman", *storage, "save", "--format", "oci-archive", "-o",
                    str(work / "base.oci.tar"), "bench-base"], **quiet) \
        if not (work / "base.oci.tar").exists() else None
    subprocess.run(
        [str(lay), "--world", str(world), f"--allow-read={work}", "-e",
         f'image.load("{work / "base.oci.tar"}").tag("bench-base")'], **quiet)
    found = [
        Tool("lay", [str(lay), "build", "--world", str(world), "-q", "-t", "bench", str(context)],
             cold=["--no-cache"]),
        Tool("podman",
             ["podman", *storage, "build", "-q", "--layers", "--network", "host", "--pull=never",
              "--isolation", "chroot", "-t", "bench", str(context)], cold=["--no-cache"]),
        Tool("buildah",
             ["buildah", *storage, "bud", "-q", "--layers", "--network", "host", "--pull-never",
              "--isolation", "chroot", "-t", "bench", str(context)], cold=["--no-cache"]),
    ]
    if docker:
        words = shlex.split(docker)
        subprocess.run([*words, "import", str(base), "bench-base"], **quiet)
        found.append(
            Tool("BuildKit",
                 [*words, "build", "-q", "--network", "none", "-t", "bench", str(context)],
                 cold=["--no-cache"]))
    return found


def compare(title, times, wanted):
    lay = median(times["lay"])
    print(f"\n{title}: lay {lay * 1000:.0f} ms")
    for name, values in times.items():
        if name == "lay":
            continue
        ratio = median(values) / lay
        want = wanted.get(name)
        missed = want is not None and ratio < want
        if missed and name == "BuildKit" and lay <= wanted.get("lay", 0):
            missed = False
        print(f"{'!' if missed else ' '} {name:9} {median(values) * 1000:8.0f} ms"
              f"  {ratio:6.1f}x" + (f"  (wanted {want}x)" if want else ""))


def measure(all_tools, context, rounds):
    runs = {
        "cold": lambda tool, round: tool.build[:-1] + tool.cold + tool.build[-1:],
        "cached": lambda tool, round: tool.build,
        "one file changed": lambda tool, round: tool.build,
    }
    wanted = {
        "cold": {"buildah": 10},
        "cached": {"podman": 100, "BuildKit": 20, "lay": 0.020},
        "one file changed": {"podman": 50},
    }
    for title, words in runs.items():
        for tool in all_tools:
            timed(tool.build)
        times = {tool.name: [] for tool in all_tools}
        for round in range(rounds):
            if title == "one file changed":
                touch(context, round)
            for tool in all_tools:
                times[tool.name].append(timed(words(tool, round)))
        compare(title, times, wanted[title])


def measure_large(work, count):
    """A context of many files: read and hashed once, and then known by what stat says."""
    context = work / "large"
    if not context.exists():
        context.mkdir()
        for directory in range(count // 1000):
            (context / f"{directory}").mkdir()
            for file in range(1000):
                (context / f"{directory}" / f"{file}").write_bytes(
                    (f"{directory}/{file} ".encode() * 2000)[:10_000])
        (context / "Dockerfile").write_text("FROM scratch\nCOPY . /\n")
    size = sum(f.stat().st_size for f in context.rglob("*") if f.is_file())
    world = work / "large-world"
    shutil.rmtree(world, ignore_errors=True)
    words = [str(ROOT / ".build/release/lay"), "build", "--world", str(world), "-q", str(context)]
    digest = timed(["sh", "-c", f"find {context} -type f -print0 | xargs -0 cat | sha256sum"])
    first = timed(words)
    again = timed(words)
    print(f"\n{count} files, {size / 1e6:.0f} MB: first {first:.2f} s (with the layer written), "
          f"again {again * 1000:.0f} ms; find, cat and sha256sum {digest:.2f} s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", default="/var/tmp/lay-build")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--docker", default="")
    options = parser.parse_args()
    work = pathlib.Path(options.work)
    work.mkdir(parents=True, exist_ok=True)
    context = make_context(work)
    measure(tools(work, context, make_base(work), options.docker), context, options.rounds)
    if options.files:
        measure_large(work, options.files)


main()
