extension FileTree {
    /// Links followed before a path is given up as a loop, as in Linux.
    static let mostLinks = 40

    /// Finds the place a path leads to.
    ///
    /// - Parameter mayBeMissing: the last name need not exist; the entry is then `nil`.
    /// - Throws: `notFound`, `notDirectory`, `loop`, `nameTooLong`.
    /// - Complexity: O(*d* log *n*) in the depth and the entries of a directory.
    func find(
        _ path: TreePath, follow: Bool, mayBeMissing: Bool = false, seesWhiteouts: Bool = false
    ) throws(FileError) -> (path: TreePath, entry: TreeEntry?) {
        // Linux counts the leading slash and the end of the string into its 4096 bytes.
        if path.bytes.count + 2 > 4096 { throw FileError(.nameTooLong, path) }
        if let found = findDirectly(path, follow, mayBeMissing, seesWhiteouts) { return found }
        var waiting: [ArraySlice<UInt8>] = path.components.reversed()
        var place: [ArraySlice<UInt8>] = []
        var directories: [TreeEntry] = [root]
        var followed = 0
        while let name = waiting.popLast() {
            if name == [UInt8(ascii: ".")] { continue }
            if name == [UInt8(ascii: "."), UInt8(ascii: ".")] {
                if directories.count > 1 {
                    directories.removeLast()
                    place.removeLast()
                }
                continue
            }
            if name.count > 255 { throw FileError(.nameTooLong, path) }
            guard let directory = directories.last else { break }
            guard directory.isDirectory else { throw FileError(.notDirectory, path) }
            let found = name.withUnsafeBufferPointer {
                Directory.find($0, in: directory)?.pointee
            }
            let isLast = waiting.isEmpty
            guard let entry = found, seesWhiteouts || entry.kind != TreeEntry.whiteout else {
                if isLast, mayBeMissing { return (TreePath(names: place + [name]), nil) }
                throw FileError(.notFound, path)
            }
            if entry.kind == FileKind.symlink.rawValue, !isLast || follow {
                followed += 1
                if followed > Self.mostLinks { throw FileError(.loop, path) }
                let target = linked(entry).target
                if target.isEmpty { throw FileError(.notFound, path) }
                if target.first == UInt8(ascii: "/") {
                    place = []
                    directories = [root]
                }
                waiting += target.split(separator: UInt8(ascii: "/")).reversed()
                if waiting.count > 4096 { throw FileError(.nameTooLong, path) }
                continue
            }
            if !isLast, !entry.isDirectory { throw FileError(.notDirectory, path) }
            place.append(name)
            directories.append(entry)
        }
        return (TreePath(names: place), directories.last)
    }

    /// `find` for a path that has no links on its way and that ends where it should; `nil` leaves
    /// everything else, refusals too, to `find` itself.
    private func findDirectly(
        _ path: TreePath, _ follow: Bool, _ mayBeMissing: Bool, _ seesWhiteouts: Bool
    ) -> (path: TreePath, entry: TreeEntry?)? {
        var entry = rootPointer
        var isMissing = false
        let isPlain = path.forEachName { name in
            guard !isMissing, entry.pointee.isDirectory, name.count <= 255 else { return false }
            guard let next = Directory.find(name, in: entry.pointee) else {
                isMissing = true
                return mayBeMissing
            }
            entry = next
            switch next.pointee.kind {
            case FileKind.symlink.rawValue, TreeEntry.whiteout: return false
            default: return true
            }
        }
        if !isPlain { return nil }
        return (path, isMissing ? nil : entry.pointee)
    }

    /// The node of an entry: its own parts, or those its link shares.
    func linked(_ entry: TreeEntry) -> (target: [UInt8], node: FileNode, names: Int) {
        if entry.link != 0, let inode = links[entry.link] {
            var target: [UInt8] = []
            if case .symlink(let bytes) = inode.node.body { target = bytes }
            return (target, inode.node, inode.names)
        }
        return (entry.target, entry.fileNode, 1)
    }

