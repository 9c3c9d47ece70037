#!/usr/bin/env python3
"""Records what Docker 28's BuildKit makes of the cases beside this file.

    record.py DOCKER_DIR [AREA/CASE | AREA …]     writes outcome.json of these cases, or of all
    record.py DOCKER_DIR --to NAME [AREA/CASE …]  writes NAME instead of outcome.json
    record.py DOCKER_DIR --base                   writes base.json, the files of the image busybox

DOCKER_DIR is the folder of a daemon that `docker-peer DOCKER_DIR up` started. Needs root (owners,
devices) and busybox-static. A case is a folder:

    Dockerfile            the build's, unless options.json names one of context/
    context/              the build's context; empty where there is none
    setup.sh              run in a copy of the context: modes, links, attributes that git cannot keep
    needs.txt             what the case needs beyond a shell with simple utilities; not read here
    options.json          all optional: build_args, labels, secrets (id → value), build_contexts
                          (name → folder of the case, or docker-image://…), target, platform, tags,
                          dockerfile (a path in the context), no_cache, no_cache_filter, bases (tag →
                          Dockerfile, built before), check (also records --check), then (further
                          builds: change {path: text or null}, run (sh, in the context), and options)

The program in /bin/busybox is recorded as the text STAND_IN, wherever it is copied to.
A `# syntax=` line is replaced by a directive that says nothing, as no registry is asked, but for
docker/dockerfile:1-labs, which `labs.sh` makes.
"""

import base64
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TAG = "lay-recorded"
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
            store = self.folder / "data/image/overlay2/imagedb/content/sha256"
            return json.loads((store / found.removeprefix("sha256:")).read_bytes()), []
        saved = tarfile.open(fileobj=io.BytesIO(saved.stdout))
        manifest = json.load(saved.extractfile("manifest.json"))[0]
        config = json.load(saved.extractfile(manifest["Config"]))
        return config, [saved.extractfile(layer).read() for layer in manifest["Layers"] or []]

    def import_base(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([HERE / "base.sh", f"{folder}/root"], check=True)
            tar = subprocess.run(["tar", "-C", f"{folder}/root", "--numeric-owner", "--sort=name",
                                  "-c", "."], check=True, capture_output=True).stdout
        self("import", "--change", 'CMD ["sh"]', "--change", f"ENV PATH={PATH}", "-", "busybox",
             stdin=tar)


class Tree:
    """The files of an image: path → what lies there; names of one file share one entry."""

    KINDS = {tarfile.DIRTYPE: "d", tarfile.SYMTYPE: "l", tarfile.CHRTYPE: "c",
             tarfile.BLKTYPE: "b", tarfile.FIFOTYPE: "p"}

    def __init__(self, layers):
        self.files = {}
        self.changes = [self.apply(tarfile.open(fileobj=io.BytesIO(layer))) for layer in layers]

    def remove(self, path):
        gone = [p for p in self.files if p == path or p.startswith(path + "/")]
        for p in gone:
            del self.files[p]
        return [path] if gone else []

    def apply(self, tar):
        """Applies a layer and tells its paths (no unchanged directories) and what it removes."""
        before, touched, removed, new = dict(self.files), [], [], []
        for member in tar.getmembers():
            path = os.path.normpath("/" + member.name)
            folder, name = os.path.split(path)
            if name == ".wh..wh..opq":
                for child in [p for p in self.files if os.path.dirname(p) == folder != p]:
                    removed += self.remove(child)
            elif name.startswith(".wh."):
                removed += self.remove(os.path.join(folder, name[4:]))
            else:
                new.append((member, path))
        for member, path in new:
            linked = os.path.normpath("/" + member.linkname)
            entry = self.files[linked] if member.islnk() else self.entry(tar, member)
            if path in self.files and not entry["kind"] == "d" == self.files[path]["kind"]:
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
                "c": f"{member.devmajor}:{member.devminor}"}.get(kind, "")
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
        for path in sorted(paths):
            entry = self.files[path]
            more = dict(entry["more"])
            if len(names[path]) > 1:
                more["group"] = groups.setdefault(id(entry), len(groups) + 1)
            rows.append([path] + entry["row"] + ([more] if more else []))
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
    old_names, names = below.names(), whole.names()
    different = [p for p, e in whole.files.items() if below.files.get(p) != e
                 or e["kind"] == "f" and old_names[p] != names[p]]
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
            lines = [r["start"]["line"] for r in warning.get("range") or []]
            warnings.append({"rule": rule, "text": re.sub(r" \(line \d+\)$", "", rest),
                             "line": lines[0] if lines else 0})
    for digest, vertex in vertices.items():
        name = normalised(vertex["name"], folder)
        if "started" in vertex and re.match(r"\[(?!internal\]|context [^ ]*\])|FROM ", name):
            told = not re.search(r"(^|\] )FROM ", name)  # of a FROM that depends on what is quicker
            steps.append({"name": name}
                         | ({"cached": True} if told and vertex.get("cached") else {})
                         | ({"failed": True} if told and vertex.get("error") else {})
                         | {s: normalised(logs[digest, s].decode(errors="replace"), folder)
                            for s in ("stdout", "stderr") if (digest, s) in logs})

    def place(row):
        found = re.match(r"\[(.*?)(\d+)/\d+\]", row["name"])
        return (found[1], int(found[2])) if found else ("~", 0), row["name"]

    warnings.sort(key=lambda w: (w["line"], w["rule"], w["text"]))
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
    result += [f"--no-cache-filter={stage}" for stage in options.get("no_cache_filter", [])]
    return result + ["--no-cache"] * options.get("no_cache", False) + [folder / "context"]


def build(docker, folder, options, bases):
    tags = [TAG] + options.get("tags", [])
    common = arguments(folder, options)
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
    if start and plain[0] != plain[start]:
        outcome["excerpt"] = [l if len(l) < 300 else l[:100] + "…" for l in plain[:start]]
        outcome["lines"] = [int(l.split("|")[0]) for l in plain[:start] if " | >>> " in l]
    exit_code = re.search(r"exit code: (\d+)$", outcome["error"])
    return outcome | ({"exit": int(exit_code[1])} if exit_code else {})


def record(docker, case):
    """The outcome of a case, built in a copy of its folder, from an empty cache."""
    def shell(script):
        script = f"umask 022\n{script}"
        subprocess.run(["sh", "-euc", script], check=True, cwd=folder / "context")

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
            path.write_bytes(re.sub(rb"(?mi)\A# *syntax *=(?!.*-labs).*", rb"# check=skip=none",
                                    path.read_bytes()))
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
            row = {k: v for k, v in shown.items() if k == "steps" or v != before.get(k)}
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
        (HERE / "base.json").write_text(formatted(files.rows(files.files)) + "\n")
        return
    for case in sorted(p for p in HERE.glob("*/*") if p.is_dir()):
        if not wanted or f"{case.parent.name}/{case.name}" in wanted or case.parent.name in wanted:
            print(f"{case.parent.name}/{case.name}", flush=True)
            (case / name).write_text(formatted(record(docker, case)) + "\n")


if __name__ == "__main__":
    main()
