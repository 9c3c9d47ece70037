/// What kind of thing a name in a directory is.
public enum FileKind: UInt8, Sendable, CaseIterable {
    case file, directory, symlink, fifo, characterDevice, blockDevice

    /// The word scripts see: `"file" "directory" "symlink" "fifo" "char" "block"`.
    public var word: String {
        switch self {
        case .file: "file"
        case .directory: "directory"
        case .symlink: "symlink"
        case .fifo: "fifo"
        case .characterDevice: "char"
        case .blockDevice: "block"
        }
    }
}

/// The numbers of a device node.
public struct DeviceNumber: Sendable, Hashable {
    /// The driver's number.
    public var major: UInt32
    /// The number of the device among the driver's.
    public var minor: UInt32

    /// The device `major:minor`.
    public init(major: UInt32, minor: UInt32) {
        self.major = major
        self.minor = minor
    }

    /// True for 0:0, which as a character device is overlayfs' mark of a removal.
    public var isNone: Bool { major == 0 && minor == 0 }
}

/// One extended attribute, such as `security.capability`.
public struct ExtendedAttribute: Sendable, Hashable {
    /// The name with its name space.
    public var name: [UInt8]
    /// The value, any bytes.
    public var value: [UInt8]

    /// The attribute `name` = `value`.
    public init(name: [UInt8], value: [UInt8]) {
        self.name = name
        self.value = value
    }
}

/// What `chmod`, `chown` and `setfattr` change; shared by many files of a tree.
public struct FileAttributes: Sendable, Hashable {
    /// The twelve permission bits, setuid, setgid and sticky included.
    public var mode: UInt16
    /// The owning user.
    public var uid: UInt32
    /// The owning group.
    public var gid: UInt32
    /// Sorted by name, each name once.
    public var extendedAttributes: [ExtendedAttribute]

    /// Attributes for `mode`, owned by root unless said otherwise.
    public init(
        mode: UInt16, uid: UInt32 = 0, gid: UInt32 = 0,
        extendedAttributes: [ExtendedAttribute] = []
    ) {
        self.mode = mode & 0o7777
        self.uid = uid
        self.gid = gid
        self.extendedAttributes = extendedAttributes
    }
}

extension FileAttributes {
    /// Bytes that the names of one file's extended attributes take at most (Linux, XATTR_LIST_MAX:
    /// no program could list more).
    static let mostNames = 64 << 10

    /// Bytes of a list of the names, each with its end.
    var namesSize: Int { extendedAttributes.reduce(0) { $0 + $1.name.count + 1 } }

    /// Sets an extended attribute in its place, or takes it away without a value.
    mutating func setExtended(_ name: [UInt8], to value: [UInt8]?) {
        var (low, high) = (0, extendedAttributes.count)
        while low < high {
            let middle = (low + high) / 2
            if extendedAttributes[middle].name.lexicographicallyPrecedes(name) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        let isThere = low < extendedAttributes.count && extendedAttributes[low].name == name
        switch (value, isThere) {
        case (let value?, true): extendedAttributes[low].value = value
        case (let value?, false):
            extendedAttributes.insert(.init(name: name, value: value), at: low)
        case (nil, true): extendedAttributes.remove(at: low)
        case (nil, false): break
        }
    }

    /// Puts the extended attributes into the order of their names.
    mutating func sortExtended() {
        let pairs = zip(extendedAttributes, extendedAttributes.dropFirst())
        if pairs.contains(where: { $1.name.lexicographicallyPrecedes($0.name) }) {
            extendedAttributes.sort { $0.name.lexicographicallyPrecedes($1.name) }
        }
    }

    /// Takes away what lets a program do more than its user may, as Linux does when a file's
    /// contents or owner change.
    mutating func dropCapabilities() {
        extendedAttributes.removeAll { $0.name.elementsEqual("security.capability".utf8) }
    }
}

/// A point in time: nanoseconds since the epoch.
public typealias Nanoseconds = Int64

/// A file as a value, outside any tree: what a tree can hold under a name.
public struct FileNode: Sendable {
    /// What makes the kinds different.
    public enum Body: Sendable {
        case file(FileContents)
        case directory
        case symlink(target: [UInt8])
        case fifo
        case characterDevice(DeviceNumber)
        case blockDevice(DeviceNumber)
    }

    /// Contents, link target or device.
    public var body: Body
    /// Mode, owner and extended attributes.
    public var attributes: FileAttributes
    /// When the contents changed last.
    public var modified: Nanoseconds

    /// A node of the given parts.
    public init(_ body: Body, attributes: FileAttributes, modified: Nanoseconds = 0) {
        self.body = body
        self.attributes = attributes
        self.modified = modified
    }

    /// The node's kind.
    public var kind: FileKind {
        switch body {
        case .file: .file
        case .directory: .directory
        case .symlink: .symlink
        case .fifo: .fifo
        case .characterDevice: .characterDevice
        case .blockDevice: .blockDevice
        }
    }

    /// Bytes: of a file its contents, of a link its target, else 0.
    public var size: Int {
        switch body {
        case .file(let contents): contents.count
        case .symlink(let target): target.count
        default: 0
        }
    }

    /// Where a symbolic link leads; `nil` for another node.
    public var target: [UInt8]? {
        if case .symlink(let target) = body { return target }
        return nil
    }
}

/// A node where it stands: what `stat` tells of it, and its body.
public struct FileEntry: Sendable {
    /// Where the node stands; for a name reached through links, the place they lead to.
    public var path: TreePath
    /// The node.
    public var node: FileNode
    /// How many names share the inode: 1 for most files, for a directory 2 and one for each in it.
    ///
    /// - Complexity: O(*n*) in the entries of a directory, O(1) for anything else.
    public var linkCount: Int { directory?.linkCount ?? names }
    private let names: Int
    /// What a directory of a tree holds, for when somebody asks how many links it has.
    private let directory: DirectoryLinks?
    /// Equal for the names of one hard-linked inode of a tree, 0 for an inode with one name.
    public var linkID: Int

    /// An entry of the given parts.
    public init(path: TreePath, node: FileNode, linkCount: Int = 1, linkID: Int = 0) {
        self.path = path
        self.node = node
        self.linkID = linkID
        names = linkCount
        directory = nil
    }

    /// An entry of a tree's directory.
    init(path: TreePath, node: FileNode, directory: DirectoryLinks) {
        self.path = path
        self.node = node
        linkID = 0
        names = 1
        self.directory = directory
    }
}

/// The entries of a directory as they are, which are counted when somebody asks.
final class DirectoryLinks: @unchecked Sendable {
    private let directory: TreeEntry

    init(_ entry: TreeEntry) {
        directory = entry
        directory.node?.retain()
    }

    deinit { directory.node?.release() }

    /// Its name, its `.`, and the `..` of each directory in it.
    var linkCount: Int {
        var count = 2
        Directory.forEach(in: directory) { _, entry in if entry.isDirectory { count += 1 } }
        return count
    }
}

extension FileEntry {
    /// What the file holds.
    ///
    /// - Throws: `FileError` of code `isDirectory`, or `invalidArgument` for what holds nothing.
    public func contents() throws(FileError) -> FileContents {
        switch node.body {
        case .file(let contents): return contents
        case .directory: throw FileError(.isDirectory, path)
        default: throw FileError(.invalidArgument, path, standing: node.kind)
        }
    }
}
