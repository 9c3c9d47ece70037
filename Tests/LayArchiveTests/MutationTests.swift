import LayFiles
import LayTestSupport
import Testing

@testable import LayArchive

/// Valid archives, damaged at random: each reads as an error or as a sound tree.
@Suite struct MutationTests {
    private static let limits = ArchiveLimits(bytes: 256 << 10, entries: 300, ratioFloor: 1 << 16)

    @Test(arguments: seeds(15))
    func `damaged archives end in an error or a sound tree`(seed: UInt64) throws {
        var choices = Choices(state: seed)
        let valid = try Self.archives(&choices)
        for round in 0..<50 {
            guard var bytes = valid.randomElement(using: &choices) else { return }
            for _ in 0..<Int.random(in: 1...3, using: &choices) {
                Self.mutate(&bytes, valid, &choices)
            }
            if Int.random(in: 0..<8, using: &choices) > 0 { Self.mendChecksums(&bytes) }
            if round % 8 == 0 {
                let compression: Compression = round % 16 == 0 ? .gzip : .zstd
                bytes = try compression.compress(bytes)
                if Bool.random(using: &choices) { Self.flip(&bytes, &choices) }
            }
            try check(bytes, "LAY_SEED=\(seed), round \(round)")
        }
    }

    private func check(_ bytes: [UInt8], _ place: Comment) throws {
        guard
            let reading = try? LayerArchive.read(MemoryBytes(bytes), limits: Self.limits)
        else { return }
        let tree = try reading.changes.applied(to: FileTree())
        #expect(tree.brokenInvariants() == [], place)
        // A layer's entries that a tree keeps come back, and so do its removals.
        do {
            let again = try LayerArchive.read(
                MemoryBytes(try LayerArchive.write(reading.changes)))
            #expect(again.changes == reading.changes, place)
            #expect(
                try LayerArchive.readTree(MemoryBytes(try LayerArchive.write(tree))) == tree, place)
        } catch {
            Issue.record("\(place): \(error)")
        }
    }

    // MARK: Archives

    private static func archives(_ choices: inout Choices) throws -> [[UInt8]] {
        var tree = FileTree()
        for step in 0..<12 { choices.change(&tree, step) }
        var next = tree.sealed()
        for step in 12..<20 { choices.change(&next, step) }
        return [
            try LayerArchive.write(tree),
            try LayerArchive.write(try TreeChanges(from: tree, to: next)),
        ] + forms
    }

    /// The forms that Lay does not write itself.
    private static let forms: [[UInt8]] = {
        let readable = HostileTests.archives.filter {
            guard case .tree = $0.outcome else { return false }
            return $0.bytes.count > 1024 && Compression.detect($0) == .none
        }
        return readable.map(\.bytes)
    }()

    // MARK: Damage

    private static func flip(_ bytes: inout [UInt8], _ choices: inout Choices) {
        guard !bytes.isEmpty else { return }
        bytes[Int.random(in: 0..<bytes.count, using: &choices)] ^=
            1 << UInt8.random(in: 0..<8, using: &choices)
    }

    private static func mutate(
        _ bytes: inout [UInt8], _ others: [[UInt8]], _ choices: inout Choices
    ) {
        let blocks = bytes.count / 512
        guard blocks > 1 else { return }
        let block = Int.random(in: 0..<blocks, using: &choices) * 512
        let other = Int.random(in: 0..<blocks, using: &choices) * 512
        switch Int.random(in: 0..<9, using: &choices) {
        case 0, 1: for _ in 0..<4 { flip(&bytes, &choices) }
        case 2: bytes.removeSubrange(Int.random(in: 1..<bytes.count, using: &choices)...)
        case 3:
            for index in 0..<512 { bytes.swapAt(block + index, other + index) }
        case 4: bytes.removeSubrange(block..<(block + 512))
        case 5: bytes.insert(contentsOf: bytes[block..<(block + 512)], at: other)
        case 6:
            // A number of a header: sizes, owners, times, devices, sparse maps.
            let place =
                [100, 108, 116, 124, 136, 329, 337, 386, 398, 483]
                .randomElement(using: &choices) ?? 124
            let number = numbers.randomElement(using: &choices) ?? []
            bytes.replaceSubrange((block + place)..<(block + place + number.count), with: number)
        case 7:
            bytes[block + 156] =
                Array("0123456789LKxgSVMDX\u{0}".utf8)
                .randomElement(using: &choices) ?? 0
        default:
            // A header of another archive.
            guard let donor = others.randomElement(using: &choices), donor.count >= 1024 else {
                return
            }
            let place = Int.random(in: 0..<(donor.count / 512), using: &choices) * 512
            bytes.insert(contentsOf: donor[place..<(place + 512)], at: block)
        }
    }

    private static let numbers: [[UInt8]] = [
        Array("0000000\u{0}".utf8), Array("7777777\u{0}".utf8), Array("777777777777".utf8),
        Array("00000001000\u{0}".utf8), Array("-1".utf8), Array("99999999".utf8),
        [0x80] + [UInt8](repeating: 0xff, count: 11), [UInt8](repeating: 0xff, count: 12),
        [0x80, 0, 0, 0, 0x7f] + [UInt8](repeating: 0xff, count: 7),
        [0xff, 0xff, 0xff, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0], [UInt8](repeating: 0x20, count: 12),
    ]

    /// Damage behind a wrong checksum is never looked at.
    private static func mendChecksums(_ bytes: inout [UInt8]) {
        for block in stride(from: 0, to: bytes.count - 511, by: 512)
        where bytes[(block + 257)..<(block + 262)].elementsEqual("ustar".utf8) {
            var sum = 8 * 32
            for index in 0..<512 where !(148..<156).contains(index) {
                sum += Int(bytes[block + index])
            }
            let digits = String(sum, radix: 8)
            let text = String(repeating: "0", count: 6 - digits.utf8.count) + digits + "\u{0} "
            bytes.replaceSubrange((block + 148)..<(block + 156), with: Array(text.utf8))
        }
    }
}

extension Compression {
    /// The compression of a case's bytes.
    fileprivate static func detect(_ hostile: Hostile) -> Compression {
        hostile.bytes.withUnsafeBytes { detect($0) }
    }
}
