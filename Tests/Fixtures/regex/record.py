#!/usr/bin/env python3
"""Asks GNU sed, grep, gawk and bash what the patterns of patterns.py match.

record.py > cases.tsv

A line is a tool, its flags (u UTF-8, i either case, m newlines separate, w words, x lines), a
pattern, a text and the answer. In patterns, texts and answers \\xHH is a byte that is no plain
text. An answer is "-" for no match, "!" and a message for a pattern that is refused; else, of
sed "OFFSET|WHOLE|GROUP…", of bash "WHOLE|GROUP…", of gawk "OFFSET,LENGTH;…" with "-" for a group
that takes no part, of grep "+" and what -o prints, joined by "|". What a tool's own scanner
refuses before its matcher sees it is left out. GAWK names another gawk.
"""
import os
import re
import subprocess

from patterns import CASES

GAWK = os.environ.get("GAWK", "gawk")


def escaped(data):
    return "".join(
        chr(c) if 0x20 < c < 0x7F and c not in b"\\|" else "\\x%02x" % c for c in data)


def run(words, data, flags, **more):
    env = dict(os.environ, LC_ALL="C.UTF-8" if "u" in flags else "C", **more)
    done = subprocess.run(words, input=data, capture_output=True, env=env, timeout=20)
    return done.returncode, done.stdout, done.stderr.decode("latin1")


def refusal(errors):
    """The message of a tool without the tool's name and place."""
    line = [x for x in errors.strip().split("\n") if "warning" not in x][-1]
    line = re.sub(
        r"^(sed: -e expression #1, char \d+|grep|gawk: cmd. line:\d+: \(?.*?(error|fatal)"
        r"|bash: line \d+): ", "", line)
    return "!" + re.sub(r"^(invalid regexp: )", "", line.split(": /")[0])


def group_count(pattern, extended):
    pattern = re.sub(rb"\[\]?[^\]]*\]", b"", pattern)
    return min(9, len(re.findall(rb"(?<!\\)\(" if extended else rb"\\\(", pattern)))


def sed(tool, flags, pattern, texts):
    count = group_count(pattern, tool == "sedE")
    words = ["sed"] + (["-E"] if tool == "sedE" else [])
    mods = (b"I" if "i" in flags else b"") + (b"M" if "m" in flags else b"")
    while True:
        groups = b"".join(b"\x02\\%d" % i for i in range(1, count + 1))
        script = b"s\x01" + pattern + b"\x01\x02&" + groups + b"\x02\x01" + mods
        if "m" in flags:
            # Lines match at newlines only where they end at newlines, so not with -z.
            runs = [run(words + [b":a;$!{N;ba};" + script], x + b"\n", flags) for x in texts]
            code, errors = runs[0][0], runs[0][2]
            output = b"".join(one[1][:-1] + b"\0" for one in runs)
        else:
            code, output, errors = run(
                words + ["-z", script], b"\0".join(texts) + b"\0", flags)
        # Fewer groups than were counted: some bracket was no group.
        if not (code and "invalid reference" in errors and count):
            break
        count -= 1
    if code and "unterminated" in errors:
        return ["?"] * len(texts)
    if code:
        return [refusal(errors)] * len(texts)
    answers = []
    for line in output.split(b"\0")[:-1]:
        parts = line.split(b"\x02")
        answers.append("-" if len(parts) < 2 else "%d|" % len(parts[0])
                       + "|".join(escaped(part) for part in parts[1:-1]))
    return answers


def grep(tool, flags, pattern, texts):
    words = ["-E"] if tool == "grepE" else []
    words += ["-" + flag for flag in flags if flag in "iwx"] + ["-e", pattern]
    data = b"\n".join(texts) + b"\n"
    code, output, errors = run(["grep", "-ona"] + words, data, flags)
    if code > 1:
        return [refusal(errors)] * len(texts)
    # A line that matches nothing at all is chosen without -o printing it.
    _, lines, _ = run(["grep", "-na"] + words, data, flags)
    answers = ["-"] * len(texts)
    for line in lines.split(b"\n")[:-1]:
        answers[int(line.split(b":")[0]) - 1] = "+"
    for line in output.split(b"\n")[:-1]:
        number, match = line.split(b":", 1)
        answer = answers[int(number) - 1]
        answers[int(number) - 1] = answer + ("|" if answer != "+" else "") + escaped(match)
    return answers


def gawk(tool, flags, pattern, texts):
    program = """
        BEGIN { re = ENVIRON["RE"]; n = ENVIRON["N"] + 0; IGNORECASE = %d }
        {
            delete a
            if (!match($0, re, a)) { print "-"; next }
            s = (RSTART - 1) "," RLENGTH
            for (i = 1; i <= n; i++)
                s = s ";" (((i, "start") in a) ? (a[i, "start"] - 1) "," a[i, "length"] : "-")
            print s
        }""" % ("i" in flags)
    words = [GAWK] + ([] if "u" in flags else ["-b"]) + [program]
    code, output, errors = run(
        words, b"\n".join(texts) + b"\n", flags, RE=pattern, N=str(group_count(pattern, True)))
    if code:
        return [refusal(errors)] * len(texts)
    return output.decode("latin1").split("\n")[:-1]


def bash(tool, flags, pattern, texts):
    script = r"""
        while IFS= read -r t; do
            [[ $t =~ $RE ]]
            case $? in
            0) printf '%s\2' "${BASH_REMATCH[@]}"; echo ;;
            1) echo - ;;
            *) echo '!' ;;
            esac
        done"""
    if "i" in flags:
        script = "shopt -s nocasematch;" + script
    _, output, _ = run(["bash", "-c", script], b"\n".join(texts) + b"\n", flags, RE=pattern)
    return ["|".join(escaped(part) for part in line.split(b"\2")[:-1]) if b"\2" in line
            else line.decode() for line in output.split(b"\n")[:-1]]


def data(text):
    return text if isinstance(text, bytes) else text.encode()


ask = {"sed": sed, "sedE": sed, "grep": grep, "grepE": grep, "gawk": gawk, "bash": bash}
for tool, flags, pattern, texts in CASES:
    pattern, texts = data(pattern), [data(text) for text in texts]
    for text, answer in zip(texts, ask[tool](tool, flags, pattern, texts)):
        if answer != "?":
            print("\t".join([tool, flags, escaped(pattern), escaped(text), answer]))
