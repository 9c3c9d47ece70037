internal import LayBounds

/// Contents that are no slice, or that have extended attributes beside them; on the heap.
final class ContentsBox: Sendable {
    let contents: FileContents
    let extended: [ExtendedAttribute]
    private let charge: Charge

    init(_ contents: FileContents, _ extended: [ExtendedAttribute]) {
        self.contents = contents
        self.extended = extended
        charge = Charge(80 + contents.indexBytes + extended.bytesHeld)
    }
}

/// A symlink's target, on the heap.
final class TargetBox: Sendable {
    let target: [UInt8]
    let extended: [ExtendedAttribute]
    private let charge: Charge

    init(_ target: [UInt8], _ extended: [ExtendedAttribute]) {
        self.target = target
        self.extended = extended
        charge = Charge(96 + target.capacity + extended.bytesHeld)
    }
}

/// Extended attributes of what has no contents, on the heap.
final class ExtendedBox: Sendable {
    let extended: [ExtendedAttribute]
    private let charge: Charge

    init(_ extended: [ExtendedAttribute]) {
        self.extended = extended
        charge = Charge(48 + extended.bytesHeld)
    }
}

extension [ExtendedAttribute] {
    /// About how many bytes of memory they take.
    var bytesHeld: Int { reduce(0) { $0 + 112 + $1.name.count + $1.value.count } }
}

extension TreeEntry {
    /// An entry that holds its references to the node's parts.
    init(_ node: FileNode) {
        self.init()
        kind = node.kind.rawValue
        set(node)
    }

    private static func bits(_ object: AnyObject) -> UInt {
        UInt(bitPattern: Unmanaged.passRetained(object).toOpaque())
    }

    /// Replaces everything but the name; a directory's entries and a layer's marks stay.
    mutating func set(_ node: FileNode) {
        let marks = flags & (Self.isOpaque | Self.isImplicit | Self.wasThere | Self.isUpper)
        let entries = isDirectory && node.kind == .directory ? self.node : nil
        var fresh = TreeEntry()
        fresh.kind = node.kind.rawValue
        fresh.nameOffset = nameOffset
        fresh.nameLength = nameLength
        fresh.flags = marks
        fresh.modified = node.modified
        fresh.uid = node.attributes.uid
        fresh.gid = node.attributes.gid
        fresh.mode = node.attributes.mode
        let extended = node.attributes.extendedAttributes
        if !extended.isEmpty { fresh.flags |= Self.isExtended }
        switch node.body {
        case .file(let contents):
            fresh.size = contents.count
            if contents.count == 0, extended.isEmpty {
                break
            } else if case .slice(let source, let start) = contents.storage, extended.isEmpty {
                fresh.reference = Self.bits(source)
                fresh.offset = start
                fresh.flags |= Self.isSlice
            } else {
                fresh.reference = Self.bits(ContentsBox(contents, extended))
            }
        case .symlink(let target):
            fresh.size = target.count
            fresh.reference = Self.bits(TargetBox(target, extended))
        case .characterDevice(let device), .blockDevice(let device):
            fresh.offset = Int(
                truncatingIfNeeded: UInt(device.major) << 32 | UInt(device.minor))
            if !extended.isEmpty { fresh.reference = Self.bits(ExtendedBox(extended)) }
        case .directory:
            if let entries {
                entries.retain()
                fresh.reference = UInt(bitPattern: entries.memory)
            }
            if !extended.isEmpty {
                fresh.offset = Int(bitPattern: Self.bits(ExtendedBox(extended)))
            }
        case .fifo:
            if !extended.isEmpty { fresh.reference = Self.bits(ExtendedBox(extended)) }
        }
        releaseObjects()
        self = fresh
    }

    /// Turns the entry into a name of a linked inode.
    mutating func becomeLink(_ id: Int) {
        var fresh = TreeEntry(link: id, kind: kind)
        fresh.nameOffset = nameOffset
        fresh.nameLength = nameLength
        fresh.flags |= flags & (Self.wasThere | Self.isUpper)
        releaseObjects()
        self = fresh
    }

    private func object<Box: AnyObject>(as type: Box.Type) -> Box? {
        object.map { unsafeDowncast($0.takeUnretainedValue(), to: type) }
    }

    private var extendedAttributes: [ExtendedAttribute] {
        guard has(Self.isExtended) else { return [] }
        switch kind {
        case FileKind.file.rawValue: return object(as: ContentsBox.self)?.extended ?? []
        case FileKind.symlink.rawValue: return object(as: TargetBox.self)?.extended ?? []
        case FileKind.directory.rawValue:
            return directoryBox.map {
                unsafeDowncast($0.takeUnretainedValue(), to: ExtendedBox.self).extended
            } ?? []
        default: return object(as: ExtendedBox.self)?.extended ?? []
        }
    }

    /// Mode, owner and extended attributes; a linked one's are in the link table.
    var attributes: FileAttributes {
        FileAttributes(
            mode: mode, uid: uid, gid: gid, extendedAttributes: extendedAttributes)
    }

    /// A file's contents; a linked one's are in the link table.
    var contents: FileContents {
        if has(Self.isSlice) {
            return object(as: ByteSource.self).map {
                FileContents($0, offset: offset, count: size)
            } ?? .empty
        }
        return object(as: ContentsBox.self)?.contents ?? .empty
    }

    /// A link's target; a hard-linked one's is in the link table.
    var target: [UInt8] {
        guard kind == FileKind.symlink.rawValue, !has(Self.isLinked) else { return [] }
        return object(as: TargetBox.self)?.target ?? []
    }

    /// The entry as a value of its own; a linked one's parts are in the link table.
    var fileNode: FileNode {
        let device = DeviceNumber(
            major: UInt32(truncatingIfNeeded: offset >> 32),
            minor: UInt32(truncatingIfNeeded: offset))
        let body: FileNode.Body =
            switch FileKind(rawValue: kind) ?? .file {
            case .file: .file(contents)
            case .directory: .directory
            case .symlink: .symlink(target: target)
            case .fifo: .fifo
            case .characterDevice: .characterDevice(device)
            case .blockDevice: .blockDevice(device)
            }
        return FileNode(body, attributes: attributes, modified: modified)
    }
}
