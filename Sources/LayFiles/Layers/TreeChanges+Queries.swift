/// Questions about single paths of a layer.
extension TreeChanges {
    /// True when the layer has an entry at the path itself.
    public func holds(_ path: TreePath) -> Bool {
        guard let entry = raw(path), entry.kind != TreeEntry.whiteout else { return false }
        return !entry.has(TreeEntry.isImplicit) || entry.node != nil
    }

    /// True when the layer has a directory at the path, as an entry or on the way to one.
    public func holdsDirectory(_ path: TreePath) -> Bool {
        raw(path)?.isDirectory == true
    }

    /// What the layer itself says of a path: an entry, or a removal of the path alone; `nil` when it
    /// is no entry of the layer.
    ///
    /// - Complexity: O(*d*) look-ups for a path *d* deep.
    public func change(at path: TreePath) -> Change? {
        guard let entry = raw(path), entry.flags & TreeEntry.isImplicit == 0 else { return nil }
        return upper.change(entry, at: path)
    }

    /// True when a file at the path, in a layer below, cannot be seen through this one: it is
    /// replaced or removed, or a directory above it is, or hides what lies below it.
    ///
    /// - Complexity: O(*d*) look-ups for a path *d* deep.
    public func hides(_ path: TreePath) -> Bool {
        var current = TreePath.root
        for name in path.components {
            if raw(current).map({ $0.flags & TreeEntry.isOpaque != 0 }) == true { return true }
            current = current.appending(name: name)
            guard let entry = raw(current) else { return false }
            if !entry.isDirectory { return true }
        }
        // A directory stands where the file was.
        return true
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
