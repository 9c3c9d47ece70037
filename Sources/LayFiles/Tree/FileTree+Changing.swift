internal import LayBounds

extension FileTree {
    /// The place for a new name: its directory with every link resolved.
    private func place(_ path: TreePath) throws(FileError) -> (
        parent: TreePath, name: [UInt8], existing: TreeEntry?
    ) {
        if path.isRoot { throw FileError(.exists, path) }
        let found = try find(path, follow: false, mayBeMissing: true)
        if found.path.isRoot { throw FileError(.exists, path) }
        if found.entry == nil { try FileError.check(found.path.name, of: path) }
        return (found.path.parent, Array(found.path.name), found.entry)
    }

    /// The entry at a path without links as one that may be written.
    mutating func ownEntry(_ path: TreePath) throws(FileError) -> EntryPointer {
        guard let entry = own(path) else { throw FileError(.notFound, path) }
        return entry
    }

    /// Changes the node at a path without links, through its inode when it is linked.
    ///
    /// A link to a lower layer is broken first: this name gets an inode of its own, the others
    /// keep theirs (overlayfs copies up one name only). One whose attributes alone change keeps its
    /// time, and so is not marked.
    private mutating func changeNode(
        _ path: TreePath, touches: Bool = true, _ body: (inout FileNode) throws(FileError) -> Void
    ) throws(FileError) {
        guard let entry = try find(path, follow: false).entry else {
            throw FileError(.notFound, path)
        }
        let old = linked(entry).node
        var node = old
        try body(&node)
        if entry.link != 0, entry.link > links.sealed, let inode = links[entry.link] {
            setInode(entry.link, LinkTable.Inode(node: node, names: inode.names))
            return
        }
        let pointer = try ownEntry(path)
        if entry.link != 0 {
            dropLink(entry)
            pointer.pointee.flags &= ~TreeEntry.isLinked
        }
        pointer.pointee.set(node)
        // A directory whose attributes are set to what they are is not told from an untouched one.
        if touches && node.kind != .directory
            || node.kind == .directory && node.modified != old.modified
        {
            pointer.pointee.flags |= TreeEntry.isTouched
        }
    }

    /// Creates the file or replaces its contents; one that is there keeps mode and owner.
    ///
    /// - Throws: `isDirectory`, `notFound` for a missing parent, and what walking throws.
    /// - Complexity: O(*d* log *n*).
    public mutating func write(
        _ contents: FileContents, to path: TreePath,
        creating attributes: FileAttributes = FileAttributes(mode: 0o644),
        now: Nanoseconds = 0
    ) throws(FileError) {
        let found = try find(path, follow: true, mayBeMissing: true)
        guard let entry = found.entry else {
            try FileError.check(found.path.name, of: path)
            // Found once: not looked for again under its resolved path.
            try add(
                FileNode(.file(contents), attributes: attributes, modified: now),
                Array(found.path.name), in: found.path.parent, now: now)
            return
        }
        if entry.isDirectory { throw FileError(.isDirectory, path) }
        guard entry.kind == FileKind.file.rawValue else { return }
        if entry.link == 0 {
            let pointer = try ownEntry(found.path)
            var attributes = pointer.pointee.attributes
            attributes.dropCapabilities()
            pointer.pointee.set(
                FileNode(.file(contents), attributes: attributes, modified: now))
            pointer.pointee.flags |= TreeEntry.isTouched
            return
        }
        try changeNode(found.path) { node in
            node.body = .file(contents)
            node.attributes.dropCapabilities()
            node.modified = now
        }
    }

    /// Changes the contents of a file that is there.
    private mutating func changeContents(
        _ path: TreePath, _ now: Nanoseconds, _ body: (inout FileContents) throws(FileError) -> Void
    ) throws(FileError) {
        let found = try find(path, follow: true)
        if found.entry?.isDirectory == true { throw FileError(.isDirectory, path) }
        try changeNode(found.path) { (node: inout FileNode) throws(FileError) -> Void in
            guard case .file(var contents) = node.body else {
                throw FileError(.invalidArgument, path)
            }
            node.body = .fifo
            do throws(FileError) {
                try body(&contents)
            } catch {
                throw error.at(path)
            }
            node.body = .file(contents)
            node.attributes.dropCapabilities()
            node.modified = now
        }
    }

