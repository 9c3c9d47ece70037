internal import LayArchive
internal import LayBounds
internal import LayFiles

/// Unpacks an archive into a directory, entry by entry, as Docker does.
///
/// Names and links lead nowhere but below the directory: an absolute link begins at it, and one that
/// climbs out of it is refused once something is to be put behind it. What the archive says of modes
/// holds, and of owners where the step says nothing; directories that it does not name are root's.
struct ArchiveUnpacking {
    private var tree: FileTree
    private let owner: CopyOwner?
    private let now: Nanoseconds
    private var pace = RunBounds.Pace()
    /// The times of directories, which they get when all is in them.
    private var times: [(path: TreePath, modified: Nanoseconds)] = []
    /// What the archive put.
    private var added: Set<TreePath> = []
    /// What is removed of the files that were there: by a name, or everything in a directory.
    private var removals: [(path: TreePath, isOpaque: Bool)] = []

    /// Begins with what is in the directory.
    init(_ tree: FileTree, _ owner: CopyOwner?, now: Nanoseconds) {
        self.tree = tree
        self.owner = owner
        self.now = now
    }

    /// Puts an entry; gives how many directories were made on its way.
    ///
    /// - Throws: `ImageError` in Docker's words for what leads out and for what is in the way,
    ///   `FileError`.
    mutating func add(_ member: LayerArchive.Member) throws -> Int {
        try pace.step(4)
        guard let path = Self.path(member.name) else {
            throw ImageError.entryName(member.name)
        }
        if path.isRoot { return 0 }
        let mark = Array(".wh.".utf8)
        if path.parent.components.contains(where: { $0.starts(with: mark) }) { return 0 }
        let (parent, isDirectory) = try place(of: path.parent)
        let made = isDirectory ? try makeDirectories(parent) : 0
        if path.name.starts(with: mark) {
            addRemoval(path.name.dropFirst(4), in: parent)
            return made
        }
        let place = parent.appending(name: path.name)
        if let node = member.node {
            guard isDirectory else { throw ImageError.blockedEntry(path, node) }
            try put(node, at: place, path)
        } else {
            try link(member, at: place, path, isDirectory: isDirectory)
        }
        added.insert(place)
        return made
    }

    /// What is in the directory when all entries were put.
    ///
    /// - Throws: `FileError`.
    mutating func finished() throws -> FileTree {
        try remove()
        for (path, modified) in times where try kind(at: path) == .directory {
            try tree.setModified(modified, of: path, follow: false)
        }
        return tree
    }

    // MARK: Entries

    private mutating func put(_ node: FileNode, at place: TreePath, _ path: TreePath) throws {
        var node = node
        if let owner { (node.attributes.uid, node.attributes.gid) = (owner.uid, owner.gid) }
        if case .symlink(let target) = node.body {
            if target.isEmpty { throw ImageError.noLinkTarget(path) }
            node.attributes.mode = 0o777
        }
        if node.kind == .directory { times.append((place, node.modified)) }
        let existing = try kind(at: place)
        if node.kind == .directory, existing == .directory {
            return try tree.setAttributes(of: place, follow: false) { attributes in
                let names = Set(node.attributes.extendedAttributes.map(\.name))
                let kept = attributes.extendedAttributes.filter { !names.contains($0.name) }
                attributes = node.attributes
                attributes.extendedAttributes = kept + node.attributes.extendedAttributes
            }
        }
        if existing != nil { try tree.removeAll(place, now: now) }
        try tree.put(node, at: place, now: now)
    }

    /// Gives a file a further name, and the attributes that this name comes with.
    private mutating func link(
        _ member: LayerArchive.Member, at place: TreePath, _ path: TreePath, isDirectory: Bool
    ) throws {
        guard !member.target.isEmpty, let target = Self.path(member.target) else {
            throw ImageError.hardLinkTarget(member.target)
        }
        let source = try self.place(of: target.parent).path.appending(name: target.name)
        // GNU tar writes a file that is named twice as a link to itself.
        if source == place { return }
        guard isDirectory else { throw ImageError.hardLink(target, path, "not a directory") }
        if try kind(at: place) != nil { try tree.removeAll(place, now: now) }
        guard let kind = try kind(at: source) else {
            throw ImageError.hardLink(target, path, "no such file or directory")
        }
        if kind == .directory {
            throw ImageError.hardLink(target, path, "operation not permitted")
        }
        try tree.link(source, to: place, now: now)
        try tree.setAttributes(of: place, follow: false) { attributes in
            if kind != .symlink { attributes.mode = member.attributes.mode }
            attributes.uid = owner?.uid ?? member.attributes.uid
            attributes.gid = owner?.gid ?? member.attributes.gid
        }
        try tree.setModified(member.modified, of: place, follow: false)
    }

