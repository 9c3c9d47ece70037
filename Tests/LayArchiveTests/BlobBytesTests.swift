import Foundation
import LayDisk
import LayFiles
import LayTestSupport
import Testing

@testable import LayArchive

/// Contents of layers that stay compressed.
@Suite struct BlobBytesTests {
    /// Bytes of all kinds for a few segments: text, noise, zeros.
    private static func bytes(_ choices: inout Choices) -> [UInt8] {
        var result: [UInt8] = []
        let size = 3 * BlobBytes.segment + Int.random(in: 0..<2 << 20, using: &choices)
        let noise = (0..<30_000).map { _ in UInt8.random(in: 0...255, using: &choices) }
        while result.count < size {
            switch Int.random(in: 0..<4, using: &choices) {
            case 0: result += noise.suffix(Int.random(in: 1..<30_000, using: &choices))
            case 1:
                result += [UInt8](
                    repeating: 0, count: Int.random(in: 1..<3 << 20, using: &choices))
            case 2: result += noise.prefix(20_000)
            default:
                let word = noise.prefix(Int.random(in: 1..<300, using: &choices))
                for _ in 0..<Int.random(in: 1..<3000, using: &choices) { result += word }
            }
        }
        return result
    }

    private static let forms = [
        "gzip -1", "gzip -6", "gzip -9", "pieces", "one and one", "zstd",
    ]

    private static func compress(_ bytes: [UInt8], _ form: String, _ shell: Shell) throws -> [UInt8]
    {
        switch form {
        case "pieces": return try Compression.gzip.compress(bytes)
        case "zstd": return try Compression.zstd.compress(bytes)
        case "one and one":
            let half = bytes.count / 3
            return try compress(Array(bytes[..<half]), "gzip -1", shell)
                + compress(Array(bytes[half...]), "gzip -9", shell)
        default:
            try shell.write(bytes, to: "raw")
            _ = try shell.run("\(form) -c raw > packed")
            return try shell.bytes("packed")
        }
    }

    @Test(arguments: forms)
    func `any range of a compressed layer is what was in it`(form: String) throws {
        let seed = seeds(1)[0]
        var choices = Choices(state: seed)
        let bytes = Self.bytes(&choices)
        try Shell.inTemporaryDirectory { shell in
            var tree = FileTree()
            var place = 0
            var files: [(path: TreePath, range: Range<Int>)] = []
            while place < bytes.count {
                let end = min(bytes.count, place + Int.random(in: 0..<3 << 20, using: &choices))
                files.append((TreePath("/f\(files.count)"), place..<end))
                try tree.write(
                    FileContents(Array(bytes[place..<end])), to: files[files.count - 1].path)
                place = end
            }
            let tar = try LayerArchive.write(tree)
            let packed = try Self.compress(tar, form, shell)
            let reading = try LayerArchive.read(MemoryBytes(packed))
            #expect(reading.diffID == Digest.of(tar))
            #expect(reading.digest == Digest.of(packed))
            #expect(reading.uncompressedSize == tar.count)
            let read = try reading.changes.applied(to: FileTree())
            for _ in 0..<12 {
                let file = try #require(files.randomElement(using: &choices))
                guard case .file(let contents) = try read.entry(at: file.path).node.body,
                    let whole = contents.wholeStretch, !file.range.isEmpty
                else { continue }
                let start = Int.random(in: 0..<file.range.count, using: &choices)
                let end = Int.random(in: start...file.range.count, using: &choices)
                var given: [UInt8] = []
                try whole.source.read((whole.offset + start)..<(whole.offset + end)) { given += $0 }
                let wanted = bytes[(file.range.lowerBound + start)..<(file.range.lowerBound + end)]
                #expect(
                    given.elementsEqual(wanted), "\(file.path) \(start)..<\(end), LAY_SEED=\(seed)")
            }
            #expect(read == tree, "LAY_SEED=\(seed)")
        }
    }

    /// Gives its bytes in small windows, as files do that are not mapped.
    private final class Windows: ByteSource, @unchecked Sendable {
        private let bytes: [UInt8]

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            super.init(count: bytes.count)
        }

        override func read(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void)
            throws(FileError)
        {
            for start in stride(from: range.lowerBound, to: range.upperBound, by: 1000) {
                bytes[start..<min(range.upperBound, start + 1000)].withUnsafeBytes(body)
            }
        }
    }

    @Test(arguments: ["gzip -6", "zstd"])
    func `a blob that is read in windows is read whole`(compressor: String) throws {
        var choices = Choices(state: 9)
        let bytes = Self.bytes(&choices)
        try Shell.inTemporaryDirectory { shell in
            var tree = FileTree()
            try tree.write(FileContents(bytes), to: "/f")
            let packed = try Self.compress(try LayerArchive.write(tree), compressor, shell)
            let reading = try LayerArchive.read(Windows(packed))
            let promised = LayerArchive.bytes(
                of: Windows(packed),
                .init(
                    digest: reading.digest, diffID: reading.diffID,
                    size: try LayerArchive.write(tree).count, user: "a test"))
            let read = try reading.changes.applied(to: FileTree())
            #expect(try LayerArchive.readTree(promised) == read)
            guard case .file(let contents) = try read.entry(at: "/f").node.body else {
                Issue.record("no file")
                return
            }
            #expect(try contents.bytes() == bytes)
        }
    }

    @Test func `a blob that is written to after its loading is found out`() throws {
        var choices = Choices(state: 7)
        let bytes = Self.bytes(&choices)
        try Shell.inTemporaryDirectory { shell in
            var tree = FileTree()
            try tree.write(FileContents(bytes), to: "/f")
            var packed = try Self.compress(try LayerArchive.write(tree), "gzip -6", shell)
            try shell.write(packed, to: "blob")
            let file = try MappedFile(TreePath("\(shell.directory)/blob"))
            let reading = try LayerArchive.read(file)
            let read = try reading.changes.applied(to: FileTree())
            guard case .file(let contents) = try read.entry(at: "/f").node.body else {
                Issue.record("no file")
                return
            }
            // In place, as no tool that keeps layouts does.
            packed[packed.count / 2] ^= 0x10
            try shell.write(packed, to: "other")
            try shell.run("dd if=other of=blob conv=notrunc status=none")
            #expect(throws: FileError.self) { try contents.bytes() }
        }
    }
}
