import LayTestSupport

@testable import LayArchive

/// Sparse files in every format, and maps that lie.
enum HostileSparse {
    private static func pairs(_ numbers: [Int]) -> [UInt8] {
        numbers.flatMap { number in
            let digits = String(number, radix: 8)
            return Array((String(repeating: "0", count: 11 - digits.count) + digits + "\u{0}").utf8)
        }
    }

    private static func old(
        _ name: String, _ outcome: Hostile.Outcome, _ map: [Int], size: Int, _ data: String,
        more: [Int] = []
    ) -> Hostile {
        .tar(name, outcome) {
            let isExtended: UInt8 = more.isEmpty ? 0 : 1
            let fields = [386: pairs(map), 482: [isExtended], 483: pairs([size])]
            if more.isEmpty {
                $0.add("f", "S", data, magic: "ustar  \u{0}", fields: fields)
            } else {
                $0.add(
                    "f", "S", magic: "ustar  \u{0}",
                    fields: fields.merging([124: Array(String(data.utf8.count, radix: 8).utf8)]) {
                        $1
                    })
                $0.data(pairs(more))
                $0.data(Array(data.utf8))
            }
            $0.add("g")
        }
    }

    private static func pax(
        _ name: String, _ outcome: Hostile.Outcome, _ records: [(String, String)], _ data: String
    ) -> Hostile {
        .tar(name, outcome) {
            $0.pax(records.map { ("GNU.sparse.\($0.0)", $0.1) })
            $0.add("GNUSparseFile.0/f", "0", data)
        }
    }

    private static func inData(_ name: String, _ outcome: Hostile.Outcome, _ map: String, size: Int)
        -> Hostile
    {
        let padding = String(repeating: "\u{0}", count: (512 - map.utf8.count % 512) % 512)
        return pax(
            name, outcome,
            [("major", "1"), ("minor", "0"), ("name", "f"), ("realsize", "\(size)")],
            map + padding + "abc")
    }

    static let all: [Hostile] = [
        old(
            "old sparse", .tree(["file /\(shown)", "file /g"]), [2, 1, 4, 2, 8, 0], size: 8, "abc"),
        old(
            "old sparse with more blocks", .tree(["file /\(shown)", "file /g"]), [2, 1], size: 8,
            "abc",
            more: [4, 2]),
        old(
            "old sparse without any bytes", .tree(["file /f (100000 bytes)", "file /g"]), [],
            size: 100_000, ""),
        old(
            "old sparse beyond its size", .refused("sparse map of the entry 'f' does not fit"),
            [2, 1, 4, 2], size: 5, "abc"),
        old(
            "old sparse with less bytes than it says", .refused("does not fit its 3 bytes"),
            [2, 1],
            size: 8, "abc"),
        old(
            "old sparse with more bytes than there are", .refused("does not fit its 3 bytes"),
            [0, 4], size: 8, "abc"),
        old("old sparse that overlaps", .refused("does not fit"), [2, 2, 3, 1], size: 8, "abc"),
        old("old sparse out of order", .refused("does not fit"), [4, 1, 2, 2], size: 8, "abc"),
        old(
            "old sparse that claims too much", .refused("raises ArchiveLimits.bytes"), [],
            size: 0o7777_777_777, ""),
        .refused("old sparse with a negative real size", "does not fit") {
            $0.add("f", "S", fields: [483: [UInt8](repeating: 0xff, count: 12)])
        },
        .refused("old sparse whose sum overflows", "does not fit") {
            let most: [UInt8] = [0x80, 0, 0, 0, 0x7f] + [UInt8](repeating: 0xff, count: 7)
            $0.add("f", "S", "abc", fields: [386: most + most, 483: most])
        },
        .refused("old sparse with a damaged map", "sparse map of the entry 'f' is damaged") {
            $0.add("f", "S", fields: [386: Array("xyz".utf8), 483: pairs([8])])
        },
        Hostile(
            "old sparse whose blocks never end",
            RawTar.of {
                $0.add("f", "S", fields: [482: [1], 483: pairs([8])])
                for _ in 0..<4 { $0.data([UInt8](repeating: 0, count: 504) + [1]) }
            }.dropLast(1024), .refused("but the tar ends before")),
        pax(
            "sparse 0.0", .tree(["directory /GNUSparseFile.0", "file /GNUSparseFile.0/\(shown)"]),
            [
                ("size", "8"), ("numblocks", "2"), ("offset", "2"), ("numbytes", "1"),
                ("offset", "4"),
                ("numbytes", "2"),
            ], "abc"),
        pax(
            "sparse 0.1", .tree(["file /\(shown)"]),
            [("size", "8"), ("numblocks", "2"), ("name", "f"), ("map", "2,1,4,2")], "abc"),
        inData("sparse 1.0", .tree(["file /\(shown)"]), "2\n2\n1\n4\n2\n", size: 8),
        inData(
            "sparse 1.0 with a count that lies", .refused("sparse map of the entry 'f' is damaged"),
            "99999999999\n1\n2\n", size: 8),
        inData("sparse 1.0 with a negative count", .refused("is damaged"), "-2\n1\n2\n", size: 8),
        inData("sparse 1.0 without a map", .refused("is damaged"), "", size: 8),
        inData(
            "sparse 1.0 with a number that overflows", .refused("is damaged"),
            "1\n99999999999999999999\n1\n", size: 8),
        inData(
            "sparse 1.0 with a place near the largest", .refused("does not fit"),
            "1\n9223372036854775807\n3\n", size: 8),
        pax(
            "sparse 1.0 with less data than its map", .refused("cut short"),
            [("major", "1"), ("name", "f"), ("realsize", "8")], "0\n"),
        pax(
            "sparse of a later format", .refused("sparse format 2 is not known"), [("major", "2")],
            ""),
        pax(
            "sparse 0.0 out of turn", .refused("out of order"),
            [("size", "8"), ("numbytes", "1"), ("offset", "2")], "a"),
        pax(
            "sparse 0.0 that ends in a place", .refused("does not fit"),
            [("size", "8"), ("offset", "2")], ""),
        pax(
            "sparse 0.1 with a map of no numbers", .refused("'GNU.sparse.map' is damaged"),
            [("size", "8"), ("map", "1,,2")], "a"),
        pax(
            "sparse 0.1 with another count", .refused("says 3 parts and has 1"),
            [("size", "8"), ("numblocks", "3"), ("map", "1,1")], "a"),
        pax("sparse without a size", .refused("does not say its size"), [("map", "0,1")], "a"),
        pax(
            "sparse with a real size that is no number", .refused("is no number"),
            [("realsize", "big")], ""),
        pax(
            "sparse that claims all there is", .refused("raises ArchiveLimits.bytes"),
            [("size", "9223372036854775807"), ("map", "")], ""),
        .refused("many sparse files that claim too much together", "raises ArchiveLimits.bytes") {
            for number in 0..<3 {
                $0.pax([("GNU.sparse.size", "400000"), ("GNU.sparse.map", "")])
                $0.add("f\(number)")
            }
        },
        .refused("a sparse name that climbs", "has '..'") {
            $0.pax([("GNU.sparse.name", "../f"), ("GNU.sparse.size", "0")])
            $0.add("f")
        },
    ]

    private static let shown = "f = \u{0}\u{0}a\u{0}bc\u{0}\u{0}"
}
