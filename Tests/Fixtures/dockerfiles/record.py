#!/usr/bin/env python3
"""Records what Docker 28's BuildKit makes of the cases beside this file.

    record.py DOCKER_DIR [AREA/CASE | AREA …]     writes outcome.json of these, or of all cases
    record.py DOCKER_DIR --to NAME [AREA/CASE …]  writes NAME instead of outcome.json
    record.py DOCKER_DIR --base                   writes base.json, the files of the image busybox

DOCKER_DIR is the folder of a daemon that `docker-peer DOCKER_DIR up` started. Needs root (owners,
devices) and busybox-static. A case is a folder, all of it optional:

    Dockerfile, context/   what is built; setup.sh is run in a copy of the context and makes modes,
                           links and attributes, which git cannot keep
    needs.txt, differs.txt what a test needs beyond a small shell, where Lay means to do otherwise
    options.json           build_args, labels, secrets (id → value), build_contexts (name → folder
                           of the case, or docker-image://…), target, platform, tags, dockerfile (a
                           path in the context), no_cache, no_cache_filter, bases (tag → Dockerfile,
                           built before), check (also records --check), then (further builds: change
                           {path: text or null}, run (sh, in the context), and options)

Of busybox STAND_IN is recorded, wherever it is copied to. A `# syntax=` line is replaced by one
that says nothing, but for docker/dockerfile:1-labs, which `labs.sh` makes.
"""

import base64, hashlib, io, json, os, re, shutil, subprocess, sys, tarfile, tempfile
from pathlib import Path

HERE, TAG = Path(__file__).resolve().parent, "lay-recorded"
PROGRAM, STAND_IN = Path(shutil.which("busybox")).read_bytes(), b"busybox\n"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Docker:
    def __init__(self, folder):
        self.folder = folder = Path(folder).resolve()
        self.environment = {
            "DOCKER_HOST": f"unix://{folder}/docker.sock", "DOCKER_CONFIG": f"{folder}/config",
            "PATH": f"{folder}/root/usr/bin:{os.environ['PATH']}", "HOME": "/root", "LC_ALL": "C"}

    def __call__(self, *arguments, stdin=None, check=True):
        return subprocess.run(["docker", *map(str, arguments)], env=self.environment, input=stdin,
                              capture_output=True, check=check)

    def image(self, name):
        """The configuration and the layers, each a tar's bytes, of an image."""
        name += "" if ":" in name else ":latest"  # else docker saves all tags of that name
        saved = self("save", name, check=False)
        if b"empty export" in saved.stderr:
            found = self("image", "inspect", "--format", "{{.Id}}", name).stdout.decode().strip()
            store = self.folder / "data/image/overlay2/imagedb/content"
            return json.loads((store / found.replace(":", "/")).read_bytes()), []
        saved = tarfile.open(fileobj=io.BytesIO(saved.stdout))
        manifest = json.load(saved.extractfile("manifest.json"))[0]
        config = json.load(saved.extractfile(manifest["Config"]))
        return config, [saved.extractfile(layer).read() for layer in manifest["Layers"] or []]

    def import_base(self):
        with tempfile.TemporaryDirectory() as folder:
            script = '"$1" "$2" && tar -C "$2" --numeric-owner --sort=name -c .'
            tar = subprocess.run(["sh", "-c", script, "sh", HERE / "base.sh", f"{folder}/root"],
                                 check=True, stdout=subprocess.PIPE).stdout
        changes = '--change=CMD ["sh"]', f"--change=ENV PATH={PATH}"
        self("import", *changes, "-", "busybox", stdin=tar)