    func entry(_ entry: TreeEntry, at path: TreePath) -> FileEntry {
        let (_, node, names) = linked(entry)
        if entry.isDirectory {
            return FileEntry(path: path, node: node, directory: DirectoryLinks(entry))
        }
        return FileEntry(path: path, node: node, linkCount: names, linkID: entry.link)
    }

    /// The entry at a path; a link in the last place is followed when asked.
    ///
    /// - Throws: `notFound`, `notDirectory`, `loop`, `nameTooLong`.
    /// - Complexity: O(*d* log *n*).
    public func entry(at path: TreePath, follow: Bool = true) throws(FileError) -> FileEntry {
        let found = try find(path, follow: follow)
        guard let entry = found.entry else { throw FileError(.notFound, path) }
        return self.entry(entry, at: found.path)
    }

    /// True when the path leads to something.
    ///
    /// - Complexity: O(*d* log *n*).
    public func contains(_ path: TreePath) -> Bool {
        (try? find(path, follow: true))?.entry != nil
    }

    /// The path with every link resolved.
    ///
    /// - Throws: `notFound`, `notDirectory`, `loop`, `nameTooLong`.
    public func resolve(_ path: TreePath, lastMayBeMissing: Bool = false) throws(FileError)
        -> TreePath
    {
        try find(path, follow: true, mayBeMissing: lastMayBeMissing).path
    }

    /// The names in a directory with their kinds, in byte order.
    ///
    /// - Throws: `notFound`, `notDirectory`, `loop`.
    /// - Complexity: O(*n*).
    public func list(_ path: TreePath) throws(FileError) -> [DirectoryItem] {
        guard let directory = try find(path, follow: true).entry else {
            throw FileError(.notFound, path)
        }
        guard directory.isDirectory else { throw FileError(.notDirectory, path) }
        var items: [DirectoryItem] = []
        Directory.forEach(in: directory) { name, entry in
            items.append(
                DirectoryItem(name: Array(name), kind: FileKind(rawValue: entry.kind) ?? .file))
        }
        return items
    }

    /// Every entry below a directory, in path order, the directory itself first; lazy.
    ///
    /// - Complexity: O(1) for each step, and the depth in memory.
    public func walk(from path: TreePath = .root) -> TreeWalk {
        TreeWalk(self, from: path)
    }

    /// How many entries the tree has, the root included.
    ///
    /// - Complexity: O(*n*).
    public var count: Int {
        var count = 1
        var walk = EntryWalk(below: root)
        while walk.next() != nil { count += 1 }
        return count
    }

    /// Bytes in all files; the names of one inode count once. Saturates instead of overflowing.
    ///
    /// - Complexity: O(*n*).
    public var totalSize: Int {
        var seen: Set<Int> = []
        var sum = 0
        var walk = EntryWalk(below: root)
        while let (_, entry) = walk.next() {
            let entry = entry.pointee
            guard entry.kind == FileKind.file.rawValue,
                entry.link == 0 || seen.insert(entry.link).inserted
            else { continue }
            let size = entry.link == 0 ? entry.size : linked(entry).node.size
            let (total, overflow) = sum.addingReportingOverflow(size)
            sum = overflow ? .max : total
        }
        return sum
    }

    /// Bytes in a file, or in all files of a directory.
    ///
    /// - Throws: `notFound`, `notDirectory`, `loop`.
    /// - Complexity: O(*n*) in the entries below.
    public func size(of path: TreePath) throws(FileError) -> Int {
        let entry = try entry(at: path)
        if entry.node.kind != .directory { return entry.node.size }
        return try subtree(entry.path).totalSize
    }
}

extension TreePath {
    /// The path of these names, which are no `.` and no `..`.
    init(names: [ArraySlice<UInt8>]) {
        self.init(normalised: Array(names.joined(separator: [UInt8(ascii: "/")])))
    }
}
