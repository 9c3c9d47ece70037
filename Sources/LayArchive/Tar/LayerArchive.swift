public import LayFiles

/// Layers and trees as tars (OCI image-spec layer.md).
public enum LayerArchive {
    /// A layer read from a blob, with what identifies it.
    public struct Reading: Sendable {
        /// What the layer changes.
        public var changes: TreeChanges
        /// The uncompressed tar, where the contents of files are.
        public var contents: ByteSource
        /// The SHA-256 of the uncompressed tar.
        public var diffID: Digest
        /// The SHA-256 of the blob as it was stored.
        public var digest: Digest
        /// Bytes of the uncompressed tar.
        public var uncompressedSize: Int
        /// How the blob was stored.
        public var compression: Compression
        /// What stands for a blob that no image can hold as it was stored, in xz or bzip2.
        public var kept: Kept?

        /// The tar of such a blob, itself a blob.
        public struct Kept: Sendable {
            /// The bytes.
            public let source: ByteSource
            /// Their digest.
            public let digest: Digest
        }

        /// What was left out, such as sockets.
        public var warnings: [String]
        /// Hard links to files of layers below, which are not among the changes yet.
        public var lowerLinks: [LowerLink] = []

        /// Adds the hard links to files of layers below, with these files: the layer then holds both
        /// names, as a copy-up does.
        ///
        /// - Throws: `ArchiveError` that names a link whose target is not in `base` either.
        /// - Complexity: O(*c* log *n*) in the changes for each link to what nobody linked before.
        public mutating func resolveLinks(over base: FileTree) throws {
            for link in lowerLinks {
                if let source = changes.place(of: link.source) {
                    try link.check(changes.holdsDirectory(source))
                    try changes.addHardLink(to: source, at: link.path)
                    continue
                }
                let tree = try changes.applied(to: base)
                guard let found = try? tree.entry(at: link.source, follow: false) else {
                    throw link.error
                }
                try link.check(found.node.kind == .directory)
                try changes.add(found.node, at: found.path)
                try changes.addHardLink(to: found.path, at: link.path)
            }
            lowerLinks = []
        }

        /// What a layer is that is read alone.
        ///
        /// - Throws: `ArchiveError` that names a link to what only a layer below can have.
        public func checkLinks() throws {
            if let first = lowerLinks.first { throw first.error }
        }
    }

    /// A hard link to a file of a layer below.
    public struct LowerLink: Sendable {
        let source: TreePath
        let path: TreePath
        /// What is said when no layer has it.
        let error: ArchiveError

        fileprivate func check(_ isDirectory: Bool) throws {
            if isDirectory { throw error }
        }
    }

    static let whiteoutPrefix = Array(".wh.".utf8)
    static let opaqueName = Array(".wh..wh..opq".utf8)
}
