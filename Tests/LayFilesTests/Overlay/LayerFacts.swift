#if os(Linux)
    import LayFiles

    /// What one layer of chosen operations looks like to the kernel and to Lay.
    struct LayerFacts: Sendable {
        /// The layer overlayfs made, in the words of `words`.
        let kernel: [String]
        /// The layer of Lay, which the kernel has shown to give the same view.
        let lay: [String]
        /// The tree that both see.
        let tree: FileTree

        /// Does the operations of each layer on both sides; the last layer is the one looked at.
        ///
        /// Refusals must be equal, and so must the trees.
        init(_ layers: [Operation]...) throws {
            self = try OverlayMount.run { mount in
                var pair = OverlayPair(mount)
                for (index, layer) in layers.enumerated() {
                    if index > 0 { try pair.seal() }
                    for operation in layer { try pair.perform(operation) }
                    try pair.compare()
                }
                return LayerFacts(
                    kernel: Self.words(try UpperDirectory.changes(mount.upper)),
                    lay: Self.words(try TreeChanges(from: pair.lower, to: pair.tree)),
                    tree: pair.tree)
            }
        }

        private init(kernel: [String], lay: [String], tree: FileTree) {
            (self.kernel, self.lay, self.tree) = (kernel, lay, tree)
        }

        /// `-/p` for a removal, `/p` for an entry, `/p opaque`, `/p = /first` for a hard link; the
        /// root, which every upper directory has, is left out.
        private static func words(_ changes: TreeChanges) -> [String] {
            var first: [Int: TreePath] = [:]
            return changes.filter { !$0.path.isRoot }.map { change in
                if change.node == nil { return "-\(change.path)" }
                if change.linkID != 0, let first = first[change.linkID] {
                    return "\(change.path) = \(first)"
                }
                if change.linkID != 0 { first[change.linkID] = change.path }
                return "\(change.path)" + (change.isOpaque ? " opaque" : "")
            }
        }

        /// The mode, owner and attributes of a file in the view.
        func attributes(_ path: TreePath) throws -> FileAttributes {
            try tree.entry(at: path, follow: false).node.attributes
        }

        /// The text of a file in the view.
        func text(_ path: TreePath) throws -> String {
            guard case .file(let contents) = try tree.entry(at: path).node.body else { return "" }
            return String(decoding: try contents.bytes(), as: UTF8.self)
        }

        /// The names that share the inode at a path.
        func names(_ path: TreePath) throws -> Int { try tree.entry(at: path).linkCount }
    }

    extension Operation {
        /// A new directory, 0755.
        static func directory(_ path: TreePath) -> Operation { .makeDirectory(path, 0o755) }
        /// A file with this text.
        static func text(_ path: TreePath, _ text: String) -> Operation {
            .write(path, Array(text.utf8))
        }
    }
#endif
