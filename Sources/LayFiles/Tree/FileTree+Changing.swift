extension FileTree {
    typealias EntryPointer = UnsafeMutablePointer<TreeEntry>

    /// Lets `body` change the entry at a path without links, copying shared nodes on the way.
    mutating func change<Result>(
        _ path: TreePath, _ body: (EntryPointer) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        let names = path.components
        return try withRoot { (root: EntryPointer) throws(FileError) -> Result in
            try Self.descend(root, names[...], path, body)
        }
    }

    private static func descend<Result>(
        _ entry: EntryPointer, _ names: ArraySlice<ArraySlice<UInt8>>, _ path: TreePath,
        _ body: (EntryPointer) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        guard let name = names.first else { return try body(entry) }
        guard entry.pointee.isDirectory else { throw FileError(.notDirectory, path) }
        let bytes = Array(name)
        let result = try bytes.withName { (name: Directory.Name) throws(FileError) -> Result? in
            try Directory.change(name, in: entry) {
                (child: EntryPointer) throws(FileError) -> Result in
                try descend(child, names.dropFirst(), path, body)
            }
        }
        guard let result else { throw FileError(.notFound, path) }
        return result
    }

    /// The place for a new name: its directory with every link resolved.
    private func place(_ path: TreePath) throws(FileError) -> (
        parent: TreePath, name: [UInt8], existing: TreeEntry?
    ) {
        if path.isRoot { throw FileError(.exists, path) }
        let found = try find(path, follow: false, mayBeMissing: true)
        if found.path.isRoot { throw FileError(.exists, path) }
        return (found.path.parent, Array(found.path.name), found.entry)
    }

    // MARK: Links

    private mutating func setInode(_ id: UInt32, _ inode: LinkTable.Inode?) {
        var inodes = links.inodes
        inodes[id] = inode
        links = LinkTable(inodes: inodes, last: max(links.last, id), sealed: links.sealed)
    }

    /// Takes one name off a linked inode that an entry was the name of.
    mutating func dropLink(_ entry: TreeEntry) {
        guard entry.link != 0, var inode = links.inodes[entry.link] else { return }
        inode.names -= 1
        setInode(entry.link, inode.names > 0 ? inode : nil)
    }

    /// Gives up a removed entry: its references, and the link counts below it.
    mutating func discard(_ entry: TreeEntry) {
        defer { entry.releaseObjects() }
        dropLink(entry)
        if !links.inodes.isEmpty, entry.isDirectory { dropLinks(below: entry) }
    }

    private mutating func dropLinks(below directory: TreeEntry) {
        for leaf in Directory.leaves(of: directory) {
            for index in 0..<leaf.count {
                let entry = leaf.entries[index]
                if entry.link != 0 { dropLink(entry) }
                if entry.isDirectory { dropLinks(below: entry) }
            }
        }
    }

    /// Changes the node at a path without links, through its inode when it is linked.
    ///
    /// A link to a lower layer is broken first: this name gets an inode of its own, the others
    /// keep theirs (overlayfs copies up one name only).
    private mutating func changeNode(
        _ path: TreePath, _ body: (inout FileNode) throws(FileError) -> Void
    ) throws(FileError) {
        guard let entry = try find(path, follow: false).entry else {
            throw FileError(.notFound, path)
        }
        var node = linked(entry).node
        try body(&node)
        if entry.link != 0, entry.link > links.sealed, var inode = links.inodes[entry.link] {
            inode.node = node
            setInode(entry.link, inode)
            return
        }
        dropLink(entry)
        try replaceNode(path, node)
    }

    /// Gives a path without links an inode of its own.
    private mutating func replaceNode(_ path: TreePath, _ node: FileNode) throws(FileError) {
        try change(path) { pointer in
            pointer.pointee.link = 0
            pointer.pointee.kind = node.kind.rawValue
            pointer.pointee.set(node.attributes)
            pointer.pointee.set(body: node.body)
            pointer.pointee.modified = node.modified
        }
    }

    /// Parts what is about to be moved from the names that lower layers link it with: overlayfs
    /// copies a file up before it moves, and `mv` copies a directory with the links inside it.
    private mutating func breakLowerLinks(_ moved: TreeEntry, at path: TreePath) throws(FileError) {
        if links.inodes.isEmpty || links.sealed == 0 { return }
        var names: [UInt32: [TreePath]] = [:]
        if moved.isDirectory {
            var walk = walk(from: path)
            while let (path, entry) = walk.nextEntry() {
                guard entry.link != 0, entry.link <= links.sealed else { continue }
                names[entry.link, default: []].append(path)
            }
        } else if moved.link != 0, moved.link <= links.sealed {
            names[moved.link] = [path]
        }
        for (id, paths) in names.sorted(by: { $0.key < $1.key }) {
            guard var inode = links.inodes[id] else { continue }
            inode.names -= paths.count
            setInode(id, inode.names > 0 ? inode : nil)
            if paths.count == 1 {
                try replaceNode(paths[0], inode.node)
                continue
            }
            inode.names = paths.count
            let fresh = links.last + 1
            setInode(fresh, inode)
            for path in paths { try change(path) { $0.pointee.link = fresh } }
        }
    }

    // MARK: Files

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
            try make(
                FileNode(.file(contents), attributes: attributes, modified: now), at: found.path,
                now: now)
            return
        }
        if entry.isDirectory { throw FileError(.isDirectory, path) }
        guard entry.kind == FileKind.file.rawValue else { return }
        if entry.link == 0 {
            try change(found.path) { pointer in
                pointer.pointee.set(body: .file(contents))
                pointer.pointee.modified = now
                if pointer.pointee.extended == nil { return }
                var attributes = pointer.pointee.attributes
                attributes.dropCapabilities()
                pointer.pointee.set(attributes)
            }
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
                throw FileError(error.code, path, detail: error.detail)
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
        if size > 1 << 44 { throw FileError(.limit, path) }
        try changeContents(path, now) { (contents: inout FileContents) throws(FileError) -> Void in
            try contents.truncate(to: size)
        }
    }

    /// Makes a new node; its directory must exist.
    ///
    /// In a directory with the setgid bit it gets the directory's group, and a directory the bit.
    ///
    /// - Throws: `exists`, `notFound`, `notDirectory`, `nameTooLong`.
    /// - Complexity: O(*d* log *n*).
    public mutating func make(_ node: FileNode, at path: TreePath, now: Nanoseconds = 0)
        throws(FileError)
    {
        let place = try place(path)
        if place.existing != nil { throw FileError(.exists, path) }
        var node = node
        if let parent = try find(place.parent, follow: false).entry, parent.mode & 0o2000 != 0 {
            node.attributes.gid = parent.gid
            if node.kind == .directory { node.attributes.mode |= 0o2000 }
        }
        try insert(TreeEntry(node), place.name, in: place.parent, now: now)
    }

    /// Puts an entry, whose references become the tree's, under a name that is free.
    private mutating func insert(
        _ entry: TreeEntry, _ name: [UInt8], in parent: TreePath, now: Nanoseconds
    ) throws(FileError) {
        do {
            try change(parent) { (directory: EntryPointer) throws(FileError) -> Void in
                guard directory.pointee.isDirectory else { throw FileError(.notDirectory, parent) }
                name.withName { Directory.set($0, to: entry, in: directory)?.releaseObjects() }
                directory.pointee.modified = now
            }
        } catch {
            entry.releaseObjects()
            throw error
        }
    }

    /// Makes a directory and those above it that are missing.
    ///
    /// - Throws: `notDirectory` when something else is in the way, and what walking throws.
    public mutating func makeDirectories(
        _ path: TreePath, attributes: FileAttributes = FileAttributes(mode: 0o755),
        now: Nanoseconds = 0
    ) throws(FileError) {
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
        let taken = try change(path.parent) {
            (directory: EntryPointer) throws(FileError) -> TreeEntry? in
            directory.pointee.modified = now
            return name.withName { Directory.remove($0, from: directory) }
        }
        guard let taken else { throw FileError(.notFound, path) }
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
        if entry.object != nil { throw FileError(.notEmpty, path) }
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
                if existing.object != nil { throw FileError(.notEmpty, target) }
            } else if moved.isDirectory {
                throw FileError(.notDirectory, target)
            }
            discard(try take(destination, now: now))
        }
        try breakLowerLinks(moved, at: from.path)
        try insert(try take(from.path, now: now), to.name, in: to.parent, now: now)
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
            throw FileError(.permissionDenied, source, detail: "directories have no hard links")
        }
        let id: UInt32
        if entry.link != 0, entry.link > links.sealed, var inode = links.inodes[entry.link] {
            id = entry.link
            inode.names += 1
            setInode(id, inode)
        } else {
            let node = linked(entry).node
            dropLink(entry)
            id = links.last + 1
            setInode(id, LinkTable.Inode(node: node, names: 2))
            try change(from.path) { Self.makeLink($0, id) }
        }
        var other = TreeEntry()
        other.kind = entry.kind
        other.link = id
        try insert(other, to.name, in: to.parent, now: now)
    }

    /// Turns an entry into a name of a linked inode.
    static func makeLink(_ pointer: EntryPointer, _ id: UInt32) {
        pointer.pointee.set(FileAttributes(mode: 0))
        pointer.pointee.object?.release()
        pointer.pointee.object = nil
        pointer.pointee.flags &= ~TreeEntry.isSlice
        pointer.pointee.size = 0
        pointer.pointee.offset = 0
        pointer.pointee.modified = 0
        pointer.pointee.link = id
    }

    // MARK: Attributes

    /// Changes mode, owner or extended attributes. A new owner clears setuid, setgid (unless it
    /// has no x for the group, when it means locking) and capabilities, except on a directory.
    ///
    /// - Throws: what walking throws.
    public mutating func setAttributes(
        of path: TreePath, follow: Bool = true, _ body: (inout FileAttributes) -> Void
    ) throws(FileError) {
        let found = try find(path, follow: follow)
        try changeNode(found.path) { node in
            let old = node.attributes
            body(&node.attributes)
            node.attributes.mode &= 0o7777
            node.attributes.extendedAttributes.sort { $0.name.lexicographicallyPrecedes($1.name) }
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
    /// - Throws: `nameTooLong`, `loop`.
    public mutating func put(_ node: FileNode, at path: TreePath, now: Nanoseconds = 0)
        throws(FileError)
    {
        if path.isRoot {
            try withRoot { root in
                root.pointee.set(node.attributes)
                root.pointee.modified = node.modified
            }
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
        var result = FileTree()
        result.top = TopNode(copying: entry)
        result.links = links
        if !links.inodes.isEmpty { result.recountLinks() }
        return result
    }

    /// Keeps of the link table what has names in this tree.
    private mutating func recountLinks() {
        var counts: [UInt32: Int] = [:]
        var walk = walk()
        while let (_, entry) = walk.nextEntry() {
            if entry.link != 0 { counts[entry.link, default: 0] += 1 }
        }
        var inodes: [UInt32: LinkTable.Inode] = [:]
        for (id, count) in counts {
            guard var inode = links.inodes[id] else { continue }
            inode.names = count
            inodes[id] = inode
        }
        links = LinkTable(inodes: inodes, last: links.last, sealed: links.sealed)
    }

    /// The tree as lower layers: hard links that exist now are broken by a write through one name,
    /// as overlayfs does when it copies a file up.
    public func sealed() -> FileTree {
        if links.sealed == links.last { return self }
        var result = self
        result.links = LinkTable(inodes: links.inodes, last: links.last, sealed: links.last)
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
