#!/usr/bin/env python3
"""Times Lay's shell and programs beside real ones: user seconds, interleaved, the least of several runs.

run.py LAY [--runs N] [--size MB] [CASE ...]

LAY is a release build. A line is CASE, Lay's seconds, and for each peer its seconds and Lay's as a
multiple of them. The scripts' outputs are compared first.
"""
import os, resource, shutil, subprocess, sys, tempfile

# Name, script, the shell that Lay runs it as, and the peers.
SHELL = [
    ("counting", "i=0; while [ $i -lt 1000000 ]; do i=$((i+1)); done; echo $i", "dash", ["dash", "bash"]),
    ("functions", "f() { case $1 in a*) x=1;; b*) x=2;; *) x=3;; esac; }; i=0;"
     " while [ $i -lt 20000 ]; do f b$i; i=$((i+1)); done; echo $x", "dash", ["dash", "bash"]),
    ("substitution", "i=0; while [ $i -lt 2000 ]; do x=$(echo a$i); i=$((i+1)); done; echo $x",
     "dash", ["dash", "bash"]),
    ("trimming", "x=$(seq 1 4000); n=0; while [ \"$x\" != \"${x%?}\" ]; do x=${x%?}; n=$((n+1));"
     " [ $n -lt 3000 ] || break; done; echo ${#x} ${x%%5*}", "dash", ["dash", "bash"]),
    ("files", "mkdir t; cd t; i=0; while [ $i -lt 3000 ]; do echo $i > f$i; i=$((i+1)); done;"
     " grep -l 99 f* | wc -l; rm f*; ls | wc -l;"
     " cd ..; rmdir t", "dash", ["dash"]),
    ("pipe", "seq 200000 | grep 9 | sed 's/1/x/g' | sort -r | tail -n 3", "dash", ["dash"]),
]
PROGRAMS = [
    ("grep", "grep -c 'the.*9' big"), ("grep-o", "grep -o '[0-9][0-9]*' big | tail -n 1"),
    ("sed", "sed 's/[a-m]*e/<&>/g' big | tail -n 1"), ("sort", "sort -k2,2 big | tail -n 1"),
    ("sort-n", "sort -n -r big | tail -n 1"), ("tr", "tr a-z A-Z < big | tail -n 1"),
    ("wc", "wc big"), ("cut", "cut -d' ' -f2,4 big | tail -n 1"),
    ("sha256sum", "sha256sum big"), ("awk", "awk '{ n[$2] += $1 } END { print n[\"the\"] }' big"),
]


def seconds(command, cwd):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime, out.stdout, out.returncode


def compare(name, script, lay, dialect, peers, runs, directory):
    ours = [lay, "sh", "--dialect", dialect] + (["--dir", "."] if directory else []) + ["-c", script]
    commands = [ours] + [[peer, "-c", script] for peer in peers]
    best = [None] * len(commands)
    outputs = [None] * len(commands)
    for _ in range(runs):
        for index, command in enumerate(commands):
            work = directory or tempfile.mkdtemp()
            taken, outputs[index], status = seconds(command, work)
            if not directory:
                shutil.rmtree(work)
            if status != 0:
                return print("%-14s %s ended with %d" % (name, command[0], status))
            best[index] = taken if best[index] is None else min(best[index], taken)
    if len(set(outputs)) > 1:
        print("%-14s the outputs differ: %r" % (name, outputs))
        return
    text = "%-14s lay %6.2f" % (name, best[0])
    for peer, taken in zip(peers, best[1:]):
        text += "   %s %6.2f (%.2f)" % (peer, taken, best[0] / max(taken, 0.001))
    print(text, flush=True)


def main():
    words = sys.argv[1:]
    options = {"--runs": 3, "--size": 20}
    for option in options:
        if option in words:
            place = words.index(option)
            options[option] = int(words[place + 1])
            del words[place:place + 2]
    lay, wanted = os.path.abspath(words[0]), words[1:]
    os.environ["LC_ALL"] = "C"
    for name, script, dialect, peers in SHELL:
        if not wanted or name in wanted:
            compare(name, script, lay, dialect, peers, options["--runs"], None)
    with tempfile.TemporaryDirectory() as directory:
        line = "%d the quick brown fox jumps over the lazy dog %d and ends\n"
        with open(os.path.join(directory, "big"), "w") as file:
            number = 0
            while file.tell() < options["--size"] << 20:
                file.writelines(
                    line % (number * 7919 % 1000003, number + index) for index in range(1000))
                number += 1000
        for name, script in PROGRAMS:
            if not wanted or name in wanted:
                compare(name, script, lay, "bash", ["bash"], options["--runs"], directory)


main()
