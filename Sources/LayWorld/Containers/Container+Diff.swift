internal import LayBounds
public import LayFiles
internal import LayImages

extension Container {
    /// The writable layer: the least changes that make the image's files the container's.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*k*) in what was changed.
    public func changes() throws(FileError) -> TreeChanges {
        try TreeChanges(from: image.tree, to: tree)
    }

    /// What `docker diff` lists: changed (C), added (A) and removed (D) paths, in path order.
    ///
    /// - Complexity: O(*k*) in what was changed.
    public func diff() -> [(kind: String, path: TreePath)] {
        tree.dockerDiff(over: image.tree).map { line in
            (line.kind == .modified ? "C" : line.kind.rawValue, line.path)
        }
    }
}
