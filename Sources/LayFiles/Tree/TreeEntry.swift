/// A file, directory or other name as a node holds it: 48 bytes of plain data.
///
///     ┌───────────┬──────┬──────────┬────────┬─────┬─────┬────────────┬──────────────────────┐
///     │ reference │ size │ modified │ offset │ uid │ gid │ name place │ kind+mode, len, flags │
///     └───────────┴──────┴──────────┴────────┴─────┴─────┴────────────┴──────────────────────┘
///
/// References are counted by hand: a node retains what its entries point to.
struct TreeEntry {
    /// A directory's first node, a slice's source, or a box; 0 for nothing. Must stay first: a
    /// directory's entry is also read as the place that holds its node.
    var reference: UInt = 0
    /// Bytes of a file or of a link's target.
    var size: Int = 0
    var modified: Nanoseconds = 0
    /// Where a slice begins, a device's numbers, the inode in the tree's link table, or a
    /// directory's box of extended attributes.
    var offset: Int = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
    var nameOffset: UInt32 = 0
    private var kindAndMode: UInt16 = 0
    var nameLength: UInt8 = 0
    var flags: UInt8 = 0

    /// A removal, in the tree of a layer.
    static let whiteout: UInt8 = 6

    /// The reference is the source of a slice; of a directory the bit means `makesWay`.
    static let isSlice: UInt8 = 1
    /// A layer's directory that hides what lies below it.
    static let isOpaque: UInt8 = 2
    /// A layer's directory that is no entry of it, only the way to one.
    static let isImplicit: UInt8 = 4
    /// A layer's directory that is no entry of it and yet is made where there is none, as something
    /// was added below it; one without it is the way to removals, which make nothing.
    static let makesWay: UInt8 = 1
    /// A layer's entry that was there before; known only to layers made by a diff.
    static let wasThere: UInt8 = 8
    /// One of several names of an inode in the link table, where all of its parts are.
    static let isLinked: UInt8 = 16
    /// There are extended attributes: in the box, or in the offset of a directory.
    static let isExtended: UInt8 = 32

    /// What the inode holds, or its time, was written since the tree was made from layers; no
    /// difference by itself.
    static let isTouched: UInt8 = 64
    /// The inode was made since the tree was made from layers; no difference by itself.
    static let isMade: UInt8 = 128
    /// What only a container's listing asks for.
    static let isUpper = isTouched | isMade

    init() {}

    /// A removal.
    static var removal: TreeEntry {
        var entry = TreeEntry()
        entry.kind = whiteout
        return entry
    }

    /// A name of the linked inode `id`.
    init(link id: Int, kind: UInt8) {
        self.kind = kind
        offset = id
        flags = Self.isLinked
    }

    /// A `FileKind`, or `whiteout`.
    var kind: UInt8 {
        get { UInt8(truncatingIfNeeded: kindAndMode >> 12) }
        set { kindAndMode = kindAndMode & 0o7777 | UInt16(newValue) << 12 }
    }

    var mode: UInt16 {
        get { kindAndMode & 0o7777 }
        set { kindAndMode = kindAndMode & 0xF000 | newValue & 0o7777 }
    }

    var isDirectory: Bool { kind == FileKind.directory.rawValue }

    func has(_ flag: UInt8) -> Bool { flags & flag != 0 }

    /// True for a layer's directory that stands afterwards whatever was there before.
    var isMadeByLayer: Bool { isDirectory && (!has(Self.isImplicit) || has(Self.makesWay)) }

    /// The inode in the tree's link table; 0 for one of its own.
    var link: Int { has(Self.isLinked) ? offset : 0 }

    /// A directory's first node.
    var node: TreeNode? {
        isDirectory
            ? UnsafeMutableRawPointer(bitPattern: reference).map { TreeNode(memory: $0) } : nil
    }

    /// What the reference holds when it is no node.
    var object: Unmanaged<AnyObject>? {
        isDirectory
            ? nil : UnsafeRawPointer(bitPattern: reference).map { Unmanaged.fromOpaque($0) }
    }

    /// A directory's box of extended attributes.
    var directoryBox: Unmanaged<AnyObject>? {
        isDirectory && has(Self.isExtended)
            ? UnsafeRawPointer(bitPattern: offset).map { Unmanaged.fromOpaque($0) } : nil
    }

    func retainObjects() {
        if isDirectory {
            node?.retain()
            _ = directoryBox?.retain()
        } else {
            _ = object?.retain()
        }
    }

    func releaseObjects() {
        if isDirectory {
            node?.release()
            directoryBox?.release()
        } else {
            object?.release()
        }
    }

    /// True when both hold the very same parts, whatever their names.
    func isSame(as other: TreeEntry) -> Bool {
        let flags = Self.isSlice | Self.isLinked | Self.isExtended
        return reference == other.reference && size == other.size && modified == other.modified
            && offset == other.offset && uid == other.uid && gid == other.gid
            && kindAndMode == other.kindAndMode && self.flags & flags == other.flags & flags
    }
}
