import LayFiles
import LayTestSupport
import Testing

@testable import LayArchive

/// What reading may take, and what it leaves out.
@Suite struct BoundedReadingTests {
    @Test func `a hole of a tebibyte takes no memory`() throws {
        let tar = RawTar.of {
            $0.pax([
                ("GNU.sparse.size", "1099511627776"), ("GNU.sparse.map", "1099511627773,3"),
            ])
            $0.add("f", "0", "end")
        }
        let tree = try LayerArchive.readTree(
            MemoryBytes(tar), limits: ArchiveLimits(bytes: 2 << 40))
        guard case .file(var contents) = try tree.entry(at: "/f").node.body else { return }
        #expect(contents.count == 1 << 40)
        try contents.write(Array("mid".utf8), at: 1 << 39)
        #expect(contents.count == 1 << 40)
        #expect(tree.brokenInvariants() == [])
    }

    @Test func `stretches and holes come out in any range`() throws {
        let source = MemoryBytes(Array("__abcdef".utf8))
        let stretches = [(3, 2), (5, 0), (5, 1), (10, 3)].map {
            SparseBytes.Stretch(start: $0.0, count: $0.1)
        }
        let sparse = try #require(
            SparseBytes(source, offset: 2, stretches: stretches, count: 16))
        let whole = Array("\0\0\0abc\0\0\0\0def\0\0\0".utf8)
        for start in 0...16 {
            for end in start...16 {
                var bytes: [UInt8] = []
                try sparse.read(start..<end) { bytes += $0 }
                #expect(bytes == Array(whole[start..<end]))
            }
        }
        // A write reads what the chunk held before, stretch by stretch.
        var contents = FileContents(sparse, offset: 0, count: 16)
        try contents.truncate(to: 100_000)
        try contents.write([0x58], at: 4)
        let changed = try contents.bytes()
        #expect(changed.count == 100_000)
        #expect(changed[..<16].elementsEqual(Array("\0\0\0aXc\0\0\0\0def\0\0\0".utf8)))
    }

    @Test(arguments: [[(4, 2), (3, 1)], [(0, 9)], [(-1, 1)], [(0, -1)], [(15, 2)], [(.max, 1)]])
    func `stretches that do not fit make no source`(numbers: [(Int, Int)]) {
        let stretches = numbers.map { SparseBytes.Stretch(start: $0.0, count: $0.1) }
        #expect(
            SparseBytes(MemoryBytes([1, 2, 3]), offset: 0, stretches: stretches, count: 16) == nil)
    }

    @Test(arguments: [Compression.gzip, .zstd])
    func `a bomb gives no more than the limit`(compression: Compression) throws {
        let member = try compression.compress([UInt8](repeating: 0, count: 1 << 20))
        let bomb = (0..<512).flatMap { _ in member }
        var given = 0
        #expect(throws: ArchiveError.self) {
            try bomb.withUnsafeBytes { bytes in
                try Compression.decompress(bytes, limits: ArchiveLimits(bytes: 3 << 20)) {
                    given += $0.count
                }
            }
        }
        #expect(given > 2 << 20 && given <= 3 << 20)
    }

    @Test func `deep paths take time that grows with their names`() throws {
        let names = String(repeating: "d/", count: 400)
        let tar = RawTar.of { tar in
            for number in 0..<50 {
                tar.pax([("path", names + "f\(number)")])
                tar.add("f")
            }
        }
        let tree = try LayerArchive.readTree(MemoryBytes(tar))
        #expect(tree.count == 451)
    }

    @Test func `what is left out is told, and not told a million times`() throws {
        let tar = RawTar.of { tar in
            for number in 0..<300 { tar.add("s\(number)", "s") }
            tar.pax([("SCHILY.acl.access", "user::rw-"), ("mtime", "99999999999")])
            tar.add("f")
        }
        let warnings = try LayerArchive.read(MemoryBytes(tar)).warnings
        #expect(warnings.first == "'s0' is a socket and was left out")
        #expect(warnings.count == 101)
        #expect(warnings.last == "and 202 more")
    }
}
