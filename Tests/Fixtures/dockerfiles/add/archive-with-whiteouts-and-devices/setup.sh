python3 - <<'END'
import io, tarfile
with tarfile.open("x.tar", "w") as tar:
    for name, kind in ((".wh.x", tarfile.REGTYPE), ("null", tarfile.CHRTYPE), ("pipe", tarfile.FIFOTYPE)):
        info = tarfile.TarInfo(name)
        info.type, info.devmajor, info.devminor = kind, 1, 3
        tar.addfile(info)
END
