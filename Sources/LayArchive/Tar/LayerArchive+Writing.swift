internal import LayBounds
public import LayFiles

extension LayerArchive {
    /// Writes the canonical tar of a layer, uncompressed.
    ///
    /// Entries are in path order, directories before what they hold, the opaque mark first in its
    /// directory, hard links after their target; whiteouts have time 0.
    ///
    /// - Throws: `FileError` when contents cannot be read; what the sink throws.
    /// - Complexity: O(*n*) in the bytes, of which only a window is in memory.
    public static func write(_ changes: TreeChanges, to sink: any ByteSink) throws {
        var writer = TarWriter(to: sink)
        try forEachEntry(of: changes) { entry, contents in try writer.add(entry, contents) }
        try writer.finish()
    }

    /// The layer as it is read from its canonical tar, whose bytes would be those of `source`.
    ///
    /// - Throws: `ArchiveError` for a path or a name that no reading takes.
    /// - Complexity: O(*c*) in the changes; contents are not looked at.
    public static func placed(_ changes: TreeChanges, in source: ByteSource) throws -> TreeChanges {
        var assembly = LayerAssembly(source, ArchiveLimits(entries: .max))
        var offset = 0
        try forEachEntry(of: changes) { entry, contents in
            var entry = entry
            entry.headerOffset = offset
            offset += TarWriter.headerSize(of: entry, size: contents.count)
            entry.offset = offset
            entry.size = contents.count
            offset += contents.count + (-contents.count & 511)
            try assembly.add(entry)
        }
        return assembly.changes
    }

    private static func forEachEntry(
        of changes: TreeChanges, _ body: (TarEntry, FileContents) throws -> Void
    ) throws {
        var links: [Int: [UInt8]] = [:]
        var pace = RunBounds.Pace()
        for change in changes {
            try pace.step(2)
            guard let node = change.node else {
                let path =
                    change.isOpaque
                    ? change.path.appending(name: opaqueName)
                    : change.path.parent.appending(name: whiteoutPrefix + change.path.name)
                var entry = TarEntry(file: path.bytes)
                entry.makesDirectory = change.makesDirectory
                try body(entry, .empty)
                continue
            }
            let (entry, contents) = entry(node, change.path, change.linkID, &links)
            try body(entry, contents)
            if change.isOpaque {
                try body(TarEntry(file: change.path.appending(name: opaqueName).bytes), .empty)
            }
        }
    }

    /// Writes the canonical tar of a tree, uncompressed.
    ///
    /// - Throws: `FileError` when contents cannot be read; what the sink throws.
    /// - Complexity: O(*n*) in the bytes, of which only a window is in memory.
    public static func write(_ tree: FileTree, to sink: any ByteSink) throws {
        var writer = TarWriter(to: sink)
        var links: [Int: [UInt8]] = [:]
        var pace = RunBounds.Pace()
        for entry in tree.walk() {
            try pace.step(2)
            let (entry, contents) = self.entry(entry.node, entry.path, entry.linkID, &links)
            try writer.add(entry, contents)
        }
        try writer.finish()
    }

    /// The canonical tar of a layer in memory.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the bytes.
    public static func write(_ changes: TreeChanges) throws -> [UInt8] {
        let sink = MemorySink()
        try write(changes, to: sink)
        return sink.bytes
    }

    /// The canonical tar of a tree in memory.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the bytes.
    public static func write(_ tree: FileTree) throws -> [UInt8] {
        let sink = MemorySink()
        try write(tree, to: sink)
        return sink.bytes
    }

    private static func entry(
        _ node: FileNode, _ path: TreePath, _ linkID: Int, _ links: inout [Int: [UInt8]]
    ) -> (TarEntry, FileContents) {
        var entry = TarEntry(file: path.bytes)
        entry.attributes = node.attributes
        entry.modified = node.modified
        var contents = FileContents.empty
        if linkID != 0, let first = links[linkID] {
            entry.kind = .hardLink
            entry.target = first
            return (entry, .empty)
        }
        if linkID != 0 { links[linkID] = path.bytes }
        switch node.body {
        case .file(let bytes): contents = bytes
        case .directory:
            entry.kind = .directory
            entry.path = path.isRoot ? Array("./".utf8) : path.bytes + [0x2f]
        case .symlink(let target):
            entry.kind = .symlink
            entry.target = target
        case .fifo: entry.kind = .fifo
        case .characterDevice(let device):
            entry.kind = .characterDevice
            entry.device = device
        case .blockDevice(let device):
            entry.kind = .blockDevice
            entry.device = device
        }
        return (entry, contents)
    }
}

extension TarEntry {
    /// A file of nobody's and of no time, as a whiteout is one.
    init(file path: [UInt8], mode: UInt16 = 0) {
        self.init(
            path: path, target: [], kind: .file, attributes: FileAttributes(mode: mode),
            modified: 0, device: DeviceNumber(major: 0, minor: 0), offset: 0, size: 0,
            headerOffset: 0)
    }
}

/// A tar of plain files, such as a docker-archive: 0644, root's, of no time.
public struct PlainArchive: ~Copyable {
    private var writer: TarWriter

    /// Writes to `sink`.
    public init(to sink: any ByteSink) {
        writer = TarWriter(to: sink)
    }

    /// Adds a file.
    ///
    /// - Throws: `FileError` when contents cannot be read; what the sink throws.
    public mutating func add(_ name: String, _ contents: FileContents) throws {
        try writer.add(TarEntry(file: Array(name.utf8), mode: 0o644), contents)
    }

    /// Adds a file whose `size` bytes, not more and not fewer, `body` gives to the sink.
    ///
    /// - Throws: what `body` and the sink throw.
    public mutating func add(
        _ name: String, size: Int, _ body: (any ByteSink) throws -> Void
    ) throws {
        try writer.add(TarEntry(file: Array(name.utf8), mode: 0o644), size: size, body)
    }

    /// Ends the archive.
    ///
    /// - Throws: what the sink throws.
    public consuming func finish() throws { try writer.finish() }
}
