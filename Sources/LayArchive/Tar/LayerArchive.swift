public import LayFiles

/// Layers and trees as tars (OCI image-spec layer.md).
public enum LayerArchive {
    /// A layer read from a blob, with what identifies it.
    public struct Reading: Sendable {
        /// What the layer changes.
        public var changes: TreeChanges
        /// The SHA-256 of the uncompressed tar.
        public var diffID: Digest
        /// The SHA-256 of the blob as it was stored.
        public var digest: Digest
        /// Bytes of the uncompressed tar.
        public var uncompressedSize: Int
        /// How the blob was stored.
        public var compression: Compression
        /// What was left out, such as sockets.
        public var warnings: [String]
    }

    static let whiteoutPrefix = Array(".wh.".utf8)
    static let opaqueName = Array(".wh..wh..opq".utf8)

    // MARK: Writing

    /// The canonical tar of a layer, uncompressed.
    ///
    /// Entries are in path order, directories before what they hold, the opaque mark first in its
    /// directory, hard links after their target; whiteouts have time 0.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the bytes.
    public static func write(_ changes: TreeChanges) throws(FileError) -> [UInt8] {
        var writer = TarWriter()
        var links: [Int: [UInt8]] = [:]
        for change in changes {
            guard let node = change.node else {
                let path = change.path.parent.appending(name: whiteoutPrefix + change.path.name)
                try writer.add(whiteout(path.bytes), .empty)
                continue
            }
            try write(node, change.path, change.linkID, &links, &writer)
            if change.isOpaque {
                try writer.add(whiteout(change.path.appending(name: opaqueName).bytes), .empty)
            }
        }
        return writer.finish()
    }

    /// The canonical tar of a tree, uncompressed.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    public static func write(_ tree: FileTree) throws(FileError) -> [UInt8] {
        var writer = TarWriter()
        var links: [Int: [UInt8]] = [:]
        for entry in tree.walk() {
            try write(entry.node, entry.path, entry.linkID, &links, &writer)
        }
        return writer.finish()
    }

    private static func whiteout(_ path: [UInt8]) -> TarEntry {
        TarEntry(
            path: path, target: [], kind: .file, attributes: FileAttributes(mode: 0), modified: 0,
            device: DeviceNumber(major: 0, minor: 0), offset: 0, size: 0, headerOffset: 0)
    }

    private static func write(
        _ node: FileNode, _ path: TreePath, _ linkID: Int, _ links: inout [Int: [UInt8]],
        _ writer: inout TarWriter
    ) throws(FileError) {
        var entry = whiteout(path.bytes)
        entry.attributes = node.attributes
        entry.modified = node.modified
        var contents = FileContents.empty
        if linkID != 0, let first = links[linkID] {
            entry.kind = .hardLink
            entry.target = first
            try writer.add(entry, .empty)
            return
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
        try writer.add(entry, contents)
    }
}
