extension FileSystem {
    /// Removes a name: a file or an empty directory, and with `recursively` all below it.
    ///
    /// - Throws: `FileError` of code `notEmpty` for a directory that has something in it.
    /// - Complexity: O(*d* log *n*), and with `recursively` in the entries below where the file
    ///   system takes them one by one.
    public func remove(_ path: TreePath, recursively: Bool = false) throws(FileError) {
        if recursively {
            try removeAll(path)
        } else if try entry(at: path, follow: false).node.kind == .directory {
            try removeDirectory(path)
        } else {
            try unlink(path)
        }
    }

    /// Removes a name with all below it, one by one.
    ///
    /// - Throws: `FileError`.
    public func removeAll(_ path: TreePath) throws(FileError) { try removeOneByOne(path) }

    func removeOneByOne(_ path: TreePath) throws(FileError) {
        var removal = try Removal(of: path, in: self)
        while try removal.step() {}
    }

    /// Moves a name, making the directories above its new place.
    ///
    /// - Throws: `FileError`, of the source before anything is made; `OperationError` for a move
    ///   below itself.
    public func move(_ source: TreePath, to target: TreePath) throws {
        _ = try entry(at: source, follow: false)
        if source != target, target.isBelowOrEqual(source) {
            throw OperationError.belowItself(source, target)
        }
        try makeParents(of: target)
        do {
            try rename(source, to: target)
        } catch {
            guard error.code == .invalidArgument else { throw error }
            throw OperationError.belowItself(source, target)
        }
    }

    /// Moves a name, as somebody wrote the new one.
    ///
    /// - Throws: as for a path; `FileError` of code `notDirectory` when what is moved is none and
    ///   the new name is a directory's.
    public func move(_ source: TreePath, to target: WrittenPath) throws {
        if target.namesDirectory {
            let kind = try status(at: source, follow: false).kind
            if kind != .directory { throw FileError(.notDirectory, target.path) }
        }
        try move(source, to: target.path)
    }

    /// Gives an inode another name, making the directories above it.
    ///
    /// - Throws: `FileError`, of the source before anything is made.
    public func addLink(_ source: TreePath, to path: TreePath) throws(FileError) {
        if try status(at: source, follow: false).kind == .directory,
            (try? status(at: path, follow: false)) == nil
        {
            throw FileError.linkedDirectory(source)
        }
        try makeParents(of: path)
        try link(source, to: path)
    }
}
