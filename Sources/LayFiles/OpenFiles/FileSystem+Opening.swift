extension FileSystem {
    /// Opens a file by its path alone, for file systems that keep no account of open files.
    public func open(
        _ path: TreePath, _ flags: OpenFlags, creating attributes: FileAttributes
    ) throws(FileError) -> OpenFile {
        let entry = try entry(opening: path, flags, creating: attributes)
        return OpenFile(
            entry.node.openBody(at: entry.path) ?? PathFile(self, entry.path), flags)
    }

    /// What `open` opens: found, made or emptied as the flags say.
    ///
    /// - Throws: what `open(2)` refuses.
    package func entry(
        opening path: TreePath, _ flags: OpenFlags, creating attributes: FileAttributes
    ) throws(FileError) -> FileEntry {
        if flags.contains([.create, .exclusive]) {
            // Not followed: a link that leads nowhere is there as well.
            try make(FileNode(.file(.empty), attributes: attributes, modified: now), at: path)
        }
        guard flags.contains(.write) else {
            return try entry(at: path, follow: true)
        }
        if !flags.contains(.create) { _ = try entry(at: path, follow: true) }
        if flags.contains(.truncate) {
            try write(.empty, to: path, creating: attributes)
        } else {
            // Nothing is added, but whether something might be is found out now.
            try append([], to: path, creating: attributes)
        }
        return try entry(at: path, follow: true)
    }
}

extension FileNode {
    /// What stands behind an open node that is no regular file.
    package func openBody(at path: TreePath) -> (any OpenFileBody)? {
        switch kind {
        case .file: nil
        case .directory: OpenDirectory(path)
        case .fifo: OpenDevice(isNamedPipe: true)
        default: OpenDevice()
        }
    }
}
