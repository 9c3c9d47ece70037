#if os(Linux)
    import LayFiles

    /// One change, as a program asks for it.
    enum Operation: Sendable {
        case write(TreePath, [UInt8])
        case writeAt(TreePath, [UInt8], Int)
        case append(TreePath, [UInt8])
        case truncate(TreePath, Int)
        case makeDirectory(TreePath, UInt16)
        case makeSymlink(TreePath, target: String)
        /// A fifo or a device.
        case makeNode(TreePath, Snapshot.Item)
        case removeDirectory(TreePath)
        case unlink(TreePath)
        case rename(TreePath, TreePath)
        case link(TreePath, TreePath)
        case changeMode(TreePath, UInt16)
        case changeOwner(TreePath, uid: UInt32, gid: UInt32, follow: Bool)
        case setAttribute(TreePath, String, [UInt8], follow: Bool)
        case removeAttribute(TreePath, String, follow: Bool)
        case setModified(TreePath, Nanoseconds, follow: Bool)
    }

    extension Operation {
        /// Makes the change in Lay.
        func perform(_ tree: inout FileTree, now: Nanoseconds) throws(FileError) {
            switch self {
            case .write(let path, let bytes):
                try tree.write(FileContents(bytes), to: path, now: now)
            case .writeAt(let path, let bytes, let offset):
                try tree.write(bytes, to: path, at: offset, now: now)
            case .append(let path, let bytes): try tree.append(bytes, to: path, now: now)
            case .truncate(let path, let size): try tree.truncate(path, to: size, now: now)
            case .makeDirectory(let path, let mode):
                try tree.make(
                    FileNode(.directory, attributes: FileAttributes(mode: mode)), at: path, now: now
                )
            case .makeSymlink(let path, let target):
                try tree.make(
                    FileNode(
                        .symlink(target: Array(target.utf8)),
                        attributes: FileAttributes(mode: 0o777), modified: now), at: path, now: now)
            case .makeNode(let path, let item):
                var node = item.node
                node.modified = now
                try tree.make(node, at: path, now: now)
            case .removeDirectory(let path): try tree.removeDirectory(path, now: now)
            case .unlink(let path): try tree.unlink(path, now: now)
            case .rename(let from, let to): try tree.rename(from, to: to, now: now)
            case .link(let from, let to): try tree.link(from, to: to, now: now)
            case .changeMode(let path, let mode):
                try tree.setAttributes(of: path) { $0.mode = mode }
            case .changeOwner(let path, let uid, let gid, let follow):
                try tree.setAttributes(of: path, follow: follow) { ($0.uid, $0.gid) = (uid, gid) }
            case .setAttribute(let path, let name, let value, let follow):
                try tree.setAttributes(of: path, follow: follow) { attributes in
                    attributes.extendedAttributes.removeAll { $0.name == Array(name.utf8) }
                    attributes.extendedAttributes.append(
                        ExtendedAttribute(name: Array(name.utf8), value: value))
                }
            case .removeAttribute(let path, let name, let follow):
                // Lay has no call that removes one attribute: its callers look first.
                let attributes = try tree.entry(at: path, follow: follow).node.attributes
                guard attributes.extendedAttributes.contains(where: { $0.name == Array(name.utf8) })
                else { throw FileError(.noData, path) }
                try tree.setAttributes(of: path, follow: follow) { attributes in
                    attributes.extendedAttributes.removeAll { $0.name == Array(name.utf8) }
                }
            case .setModified(let path, let time, let follow):
                try tree.setModified(time, of: path, follow: follow)
            }
        }
    }
#endif
