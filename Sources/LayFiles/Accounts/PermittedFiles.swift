/// The files that a user who is not root may see and change, as Linux checks them.
public final class PermittedFiles: FileSystem {
    private let files: any FileSystem
    private let account: Credentials

    /// The files as `account` sees them.
    public init(_ files: any FileSystem, _ account: Credentials) {
        self.files = files
        self.account = account
    }

    /// The time that new files get.
    public var now: Nanoseconds { files.now }

    // MARK: Checks

    private func may(_ access: Credentials.Access, _ attributes: FileAttributes) -> Bool {
        account.may(access, attributes)
    }

    /// Refuses a way through a directory that the user may not search.
    private func checkWay(to path: TreePath) throws(FileError) {
        guard !path.isRoot else { return }
        let parent = try files.resolve(path.parent, lastMayBeMissing: false)
        var directory = parent
        while true {
            let node = try files.entry(at: directory, follow: true).node
            if node.kind == .directory, !may(.execute, node.attributes) {
                throw FileError(.permissionDenied, path)
            }
            if directory.isRoot { return }
            directory = directory.parent
        }
    }

    /// Refuses to change the names in the directory of a path; in a sticky one, those of others.
    private func checkNames(_ path: TreePath, removing: Bool) throws(FileError) {
        try checkWay(to: path)
        let directory = try files.entry(at: path.parent, follow: true).node.attributes
        guard may(.write, directory) else { throw FileError(.permissionDenied, path) }
        guard removing, directory.mode & 0o1000 != 0, directory.uid != account.uid else { return }
        if try files.entry(at: path, follow: false).node.attributes.uid != account.uid {
            throw FileError(.permissionDenied, path)
        }
    }

    /// Refuses to write a file: one that is there by its mode, another by its directory's.
    private func checkWriting(_ path: TreePath) throws(FileError) {
        let place = try files.resolve(path, lastMayBeMissing: true)
        guard let entry = try? files.entry(at: place, follow: false) else {
            return try checkNames(place, removing: false)
        }
        try checkWay(to: place)
        guard may(.write, entry.node.attributes) else {
            throw FileError(.permissionDenied, path)
        }
    }

    /// Refuses contents that the user could see, but not read, before another file shares them.
    private func checkReadable(_ contents: FileContents) throws(FileError) {
        if let sealed = contents.wholeStretch?.source as? SealedBytes {
            throw FileError(.permissionDenied, sealed.path)
        }
    }

    // MARK: Reading

    /// The entry at a path; contents that may not be read fail when they are.
    public func entry(at path: TreePath, follow: Bool) throws(FileError) -> FileEntry {
        try checkWay(to: path)
        var entry = try files.entry(at: path, follow: follow)
        if case .file(let contents) = entry.node.body, !may(.read, entry.node.attributes) {
            let sealed = SealedBytes(entry.path, count: contents.count)
            entry.node.body = .file(FileContents(sealed, offset: 0, count: contents.count))
        }
        return entry
    }

    /// The names in a directory.
    public func list(_ path: TreePath) throws(FileError) -> [DirectoryItem] {
        guard may(.read, try entry(at: path, follow: true).node.attributes) else {
            throw FileError(.permissionDenied, path)
        }
        return try files.list(path)
    }

    /// The path with every link resolved.
    public func resolve(_ path: TreePath, lastMayBeMissing: Bool) throws(FileError) -> TreePath {
        let place = try files.resolve(path, lastMayBeMissing: lastMayBeMissing)
        try checkWay(to: place)
        return place
    }

    // MARK: Changing

    /// Creates the file or replaces its contents.
    public func write(
        _ contents: FileContents, to path: TreePath, creating attributes: FileAttributes
    ) throws(FileError) {
        try checkReadable(contents)
        try checkWriting(path)
        try files.write(contents, to: path, creating: attributes)
    }

    /// Adds bytes to the end of a file.
    public func append(_ bytes: [UInt8], to path: TreePath, creating attributes: FileAttributes)
        throws(FileError)
    {
        try checkWriting(path)
        try files.append(bytes, to: path, creating: attributes)
    }

    /// Opens a file; the mode is asked once, here.
    public func open(_ path: TreePath, _ flags: OpenFlags, creating attributes: FileAttributes)
        throws(FileError) -> OpenFile
    {
        // Asked once: what is open stays so, whatever the mode becomes.
        if flags.contains(.write), flags.contains(.create) { try checkWriting(path) }
        if let found = try? files.entry(at: path, follow: true) {
            try checkWay(to: found.path)
            let attributes = found.node.attributes
            let refused =
                flags.contains(.read) && !may(.read, attributes)
                || flags.contains(.write) && !may(.write, attributes)
            if refused { throw FileError(.permissionDenied, path) }
        } else {
            try checkWay(to: path)
        }
        return try files.open(path, flags, creating: attributes)
    }

    /// Makes a new node.
    public func make(_ node: FileNode, at path: TreePath) throws(FileError) {
        if case .file(let contents) = node.body { try checkReadable(contents) }
        // What is there already is the better reason.
        if (try? files.entry(at: path, follow: false)) == nil {
            try checkNames(path, removing: false)
        }
        try files.make(node, at: path)
    }

    /// Gives an inode another name.
    public func link(_ source: TreePath, to path: TreePath) throws(FileError) {
        try checkWay(to: source)
        try checkNames(path, removing: false)
        try files.link(source, to: path)
    }

    /// Removes a name that is no directory.
    public func unlink(_ path: TreePath) throws(FileError) {
        try checkNames(path, removing: true)
        try files.unlink(path)
    }

    /// Removes an empty directory.
    public func removeDirectory(_ path: TreePath) throws(FileError) {
        try checkNames(path, removing: true)
        try files.removeDirectory(path)
    }

    /// Moves a name.
    public func rename(_ source: TreePath, to target: TreePath) throws(FileError) {
        try checkNames(source, removing: true)
        let isThere = (try? files.entry(at: target, follow: false)) != nil
        try checkNames(target, removing: isThere)
        try files.rename(source, to: target)
    }

    /// Changes mode, owner or extended attributes, which the owner may.
    public func setAttributes(
        of path: TreePath, follow: Bool, _ change: (inout FileAttributes) -> Void
    ) throws(FileError) {
        let old = try entry(at: path, follow: follow).node.attributes
        var new = old
        change(&new)
        let mayGive =
            new.uid == old.uid
            && (new.gid == old.gid || new.gid == account.gid || account.groups.contains(new.gid))
        guard old.uid == account.uid, mayGive else {
            throw FileError.notOwner(path)
        }
        try files.setAttributes(of: path, follow: follow, change)
    }

    /// Sets the modification time.
    public func setModified(_ time: Nanoseconds, of path: TreePath, follow: Bool) throws(FileError)
    {
        let attributes = try entry(at: path, follow: follow).node.attributes
        guard attributes.uid == account.uid || may(.write, attributes) else {
            throw FileError(.permissionDenied, path)
        }
        try files.setModified(time, of: path, follow: follow)
    }

    /// Cuts a file or fills it with zeros.
    public func truncate(_ path: TreePath, to size: Int) throws(FileError) {
        try checkWriting(path)
        try files.truncate(path, to: size)
    }
}
