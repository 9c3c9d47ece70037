public import LayFiles

extension Container {
    /// The writable layer.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*k*) in what was changed.
    public func changes() throws(FileError) -> TreeChanges {
        try TreeChanges(from: image.tree, to: tree)
    }

    /// What `docker diff` lists: changed (C), added (A) and removed (D) paths, in path order.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*k*) in what was changed.
    public func diff() throws(FileError) -> [(kind: String, path: TreePath)] {
        var lines: [TreePath: String] = [:]
        func markParents(_ path: TreePath) {
            var parent = path.parent
            while !parent.isRoot, lines[parent] == nil {
                lines[parent] = "C"
                parent = parent.parent
            }
        }
        func wasThere(_ path: TreePath) -> Bool {
            // A link in the way would lead to another path.
            (try? image.tree.entry(at: path, follow: false))?.path == path
        }
        for change in try changes() {
            if change.path.isRoot { continue }
            lines[change.path] = change.kind == .removed ? "D" : wasThere(change.path) ? "C" : "A"
            markParents(change.path)
            if change.isOpaque, let below = try? image.tree.list(change.path) {
                for item in below {
                    let path = change.path.appending(name: item.name)
                    if lines[path] == nil, !tree.contains(path) { lines[path] = "D" }
                }
            }
        }
        return lines.sorted { $0.key < $1.key }.map { ($0.value, $0.key) }
    }
}
