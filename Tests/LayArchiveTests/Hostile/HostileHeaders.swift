import LayTestSupport

/// Headers whose numbers, types and checksums lie.
enum HostileHeaders {
    private static func base256(_ first: UInt8, _ bytes: [UInt8], _ count: Int = 12) -> [UInt8] {
        let fill: UInt8 = first == 0xff ? 0xff : 0
        return [first] + [UInt8](repeating: fill, count: count - 1 - bytes.count) + bytes
    }

    static let all: [Hostile] = [
        Hostile("nothing at all", [], .tree([])),
        Hostile("only the end", [UInt8](repeating: 0, count: 1024), .tree([])),
        Hostile("half a block of zeros", [UInt8](repeating: 0, count: 100), .tree([])),
        Hostile(
            "text that is no tar", Array(String(repeating: "text\n", count: 300).utf8),
            .refused("this is no tar")),
        Hostile(
            "xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0] + [UInt8](repeating: 1, count: 600),
            .refused("the xz data is damaged")),
        Hostile(
            "a header cut short", Array(RawTar.of { $0.add("f") }.prefix(300)),
            .refused("cut short in a header (at byte 0)")),
        Hostile(
            "contents cut short", Array(RawTar.of { $0.add("f", "0", "12345") }.prefix(514)),
            .refused("'f' says it has 5 bytes, but the tar ends before")),
        Hostile(
            "no end blocks", Array(RawTar.of { $0.add("f", "0", "1") }.dropLast(1024)),
            .tree(["file /f = 1"])),
        Hostile(
            "no end and no padding", Array(RawTar.of { $0.add("f", "0", "1") }.prefix(513)),
            .tree(["file /f = 1"])),
        Hostile(
            "entries after the end", RawTar.of { $0.add("f") } + RawTar.of { $0.add("evil") },
            .tree(["file /f"])),
        Hostile(
            "garbage after the end",
            RawTar.of { $0.add("f") } + [UInt8](repeating: 7, count: 600), .tree(["file /f"])),
        .refused("a wrong checksum", "no tar, or it is damaged (at byte 0)") {
            $0.add("f", checksum: .wrong)
        },
        .refused("a wrong checksum later", "the tar is damaged (at byte 512)") {
            $0.add("f")
            $0.add("g", checksum: .wrong)
        },
        .refused("no checksum", "no tar, or it is damaged") { $0.add("f", checksum: .blank) },
        .reads("a signed checksum", ["file /\\xff\\xfe"]) {
            $0.add([0xff, 0xfe], "0", [], checksum: .signed)
        },
        .refused("a size beyond the end", "but the tar ends before") {
            $0.add("f", size: "77777777777")
        },
        .refused("a negative size", "says it has -1 bytes") {
            $0.add("f", fields: [124: base256(0xff, [])])
        },
        .refused("a size that overflows", "the size of the entry 'f' is not a number") {
            $0.add("f", fields: [124: [0x80] + [UInt8](repeating: 0xff, count: 11)])
        },
        .refused("a size of 2^63 - 1", "but the tar ends before") {
            $0.add("f", fields: [124: base256(0x80, [0x7f] + [UInt8](repeating: 0xff, count: 7))])
        },
        .refused("a size that is no octal", "the size of the entry 'f' is not a number") {
            $0.add("f", size: "99")
        },
        .refused("a size with a sign", "is not a number") { $0.add("f", size: "-1") },
        .reads("a size in base 256", ["file /f = 123"]) {
            $0.add("f", "0", "123", fields: [124: base256(0x80, [3])])
        },
        .reads("a size of blanks", ["file /f"]) { $0.add("f", size: "            ") },
        .reads("an owner in base 256", ["file /f owner 3000000:0"]) {
            $0.add("f", fields: [108: base256(0x80, [0x2d, 0xc6, 0xc0], 8)])
        },
        .refused("a negative owner", "owner -2:0 that does not fit") {
            $0.add("f", fields: [108: base256(0xff, [0xfe], 8)])
        },
        .refused("an owner beyond 32 bits", "does not fit 32 bits") {
            $0.add("f", fields: [116: base256(0x80, [1, 0, 0, 0, 0], 8)])
        },
        .reads("a time before 1970", ["file /f at -2000000000"]) {
            $0.add("f", fields: [136: base256(0xff, [0xfe])])
        },
        .reads("a time beyond 64 bits of nanoseconds", ["file /f at 9223372036854775807"]) {
            $0.add("f", fields: [136: base256(0x80, [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff])])
        },
        .reads("mode bits beyond 07777", ["file /f mode 4755"]) { $0.add("f", mode: "0104755") },
        .reads("setuid, setgid and sticky", ["file /f mode 7777"]) { $0.add("f", mode: "0007777") },
        .reads("a negative mode", ["file /f mode 7777"]) {
            $0.add("f", fields: [100: base256(0xff, [], 8)])
        },
        .refused("a mode that is no number", "the mode of the entry 'f'") {
            $0.add("f", mode: "rwxr-x")
        },
        .reads("a device", ["char /null 1:3"]) {
            $0.add("null", "3", fields: [329: Array("0000001".utf8), 337: Array("0000003".utf8)])
        },
        .reads("device numbers of 32 bits", ["block /d 4294967295:4294967295"]) {
            let all = base256(0x80, [0xff, 0xff, 0xff, 0xff], 8)
            $0.add("d", "4", fields: [329: all, 337: all])
        },
        .refused("device numbers beyond 32 bits", "device number of the entry 'd' does not fit") {
            $0.add("d", "4", fields: [329: base256(0x80, [1, 0, 0, 0, 0], 8)])
        },
        .refused("a negative device number", "does not fit 32 bits") {
            $0.add("d", "4", fields: [329: base256(0xff, [], 8)])
        },
        .reads("a device of overlayfs' whiteouts", ["char /d 0:0"]) { $0.add("d", "3") },

        // Types.
        .refused("a volume label", "'label' is a volume label") { $0.add("label", "V") },
        .refused("a continued file", "continues a file of another volume") {
            $0.add("f", "M", "x")
        },
        .refused("an incremental dump", "incremental dump") { $0.add("d", "D", "Yf\u{0}\u{0}") },
        .refused("an old list of names", "old GNU list") { $0.add("n", "N", "x") },
        .refused("an unknown type", "has the type 'Q', which is not known") {
            $0.add("f", "Q", "x")
        },
        .refused("a type that is no letter", "has the type number 1") { $0.add("f", "\u{1}") },
        .reads("a socket", ["file /f"]) {
            $0.add("s", "s")
            $0.add("f")
        },
        .reads("a contiguous file", ["file /f = 1"]) { $0.add("f", "7", "1") },
        .reads("V7", ["directory /d", "file /d/f = 1"]) {
            $0.add("d/", "\u{0}", mode: "0040755", magic: "")
            $0.add("d/f", "\u{0}", "1", magic: "", fields: [329: Array("garbage!".utf8)])
        },
        .reads("a slash makes a file a directory", ["directory /d"]) {
            $0.add("d/", "0", mode: "0000755")
        },
        .reads("star's prefix", ["directory /p", "file /p/f"]) {
            $0.add(
                "f",
                fields: [
                    345: Array("p".utf8), 476: Array("00000000000 ".utf8),
                    508: Array("tar\u{0}".utf8),
                ])
        },
        .reads("GNU's header has no prefix", ["file /f"]) {
            $0.add("f", magic: "ustar  \u{0}", fields: [345: Array("12345".utf8)])
        },
        .reads(
            "a hard link with contents",
            [
                "file /a = 1 (2 names)", "file /b = 1 (2 names)",
                "file /c",
            ]
        ) {
            $0.add("a", "0", "1")
            $0.add("b", "1", "1", to: "a")
            $0.add("c")
        },
        .reads(
            "a hard link with a size alone",
            [
                "file /a = 1 (2 names)",
                "file /b = 1 (2 names)", "file /c",
            ]
        ) {
            $0.add("a", "0", "1")
            $0.add("b", "1", to: "a", size: "1")
            $0.add("c")
        },
        .reads("a directory with a size alone", ["directory /d", "file /d/f"]) {
            $0.add("d", "5", mode: "0000755", size: "10000")
            $0.add("d/f")
        },
        .refused("a hard link with a size that lies", "checksum of a header is wrong") {
            $0.add("a", "0", "1")
            $0.add("b", "1", to: "a", size: "1")
            $0.data([1])
            $0.data([1])
        },
    ]
}
