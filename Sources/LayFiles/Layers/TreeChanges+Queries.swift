/// Questions about single paths of a layer.
extension TreeChanges {
    /// True when the layer has an entry at the path itself.
    public func holds(_ path: TreePath) -> Bool {
        guard let entry = raw(path), entry.kind != TreeEntry.whiteout else { return false }
        return !entry.isDirectory || entry.isMadeByLayer && (!path.isRoot || !isEmpty)
    }

    /// True when the layer has a directory at the path, as an entry or on the way to one.
    public func holdsDirectory(_ path: TreePath) -> Bool {
        raw(path)?.isDirectory == true
    }

    /// Where a path leads in what the layer holds, its links to directories followed; `nil` when that
    /// is nothing of the layer's own.
    package func place(of path: TreePath) -> TreePath? {
        if holds(path) || holdsDirectory(path) { return path }
        guard let found = try? upper.find(path, follow: false), holds(found.path) else {
            return nil
        }
        return found.path
    }

    /// Where an entry of a path goes: what lies below a link of the layer's own to one of its own
    /// directories goes there, as it does when the layer is unpacked.
    ///
    /// - Complexity: O(1) look-ups where the directory is there, else one for each that is made.
    package func landing(of path: TreePath) -> TreePath {
        var parent = path.parent
        var names = [Array(path.name)]
        while !parent.isRoot, !holdsDirectory(parent) {
            if let found = try? upper.find(parent, follow: true) {
                guard holdsDirectory(found.path) else { return path }
                return names.reversed().reduce(found.path) { $0.appending(name: $1) }
            }
            // A link that leads nowhere is replaced.
            if holds(parent) { return path }
            names.append(Array(parent.name))
            parent = parent.parent
        }
        return path
    }

    /// What the layer itself says of a path: an entry, or a removal of the path alone; `nil` when it
    /// is no entry of the layer.
    ///
    /// - Complexity: O(*d*) look-ups for a path *d* deep.
    public func change(at path: TreePath) -> Change? {
        guard let entry = raw(path) else { return nil }
        if entry.has(TreeEntry.isImplicit), !entry.has(TreeEntry.isOpaque) { return nil }
        return upper.change(entry, at: path)
    }

    /// True when a file at the path, in a layer below, cannot be seen through this one: it is
    /// replaced or removed, or a directory above it is, or hides what lies below it.
    ///
    /// - Complexity: O(*d*) look-ups for a path *d* deep.
    public func hides(_ path: TreePath) -> Bool {
        var current = TreePath.root
        var last = upper.root
        for name in path.components {
            if raw(current).map({ $0.flags & TreeEntry.isOpaque != 0 }) == true { return true }
            current = current.appending(name: name)
            guard let entry = raw(current) else { return false }
            if !entry.isDirectory { return true }
            last = entry
        }
        // A directory stands where the file was.
        return last.isMadeByLayer
    }

    /// The changes in path order with the removals that opaque directories are, each before its
    /// directory.
    ///
    /// - Complexity: O(*c*).
    public var listed: [Change] {
        flatMap { change -> [Change] in
            guard change.isOpaque, change.node != nil else { return [change] }
            var (removal, entry) = (change, change)
            (removal.kind, removal.node, removal.linkID) = (.removed, nil, 0)
            entry.isOpaque = false
            return [removal, entry]
        }
    }

    /// The entry of a path as the layer names it: a layer's paths lead through no links.
    func raw(_ path: TreePath) -> TreeEntry? {
        var entry = upper.rootPointer
        let isThere = path.forEachName { name in
            guard entry.pointee.isDirectory,
                let next = Directory.find(name, in: entry.pointee)
            else { return false }
            entry = next
            return true
        }
        return isThere ? entry.pointee : nil
    }
}

extension Change: CustomStringConvertible {
    /// "A /etc/motd"; "D /app/*" for the removal of all that lies below a directory.
    public var description: String {
        let isBelow = isOpaque && node == nil
        return "\(kind.rawValue) \(path)" + (isBelow ? path.isRoot ? "*" : "/*" : "")
    }
}