class Tree:
    """The files of an image: path → what lies there; names of one file share one entry."""

    KINDS = {tarfile.DIRTYPE: "d", tarfile.SYMTYPE: "l", tarfile.CHRTYPE: "c",
             tarfile.BLKTYPE: "b", tarfile.FIFOTYPE: "p"}

    def __init__(self, layers):
        self.files = {}
        self.changes = [self.apply(tarfile.open(fileobj=io.BytesIO(layer))) for layer in layers]

    def remove(self, path):
        kept = {p: e for p, e in self.files.items() if p != path and not p.startswith(path + "/")}
        self.files, before = kept, self.files
        return [path] if len(kept) < len(before) else []

    def apply(self, tar):
        """Applies a layer and tells its paths (no unchanged directories) and what it removes."""
        before, touched, removed, new = dict(self.files), [], [], []
        for member in tar.getmembers():
            path = os.path.normpath("/" + member.name)
            folder, name = os.path.split(path)
            if name == ".wh..wh..opq":
                children = [p for p in self.files if os.path.dirname(p) == folder != p]
                removed += [gone for child in children for gone in self.remove(child)]
            elif name.startswith(".wh."):
                removed += self.remove(os.path.join(folder, name[4:]))
            else:
                new.append((member, path))
        for member, path in new:
            linked = os.path.normpath("/" + member.linkname)
            entry = self.files[linked] if member.islnk() else self.entry(tar, member)
            if not entry["kind"] == "d" == self.files.get(path, entry)["kind"]:
                self.remove(path)
            self.files[path] = entry
            if entry["kind"] != "d" or before.get(path) != entry:
                touched.append(path)
        removed = sorted({p for p in removed if p not in self.files})
        return {"paths": sorted(touched)} | ({"removed": removed} if removed else {})

    def entry(self, tar, member):
        kind, more, attributes = self.KINDS.get(member.type, "f"), {}, {}
        content = tar.extractfile(member).read() if kind == "f" else b""
        content = STAND_IN if content == PROGRAM else content
        what = {"f": hashlib.sha256(content).hexdigest(), "l": member.linkname,
                "c": f"{member.devmajor}:{member.devminor}",
                "b": f"{member.devmajor}:{member.devminor}"}.get(kind, "")
        if 0 < len(content) <= 160 and not re.search(rb"[^\t-~]", content):
            more["text"] = content.decode()
        for key, value in member.pax_headers.items():
            if key.startswith("SCHILY.xattr."):
                raw = value.encode("utf-8", "surrogateescape")
                plain = raw.isascii() and raw.decode().isprintable()
                attributes[key[13:]] = raw.decode() if plain else "hex:" + raw.hex()
        return {"kind": kind, "row": [kind, f"{member.mode & 0o7777:04o}", member.uid, member.gid,
                                      len(content), what],
                "more": more | ({"xattrs": attributes} if attributes else {})}

    def names(self):
        """Path → all names of the file that lies there."""
        names = {}
        for path, entry in self.files.items():
            names.setdefault(id(entry), set()).add(path)
        return {path: names[id(entry)] for path, entry in self.files.items()}

    def rows(self, paths):
        """Rows of these paths; those that are one file have the same number as `group`."""
        names, groups, rows = self.names(), {}, []
        for path, entry in ((p, self.files[p]) for p in sorted(paths)):
            linked = len(names[path]) > 1
            group = {"group": groups.setdefault(id(entry), len(groups) + 1)} if linked else {}
            rows.append([path, *entry["row"]] + [m for m in [entry["more"] | group] if m])
        return rows


def compared(docker, bases):
    """What the image has that its base has not; the base is the longest that it begins with."""
    config, layers = docker.image(TAG)
    ids = config["rootfs"].get("diff_ids") or []
    base, skipped, steps = "scratch", 0, 0
    for candidate in bases:
        other = docker.image(candidate)[0]
        n = len(other["rootfs"]["diff_ids"])
        if n > skipped and ids[:n] == other["rootfs"]["diff_ids"]:
            base, skipped, steps = candidate, n, len(other["history"])
    below, whole = Tree(layers[:skipped]), Tree(layers)
    old, new = below.names(), whole.names()
    different = [p for p, e in whole.files.items() if below.files.get(p) != e or old[p] != new[p]]
    gone = {p for p in below.files if p not in whole.files}
    told, history = ("created_by", "empty_layer", "comment", "author"), config.get("history") or []
    return {
        "base": base, "files": whole.rows(different), "layers": whole.changes[skipped:],
        "history": [{k: h[k] for k in told if k in h} for h in history[steps:]],
        "config": {k: v for k, v in config["config"].items() if v not in (None, "", [], {})},
        "platform": "/".join(config[k] for k in ("os", "architecture", "variant") if k in config),
        "removed": sorted(p for p in gone if os.path.dirname(p) not in gone),
    } | ({"author": config["author"]} if config.get("author") else {})


