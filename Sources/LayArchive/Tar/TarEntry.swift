package import LayFiles

/// An entry of a tar as its headers tell it.
package struct TarEntry {
    /// POSIX.1-1988 type flags and GNU's.
    package enum Kind: UInt8, Sendable {
        case file = 0x30  // '0'
        case hardLink = 0x31
        case symlink = 0x32
        case characterDevice = 0x33
        case blockDevice = 0x34
        case directory = 0x35
        case fifo = 0x36
    }

    package var path: [UInt8]
    package var target: [UInt8]
    package var kind: Kind
    package var attributes: FileAttributes
    package var modified: Nanoseconds
    package var device: DeviceNumber
    /// Where the contents begin in the uncompressed bytes, and how long they are.
    var offset: Int
    package var size: Int
    /// Where the stored bytes belong, when the file has holes.
    var sparse: SparseMap?
    /// Where the header stands, for messages.
    var headerOffset: Int
    /// Where the first of the headers stands that belong to it.
    var firstHeader = 0
    /// A whiteout for what its layer had added: its directory is made where there is none.
    var makesDirectory = false
    /// The names of the owner and the group, where they are asked for.
    package var owner: [UInt8] = []
    package var group: [UInt8] = []

    /// An entry without contents.
    package init(
        path: [UInt8], kind: Kind, attributes: FileAttributes, modified: Nanoseconds,
        target: [UInt8] = [], device: DeviceNumber = DeviceNumber(major: 0, minor: 0)
    ) {
        self.init(
            path: path, target: target, kind: kind, attributes: attributes, modified: modified,
            device: device, offset: 0, size: 0, headerOffset: 0)
    }

    init(
        path: [UInt8], target: [UInt8], kind: Kind, attributes: FileAttributes,
        modified: Nanoseconds, device: DeviceNumber, offset: Int, size: Int, headerOffset: Int
    ) {
        self.path = path
        self.target = target
        self.kind = kind
        self.attributes = attributes
        self.modified = modified
        self.device = device
        self.offset = offset
        self.size = size
        self.headerOffset = headerOffset
    }

    /// True for a removal, whatever its kind.
    var isWhiteout: Bool {
        TreePath(bytes: path).name.starts(with: LayerArchive.whiteoutPrefix)
    }

    /// The path as messages show it.
    var shown: String { TreePath.display(path[...]) }

    /// The contents as a stretch of the archive.
    func contents(in source: ByteSource) throws -> FileContents {
        guard let sparse else { return FileContents(source, offset: offset, count: size) }
        guard
            let bytes = SparseBytes(
                source, offset: offset, stretches: sparse.stretches, count: sparse.size)
        else {
            throw ArchiveError.otherMap(of: shown, at: headerOffset)
        }
        return FileContents(bytes, offset: 0, count: sparse.size)
    }
}

/// The path of an entry as messages show it; most entries are in none, so it is made when asked.
struct ShownName: CustomStringConvertible {
    let path: [UInt8]

    init(_ path: [UInt8]) {
        self.path = path
    }

    var description: String {
        TreePath.display(path.prefix(200)) + (path.count > 200 ? "…" : "")
    }
}