    /// Adds bytes to the end of a file, which is made when missing.
    ///
    /// - Throws: as `write`.
    public mutating func append(
        _ bytes: [UInt8], to path: TreePath,
        creating attributes: FileAttributes = FileAttributes(mode: 0o644),
        now: Nanoseconds = 0
    ) throws(FileError) {
        let found = try find(path, follow: true, mayBeMissing: true)
        guard found.entry != nil else {
            try write(FileContents(bytes), to: found.path, creating: attributes, now: now)
            return
        }
        // What goes to a fifo or a device lands in no file, as in `write`.
        if found.entry?.isDirectory == false,
            bytes.isEmpty || found.entry?.kind != FileKind.file.rawValue
        {
            return
        }
        try changeContents(path, now) { (contents: inout FileContents) throws(FileError) -> Void in
            try contents.append(bytes)
        }
    }

    /// Writes bytes at an offset of a file that is there; a gap reads as zeros.
    ///
    /// - Throws: as `write`.
    /// - Complexity: O(*d* log *n*) and the 16 KiB chunks touched.
    public mutating func write(
        _ bytes: [UInt8], to path: TreePath, at offset: Int, now: Nanoseconds = 0
    ) throws(FileError) {
        try changeContents(path, now) { (contents: inout FileContents) throws(FileError) -> Void in
            try contents.write(bytes, at: offset)
        }
    }

    /// Cuts a file, or fills it with zeros.
    ///
    /// - Throws: `isDirectory`, `invalidArgument` for a negative size, and what walking throws.
    public mutating func truncate(_ path: TreePath, to size: Int, now: Nanoseconds = 0)
        throws(FileError)
    {
        if size < 0 { throw FileError(.invalidArgument, path) }
        // ext4's largest file.
        if size > 1 << 44 { throw FileError(.tooLarge, path) }
        try changeContents(path, now) { (contents: inout FileContents) throws(FileError) -> Void in
            try contents.truncate(to: size)
        }
    }

    /// Makes a new node; its directory must exist.
    ///
    /// In a directory with the setgid bit it gets the directory's group, and a directory the bit.
    ///
    /// - Throws: `exists`, `notFound`, `notDirectory`, `nameTooLong`; `invalidArgument` for what
    ///   no layer could hold.
    /// - Complexity: O(*d* log *n*).
    public mutating func make(_ node: FileNode, at path: TreePath, now: Nanoseconds = 0)
        throws(FileError)
    {
        try node.check(at: path)
        let place = try place(path)
        if place.existing != nil { throw FileError(.exists, path) }
        try add(node, place.name, in: place.parent, now: now)
    }

    /// Makes a node under a name that is free, as its directory's setgid bit wants it.
    private mutating func add(
        _ node: FileNode, _ name: [UInt8], in parent: TreePath, now: Nanoseconds
    ) throws(FileError) {
        guard let directory = own(parent), directory.pointee.isDirectory else {
            throw FileError(.notDirectory, parent)
        }
        var node = node
        if directory.pointee.mode & 0o2000 != 0 {
            node.attributes.gid = directory.pointee.gid
            if node.kind == .directory { node.attributes.mode |= 0o2000 }
        }
        put(TreeEntry(node), name, into: directory, now: now)
    }

    /// Puts an entry, whose references become the tree's, under a name that is free; `isMoved` for
    /// one that had another name.
    private mutating func insert(
        _ entry: TreeEntry, _ name: [UInt8], in parent: TreePath, isMoved: Bool = false,
        now: Nanoseconds
    ) throws(FileError) {
        guard let directory = own(parent), directory.pointee.isDirectory else {
            entry.releaseObjects()
            throw FileError(.notDirectory, parent)
        }
        put(entry, name, into: directory, isMoved: isMoved, now: now)
    }

