import LayFiles
import LayTestSupport
import Testing

@testable import LayArchive

/// Layers kept as indexes beside their blobs.
@Suite struct LayerIndexTests {
    /// A random layer as it is read from its tar.
    private static func layer(_ choices: inout Choices, steps: Int) throws -> (
        TreeChanges, ByteSource
    ) {
        var base = FileTree()
        for step in 0..<steps { choices.change(&base, step) }
        var tree = base.sealed()
        for step in 0..<steps { choices.change(&tree, step) }
        if steps > 20 {
            for name in 0..<Int.random(in: 0..<400, using: &choices) {
                try tree.write(FileContents("\(name)"), to: TreePath("/many\(name % 3)\(name)"))
            }
            let device = FileNode(
                .characterDevice(DeviceNumber(major: 1, minor: 3)),
                attributes: FileAttributes(
                    mode: 0o4755, uid: .max, gid: 7,
                    extendedAttributes: [ExtendedAttribute(name: [0x75], value: [0, 255])]),
                modified: -5)
            try tree.put(device, at: "/null", now: 0)
        }
        let tar = MemoryBytes(try LayerArchive.write(try TreeChanges(from: base, to: tree)))
        return (try LayerArchive.read(tar).changes, tar)
    }

    private static func read(_ index: [UInt8], _ source: ByteSource) throws -> TreeChanges {
        try index.withUnsafeBytes { try LayerIndex.changes(in: $0, source: source) }
    }

    @Test(arguments: seeds(15))
    func `a layer comes back from its index`(seed: UInt64) throws {
        var choices = Choices(state: seed)
        let (changes, tar) = try Self.layer(&choices, steps: Int(seed &* 7 % 60))
        let index = try #require(LayerIndex.bytes(of: changes, source: tar))
        let again = try Self.read(index, tar)
        #expect(again == changes, "LAY_SEED=\(seed)")
        #expect(LayerIndex.bytes(of: again, source: tar) == index, "LAY_SEED=\(seed)")
        let tree = try again.applied(to: FileTree())
        #expect(try tree == changes.applied(to: FileTree()), "LAY_SEED=\(seed)")
        #expect(tree.brokenInvariants() == [], "LAY_SEED=\(seed)")
    }

    @Test func `a layer whose contents lie elsewhere has no index`() throws {
        var tree = FileTree()
        try tree.write(FileContents("text"), to: "/f")
        let changes = try TreeChanges(from: FileTree(), to: tree)
        #expect(LayerIndex.bytes(of: changes, source: MemoryBytes([])) == nil)
    }

    @Test func `an index of a sparse file keeps its holes`() throws {
        let tar = MemoryBytes(
            RawTar.of {
                $0.pax([("GNU.sparse.size", "1099511627776"), ("GNU.sparse.map", "9,3,512,1")])
                $0.add("f", "0", "endX")
            })
        let changes = try LayerArchive.read(tar, limits: ArchiveLimits(bytes: 2 << 40)).changes
        let index = try #require(LayerIndex.bytes(of: changes, source: tar))
        let tree = try Self.read(index, tar).applied(to: FileTree())
        guard case .file(let contents) = try tree.entry(at: "/f").node.body else { return }
        #expect(contents.count == 1 << 40)
        var short = contents
        try short.truncate(to: 600)
        #expect(try Array(short.bytes()[9..<12]) == Array("end".utf8))
        #expect(try short.bytes()[512] == UInt8(ascii: "X"))
    }

    @Test(arguments: seeds(15))
    func `a damaged index ends in an error or a sound layer`(seed: UInt64) throws {
        var choices = Choices(state: seed)
        let (changes, tar) = try Self.layer(&choices, steps: 20)
        let index = try #require(LayerIndex.bytes(of: changes, source: tar))
        for _ in 0..<60 {
            var damaged = index
            switch Int.random(in: 0..<4, using: &choices) {
            case 0: damaged.removeLast(Int.random(in: 1...damaged.count, using: &choices))
            case 1: damaged.append(UInt8.random(in: 0...255, using: &choices))
            default:
                for _ in 0..<Int.random(in: 1...3, using: &choices) {
                    let place = Int.random(in: 18..<damaged.count, using: &choices)
                    damaged[place] = UInt8.random(in: 0...255, using: &choices)
                }
            }
            guard let read = try? Self.read(damaged, tar) else { continue }
            let tree = try read.applied(to: FileTree())
            #expect(tree.brokenInvariants() == [], "LAY_SEED=\(seed)")
            _ = try? LayerArchive.write(read)
            _ = try? LayerArchive.write(tree)
        }
    }
}
