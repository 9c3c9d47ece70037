import LayTestSupport

@testable import LayArchive

/// Extended headers that lie, and all that honest ones can say.
enum HostileRecords {
    private static func pax(
        _ name: String, _ outcome: Hostile.Outcome, _ records: [(String, String)]
    ) -> Hostile {
        .tar(name, outcome) {
            $0.pax(records)
            $0.add("f", "0", "12")
        }
    }

    private static func raw(_ name: String, _ text: String, _ data: String) -> Hostile {
        .refused(name, text) {
            $0.raw(Array(data.utf8))
            $0.add("f")
        }
    }

    static let all: [Hostile] = [
        raw("a record without its length", "a pax record is damaged (at byte 512)", "path=x\n"),
        raw("a record's length too large", "damaged", "99 path=x\n"),
        raw("a record's length too small", "damaged", "5 path=x\n"),
        raw("a record's length of zero", "damaged", "0 path=x\n"),
        raw("a record's length that overflows", "damaged", "99999999999999999999 path=x\n"),
        raw("a negative record's length", "damaged", "-9 path=x\n"),
        raw("a record without its newline", "damaged", "9 path=xy"),
        raw("a record without '='", "damaged", "8 pathx\n"),
        raw("a second record that is damaged", "damaged (at byte 521)", "9 path=x\n7 bad\n"),
        raw("a size that is no number", "'size' is no number", "13 size=abcd\n"),
        pax("a negative size in pax", .refused("'size' is no number"), [("size", "-1")]),
        pax("a size with a plus", .refused("'size' is no number"), [("size", "+2")]),
        pax(
            "a pax size beyond 63 bits", .refused("no number that fits"),
            [("size", "99999999999999999999")]),
        pax("a pax size beyond the end", .refused("ends before"), [("size", "999999")]),
        pax("a pax owner that is negative", .refused("'uid' is no number"), [("uid", "-1")]),
        pax(
            "a pax owner beyond 32 bits", .refused("does not fit 32 bits"), [("uid", "4294967296")]),
        pax(
            "a large pax owner", .tree(["file /f = 12 owner 4294967295:3000000"]),
            [("uid", "4294967295"), ("gid", "3000000"), ("uname", "x"), ("gname", "y")]),
        pax(
            "a key twice: the later wins", .tree(["file /b = 12"]), [("path", "a"), ("path", "b")]),
        pax(
            "an empty value takes the key back", .tree(["file /f = 12"]),
            [("path", "a"), ("path", "")]),
        pax("a time with a fraction", .tree(["file /f = 12 at 1500000000"]), [("mtime", "1.5")]),
        pax(
            "a negative time with a fraction", .tree(["file /f = 12 at -1500000000"]),
            [("mtime", "-1.5")]),
        pax(
            "a time with many digits", .tree(["file /f = 12 at 1123456789"]),
            [("mtime", "1.12345678999999999999999")]),
        pax(
            "a negative time with many digits", .tree(["file /f = 12 at -1123456790"]),
            [("mtime", "-1.1234567891")]),
        pax(
            "a time that ends with a point", .tree(["file /f = 12 at 3000000000"]),
            [("mtime", "3.")]),
        pax(
            "a time out of range", .tree(["file /f = 12 at 9223372036854775807"]),
            [("mtime", "99999999999999999999.5")]),
        pax(
            "a negative time out of range", .tree(["file /f = 12 at -9223372036854775808"]),
            [("mtime", "-9999999999999")]),
        pax("a time that is no number", .refused("'mtime' is no time"), [("mtime", "1e9")]),
        pax("a time with two signs", .refused("'mtime' is no time"), [("mtime", "--1")]),
        pax("a time without digits", .refused("'mtime' is no time"), [("mtime", "-.5")]),
        pax(
            "attributes of SCHILY's form", .tree(["file /f = 12 user.a=1 user.b="]),
            [("SCHILY.xattr.user.b", ""), ("SCHILY.xattr.user.a", "1")]),
        pax(
            "attributes with GNU's escapes", .tree(["file /f = 12 user.=%a=1"]),
            [("SCHILY.xattr.user.%3D%25a", "1")]),
        pax(
            "attributes of libarchive's form", .tree(["file /f = 12 user.é=\\x00\\xff"]),
            [("LIBARCHIVE.xattr.user.%C3%A9", "AP8")]),
        pax(
            "attributes in both forms", .tree(["file /f = 12 user.a=1"]),
            [("SCHILY.xattr.user.a", "1"), ("LIBARCHIVE.xattr.user.a", "Mg")]),
        pax(
            "an attribute whose base64 has lines", .tree(["file /f = 12 user.a=12"]),
            [("LIBARCHIVE.xattr.user.a", "MT\nI=\n")]),
        pax(
            "an attribute that is no base64", .refused("is no base64"),
            [("LIBARCHIVE.xattr.user.a", "!!!")]),
        pax(
            "an attribute without a name", .refused("empty or broken name"),
            [("SCHILY.xattr.", "1")]),
        pax(
            "an attribute with a zero byte", .refused("empty or broken name"),
            [("SCHILY.xattr.user.a\u{0}b", "1")]),
        pax(
            "overlayfs' own attributes", .tree(["file /f = 12 security.capability=c"]),
            [
                ("SCHILY.xattr.trusted.overlay.opaque", "y"),
                ("SCHILY.xattr.security.capability", "c"),
            ]),
        pax(
            "SELinux' label", .tree(["file /f = 12 security.selinux=x"]),
            [("RHT.security.selinux", "x")]),
        pax("an unknown key", .tree(["file /f = 12"]), [("VENDOR.x", "1"), ("comment", "hello")]),
        .reads("device numbers of SCHILY", ["char /d 5:70000"]) {
            $0.pax([("SCHILY.devmajor", "5"), ("SCHILY.devminor", "70000")])
            $0.add("d", "3")
        },
        .reads("records without their entry", []) {
            $0.pax([("path", "x")])
        },
        .reads("a long name without its entry", []) {
            $0.add("././@LongLink", "L", "x")
        },
        .reads("Solaris' extended header", ["file /x"]) {
            $0.pax([("path", "x")], flag: "X")
            $0.add("f")
        },
        .refused("a global size", "a global pax header sets 'size'") {
            $0.pax([("size", "1")], flag: "g")
            $0.add("f")
        },
        .refused("a global path", "sets 'path' for all") {
            $0.pax([("path", "evil")], flag: "g")
            $0.add("f")
        },
        .refused("a global attribute", "for all entries") {
            $0.pax([("SCHILY.xattr.user.a", "1")], flag: "g")
            $0.add("f")
        },
        .reads("a global owner and a local one", ["file /a owner 7:0", "file /b owner 8:0"]) {
            $0.pax([("uid", "7"), ("comment", "c")], flag: "g")
            $0.add("a")
            $0.pax([("uid", "8")])
            $0.add("b")
        },
        .refused("a huge extended header", "raises ArchiveLimits.headerBytes") {
            $0.pax([("comment", String(repeating: "c", count: 2000))])
            $0.add("f")
        }.with(ArchiveLimits(headerBytes: 1000)),
        .refused("many extended headers before one entry", "raises ArchiveLimits.headerBytes") {
            for _ in 0..<20 { $0.pax([("comment", String(repeating: "c", count: 400))]) }
            $0.add("f")
        }.with(ArchiveLimits(headerBytes: 1000)),
    ]
}
