#!/usr/bin/env python3
"""Times Lay against Lua and Python on the programs of this folder.

    swift build -c release --product lay
    Benchmarks/language/run.py [PROGRAM…] [--rounds 7]

The programs of one name do the same work in each language and must print the same. They run
interleaved, and of each the median of the rounds counts. The table shows seconds and Lay's time
divided by the peer's: below 1 Lay is ahead.
"""

import argparse
import math
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent


def version(command):
    result = subprocess.run(command, capture_output=True, text=True)
    return (result.stdout or result.stderr).strip().splitlines()[0]


def peers():
    lay = ROOT / ".build/release/lay"
    if not lay.exists():
        sys.exit("build it first: swift build -c release --product lay")
    found = [("lay", [str(lay)], "lay")]
    for name, commands, suffix in (
        ("lua", ("lua5.4", "lua"), "lua"),
        ("python", ("python3.11", "python3"), "py"),
    ):
        command = next((shutil.which(c) for c in commands if shutil.which(c)), None)
        if command is None:
            print(f"{name} is not installed and is left out")
        else:
            found.append((name, [command], suffix))
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs", nargs="*")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    languages = peers()
    for name, command, _ in languages:
        print(f"{name}: {version(command + (['-v'] if name == 'lua' else ['--version']))}")
    programs = options.programs or sorted(path.stem for path in FOLDER.glob("*.lay"))
    ratios = {name: [] for name, _, _ in languages[1:]}
    head = "".join(f"{name:>10}" for name, _, _ in languages)
    print(f"\n{'program':<18}{head}" + "".join(f"{'/' + name:>10}" for name in ratios))
    for program in programs:
        times = {name: [] for name, _, _ in languages}
        outputs = {}
        for _ in range(options.rounds):
            for name, command, suffix in languages:
                start = time.perf_counter()
                result = subprocess.run(
                    command + [str(FOLDER / f"{program}.{suffix}")], capture_output=True, text=True)
                times[name].append(time.perf_counter() - start)
                if result.returncode != 0:
                    sys.exit(f"{program} in {name} failed:\n{result.stderr}")
                outputs[name] = result.stdout
        if len(set(outputs.values())) != 1:
            sys.exit(f"{program} prints different things: {outputs}")
        medians = {name: statistics.median(values) for name, values in times.items()}
        line = f"{program:<18}" + "".join(f"{medians[name]:>10.3f}" for name in medians)
        for name in ratios:
            ratios[name].append(medians["lay"] / medians[name])
            line += f"{ratios[name][-1]:>10.2f}"
        print(line, flush=True)
    line = f"{'geometric mean':<18}" + " " * 10 * len(languages)
    for name in ratios:
        line += f"{math.exp(statistics.fmean(map(math.log, ratios[name]))):>10.2f}"
    print(line)


main()
