import LayTestSupport

extension OddCase {
    private static func field(_ place: Int, _ text: String) -> [Int: [UInt8]] {
        [place: Array(text.utf8)]
    }

    /// A number in base 256.
    private static func wide(_ place: Int, _ number: Int64, _ count: Int = 8) -> [Int: [UInt8]] {
        var bytes = (0..<count).map { index in
            let shift = (count - 1 - index) * 8
            return shift > 63
                ? UInt8(number < 0 ? 255 : 0) : UInt8(truncatingIfNeeded: number >> shift)
        }
        bytes[0] |= 0x80
        return [place: bytes]
    }

    /// Numbers of headers, and sparse files.
    static let numbers: [OddCase] = [
        .layer("an owner in base 256", "file /a = 1 owner 3000000:0") {
            $0.add("a", "0", "1", fields: wide(108, 3_000_000))
        },
        .layer("an owner of 32 bits", "file /a = 1 owner 4294967294:0") {
            $0.add("a", "0", "1", fields: wide(108, 4_294_967_294))
        },
        .layer(
            "an owner of 33 bits",
            refused: "the entry 'a' has an owner 4294967296:0 that does not fit",
            umoci: "cuts it to 32 bits"
        ) {
            $0.add("a", "0", "1", fields: wide(108, 1 << 32))
        },
        .layer(
            "an owner below zero",
            refused: "the entry 'a' has an owner -2:0 that does not fit 32 bits",
            umoci: "cuts it to 32 bits"
        ) { $0.add("a", "0", "1", fields: wide(108, -2)) },
        .layer("an owner in spaces", "file /a = 1 owner 10:0") {
            $0.add("a", "0", "1", fields: field(108, "    12 \0"))
        },
        .layer("an owner of eight digits", "file /a = 1 owner 10:0") {
            $0.add("a", "0", "1", fields: field(108, "00000012"))
        },
        .layer("an owner that is empty", "file /a = 1") {
            $0.add("a", "0", "1", fields: field(108, "\0\0\0\0\0\0\0\0"))
        },
        .layer("an owner that is no number", refused: "the uid of the entry 'a' is not a number") {
            $0.add("a", "0", "1", fields: field(108, "root\0\0\0\0"))
        },
        .layer("an owner in decimal digits", refused: "the uid of the entry 'a' is not a number") {
            $0.add("a", "0", "1", fields: field(108, "0000089\0"))
        },
        .layer("a size in base 256", "file /a = 12345") {
            $0.add("a", "0", "12345", fields: wide(124, 5, 12))
        },
        .layer("a size below zero", refused: "the entry 'a' says it has -5 bytes") {
            $0.add("a", "0", "12345", fields: wide(124, -5, 12))
        },
        .layer(
            "a size beyond the end",
            refused: "the entry 'a' says it has 1073741823 bytes, but the tar"
        ) { $0.add("a", "0", "1", size: "7777777777") },
        .layer("a size in spaces", "file /a = 12345") {
            $0.add("a", "0", "12345", size: "         5 ")
        },
        .layer("a time in base 256", "file /a = 1 at 5000000000000000000") {
            $0.add("a", "0", "1", fields: wide(136, 5_000_000_000, 12))
        },
        .layer("a time before 1970", "file /a = 1 at -1000000000") {
            $0.add("a", "0", "1", fields: wide(136, -1, 12))
        },
        .layer(
            "a time that Go writes for none", "file /a = 1 at -9223372036854775808",
            warns: ["does not fit"], umoci: "takes the time of unpacking"
        ) {
            $0.add("a", "0", "1", fields: wide(136, -62_135_596_800, 12))
        },
        .layer("a time with a minus", refused: "the mtime of the entry 'a' is not a number") {
            $0.add("a", "0", "1", fields: field(136, "-1\0"))
        },
        .layer("a time that is empty", "file /a = 1") {
            $0.add("a", "0", "1", fields: [136: [UInt8](repeating: 0, count: 12)])
        },
        .layer("a checksum of signed bytes", "file /aé = 1") {
            $0.add([0x61, 0xc3, 0xa9], "0", [0x31], checksum: .signed)
        },
        .layer(
            "a wrong checksum",
            refused: "the checksum of a header is wrong: this is no tar, or it is"
        ) { $0.add("a", "0", "1", checksum: .wrong) },
        .layer(
            "a wrong checksum in the second header",
            refused: "the checksum of a header is wrong: the tar is damaged"
        ) {
            $0.add("a", "0", "1")
            $0.add("b", "0", "1", checksum: .wrong)
        },
        .layer(
            "no checksum", refused: "the checksum of a header is wrong: this is no tar, or it is"
        ) { $0.add("a", "0", "1", checksum: .blank) },
        .layer("a sparse file of GNU", "file /a (1536 bytes)", umoci: "does not know the type") {
            $0.add(
                "a", "S", String(repeating: "s", count: 512), magic: "ustar  \0",
                fields: [
                    386: Array("00000001000\0".utf8), 398: Array("00000001000\0".utf8),
                    483: Array("00000003000\0".utf8),
                ])
        },
        .layer("a sparse file of pax 0.0", "file /a = \0\0\0\0abc\0\0\0") {
            $0.pax([
                ("GNU.sparse.size", "10"), ("GNU.sparse.numblocks", "1"),
                ("GNU.sparse.offset", "4"), ("GNU.sparse.numbytes", "3"),
            ])
            $0.add("a", "0", "abc")
        },
        .layer("a sparse file of pax 0.1", "file /b = \0\0\0\0abc\0\0\0") {
            $0.pax([
                ("GNU.sparse.size", "10"), ("GNU.sparse.numblocks", "1"),
                ("GNU.sparse.map", "4,3"), ("GNU.sparse.name", "b"),
            ])
            $0.add("a", "0", "abc")
        },
        .layer("a sparse file of pax 1.0", "file /b = \0\0\0\0abc\0\0\0") {
            $0.pax([
                ("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "b"),
                ("GNU.sparse.realsize", "10"),
            ])
            let map = "1\n4\n3\n"
            $0.add("a", "0", map + String(repeating: "\0", count: 512 - map.utf8.count) + "abc")
        },
        .layer(
            "a sparse file that is all hole", "file /a = \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
        ) {
            $0.pax([
                ("GNU.sparse.size", "20"), ("GNU.sparse.numblocks", "1"),
                ("GNU.sparse.map", "20,0"),
            ])
            $0.add("a")
        },
        .layer(
            "a sparse file whose map overlaps",
            refused: "the sparse map of the entry 'a' does not fit its 6 bytes"
        ) {
            $0.pax([
                ("GNU.sparse.size", "10"), ("GNU.sparse.numblocks", "2"),
                ("GNU.sparse.map", "4,3,5,3"),
            ])
            $0.add("a", "0", "abcdef")
        },
        .layer(
            "a sparse file whose map passes its size",
            refused: "the sparse map of the entry 'a' does not fit its 3 bytes"
        ) {
            $0.pax([
                ("GNU.sparse.size", "5"), ("GNU.sparse.numblocks", "1"), ("GNU.sparse.map", "4,3"),
            ])
            $0.add("a", "0", "abc")
        },
    ]

    /// Records of pax headers.
    static let pax: [OddCase] = [
        .layer("pax: an owner", "file /a = 1 owner 123456789:7") {
            $0.pax([("uid", "123456789"), ("gid", "7")])
            $0.add("a", "0", "1")
        },
        .layer("pax: an owner that is taken back", "file /a = 1") {
            $0.pax([("uid", "7"), ("uid", "")])
            $0.add("a", "0", "1")
        },
        .layer(
            "pax: an owner that is no number",
            refused: "the pax record 'uid' is no number that fits 63 bits"
        ) {
            $0.pax([("uid", "seven")])
            $0.add("a", "0", "1")
        },
        .layer("pax: a name twice", "file /two = 1") {
            $0.pax([("path", "one"), ("path", "two")])
            $0.add("a", "0", "1")
        },
        .layer(
            "pax: two headers for one entry", "file /one = 1 owner 7:8",
            umoci: "takes the second alone"
        ) {
            $0.pax([("path", "one"), ("uid", "7")])
            $0.pax([("gid", "8")])
            $0.add("a", "0", "1")
        },
        .layer("pax: a time with a fraction", "file /a = 1 at 12500000000") {
            $0.pax([("mtime", "12.5")])
            $0.add("a", "0", "1")
        },
        .layer("pax: a time with ten digits behind the point", "file /a = 1 at 12123456789") {
            $0.pax([("mtime", "12.1234567891")])
            $0.add("a", "0", "1")
        },
        .layer("pax: a time before 1970 with a fraction", "file /a = 1 at -1500000000") {
            $0.pax([("mtime", "-1.5")])
            $0.add("a", "0", "1")
        },
        .layer("pax: a time that is none", refused: "the pax record 'mtime' is no time") {
            $0.pax([("mtime", "noon")])
            $0.add("a", "0", "1")
        },
        .layer(
            "pax: a time beyond all", "file /a = 1 at 9223372036854775807", warns: ["does not fit"],
            umoci: "lets it overflow"
        ) {
            $0.pax([("mtime", "99999999999999")])
            $0.add("a", "0", "1")
        },
        .layer("pax: a size", "file /a = 12345") {
            $0.pax([("size", "5")])
            $0.add("a", "0", "12345", size: "0")
        },
        .layer("pax: a header at the very end", "file /a = 1", warns: ["belongs to no entry"]) {
            $0.add("a", "0", "1")
            $0.pax([("path", "b")])
        },
        .layer("pax: a record of nobody", "file /a = 1") {
            $0.pax([("NOBODY.knows", "1"), ("comment", "words")])
            $0.add("a", "0", "1")
        },
        .layer("pax: an empty header", "file /a = 1") {
            $0.raw([])
            $0.add("a", "0", "1")
        },
        .layer("pax: a record of a wrong length", refused: "a pax record is damaged") {
            $0.raw(Array("99 path=b\n".utf8))
            $0.add("a", "0", "1")
        },
        .layer("pax: a record without its newline", refused: "a pax record is damaged") {
            $0.raw(Array("9 path=bX".utf8))
            $0.add("a", "0", "1")
        },
        .layer("pax: a record without an equals sign", refused: "a pax record is damaged") {
            $0.raw(Array("7 path\n".utf8))
            $0.add("a", "0", "1")
        },
        .layer(
            "pax: zeros behind the records", "file /b = 1", umoci: "takes them for a damaged record"
        ) {
            $0.raw(RawTar.record("path", Array("b".utf8)) + [0, 0, 0])
            $0.add("a", "0", "1")
        },
        .layer(
            "pax: extended attributes", "file /a = 1 user.a=1 user.b=",
            umoci: "leaves empty ones out"
        ) {
            $0.pax([("SCHILY.xattr.user.a", "1"), ("SCHILY.xattr.user.b", "")])
            $0.add("a", "0", "1")
        },
        .layer(
            "pax: an attribute of libarchive", "file /a = 1 user.a=1", umoci: "does not know them"
        ) {
            $0.pax([("LIBARCHIVE.xattr.user.a", "MQ")])
            $0.add("a", "0", "1")
        },
        .layer(
            "pax: an attribute with a newline in its code", "file /a = 1 user.a=123456",
            umoci: "does not know them"
        ) {
            $0.pax([("LIBARCHIVE.xattr.user.a", "MTIz\nNDU2")])
            $0.add("a", "0", "1")
        },
        .layer(
            "pax: an attribute without a name",
            refused: "an extended attribute has an empty or broken name"
        ) {
            $0.pax([("SCHILY.xattr.", "1")])
            $0.add("a", "0", "1")
        },
        .layer("pax: attributes of overlayfs", "directory /a mode 644") {
            $0.pax([("SCHILY.xattr.trusted.overlay.opaque", "y")])
            $0.add("a/", "5")
        },
        .layer("pax: an attribute on a directory", "directory /a mode 644 user.a=1") {
            $0.pax([("SCHILY.xattr.user.a", "1")])
            $0.add("a/", "5")
        },
        .layer("pax: lists of access", "file /a = 1", warns: ["SCHILY.acl.access"]) {
            $0.pax([("SCHILY.acl.access", "user::rw-,group::r--,other::r--")])
            $0.add("a", "0", "1")
        },
        .layer("pax: a global comment", "file /a = 1", umoci: "does not know global headers") {
            $0.pax([("comment", "of git")], flag: "g")
            $0.add("a", "0", "1")
        },
        .layer(
            "pax: a global owner", "file /a = 1 owner 7:0", umoci: "does not know global headers"
        ) {
            $0.pax([("uid", "7")], flag: "g")
            $0.add("a", "0", "1")
        },
        .layer(
            "pax: a global time", "file /a = 1 at 9000000000", umoci: "does not know global headers"
        ) {
            $0.pax([("mtime", "9")], flag: "g")
            $0.add("a", "0", "1")
        },
        .layer("pax: a global name", refused: "a global pax header sets 'path' for all entries") {
            $0.pax([("path", "b")], flag: "g")
            $0.add("a", "0", "1")
        },
        .layer("pax: a header of Solaris", "file /b = 1", umoci: "does not know the type") {
            $0.pax([("path", "b")], flag: "X")
            $0.add("a", "0", "1")
        },
    ]
}