    /// Puts an entry into a directory that may be written.
    private func put(
        _ entry: TreeEntry, _ name: [UInt8], into directory: EntryPointer, isMoved: Bool = false,
        now: Nanoseconds
    ) {
        var made = entry
        if !isMoved { made.flags |= TreeEntry.isMade }
        name.withName { Directory.set($0, to: made, in: directory)?.releaseObjects() }
        directory.pointee.modified = now
        directory.pointee.flags |= TreeEntry.isTouched
    }

    /// Makes a directory and those above it that are missing.
    ///
    /// - Throws: `notDirectory` when something else is in the way, and what walking throws.
    public mutating func makeDirectories(
        _ path: TreePath, attributes: FileAttributes = FileAttributes(mode: 0o755),
        now: Nanoseconds = 0
    ) throws(FileError) {
        if (try? find(path, follow: true))?.entry?.isDirectory == true { return }
        var current = TreePath.root
        for name in path.components {
            current = current.appending(name: name)
            let found: (path: TreePath, entry: TreeEntry?) = try find(
                current, follow: true, mayBeMissing: true)
            if let entry = found.entry {
                if !entry.isDirectory { throw FileError(.notDirectory, current) }
                continue
            }
            try make(
                FileNode(.directory, attributes: attributes, modified: now), at: found.path,
                now: now)
        }
    }

    // MARK: Removing and moving

    private mutating func take(_ path: TreePath, now: Nanoseconds) throws(FileError) -> TreeEntry {
        let name = Array(path.name)
        let directory = try ownEntry(path.parent)
        guard let taken = name.withName({ Directory.remove($0, from: directory) }) else {
            throw FileError(.notFound, path)
        }
        directory.pointee.modified = now
        directory.pointee.flags |= TreeEntry.isTouched
        return taken
    }

    /// Removes a name that is no directory.
    ///
    /// - Throws: `isDirectory`, `notFound`.
    public mutating func unlink(_ path: TreePath, now: Nanoseconds = 0) throws(FileError) {
        let found = try find(path, follow: false)
        if found.entry?.isDirectory == true { throw FileError(.isDirectory, path) }
        discard(try take(found.path, now: now))
    }

    /// Removes an empty directory.
    ///
    /// - Throws: `notDirectory`, `notEmpty`, `inUse` for the root.
    public mutating func removeDirectory(_ path: TreePath, now: Nanoseconds = 0) throws(FileError) {
        let found = try find(path, follow: false)
        guard let entry = found.entry, entry.isDirectory else {
            throw FileError(.notDirectory, path)
        }
        if found.path.isRoot { throw FileError(.inUse, path) }
        if entry.node != nil { throw FileError(.notEmpty, path) }
        discard(try take(found.path, now: now))
    }

    /// Removes a name with all below it.
    ///
    /// - Throws: `notFound`, `inUse` for the root.
    /// - Complexity: O(*d* log *n*) when nothing in the tree is hard-linked.
    public mutating func removeAll(_ path: TreePath, now: Nanoseconds = 0) throws(FileError) {
        let found = try find(path, follow: false)
        if found.path.isRoot { throw FileError(.inUse, path) }
        discard(try take(found.path, now: now))
    }

