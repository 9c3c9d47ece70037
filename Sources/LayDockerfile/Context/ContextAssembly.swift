internal import LayBounds
internal import LayFiles

/// Makes a tree of a directory of a context, directory by directory from the leaves up, so that none is
/// looked for by its path.
struct ContextAssembly {
    /// What is sent of a file.
    let sent: (FileNode) -> FileNode
    private var links: [Int: TreePath] = [:]
    private var further: [(first: TreePath, path: TreePath)] = []
    private var pace = RunBounds.Pace()

    init(_ sent: @escaping (FileNode) -> FileNode) {
        self.sent = sent
    }

    /// A directory that is being made.
    private struct Frame {
        let directory: ContextDirectory
        let node: FileNode
        let contents: ContextDirectory.Contents
        var waiting: ArraySlice<Int>
        /// Its path seen from the directory that is copied.
        let path: TreePath
        var tree = FileTree()
    }

    private func frame(
        _ directory: ContextDirectory, _ node: FileNode, at path: TreePath
    ) throws(FileError) -> Frame {
        Frame(
            directory: directory, node: node, contents: try directory.read(),
            waiting: try directory.visible()[...], path: path)
    }

    /// The tree of a directory.
    ///
    /// - Throws: `FileError`.
    /// - Complexity: O(*n* log *n*) in the entries.
    mutating func tree(of top: ContextDirectory, _ node: FileNode) throws(FileError) -> FileTree {
        var frames = [try frame(top, node, at: .root)]
        while var last = frames.popLast() {
            guard let index = last.waiting.popFirst() else {
                try last.tree.put(last.node, at: .root)
                guard var parent = frames.popLast() else { return try linked(last.tree) }
                let name = TreePath.root.appending(name: last.path.name)
                try parent.tree.put(last.node, at: name)
                try parent.tree.graft(last.tree, at: name)
                frames.append(parent)
                continue
            }
            try pace.fileStep(2)
            let entry = last.contents.entries[index]
            let path = last.path.appending(name: entry.path.name)
            let node = sent(entry.node)
            if node.kind == .directory {
                let child = try last.directory.child(index)
                frames.append(last)
                frames.append(try frame(child, node, at: path))
                continue
            }
            if entry.linkID != 0, let first = links[entry.linkID] {
                further.append((first, path))
            } else {
                if entry.linkID != 0 { links[entry.linkID] = path }
                try last.tree.put(node, at: TreePath.root.appending(name: entry.path.name))
            }
            frames.append(last)
        }
        return FileTree()
    }

    /// The tree with the names that are others' as well.
    private func linked(_ tree: FileTree) throws(FileError) -> FileTree {
        var tree = tree
        for (first, path) in further {
            let modified = try tree.entry(at: path.parent, follow: false).node.modified
            try tree.link(first, to: path, now: modified)
        }
        return tree
    }
}
