#!/usr/bin/env python3
"""Writes down what dash, busybox ash and bash do with the scripts of this directory.

record.py DIR [CASE.sh ...] [--check] [--times N] [--utilities]

DIR holds AREA/CASE.sh; cases are named absolutely, relative to here or to DIR. Beside each
CASE.sh stands a CASE.out: a block for each group of shells with the same outcome.

    == dash ash bash
    status 0
    -- stdout
    text, in which bytes that are no UTF-8 and controls but newline and tab are \\xHH
    \\ no newline       (only where the last one is missing)
    -- stderr           (only where there is any)
    -- files            (only where there are any; sorted by path, bytewise)
    path mode kind content-or-target

mode is four octal digits, kind is file, dir, link, fifo or other, and the content is one line, in
which newline and tab are \\xHH too. A case runs as SHELL -c TEXT sh in a fresh, empty
directory, with HOME=/root, PATH=/usr/bin:/bin, LC_ALL=C, umask 022 and no input, in a session of
its own. A first line "# shells: dash bash" leaves shells out.

A case whose outcome differs between N runs, that hangs or that shows its directory is reported
and has no record. With --check nothing is written, and what is not as recorded is reported.
The records are those of Debian 12: dash 0.5.12, busybox 1.35.0, bash 5.2.15.

With --utilities a case tells of programs and not of shells: "gnu" is what it does under dash with
Debian's programs, and "busybox" under ash with busybox's.

A case with a line "# root: private" among its first two may write everywhere: it runs as root, in /work,
in a layer over the machine in which /etc, /home, /opt, /var/lib, /var/cache, /var/log and /usr/local
have nothing of the machine's in them, without a network.
"""
import os, shutil, signal, stat, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor

SHELLS = {"dash": ["/usr/bin/dash"], "ash": ["/usr/bin/busybox", "ash"], "bash": ["/usr/bin/bash"]}
ENV = {"HOME": "/root", "PATH": "/usr/bin:/bin", "LC_ALL": "C"}
PATHS = {}
# What a private root begins with: a layer over the machine, with empty directories where programs
# keep what they know; only the rules of PAM are the machine's.
PRIVATE = """
mount -t tmpfs none "$1" && mkdir "$1/upper" "$1/scratch" "$1/root" || exit 99
# What is opaque has nothing of the machine's in it.
for place in etc home opt var/lib var/cache var/log usr/local work; do
    mkdir -p "$1/upper/$place" && setfattr -n trusted.overlay.opaque -v y "$1/upper/$place" ||
        exit 99
done
mount -t overlay none -o "lowerdir=/,upperdir=$1/upper,workdir=$1/scratch" "$1/root" || exit 99
top=$1/root; work=$2; shift 2; cd "$top" || exit 99
cp -r /etc/pam.d /etc/security etc
mkdir -p var/lib/dpkg/info var/lib/dpkg/updates var/lib/dpkg/triggers etc/apt/apt.conf.d
: > var/lib/dpkg/status
mount --bind /dev dev && mount --bind "$work" work && mount -t proc none proc || exit 99
exec /usr/sbin/chroot . /bin/sh -c 'cd /work && exec "$@"' sh "$@"
"""
UTILITIES = {"gnu": ["/usr/bin/dash"], "busybox": ["/usr/bin/busybox", "ash"]}


def link_applets(top):
    """Links to busybox in a directory, which is the PATH of "busybox" from then on."""
    names = subprocess.run(["/usr/bin/busybox", "--list"], stdout=subprocess.PIPE).stdout
    for name in names.decode().split():
        os.symlink("/usr/bin/busybox", os.path.join(top, name))
    return top


def show(data, flat=False):
    out = []
    for ch in data.decode("utf-8", "surrogateescape"):
        n = ord(ch)
        if 0xDC80 <= n <= 0xDCFF:
            out.append("\\x%02x" % (n - 0xDC00))
        elif (n < 32 and (flat or ch not in "\n\t")) or n == 127:
            out.append("\\x%02x" % n)
        else:
            out.append(ch)
    return "".join(out)


def block(data):
    if not data:
        return ""
    return show(data) + ("" if data.endswith(b"\n") else "\n\\ no newline\n")


