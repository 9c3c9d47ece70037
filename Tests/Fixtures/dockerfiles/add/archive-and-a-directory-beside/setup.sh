mkdir s; echo a > s/a; chmod 640 s/a; chown 99:99 s/a
python3 - <<'END'
import io, tarfile
with tarfile.open("x.tar", "w") as tar:
    def put(name, kind, what, mode=0o644, uid=0, gid=0, **more):
        info = tarfile.TarInfo(name)
        info.type, info.mode, info.uid, info.gid = getattr(tarfile, kind), mode, uid, gid
        data = what.encode() if kind == "REGTYPE" else b""
        info.size = len(data)
        if kind in ("SYMTYPE", "LNKTYPE"): info.linkname = what
        for key, value in more.items(): setattr(info, key, value)
        tar.addfile(info, io.BytesIO(data))
    put("s/a", "REGTYPE", "a\n", 0o640, 99, 99)
END
