python3 - <<'END'
import io, tarfile
with tarfile.open("x.tar", "w") as tar:
    for name in ("../up", "/absolute", "sub/../../down", "./dot/./x"):
        info = tarfile.TarInfo(name)
        info.size = 2
        tar.addfile(info, io.BytesIO(b"x\n"))
END
