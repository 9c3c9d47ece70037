internal import LayBounds

/// What people do with files, over any file system: missing parents are made, and everything that
/// an argument can be wrong in is found before anything is changed.
extension FileSystem {
    /// Writes a file, making it and the directories above it when they are missing; one that is
    /// there keeps mode and owner unless others are given.
    ///
    /// - Throws: `FileError`; `OperationError` for an owner that `/etc/passwd` does not know.
    /// - Complexity: O(*d* log *n*) in the depth of the path, and the file's size where it is copied.
    public func put(
        _ contents: FileContents, at path: TreePath, mode: UInt16? = nil, owner: String? = nil,
        creating attributes: FileAttributes = FileAttributes(mode: 0o644)
    ) throws {
        let owner = try owner.map { try Ownership($0, self) }
        try makeParents(of: path)
        // What is written to a fifo or a device lands in no file.
        if let kind = try? status(at: path, follow: true).kind, kind != .file, kind != .directory {
            throw FileError(.invalidArgument, path, standing: kind)
        }
        try write(contents, to: path, creating: attributes)
        try setOwner(owner, mode: mode, of: path)
    }

    /// Adds bytes to the end of a file, making it and the directories above it.
    ///
    /// - Throws: `FileError`.
    public func extend(_ path: TreePath, by bytes: [UInt8]) throws(FileError) {
        try makeParents(of: path)
        try append(bytes, to: path, creating: FileAttributes(mode: 0o644))
    }

    /// Makes what is asked for where nothing is, and dates what is there.
    ///
    /// - Throws: `FileError`.
    public func touch(
        _ path: TreePath, modified: Nanoseconds, making missing: MissingFile = .fileWithParents
    ) throws(FileError) {
        if (try? entry(at: path, follow: true)) == nil {
            switch missing {
            case .nothing: return
            case .file(let attributes): try write(.empty, to: path, creating: attributes)
            case .fileWithParents:
                try makeParents(of: path)
                try write(.empty, to: path, creating: FileAttributes(mode: 0o644))
            }
        }
        try setModified(modified, of: path, follow: true)
    }

    /// Makes what is asked for where nothing is, and dates what is there, a directory too.
    ///
    /// - Throws: `FileError` of code `notFound` for a directory that is not there.
    public func touch(_ path: WrittenPath, modified: Nanoseconds) throws(FileError) {
        if path.namesDirectory {
            let kind = try status(at: path.path, follow: true).kind
            if kind != .directory {
                throw FileError(.notDirectory, path.path, standing: kind)
            }
        }
        try touch(path.path, modified: modified)
    }

    /// Cuts a file or fills it with zeros.
    ///
    /// - Throws: `OperationError` for a size below 0; `FileError`.
    public func resize(_ path: TreePath, to size: Int) throws {
        if size < 0 { throw OperationError.noSize(size) }
        try truncate(path, to: size)
    }

    /// Makes a directory and those above it that are missing; gives one that is there the mode.
    ///
    /// - Throws: `FileError` of code `exists` where something else stands, `notDirectory` where it
    ///   stands in the way.
    public func makeDirectory(
        _ path: TreePath, mode: UInt16? = nil,
        creating attributes: FileAttributes = FileAttributes(mode: 0o755)
    ) throws(FileError) {
        if let known = try? entry(at: path, follow: true) {
            if known.node.kind != .directory {
                throw FileError(.exists, path, standing: known.node.kind)
            }
        } else {
            try makeParents(of: path, creating: attributes)
            try make(directory(attributes), at: path)
        }
        if let mode {
            try setAttributes(of: path, follow: true) { $0.mode = mode }
        }
    }

    /// Makes a link, device or fifo, and the directories above it.
    ///
    /// - Throws: `FileError` of code `exists` where the name is taken.
    public func place(_ node: FileNode, at path: TreePath) throws(FileError) {
        try makeParents(of: path)
        try make(node, at: path)
    }

    /// Makes the directories above a path that are missing, 0755 and root's unless others are given.
    ///
    /// - Throws: `FileError`, for a path that Linux would not take before any is made.
    /// - Complexity: O(*d* log *n*) in the depth where nothing is missing, O(*d*²) where all is.
    public func makeParents(
        of path: TreePath, creating attributes: FileAttributes = FileAttributes(mode: 0o755)
    ) throws(FileError) {
        try path.checkNames()
        if path.isRoot { return }
        var missing: [TreePath] = []
        var current = path.parent
        while !current.isRoot, (try? status(at: current, follow: true)) == nil {
            missing.append(current)
            current = current.parent
        }
        for path in missing.reversed() {
            // A link to nowhere leads to where the directory is made.
            try make(
                directory(attributes), at: (try? resolve(path, lastMayBeMissing: true)) ?? path)
        }
    }

    private func directory(_ attributes: FileAttributes) -> FileNode {
        FileNode(.directory, attributes: attributes, modified: now)
    }
}

/// What `touch` makes where nothing is.
public enum MissingFile: Sendable {
    /// It is left missing, without an error.
    case nothing
    /// An empty file, in a directory that is there.
    case file(FileAttributes)
    /// An empty file of root's, and the directories above it.
    case fileWithParents
}

extension TreeFileSystem {
    /// Writes bytes into a file from an offset on, making the file when it is missing.
    ///
    /// - Throws: `OperationError` for an offset that no file reaches; `FileError`.
    public func put(
        _ bytes: [UInt8], at path: TreePath, from offset: Int, mode: UInt16? = nil,
        owner: String? = nil
    ) throws {
        // ext4's largest file.
        guard (0...(1 << 44)).contains(offset) else {
            throw OperationError(
                .valueError, "write: no file reaches to byte \(offset)",
                help: "'at' counts bytes from 0")
        }
        let owner = try owner.map { try Ownership($0, self) }
        if !tree.contains(path) {
            try makeParents(of: path)
            try write(.empty, to: path, creating: FileAttributes(mode: 0o644))
        }
        try tree.write(bytes, to: path, at: offset, now: now)
        try setOwner(owner, mode: mode, of: path)
    }
}