    /// Moves, replacing what `rename(2)` may replace.
    ///
    /// - Throws: `notFound`, `isDirectory`, `notDirectory`, `notEmpty`, `invalidArgument` for a
    ///   move below itself.
    /// - Complexity: O(*d* log *n*), and the size of a directory when lower layers have hard links.
    public mutating func rename(_ source: TreePath, to target: TreePath, now: Nanoseconds = 0)
        throws(FileError)
    {
        // Linux walks to both directories before it looks at what they hold.
        for path in [source, target] {
            if try find(path.parent, follow: true).entry?.isDirectory != true {
                throw FileError(.notDirectory, path)
            }
        }
        if source.isRoot || target.isRoot { throw FileError(.inUse, source) }
        let from = try find(source, follow: false)
        guard let moved = from.entry else { throw FileError(.notFound, source) }
        let to = try place(target)
        let destination = to.parent.appending(name: to.name)
        if destination == from.path { return }
        if moved.isDirectory, destination.isBelowOrEqual(from.path) {
            throw FileError(.invalidArgument, target)
        }
        if let existing = to.existing {
            if from.path.isBelowOrEqual(destination) { throw FileError(.notEmpty, target) }
            // Names of one inode stay as they are; a lower layer's are two inodes to overlayfs.
            if existing.link > links.sealed, existing.link == moved.link { return }
            if existing.isDirectory {
                if !moved.isDirectory { throw FileError(.isDirectory, target) }
                if existing.node != nil { throw FileError(.notEmpty, target) }
            } else if moved.isDirectory {
                throw FileError(.notDirectory, target)
            }
            discard(try take(destination, now: now))
        }
        try breakLowerLinks(moved, at: from.path)
        try insert(
            try take(from.path, now: now), to.name, in: to.parent, isMoved: true, now: now)
    }

    /// Gives the inode at `source` another name; a symlink in the last place is not followed.
    ///
    /// - Throws: `permissionDenied` for a directory, `exists`.
    public mutating func link(_ source: TreePath, to path: TreePath, now: Nanoseconds = 0)
        throws(FileError)
    {
        let from = try find(source, follow: false)
        guard let entry = from.entry else { throw FileError(.notFound, source) }
        let to = try place(path)
        if to.existing != nil { throw FileError(.exists, path) }
        if entry.isDirectory {
            throw FileError.linkedDirectory(source)
        }
        let id: Int
        if entry.link != 0, entry.link > links.sealed, var inode = links[entry.link] {
            id = entry.link
            inode.names += 1
            setInode(id, inode)
        } else {
            let node = linked(entry).node
            dropLink(entry)
            id = LinkTable.newNumber()
            setInode(id, LinkTable.Inode(node: node, names: 2))
            let source = try ownEntry(from.path)
            source.pointee.becomeLink(id)
        }
        try insert(
            TreeEntry(link: id, kind: entry.kind), to.name, in: to.parent, now: now)
    }

    // MARK: Attributes

    /// Changes mode, owner or extended attributes. A new owner clears setuid, setgid (unless it
    /// has no x for the group, when it means locking) and capabilities, except on a directory.
    ///
    /// - Throws: `permissionDenied` for a new `user.` attribute of what is neither file nor
    ///   directory, as Linux refuses it, and what walking throws.
    public mutating func setAttributes(
        of path: TreePath, follow: Bool = true, _ body: (inout FileAttributes) -> Void
    ) throws(FileError) {
        let found = try find(path, follow: follow)
        try changeNode(found.path, touches: false) {
            (node: inout FileNode) throws(FileError) -> Void in
            let old = node.attributes
            body(&node.attributes)
            if node.kind != .file, node.kind != .directory,
                node.attributes.extendedAttributes.contains(where: {
                    $0.name.starts(with: "user.".utf8) && !old.extendedAttributes.contains($0)
                })
            {
                throw FileError.noUserAttributes(path)
            }
            try node.attributes.checkNames(at: path)
            node.attributes.mode &= 0o7777
            node.attributes.sortExtended()
            if node.attributes.extendedAttributes.count > old.extendedAttributes.count,
                node.attributes.namesSize > FileAttributes.mostNames
            {
                throw FileError.manyAttributes(path)
            }
            let isOwned = old.uid != node.attributes.uid || old.gid != node.attributes.gid
            guard isOwned, node.kind != .directory else { return }
            if node.attributes.mode == old.mode {
                node.attributes.mode &= old.mode & 0o010 != 0 ? ~0o6000 : ~0o4000
            }
            if node.attributes.extendedAttributes == old.extendedAttributes {
                node.attributes.dropCapabilities()
            }
        }
    }

