python3 - <<'END'
import io, tarfile
with tarfile.open("x.tar", "w") as tar:
    info = tarfile.TarInfo("out")
    info.type, info.linkname = tarfile.SYMTYPE, "/tmp"
    tar.addfile(info)
    info = tarfile.TarInfo("out/f")
    info.size = 2
    tar.addfile(info, io.BytesIO(b"x\n"))
END
