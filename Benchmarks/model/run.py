#!/usr/bin/env python3
"""Times Lay's trees and layers beside overlayfs, cp and umoci, in one run.

    Benchmarks/model/run.py [--work DIRECTORY]

Runs as root, as it makes mounts in a namespace of its own and a Debian root with debootstrap
(minbase with the packages in PACKAGES, about 14,000 files; kept in the work directory). What is
wanted stands beside what is measured; `!` marks what is missed.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import time

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
PACKAGES = "python3,git,vim,perl,gcc"


def command(*words, **options):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, **options).stdout


def debian_root(work):
    """A Debian root, as a directory and as a tar."""
    root, tar = work / "root", work / "root.tar"
    if not tar.exists():
        shutil.rmtree(root, ignore_errors=True)
        command("debootstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", str(root))
        command("tar", "-cf", str(tar), "-C", str(root), ".")
    return root, tar


def usr_tar(work):
    tar = work / "usr.tar"
    if not tar.exists():
        command("tar", "-cf", str(tar), "--one-file-system", "-C", "/", "usr")
    return tar


def timed(*words, rounds=3):
    """The median of the seconds that a command takes."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        command(*words, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return sorted(times)[rounds // 2]


def umoci(work, tar):
    """Seconds to unpack the image of the root, and to repack it with one file changed."""
    layout, bundle = work / "layout", work / "bundle"
    for path in (layout, bundle):
        shutil.rmtree(path, ignore_errors=True)
    command("umoci", "init", "--layout", str(layout))
    command("umoci", "new", "--image", f"{layout}:base")
    command("umoci", "raw", "add-layer", "--image", f"{layout}:base", str(tar))
    start = time.perf_counter()
    command("umoci", "unpack", "--image", f"{layout}:base", str(bundle))
    unpack = time.perf_counter() - start
    with open(bundle / "rootfs/etc/debian_version", "a") as file:
        file.write("changed\n")
    start = time.perf_counter()
    command("umoci", "repack", "--image", f"{layout}:next", str(bundle))
    return unpack, time.perf_counter() - start


def podman(work):
    """Seconds of a `podman run --rm` that writes a file, in an image of busybox alone."""
    root, tar = work / "busybox", work / "busybox.tar"
    shutil.rmtree(root, ignore_errors=True)
    (root / "bin").mkdir(parents=True)
    shutil.copy(shutil.which("busybox"), root / "bin/busybox")
    command("tar", "-cf", str(tar), "-C", str(root), ".")
    command("podman", "import", "-q", str(tar), "lay-benchmark", stderr=subprocess.DEVNULL)
    limits = [f"--ulimit={name}=1024:1024" for name in ("nofile", "nproc")]
    return timed("podman", "--runtime", "runc", "run", "--rm", "--network", "none", *limits,
                 "lay-benchmark", "/bin/busybox", "sh", "-c", "echo x > /mine", rounds=5)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", default="/var/tmp/lay-model-benchmarks")
    work = pathlib.Path(parser.parse_args().work)
    work.mkdir(parents=True, exist_ok=True)
    scratch = ROOT / ".build-model"
    command("swift", "build", "-c", "release", "--package-path", str(FOLDER), "--scratch-path",
            str(scratch))
    program = str(scratch / "release/ModelBenchmarks")
    root, tar = debian_root(work)
    mounts = work / "mounts"
    mounts.mkdir(exist_ok=True)
    lines = command(program, "trees", str(tar))
    lines += command(program, "memory", str(usr_tar(work)))
    lines += command("unshare", "-m", program, "overlay", str(mounts))
    lines += command(program, "layer", str(tar))
    lines += command(program, "containers", str(tar))
    figures = {}
    print(f"{'':<52}{'measured':>12} {'':<9}{'wanted':>8}")
    for line in lines.splitlines():
        name, value, unit, wanted = line.split("\t")
        figures[name] = float(value)
        missed = "!" if wanted != "-" and float(value) > float(wanted) else ""
        print(f"{name:<52}{float(value):>12,.1f} {unit:<9}{wanted:>8} {missed}")
    copy = work / "copy"

    def copied():
        shutil.rmtree(copy, ignore_errors=True)
        return timed("cp", "-a", str(root), str(copy), rounds=1)

    seconds = copied()
    shutil.rmtree(copy, ignore_errors=True)
    unpack, repack = umoci(work, tar)
    print(f"\n{'Lay divided by the peer':<52}{'ratio':>12}")
    for name in ("create", "stat", "copy-up", "unlink"):
        print(f"{name + ', overlayfs on tmpfs':<52}{figures[name] / figures['overlayfs: ' + name]:>12.3f}")
    for layers in ("1 layer", "127 layers"):
        name = f"look-up 8 deep, {layers}"
        print(f"{name + ', overlayfs':<52}{figures[name] / figures['overlayfs: ' + name]:>12.3f}")
    fork = figures["fork of a tree (image)"] / 1e9
    print(f"{f'fork, cp -a ({seconds:.2f} s)':<52}{fork / seconds:>12.1e}")
    change = figures["one file changed: difference, tar, gzip, digest"] / 1e6
    peer = f"layer of one change, umoci repack ({repack:.2f} s)"
    print(f"{peer:<52}{change / repack:>12.1e}")
    run = podman(work)
    life = figures["a container's life"] / 1e6
    print(f"{f'create, start, write, remove, podman run --rm ({run:.2f} s)':<52}{life / run:>12.1e}")
    print(f"(umoci unpack, which has to come before: {unpack:.2f} s)")
    return 0


sys.exit(main())
