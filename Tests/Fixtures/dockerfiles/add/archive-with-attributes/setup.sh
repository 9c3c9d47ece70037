python3 - <<'END'
import io, tarfile
with tarfile.open("x.tar", "w", format=tarfile.PAX_FORMAT) as tar:
    info = tarfile.TarInfo("a")
    info.size, info.pax_headers = 2, {"SCHILY.xattr.user.colour": "red", "SCHILY.xattr.security.capability": "\x01\x00\x00\x02\x00\x04" + "\x00" * 14}
    tar.addfile(info, io.BytesIO(b"a\n"))
END
