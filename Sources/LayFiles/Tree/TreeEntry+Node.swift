/// Contents that are no slice, on the heap.
final class ContentsBox: Sendable {
    let contents: FileContents
    init(_ contents: FileContents) { self.contents = contents }
}

/// A symlink's target, on the heap.
final class TargetBox: Sendable {
    let target: [UInt8]
    init(_ target: [UInt8]) { self.target = target }
}

/// Extended attributes, on the heap.
final class ExtendedBox: Sendable {
    let attributes: [ExtendedAttribute]
    init(_ attributes: [ExtendedAttribute]) { self.attributes = attributes }
}

extension TreeEntry {
    /// An entry that holds its references to the node's parts.
    init(_ node: FileNode) {
        kind = node.kind.rawValue
        modified = node.modified
        set(node.attributes)
        set(body: node.body)
    }

    /// Replaces mode, owner and extended attributes.
    mutating func set(_ attributes: FileAttributes) {
        mode = attributes.mode
        uid = attributes.uid
        gid = attributes.gid
        extended?.release()
        extended =
            attributes.extendedAttributes.isEmpty
            ? nil : Unmanaged.passRetained(ExtendedBox(attributes.extendedAttributes))
    }

    /// Replaces what the kinds hold; a directory's entries stay.
    mutating func set(body: FileNode.Body) {
        if case .directory = body { return }
        object?.release()
        object = nil
        flags &= ~Self.isSlice
        size = 0
        offset = 0
        switch body {
        case .file(let contents):
            size = contents.count
            if case .slice(let source, let start) = contents.storage {
                object = Unmanaged.passRetained(source)
                offset = start
                flags |= Self.isSlice
            } else if contents.count > 0 {
                object = Unmanaged.passRetained(ContentsBox(contents))
            }
        case .symlink(let target):
            size = target.count
            object = Unmanaged.passRetained(TargetBox(target))
        case .characterDevice(let device), .blockDevice(let device):
            offset = Int(device.major) << 32 | Int(device.minor)
        case .directory, .fifo: break
        }
    }

    var attributes: FileAttributes {
        var extendedAttributes: [ExtendedAttribute] = []
        if let extended {
            extendedAttributes =
                unsafeDowncast(extended.takeUnretainedValue(), to: ExtendedBox.self).attributes
        }
        return FileAttributes(
            mode: mode, uid: uid, gid: gid, extendedAttributes: extendedAttributes)
    }

    var contents: FileContents {
        guard let object else { return .empty }
        if flags & Self.isSlice != 0 {
            return FileContents(
                unsafeDowncast(object.takeUnretainedValue(), to: ByteSource.self), offset: offset,
                count: size)
        }
        return unsafeDowncast(object.takeUnretainedValue(), to: ContentsBox.self).contents
    }

    var target: [UInt8] {
        guard let object, kind == FileKind.symlink.rawValue else { return [] }
        return unsafeDowncast(object.takeUnretainedValue(), to: TargetBox.self).target
    }

    /// The entry as a value of its own; a linked one's parts are in the link table.
    var node: FileNode {
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