    /// Sets the modification time.
    ///
    /// - Throws: what walking throws.
    public mutating func setModified(_ time: Nanoseconds, of path: TreePath, follow: Bool = true)
        throws(FileError)
    {
        let found = try find(path, follow: follow)
        try changeNode(found.path) { $0.modified = time }
    }

    // MARK: Whole subtrees

    /// Puts a node in the place of whatever is there; missing directories are made, and a parent
    /// that is none is replaced.
    ///
    /// - Throws: `nameTooLong`, `loop`; `invalidArgument` for what no layer could hold.
    public mutating func put(_ node: FileNode, at path: TreePath, now: Nanoseconds = 0)
        throws(FileError)
    {
        try node.check(at: path)
        if path.isRoot {
            guard node.kind == .directory else { throw FileError(.isDirectory, path) }
            ownRoot().pointee.set(node)
            return
        }
        try makeDirectories(path.parent, now: now)
        let place = try place(path)
        let target = place.parent.appending(name: place.name)
        if let existing = place.existing {
            if existing.isDirectory, node.kind == .directory {
                try changeNode(target) { kept in
                    kept.attributes = node.attributes
                    kept.modified = node.modified
                }
                return
            }
            discard(try take(target, now: now))
        }
        try insert(TreeEntry(node), place.name, in: place.parent, now: now)
    }

    /// The directory at a path as a tree of its own.
    ///
    /// - Throws: `notFound`, `notDirectory`.
    /// - Complexity: O(*d* log *n*), and the size of the subtree when the tree has hard links.
    public func subtree(_ path: TreePath) throws(FileError) -> FileTree {
        guard let entry = try find(path, follow: true).entry else {
            throw FileError(.notFound, path)
        }
        guard entry.isDirectory else { throw FileError(.notDirectory, path) }
        entry.retainObjects()
        var root = entry
        root.nameLength = 0
        var result = FileTree(root: root, links: links)
        if !links.isEmpty { result.recountLinks() }
        return result
    }

    /// Keeps of the link table what has names in this tree.
    private mutating func recountLinks() {
        var counts: [Int: Int] = [:]
        var walk = EntryWalk(below: root)
        while let (_, entry) = walk.next() {
            if entry.pointee.link != 0 { counts[entry.pointee.link, default: 0] += 1 }
        }
        let table = LinkTable()
        table.sealed = links.sealed
        for (id, count) in counts {
            guard var inode = links[id] else { continue }
            inode.names = count
            table.set(id, inode)
        }
        setLinks(table)
    }

    /// The tree as lower layers: hard links that exist now are broken by a write through one name,
    /// as overlayfs does when it copies a file up.
    ///
    /// - Complexity: O(1).
    public func sealed() -> FileTree {
        if links.sealed >= links.last { return self }
        let table = LinkTable(copying: links)
        table.sealed = table.last
        var result = self
        result.setLinks(table)
        return result
    }

    /// The tree as files of its own: a write through one of a file's names is seen through all.
    ///
    /// - Complexity: O(1).
    public func unsealed() -> FileTree {
        if links.sealed == 0 { return self }
        let table = LinkTable(copying: links)
        table.sealed = 0
        var result = self
        result.setLinks(table)
        return result
    }
}

extension Array<UInt8> {
    /// Calls `body` with the bytes as a directory's name.
    func withName<Result>(_ body: (Directory.Name) throws(FileError) -> Result) throws(FileError)
        -> Result
    {
        let outcome: Swift.Result<Result, FileError> = withUnsafeBufferPointer { name in
            do throws(FileError) {
                return .success(try body(name))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// Calls `body`, which throws nothing, with the bytes as a directory's name.
    func withName<Result>(_ body: (Directory.Name) -> Result) -> Result {
        withUnsafeBufferPointer { body($0) }
    }
}
