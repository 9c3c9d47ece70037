/// A node that is written down for a tree or a layer.
public struct NodeLiteral: Sendable {
    /// The node.
    public var node: FileNode
    /// In a layer: a directory that hides what lies below it.
    public var isOpaque: Bool

    /// A node as it is.
    public init(_ node: FileNode, isOpaque: Bool = false) {
        self.node = node
        self.isOpaque = isOpaque
    }

    /// A file, 0644 and root's unless told.
    public static func file(
        _ contents: FileContents, mode: UInt16? = nil, owner: (uid: UInt32, gid: UInt32)? = nil,
        extendedAttributes: [ExtendedAttribute] = [], modified: Nanoseconds
    ) -> NodeLiteral {
        let attributes = FileAttributes(
            mode: mode ?? 0o644, uid: owner?.uid ?? 0, gid: owner?.gid ?? 0,
            extendedAttributes: extendedAttributes.sorted {
                $0.name.lexicographicallyPrecedes($1.name)
            })
        return NodeLiteral(FileNode(.file(contents), attributes: attributes, modified: modified))
    }

    /// A directory, 0755 and root's unless told.
    public static func directory(
        mode: UInt16? = nil, owner: (uid: UInt32, gid: UInt32)? = nil, isOpaque: Bool = false,
        modified: Nanoseconds
    ) -> NodeLiteral {
        let attributes = FileAttributes(
            mode: mode ?? 0o755, uid: owner?.uid ?? 0, gid: owner?.gid ?? 0)
        return NodeLiteral(
            FileNode(.directory, attributes: attributes, modified: modified), isOpaque: isOpaque)
    }

    /// A symbolic link.
    public static func symlink(to target: [UInt8], modified: Nanoseconds) -> NodeLiteral {
        NodeLiteral(
            FileNode(
                .symlink(target: target), attributes: FileAttributes(mode: 0o777),
                modified: modified))
    }
}

extension FileTree {
    /// A tree of what is written down, in that order; directories above a path are made.
    ///
    /// - Throws: `FileError` for a path that no tree takes.
    /// - Complexity: O(*c* · *d* log *n*).
    public init(_ literals: [(path: TreePath, literal: NodeLiteral)], now: Nanoseconds)
        throws(FileError)
    {
        self.init()
        for (path, literal) in literals { try put(literal.node, at: path, now: now) }
    }
}

extension TreeChanges {
    /// The changes that are written down, in that order; nothing at a path is its removal.
    ///
    /// - Throws: `FileError` for a path that no layer takes.
    /// - Complexity: O(*c* · *d* log *n*).
    public init(_ literals: [(path: TreePath, literal: NodeLiteral?)]) throws(FileError) {
        self.init()
        for (path, literal) in literals {
            guard let literal else {
                try addRemoval(at: path)
                continue
            }
            try add(literal.node, at: path)
            if literal.isOpaque { try addOpaque(at: path) }
        }
    }
}
