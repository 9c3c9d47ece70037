public import LayFiles

/// A COPY or an ADD whose sources are found: what is put, not yet where.
public struct ResolvedCopy: Sendable {
    /// One thing to copy.
    struct Item: Sendable {
        enum Body: Sendable {
            /// Anything but a directory.
            case node(FileNode)
            /// What is in a directory; the root stands for the directory itself.
            case directory(FileTree)
        }

        /// The name that it gets in a target directory, unless it is one itself.
        let name: [UInt8]
        let body: Body
        /// True for a file that is unpacked if it is an archive.
        let unpacks: Bool
        /// True where directories of the target keep their owner.
        let keepsExisting: Bool
        /// True where contents are read when they are needed, from files that may change.
        var readsLater = false

        init(name: [UInt8], _ body: Body, unpacks: Bool = false, keepsExisting: Bool = false) {
            self.name = name
            self.body = body
            self.unpacks = unpacks
            self.keepsExisting = keepsExisting
        }
    }

    /// The step.
    public let step: CopyStep
    let items: [Item]

    /// True when there is nothing to copy, as a pattern fits nothing.
    public var isEmpty: Bool { items.isEmpty }

    /// What came of it.
    public struct Outcome: Sendable {
        /// The files of the target with the sources put into them.
        public let tree: FileTree
        /// What is done and yet not what somebody will have meant.
        public let warnings: [String]
    }

    /// The files of a target with the sources put into them.
    ///
    /// - Parameter workingDirectory: where a target without a slash in front begins.
    /// - Throws: `ImageError` for what cannot be put there and for an owner that cannot be looked up;
    ///   `FileError`, `ArchiveError`.
    /// - Complexity: O(*m* log *n*) in the entries that are put; contents are shared, not read, but
    ///   for archives.
    public func apply(
        to tree: FileTree, workingDirectory: TreePath = .root
    ) throws -> Outcome {
        var warnings: [String] = []
        var owner: CopyOwner?
        if let chown = step.chown, !chown.isEmpty {
            let found = try CopyOwner(chown, in: step.isIndependent ? FileTree() : tree)
            warnings += found.unknown.map { Self.unknownOwner($0, chown) }
            owner = found
        }
        let place = TreePath(step.target.utf8, in: workingDirectory)
        var target = CopyTarget(step.isIndependent ? FileTree() : tree, step, owner)
        for item in items { try target.put(item, at: place) }
        if target.replacesItsOwn { warnings.append(Self.severalSources(step.word, step.target)) }
        guard step.isIndependent else { return Outcome(tree: target.tree, warnings: warnings) }
        let layer = try TreeChanges(from: FileTree(), to: target.tree)
        return Outcome(tree: try layer.applied(to: tree), warnings: warnings)
    }

    private static func unknownOwner(_ name: String, _ text: String) -> String {
        "--chown=\(text): there is no '\(name)' in the image, so root was taken"
    }

    private static func severalSources(_ word: String, _ target: String) -> String {
        "When using \(word) with more than one source file, the destination must be a directory "
            + "and end with a /: only the last of them is \(target)"
    }
}