    // MARK: Places

    /// Where a directory is, or would be, its links followed; false where something else stands.
    private mutating func place(of directory: TreePath) throws -> (path: TreePath, Bool) {
        if isDirectory(directory) { return (directory, true) }
        var way = ArchiveWay(directory)
        while way.isOpen {
            try pace.step(way.pass { isDirectory($0) })
            guard let next = try way.next() else { continue }
            guard try kind(at: next) != nil else {
                way.enterNothing()
                continue
            }
            switch try tree.entry(at: next, follow: false).node.body {
            case .directory: way.enter()
            case .symlink(let target): try way.follow(target)
            default:
                if !way.isOpen { return (next, false) }
                throw ImageError.entryBelowFile(directory)
            }
        }
        return (way.place, true)
    }

    /// True for a directory that no link leads to.
    private func isDirectory(_ path: TreePath) -> Bool {
        guard let real = try? tree.resolve(path), real == path else { return false }
        return (try? tree.entry(at: path, follow: false).node.kind) == .directory
    }

    /// The path that a name means below the directory; `nil` for one that climbs out of it.
    private static func path(_ name: [UInt8]) -> TreePath? {
        var depth = 0
        if name.first != UInt8(ascii: "/"), name.contains(UInt8(ascii: ".")) {
            for part in name.split(separator: UInt8(ascii: "/")) where !part.elementsEqual(".".utf8)
            {
                depth += part.elementsEqual("..".utf8) ? -1 : 1
                if depth < 0 { return nil }
            }
        }
        return TreePath(bytes: name)
    }

    /// What stands at a path that leads over no links; `nil` for nothing.
    private func kind(at path: TreePath) throws(FileError) -> FileKind? {
        do throws(FileError) {
            return try tree.entry(at: path, follow: false).node.kind
        } catch {
            if error.isOfMissing { return nil }
            throw error
        }
    }

    /// Makes a directory with those above it that are missing; gives how many there were.
    private mutating func makeDirectories(_ path: TreePath) throws -> Int {
        var count = 0
        var missing = path
        while !missing.isRoot, try kind(at: missing) == nil {
            count += 1
            missing = missing.parent
        }
        if count > 0 { try tree.makeDirectories(path, now: now) }
        return count
    }

    // MARK: Marks of layers

    /// Notes a mark: what an image holds of it is the removal that everybody reads in its layer.
    private mutating func addRemoval(_ name: ArraySlice<UInt8>, in parent: TreePath) {
        if name.elementsEqual(".wh..opq".utf8) {
            removals.append((parent, true))
        } else if !name.isEmpty, !name.starts(with: ".wh.".utf8), !name.elementsEqual(".".utf8),
            !name.elementsEqual("..".utf8)
        {
            removals.append((parent.appending(name: name), false))
        }
    }

    /// Removes what is marked, but for what the archive itself put.
    private mutating func remove() throws {
        if removals.isEmpty { return }
        var kept: Set<TreePath> = []
        for path in added {
            var path = path
            while kept.insert(path).inserted, !path.isRoot { path = path.parent }
        }
        var done: Set<TreePath> = []
        removals.sort { $0.path.bytes.count < $1.path.bytes.count }
        for (path, isOpaque) in removals {
            try pace.step()
            var above = path
            while !above.isRoot, !done.contains(above) { above = above.parent }
            if done.contains(above) { continue }
            done.insert(path)
            guard try kind(at: path) != nil else { continue }
            var gone: [TreePath] = []
            var walk = tree.walk(from: path)
            while let entry = walk.next() {
                try pace.step()
                if kept.contains(entry.path) || isOpaque && entry.path == path { continue }
                gone.append(entry.path)
                if entry.node.kind == .directory { walk.skipDescendants() }
            }
            for path in gone { try tree.removeAll(path, now: now) }
        }
    }
}
