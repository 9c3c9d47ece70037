/// The removal of a name with all below it, a step at a time: programs count their steps and look
/// whether they were cancelled between two.
public struct Removal {
    private let files: any FileSystem
    // Not a recursion: a tree may be deeper than a stack.
    private var open: [(path: TreePath, names: ArraySlice<DirectoryItem>)] = []

    /// A removal that has not begun, but for the name itself when it is no directory.
    ///
    /// - Throws: `FileError` when the name is not there or may not be removed.
    public init(of path: TreePath, in files: any FileSystem) throws(FileError) {
        self.files = files
        try enter(path, try files.entry(at: path, follow: false).node.kind)
    }

    /// Removes one name more; false when all are gone.
    ///
    /// - Throws: `FileError`, of the name that could not be removed.
    /// - Complexity: O(log *n*), and O(*n*) in the entries of a directory that it goes into.
    public mutating func step() throws(FileError) -> Bool {
        guard let last = open.indices.last else { return false }
        if let item = open[last].names.popFirst() {
            try enter(open[last].path.appending(name: item.name), item.kind)
        } else {
            try files.removeDirectory(open.removeLast().path)
        }
        return true
    }

    private mutating func enter(_ path: TreePath, _ kind: FileKind) throws(FileError) {
        if kind == .directory {
            open.append((path, try files.list(path)[...]))
        } else {
            try files.unlink(path)
        }
    }
}
