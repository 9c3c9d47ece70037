#!/usr/bin/env python3
"""Times Lay's readers, writers and saved worlds beside the tools that do the same, in one run.

    Benchmarks/formats/run.py [--work DIRECTORY] [--rounds 5]

Runs as root. The input is a 10-layer image of at least 500 MB, made of a Debian root (see
make_image.py; both kept in the work directory). Every round runs each tool once, one after the
other; medians are compared. What is wanted stands beside what is measured; `!` marks what is missed.
"""

import argparse
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
PACKAGES = "python3,git,vim,perl,gcc"


def command(*words, **options):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, **options).stdout


def make_image(work):
    layout = work / "image10"
    if layout.exists():
        return layout
    root, tar = work / "root", work / "root.tar"
    if not tar.exists():
        shutil.rmtree(root, ignore_errors=True)
        command("debootstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", str(root))
        command("tar", "-cf", str(tar), "-C", str(root), ".")
    command(sys.executable, str(FOLDER / "make_image.py"), str(tar), str(layout))
    return layout


def timed(words, environment=None):
    """Wall and CPU seconds of a command, with what it started."""
    # What the tool before left to be written is not this one's work.
    os.sync()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    output = subprocess.run(
        words, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=environment).stdout
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, output


def median(values):
    return sorted(values)[len(values) // 2]


class Bench:
    def __init__(self, work, layout, binary):
        self.work, self.layout, self.binary = work, layout, str(binary)
        self.walls, self.cpus, self.outputs = {}, {}, {}

    def run(self, name, *words, environment=None):
        wall, cpu, output = timed([str(word) for word in words], environment)
        self.walls.setdefault(name, []).append(wall)
        self.cpus.setdefault(name, []).append(cpu)
        self.outputs.setdefault(name, []).append(output)

    def clear(self, *names):
        for name in names:
            path = self.work / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def round(self):
        layout = self.layout
        self.clear("bundle", "store", "runroot", "lay.tar", "skopeo.tar", "world")
        self.run("work", self.binary, "work", layout)
        self.run("load", self.binary, "load", layout)
        self.run("tar", "sh", "-c",
                 f"for blob in {layout}/blobs/sha256/*; do "
                 "if [ $(head -c 2 $blob | od -An -tx1 | tr -d ' ') = 1f8b ]; "
                 "then gzip -dc $blob | tar t; fi; done")
        self.run("umoci unpack", "umoci", "unpack", "--image", f"{layout}:latest",
                 self.work / "bundle")
        changed = self.work / "bundle/rootfs/etc/motd"
        changed.write_text(f"changed {time.time()}\n")
        repacked = self.work / "repacked"
        self.clear("repacked")
        command("cp", "-a", str(layout), str(repacked))
        self.run("umoci repack", "umoci", "repack", "--image", f"{repacked}:changed",
                 self.work / "bundle")
        self.run("podman pull", "podman", "--root", self.work / "store", "--runroot",
                 self.work / "runroot", "--storage-driver", "overlay", "pull", "-q",
                 f"oci:{layout}:latest")
        command("podman", "--root", str(self.work / "store"), "--runroot",
                str(self.work / "runroot"), "--storage-driver", "overlay", "rmi", "-af")
        self.run("skopeo copy", "skopeo", "copy", f"oci:{layout}:latest",
                 f"docker-archive:{self.work / 'skopeo.tar'}:app:1")
        self.run("convert", self.binary, "convert", layout, self.work / "lay.tar")
        self.run("world", self.binary, "world", layout, self.work / "world")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/var/tmp/lay-formats"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scratch-path", default=str(ROOT / ".build-formats"))
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("run.py: needs root, for umoci and podman")
    options.work.mkdir(parents=True, exist_ok=True)
    command("swift", "build", "-c", "release", "--package-path", str(FOLDER), "--scratch-path",
            options.scratch_path)
    layout = make_image(options.work)
    bench = Bench(options.work, layout,
                  pathlib.Path(options.scratch_path) / "release/FormatBenchmarks")
    for _ in range(options.rounds):
        bench.round()

    wall = {name: median(values) for name, values in bench.walls.items()}
    cpu = {name: median(values) for name, values in bench.cpus.items()}
    worlds = [[float(part) for part in line.split()] for line in bench.outputs["world"]]
    opened, unchanged, changed, read = (median(column) for column in zip(*worlds))
    layers, entries, size, anonymous = (int(part) for part in bench.outputs["load"][0].split())
    print(f"{layers} layers, {entries} entries, {size / 1e6:.0f} MB of files; medians of "
          f"{options.rounds}\n")
    print("| what | measured | wanted | |\n| --- | --- | --- | --- |")

    def row(what, value, wanted, holds):
        print(f"| {what} | {value} | {wanted} | {'' if holds else '!'} |")

    row("load, of the pure work's time on both cores",
        f"{wall['load']:.2f} s, {wall['load'] / wall['work']:.2f}×", "≤ 1.2×",
        wall["load"] <= 1.2 * wall["work"])
    row("load, of `gzip -dc | tar t`'s CPU time",
        f"{cpu['load']:.2f} s of {cpu['tar']:.2f} s, {cpu['load'] / cpu['tar']:.2f}", "≤ 0.45",
        cpu["load"] <= 0.45 * cpu["tar"])
    for peer, factor in (("umoci unpack", 5), ("podman pull", 3)):
        row(f"load, faster than `{peer}`", f"{wall[peer]:.1f} s, {wall[peer] / wall['load']:.1f}×",
            f"≥ {factor}×", wall[peer] >= factor * wall["load"])
    row("OCI to docker-archive, faster than `skopeo copy`",
        f"{wall['convert']:.2f} s of {wall['skopeo copy']:.2f} s, "
        f"{wall['skopeo copy'] / wall['convert']:.1f}×", "≥ 2×",
        wall["skopeo copy"] >= 2 * wall["convert"])
    row("memory of a load that is in no file", f"{anonymous / 1e6:.0f} MB", "", True)
    row("one file changed and saved", f"{changed:.1f} ms", "≤ 5 ms", changed <= 5)
    row("faster than `umoci repack`",
        f"{wall['umoci repack']:.2f} s, {wall['umoci repack'] * 1e3 / changed:.0f}×", "≥ 100×",
        wall["umoci repack"] * 1e3 >= 100 * changed)
    row("save of an unchanged world", f"{unchanged:.1f} ms", "≤ 5 ms", unchanged <= 5)
    row("open of a saved world", f"{opened:.1f} ms", "≤ 20 ms", opened <= 20)
    row("first contents read after it, one layer verified", f"{read:.0f} ms", "", True)


main()