def normalised(text, folder):
    text = re.sub(r"\x1b\[[0-9;]*m", "", text).replace(str(folder), "CASE")
    text = re.sub(r"ref [0-9a-z-]+::[0-9a-z]+", "ref ID", text)
    text = re.sub(r"/[^ \n]*/(merged|cachemounts/buildkit\d+)(?=/)", "", text)
    return re.sub(r"(FROM [^ ]+)?@sha256:[0-9a-f]{64}", r"\1", text)


def progress(text, folder):
    """The steps, with what they wrote, and the warnings of a build's progress as raw JSON."""
    vertices, warnings, logs, steps = {}, [], {}, []
    for message in (json.loads(line) for line in text.splitlines() if line.startswith('{"')):
        for vertex in message.get("vertexes", []):
            vertices.setdefault(vertex["digest"], {}).update(vertex)
        for log in message.get("logs", []):
            key = log["vertex"], "stderr" if log["stream"] == 2 else "stdout"
            logs[key] = logs.get(key, b"") + base64.b64decode(log["data"])
        for warning in message.get("warnings", []):
            rule, _, rest = base64.b64decode(warning["short"]).decode().partition(": ")
            line = [r["start"]["line"] for r in warning.get("range") or []][0]
            text = re.sub(r" \(line \d+\)$", "", rest)
            warnings.append({"rule": rule, "text": text, "line": line})
    for digest, vertex in vertices.items():
        name = normalised(vertex["name"], folder)
        if "started" in vertex and re.match(r"\[(?!internal\]|context [^ ]*\])|FROM ", name):
            told = not re.search(r"(^|\] )FROM ", name)  # of a FROM that depends on what is quicker
            states = {"cached": vertex.get("cached"), "failed": vertex.get("error")}
            steps.append({"name": name} | {k: True for k, v in states.items() if told and v}
                         | {s: normalised(logs[digest, s].decode(errors="replace"), folder)
                            for s in ("stdout", "stderr") if (digest, s) in logs})

    warnings.sort(key=lambda w: (w["line"], w["rule"], w["text"]))
    number = re.compile(r"\[(.*?)(\d+)/\d+\]|$")
    place = lambda row: [(n or "~", int(i or 0), row["name"])
                         for n, i in number.findall(row["name"])][:1]
    return {"steps": sorted(steps, key=place)} | ({"warnings": warnings} if warnings else {})


def arguments(folder, options):
    file = options.get("dockerfile")
    result = ["--network=none", "-f", folder / "context" / file if file else folder / "Dockerfile"]
    for name, option in (("build_args", "--build-arg"), ("labels", "--label")):
        result += [w for k, v in options.get(name, {}).items() for w in (option, f"{k}={v}")]
    for number, (key, value) in enumerate(options.get("secrets", {}).items()):
        (folder / f"secret-{number}").write_text(value)
        result += ["--secret", f"id={key},src={folder / f'secret-{number}'}"]
    for key, value in options.get("build_contexts", {}).items():
        result += ["--build-context", f"{key}={value if '://' in value else folder / value}"]
    result += [f"--{name}={options[name]}" for name in ("target", "platform") if name in options]
    result += [f"--no-cache-filter={s}" for s in options.get("no_cache_filter", [])]
    return result + ["--no-cache"] * options.get("no_cache", False) + [folder / "context"]


