public import LayFiles

extension ContainerFileSystem {
    /// Creates the file or replaces its contents.
    public func write(
        _ contents: FileContents, to path: TreePath, creating attributes: FileAttributes
    ) throws(FileError) {
        if let body = try special(path) {
            return try OpenFile(body, .write).write(contents)
        }
        let time = now
        try change(
            path, follow: true, mayBeMissing: true,
            PartChange(
                tree: { (tree, path) throws(FileError) in
                    try tree.write(contents, to: path, creating: attributes, now: time)
                },
                host: { (host, path) throws(FileError) in
                    try host.write(contents, to: path, creating: attributes)
                }))
    }

    /// Adds bytes to the end of a file.
    public func append(_ bytes: [UInt8], to path: TreePath, creating attributes: FileAttributes)
        throws(FileError)
    {
        if let body = try special(path) { return try OpenFile(body, .write).write(bytes) }
        let time = now
        try change(
            path, follow: true, mayBeMissing: true,
            PartChange(
                tree: { (tree, path) throws(FileError) in
                    try tree.append(bytes, to: path, creating: attributes, now: time)
                },
                host: { (host, path) throws(FileError) in
                    try host.append(bytes, to: path, creating: attributes)
                }))
    }

    /// Cuts a file or fills it with zeros.
    public func truncate(_ path: TreePath, to size: Int) throws(FileError) {
        if try special(path) != nil { return }
        let time = now
        try change(
            path, follow: true,
            PartChange(
                tree: { (tree, path) throws(FileError) in
                    try tree.truncate(path, to: size, now: time)
                },
                host: { (host, path) throws(FileError) in try host.truncate(path, to: size) }))
    }

    /// Makes a new node.
    public func make(_ node: FileNode, at path: TreePath) throws(FileError) {
        let time = now
        let making = PartChange(
            tree: { (tree, path) throws(FileError) in try tree.make(node, at: path, now: time) },
            host: { (host, path) throws(FileError) in try host.make(node, at: path) })
        let isDone = try changeDirectly([path], follow: false) { (tree) throws(FileError) in
            try making.tree(&tree, path)
        }
        if isDone { return }
        let (place, existing) = try find(path, follow: false, mayBeMissing: true)
        if existing != nil { throw FileError(.exists, path) }
        try change(place, making)
    }

    /// Gives an inode another name.
    public func link(_ source: TreePath, to path: TreePath) throws(FileError) {
        let time = now
        func linking(_ source: TreePath) -> PartChange {
            PartChange(
                tree: { (tree, path) throws(FileError) in
                    try tree.link(source, to: path, now: time)
                },
                host: { (host, path) throws(FileError) in try host.link(source, to: path) })
        }
        let isDone = try changeDirectly([source, path], follow: false) {
            (tree) throws(FileError) in
            try linking(source).tree(&tree, path)
        }
        if isDone { return }
        let from = try find(source, follow: false).place
        let (to, existing) = try find(path, follow: false, mayBeMissing: true)
        if existing != nil { throw FileError(.exists, path) }
        try checkTogether(from, to, source)
        try change(to, linking(from.inside))
    }

    /// Removes a name that is no directory.
    public func unlink(_ path: TreePath) throws(FileError) {
        let time = now
        let unlinking = PartChange(
            tree: { (tree, path) throws(FileError) in try tree.unlink(path, now: time) },
            host: { (host, path) throws(FileError) in try host.unlink(path) })
        try removing(path) { () throws(FileError) in try remove(path, unlinking) }
    }

    /// Removes an empty directory.
    public func removeDirectory(_ path: TreePath) throws(FileError) {
        let time = now
        try remove(
            path,
            PartChange(
                tree: { (tree, path) throws(FileError) in
                    try tree.removeDirectory(path, now: time)
                },
                host: { (host, path) throws(FileError) in try host.removeDirectory(path) }))
    }

    private func remove(_ path: TreePath, _ removing: PartChange) throws(FileError) {
        let isDone = try changeDirectly([path], follow: false) { (tree) throws(FileError) in
            try removing.tree(&tree, path)
        }
        if isDone { return }
        let place = try find(path, follow: false).place
        try checkNoMountPoint(place.path, path)
        try change(place, removing)
    }

    /// Moves, replacing what POSIX lets `rename(2)` replace.
    public func rename(_ source: TreePath, to target: TreePath) throws(FileError) {
        try renaming(source, to: target) { () throws(FileError) in try move(source, to: target) }
    }

    private func move(_ source: TreePath, to target: TreePath) throws(FileError) {
        let time = now
        func renaming(_ source: TreePath) -> PartChange {
            PartChange(
                tree: { (tree, path) throws(FileError) in
                    try tree.rename(source, to: path, now: time)
                },
                host: { (host, path) throws(FileError) in try host.rename(source, to: path) })
        }
        let isDone = try changeDirectly([source, target], follow: false) {
            (tree) throws(FileError) in
            try renaming(source).tree(&tree, target)
        }
        if isDone { return }
        let from = try find(source, follow: false).place
        let to = try find(target, follow: false, mayBeMissing: true).place
        try checkTogether(try directory(of: from), to, source)
        try checkNoMountPoint(from.path, source)
        try checkNoMountPoint(to.path, target)
        try change(to, renaming(from.inside))
    }

    /// Changes mode, owner or extended attributes.
    public func setAttributes(
        of path: TreePath, follow: Bool, _ body: (inout FileAttributes) -> Void
    ) throws(FileError) {
        try withoutActuallyEscaping(body) { (body) throws(FileError) in
            try change(
                path, follow: follow,
                PartChange(
                    tree: { (tree, path) throws(FileError) in
                        try tree.setAttributes(of: path, follow: follow, body)
                    },
                    host: { (host, path) throws(FileError) in
                        try host.setAttributes(of: path, follow: false, body)
                    }))
        }
    }

    /// Sets the modification time.
    public func setModified(_ time: Nanoseconds, of path: TreePath, follow: Bool) throws(FileError)
    {
        try change(
            path, follow: follow,
            PartChange(
                tree: { (tree, path) throws(FileError) in
                    try tree.setModified(time, of: path, follow: follow)
                },
                host: { (host, path) throws(FileError) in
                    try host.setModified(time, of: path, follow: false)
                }))
    }

    /// What stands behind a path that leads to a device or a descriptor.
    private func special(_ path: TreePath) throws(FileError) -> (any OpenFileBody)? {
        let files = try files()
        if files.isPlain(path, follow: true) { return nil }
        guard let (place, entry) = try? files.find(path, follow: true, mayBeMissing: true) else {
            return nil
        }
        return try special(place, entry)
    }
}

extension OpenFile {
    /// Writes contents of any size.
    fileprivate func write(_ contents: FileContents) throws(FileError) {
        let piece = 1 << 20
        for start in stride(from: 0, to: contents.count, by: piece) {
            try FileError.look()
            try write(try contents.bytes(in: start..<min(contents.count, start + piece)))
        }
    }
}
