#!/usr/bin/env python3
"""Makes an OCI layout of a root's tar, cut into layers of about equal size and compressed.

    Benchmarks/formats/make_image.py ROOT.tar LAYOUT [--layers 10] [--size 500000000]

Files that are missing to the wanted size are made up of the root's own files under other names.
"""

import argparse
import gzip
import hashlib
import io
import json
import pathlib
import tarfile


def blob(layout, data):
    digest = hashlib.sha256(data).hexdigest()
    (layout / "blobs/sha256" / digest).write_bytes(data)
    return {"digest": f"sha256:{digest}", "size": len(data)}


def layers(root, count, size):
    """The members of the tar and copies of its files, cut into parts of size/count bytes."""
    with tarfile.open(root) as tar:
        members = tar.getmembers()
        files = [member for member in members if member.isfile()]
        total = sum(member.size for member in files)
        copies = []
        number = 0
        while total < size:
            member = files[number % len(files)]
            copies.append((member, f"srv/copy-{number // len(files)}/{member.name.lstrip('./')}"))
            total += member.size
            number += 1
        every = [(member, member.name) for member in members] + copies
        part, held = [], 0
        for member, name in every:
            part.append((member, name))
            held += member.size if member.isfile() else 0
            if held >= size / count:
                yield tar, part
                part, held = [], 0
        if part:
            yield tar, part


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root")
    parser.add_argument("layout")
    parser.add_argument("--layers", type=int, default=10)
    parser.add_argument("--size", type=int, default=500_000_000)
    options = parser.parse_args()
    layout = pathlib.Path(options.layout)
    (layout / "blobs/sha256").mkdir(parents=True)
    descriptors, diff_ids = [], []
    for tar, part in layers(options.root, options.layers, options.size):
        out = io.BytesIO()
        names = set()
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as layer:
            for member, name in part:
                copy = tarfile.TarInfo(name)
                for field in ("size", "mode", "uid", "gid", "mtime", "type", "linkname"):
                    setattr(copy, field, getattr(member, field))
                if member.islnk() and member.linkname not in names:
                    copy.type, copy.linkname = tarfile.REGTYPE, ""
                    source = tar.extractfile(member)
                    data = source.read()
                    copy.size = len(data)
                    layer.addfile(copy, io.BytesIO(data))
                elif member.isfile():
                    layer.addfile(copy, tar.extractfile(member))
                else:
                    layer.addfile(copy)
                names.add(name)
        data = out.getvalue()
        diff_ids.append("sha256:" + hashlib.sha256(data).hexdigest())
        descriptor = blob(layout, gzip.compress(data, 6, mtime=0))
        descriptors.append(
            {"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", **descriptor})
    config = {
        "created": "1970-01-01T00:00:00Z", "architecture": "amd64", "os": "linux", "config": {},
        "rootfs": {"type": "layers", "diff_ids": diff_ids},
        "history": [{"created": "1970-01-01T00:00:00Z", "created_by": "make_image"}] * len(diff_ids),
    }
    manifest = {
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": {"mediaType": "application/vnd.oci.image.config.v1+json",
                   **blob(layout, json.dumps(config).encode())},
        "layers": descriptors,
    }
    entry = {"mediaType": manifest["mediaType"], **blob(layout, json.dumps(manifest).encode()),
             "annotations": {"org.opencontainers.image.ref.name": "latest"}}
    (layout / "index.json").write_text(json.dumps({"schemaVersion": 2, "manifests": [entry]}))
    (layout / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')


main()
