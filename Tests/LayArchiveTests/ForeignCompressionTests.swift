import LayArchive
import LayBounds
import LayFiles
import LayTestSupport
import Testing

/// Archives in xz and bzip2, which are read and never written.
@Suite struct ForeignCompressionTests {
    /// `xz` of a tar with the file `f`.
    private static let xz: [UInt8] = [
        0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4, 0x46, 0x02, 0x00,
        0x21, 0x01, 0x16, 0x00, 0x00, 0x00, 0x74, 0x2f, 0xe5, 0xa3, 0xe0, 0x07, 0xff, 0x00,
        0x37, 0x5d, 0x00, 0x33, 0x00, 0x33, 0x50, 0x18, 0x68, 0x89, 0x83, 0x01, 0xdc, 0xe2,
        0x6e, 0x21, 0x05, 0x46, 0x57, 0x7c, 0xd8, 0x72, 0xef, 0x32, 0x84, 0xdc, 0x3b, 0xa9,
        0xe6, 0x3a, 0xea, 0xb2, 0x72, 0x81, 0x41, 0x32, 0x0f, 0xb2, 0x2e, 0x0e, 0x2e, 0x39,
        0xe7, 0x30, 0x99, 0x89, 0xe5, 0x26, 0x05, 0x37, 0x09, 0x22, 0x8f, 0xf8, 0xef, 0xd3,
        0xa0, 0x00, 0x00, 0x00, 0x9e, 0xb2, 0xb8, 0x85, 0x5c, 0x7a, 0x41, 0xbc, 0x00, 0x01,
        0x53, 0x80, 0x10, 0x00, 0x00, 0x00, 0x89, 0x49, 0xb0, 0xa8, 0xb1, 0xc4, 0x67, 0xfb,
        0x02, 0x00, 0x00, 0x00, 0x00, 0x04, 0x59, 0x5a,
    ]
    /// `bzip2` of the same.
    private static let bzip2: [UInt8] = [
        0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 0x36, 0xb4, 0x3c, 0xb0,
        0x00, 0x00, 0x2d, 0xdb, 0x80, 0xe9, 0x80, 0x40, 0x00, 0x65, 0x00, 0x00, 0x00, 0xe1,
        0x00, 0x1e, 0x00, 0x08, 0x08, 0x20, 0x00, 0x54, 0x57, 0xa8, 0x1a, 0x18, 0x80, 0xf5,
        0x04, 0x93, 0x51, 0x0d, 0x3d, 0x4c, 0x41, 0xa6, 0xb3, 0x61, 0xa3, 0x9a, 0xa1, 0x13,
        0xdc, 0x58, 0xac, 0xf1, 0xb8, 0x88, 0x08, 0xe9, 0x89, 0xc0, 0x8c, 0x34, 0x6d, 0x4d,
        0x63, 0x34, 0x97, 0x24, 0x1e, 0xdf, 0x49, 0x28, 0x07, 0xc5, 0xdc, 0x91, 0x4e, 0x14,
        0x24, 0x0d, 0xad, 0x0f, 0x2c, 0x00,
    ]

    private func read(_ bytes: [UInt8], _ limits: ArchiveLimits = ArchiveLimits()) throws
        -> [String]
    {
        listing(try LayerArchive.readTree(MemoryBytes(bytes), limits: limits))
    }

    @Test(arguments: [xz, bzip2])
    func `an archive is read, and its tar is what a layer keeps`(bytes: [UInt8]) throws {
        #expect(try read(bytes) == ["file /f = 1"])
        let reading = try LayerArchive.read(MemoryBytes(bytes))
        #expect(try listing(reading.changes.applied(to: FileTree())) == ["file /f = 1"])
        #expect(reading.digest == Digest.of(bytes))
        #expect(reading.kept?.digest == reading.diffID && reading.compression == .none)
        // Parallel compressors write many streams.
        let empty = try LayerArchive.uncompressed(MemoryBytes(bytes + bytes))
        #expect(empty.count == 4096)
    }

    @Test(arguments: [xz, bzip2])
    func `every cut is an error and every flipped byte an error or a tree`(bytes: [UInt8]) throws {
        for cut in 12..<bytes.count {
            #expect(throws: ArchiveError.self, "\(cut)") { try read(Array(bytes[..<cut])) }
        }
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 0x41
            _ = try? read(damaged)
        }
        #expect(throws: ArchiveError.self) { try read(bytes + [1, 2, 3, 4]) }
    }

    @Test(arguments: [xz, bzip2])
    func `limits hold`(bytes: [UInt8]) throws {
        let error = #expect(throws: ArchiveError.self) {
            try read(bytes, ArchiveLimits(bytes: 1000))
        }
        #expect(error?.limit == .bytes)
        #expect(throws: BoundReached.self) {
            try MemoryAccount.sharing(MemoryAccount(limit: 1 << 20)) { () throws in
                try read(bytes)
            }
        }
    }

    @Test(.needs("xz", "bzip2"))
    func `what the tools write is read`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.run("seq 1 400000 >a; ln a b; tar cf t.tar a b")
            let wanted = try LayerArchive.readTree(
                MemoryBytes(try shell.bytes("t.tar")))
            let lines = [
                "xz -9", "xz -0 --block-size=100000", "xz -T2 -C sha256", "bzip2 -1", "bzip2",
            ]
            for line in lines {
                try shell.run("\(line) <t.tar >t.out")
                let tree = try LayerArchive.readTree(MemoryBytes(try shell.bytes("t.out")))
                #expect(tree == wanted, "\(line)")
            }
        }
    }
}