def build(docker, folder, options, bases):
    tags, common = [TAG] + options.get("tags", []), arguments(folder, options)
    run = docker("build", "--progress=rawjson", *[f"--tag={t}" for t in tags], *common, check=False)
    text = run.stderr.decode(errors="replace")
    outcome = progress(text, folder)
    if options.get("check"):
        asked = docker("build", "--progress=quiet", "--check", *common, check=False)
        shown = normalised((asked.stdout + asked.stderr).decode(), folder)
        outcome["check"] = {"status": asked.returncode, "output": shown.splitlines()}
    if run.returncode == 0:
        outcome |= compared(docker, bases)
        docker("rmi", "-f", *tags)
        return outcome
    plain = [l for l in normalised(text, folder).splitlines() if not l.startswith('{"')]
    start = next(i for i, l in enumerate(plain) if l.startswith("ERROR: "))
    outcome["error"] = "\n".join(plain[start:]).removeprefix("ERROR: ")
    if "cache key" in outcome["error"]:  # what else had begun by then is chance
        outcome["steps"] = [s for s in outcome["steps"] if "failed" in s]
    if start:
        outcome["excerpt"] = [l if len(l) < 300 else l[:100] + "…" for l in plain[:start]]
        outcome["lines"] = [int(l.split("|")[0]) for l in plain[:start] if " | >>> " in l]
    return outcome | {"exit": int(n) for n in re.findall(r"exit code: (\d+)$", outcome["error"])}


def record(docker, case):
    """The outcome of a case, built in a copy of its folder, from an empty cache."""
    shell = lambda script: subprocess.run(["sh", "-euc", f"umask 022\n{script}"], check=True,
                                          cwd=folder / "context")
    docker("builder", "prune", "-a", "-f")
    with tempfile.TemporaryDirectory(prefix="lay-case-") as temporary:
        folder = Path(temporary) / "case"
        shutil.copytree(case, folder, symlinks=True)
        (folder / "context").mkdir(exist_ok=True)
        for path in [p for p in (folder, *folder.rglob("*")) if not p.is_symlink()]:
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        shell(". ../setup.sh" if (folder / "setup.sh").exists() else "")
        file = folder / "options.json"
        options = json.loads(file.read_text()) if file.exists() else {}
        for path in [p for p in folder.rglob("*ockerfile*") if p.is_file()]:
            text = re.sub(rb"(?i)\A# *syntax *=(?!.*-labs).*", b"# check=skip=none", path.read_bytes())
            path.write_bytes(text)
        for name, file in options.get("bases", {}).items():
            docker("build", "--network=none", "-t", name, "-f", folder / file, folder / "context")
        bases = ["busybox", *options.get("bases", {})]
        shown = outcome = build(docker, folder, options, bases)
        for entry in options.get("then", []):
            for path, text in entry.get("change", {}).items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).unlink() if text is None else (folder / path).write_text(text)
            shell(entry.get("run", ""))
            before, shown = shown, build(docker, folder, options | entry, bases)
            same = {k for k in before if k != "steps" and before[k] == shown.get(k)}
            row = {k: shown.get(k) for k in before | shown if k not in same | {"then"}}
            outcome.setdefault("then", []).append(row)
        docker("rmi", "-f", *bases[1:], check=False)
    return outcome


def formatted(value, indent=0, depth=2):
    """JSON with sorted keys and a line for each element down to a depth."""
    pad, end = "  " * (indent + 1), "\n" + "  " * indent
    if depth and value and isinstance(value, dict):
        rows = [f"{pad}{json.dumps(k)}: {formatted(value[k], indent + 1, depth - 1)}"
                for k in sorted(value)]
        return "{\n" + ",\n".join(rows) + end + "}"
    if depth and value and isinstance(value, list) and not isinstance(value[0], int):
        builds = isinstance(value[0], dict) and "steps" in value[0]
        rows = [pad + formatted(v, indent + 1, 2 if builds else 0) for v in value]
        return "[\n" + ",\n".join(rows) + end + "]"
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def main():
    docker, wanted, name = Docker(sys.argv[1]), sys.argv[2:], "outcome.json"
    if wanted[:1] == ["--to"]:
        name, wanted = wanted[1], wanted[2:]
    if wanted == ["--base"] or docker("image", "inspect", "busybox", check=False).returncode:
        docker.import_base()
    if wanted == ["--base"]:
        files = Tree(docker.image("busybox")[1])
        return (HERE / "base.json").write_text(formatted(files.rows(files.files)) + "\n")
    for case in sorted(p for p in HERE.glob("*/*") if p.is_dir()):
        words = {case.parent.name, f"{case.parent.name}/{case.name}"}
        if not wanted or words & {*wanted}:
            print(max(words), flush=True)
            (case / name).write_text(formatted(record(docker, case)) + "\n")


if __name__ == "__main__":
    main()