def tree(top):
    lines = []
    def walk(rel):
        for name in sorted(os.listdir(os.path.join(top, rel) if rel else top)):
            path = os.path.join(rel, name) if rel else name
            full = os.path.join(top, path)
            st = os.lstat(full)
            kind, body = "other", b""
            if stat.S_ISLNK(st.st_mode):
                kind, body = "link", os.readlink(full)
            elif stat.S_ISDIR(st.st_mode):
                kind = "dir"
            elif stat.S_ISFIFO(st.st_mode):
                kind = "fifo"
            elif stat.S_ISREG(st.st_mode):
                kind = "file"
                with open(full, "rb") as f:
                    body = f.read()
            text = b"%s %04o %s %s" % (path, stat.S_IMODE(st.st_mode), kind.encode(), body)
            lines.append(show(text, True).rstrip(" ") if not body else show(text, True))
            if kind == "dir":
                walk(path)
    walk(b"")
    return "".join(line + "\n" for line in lines)


def run(shell, text):
    top = tempfile.mkdtemp(prefix="rec.").encode()
    work = os.path.join(top, b"d")
    os.mkdir(work)
    try:
        command = SHELLS[shell] + ["-c", text, "sh"]
        if any(line == b"# root: private" for line in text.split(b"\n")[:2]):
            root = os.path.join(top, b"r")
            os.mkdir(root)
            command = ["unshare", "-m", "-n", "/bin/sh", "-c", PRIVATE, "sh", root, work] + command
        p = subprocess.Popen(command, cwd=work,
                             env=dict(ENV, PATH=PATHS.get(shell, ENV["PATH"])),
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, start_new_session=True, umask=0o022)
        try:
            out, err = p.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            try:
                os.killpg(p.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            p.communicate()
            return None, "hangs"
        status = p.returncode if p.returncode >= 0 else 128 - p.returncode
        files = tree(work)
        bad = None
        if top in out + err or top.decode() in files:
            bad = "shows its directory"
        for line in (block(out) + block(err)).split("\n"):
            if line.startswith(("== ", "-- ")):
                bad = "a line of output looks like a header"
        result = "status %d\n-- stdout\n%s" % (status, block(out))
        if err:
            result += "-- stderr\n" + block(err)
        if files:
            result += "-- files\n" + files
        return result, bad
    finally:
        shutil.rmtree(top, ignore_errors=True)


def record(path, times):
    with open(path, "rb") as f:
        text = f.read()
    names = list(SHELLS)
    first = text.split(b"\n", 1)[0]
    if first.startswith(b"# shells:"):
        names = first[9:].decode().split()
    groups, problems = [], []
    for name in names:
        outcomes = [run(name, text) for _ in range(times)]
        for _, bad in outcomes:
            if bad:
                problems.append("%s: %s" % (name, bad))
                break
        if len({o for o, _ in outcomes}) > 1:
            problems.append("%s: differs between runs" % name)
        outcome = outcomes[0][0]
        for group in groups:
            if group[0] == outcome:
                group[1].append(name)
                break
        else:
            groups.append((outcome, [name]))
    if problems:
        return None, problems
    return "".join("== %s\n%s" % (" ".join(n), o) for o, n in groups), []


def main():
    # Whoever calls may block or ignore signals, which the shells would inherit.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        try:
            signal.signal(number, signal.SIG_DFL)
        except OSError:
            pass  # the C library's own
    args = sys.argv[1:]
    check = "--check" in args
    applets = None
    if "--utilities" in args:
        SHELLS.clear()
        SHELLS.update(UTILITIES)
        applets = tempfile.TemporaryDirectory(prefix="applets.")
        PATHS["busybox"] = link_applets(applets.name)
    args = [a for a in args if a not in ("--check", "--utilities")]
    times = 3
    if "--times" in args:
        i = args.index("--times")
        times = int(args[i + 1])
        del args[i:i + 2]
    base = args[0]
    cases = [c if os.path.exists(c) else os.path.join(base, c) for c in args[1:]]
    if not cases:
        cases = sorted(os.path.join(d, f) for d, _, fs in os.walk(base)
                       for f in fs if f.endswith(".sh"))
    failed = 0
    with ThreadPoolExecutor(3) as pool:
        for case, (text, problems) in zip(cases, pool.map(lambda c: record(c, times), cases)):
            out = case[:-3] + ".out"
            if problems:
                failed += 1
                print("%s: %s" % (case, "; ".join(problems)))
                if not check and os.path.exists(out):
                    os.remove(out)
                continue
            data = text.encode()
            old = open(out, "rb").read() if os.path.exists(out) else None
            if check:
                # A case that sleeps may do something else once where the machine is loaded.
                if old is None or old != data and not any(
                        record(case, times)[0] == old.decode() for _ in range(3)):
                    failed += 1
                    print("%s: differs from its record" % case)
            elif old != data:
                with open(out, "wb") as f:
                    f.write(data)
    print("%d cases, %d with problems" % (len(cases), failed))
    return 1 if failed else 0


sys.exit(main())
