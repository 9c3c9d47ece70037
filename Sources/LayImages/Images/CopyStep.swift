public import LayArchive
internal import LayBounds
public import LayFiles

/// COPY and ADD: what is put where, by Docker's rules.
public struct CopyStep {
    /// One thing to copy: a file, or a directory with what is in it.
    struct Item {
        /// The name that a file gets in a target directory.
        let name: [UInt8]
        /// The file or the directory itself.
        let node: FileNode
        /// What is in the directory.
        let contents: FileTree

        init(name: [UInt8], node: FileNode, contents: FileTree = FileTree()) {
            self.name = name
            self.node = node
            self.contents = contents
        }
    }

    /// True for ADD, which unpacks archives.
    public let isAdd: Bool
    /// The target as it was written: a slash at its end makes it a directory.
    public let target: String
    /// `--chown` as it was written.
    public var chown: String?
    /// `--chmod`
    public var mode: UInt16?
    /// The time of directories that have to be made.
    public var now: Nanoseconds = 0
    /// Bounds for archives.
    public var limits = ArchiveLimits()
    private var owner: (uid: UInt32, gid: UInt32)?

    /// A step to a target.
    public init(to target: String, isAdd: Bool = false) {
        self.target = target
        self.isAdd = isAdd
    }

    var word: String { isAdd ? "ADD" : "COPY" }

    private var isDirectoryByName: Bool {
        target.hasSuffix("/") || target == "." || target == ".." || target.hasSuffix("/.")
            || target.hasSuffix("/..")
    }

    /// The files of an image with the sources put into them.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for several files and one name, `NotFound` for a
    ///   source that is not there; `OperationError` for an owner that the image does not have;
    ///   `FileError`, `ArchiveError`.
    func apply(_ sources: [String], from origin: CopyOrigin, to image: Image) throws -> FileTree {
        if sources.isEmpty { throw ImageError.noTarget(word) }
        var step = self
        step.owner = try chown.map { try Ownership($0, TreeFileSystem(image.tree)).whole }
        let place = TreePath(target.utf8, in: TreePath(image.config.workingDirectory))
        let isInto =
            isDirectoryByName || (try? image.tree.entry(at: place))?.node.kind == .directory
        if sources.count > 1, !isInto { throw ImageError.severalSources(word, into: target) }
        var items: [Item] = []
        for source in sources {
            if isAdd, CopySources.isAddress(source) { throw ImageError.noNetwork(source) }
            items += try origin.items(source, for: self)
        }
        if items.isEmpty { throw ImageError.noSource(sources.joined(separator: " "), word) }
        if items.count > 1, !isInto { throw ImageError.severalSources(word, into: target) }
        return try step.put(items, at: place, isInto: isInto, of: image.tree)
    }

    private func put(_ items: [Item], at place: TreePath, isInto: Bool, of tree: FileTree) throws
        -> FileTree
    {
        var tree = tree
        for item in items {
            switch item.node.body {
            case .directory:
                try tree.makeDirectories(place, owner: owner, now: now)
                try merge(item.contents, into: place, of: &tree, isChanged: true)
            case .file(let contents) where isAdd && Archive.isTar(contents):
                try tree.makeDirectories(place, owner: owner, now: now)
                let archive = try LayerArchive.readTree(ContentsSource(contents), limits: limits)
                // What an archive says of its owners and modes holds.
                try merge(archive, into: place, of: &tree, isChanged: false)
            default:
                let path = isInto ? place.appending(name: item.name) : place
                try tree.makeDirectories(path.parent, owner: owner, now: now)
                // A link at the target is followed, so that what it names is written.
                let real = (try? tree.resolve(path, lastMayBeMissing: true)) ?? path
                try tree.put(changed(item.node), at: real, now: now)
            }
        }
        return tree
    }

    private func changed(_ node: FileNode) -> FileNode {
        var node = node
        if let owner { (node.attributes.uid, node.attributes.gid) = owner }
        if let mode, node.kind != .symlink { node.attributes.mode = mode }
        return node
    }

    /// Puts everything below a tree's root below `place`; a directory that is there takes over the
    /// attributes, anything else is replaced.
    private func merge(
        _ source: FileTree, into place: TreePath, of tree: inout FileTree, isChanged: Bool
    ) throws {
        var links: [Int: TreePath] = [:]
        var pace = RunBounds.Pace()
        for entry in source.walk() where !entry.path.isRoot {
            try pace.step(4)
            let path = place.appending(entry.path)
            if entry.linkID != 0, let first = links[entry.linkID] {
                if (try? tree.entry(at: path, follow: false)) != nil {
                    try tree.removeAll(path, now: now)
                }
                try tree.link(first, to: path, now: now)
                continue
            }
            if entry.linkID != 0 { links[entry.linkID] = path }
            let isLinkToDirectory =
                entry.node.kind == .directory
                && (try? tree.entry(at: path, follow: false))?.node.kind == .symlink
                && (try? tree.entry(at: path))?.node.kind == .directory
            if isLinkToDirectory { continue }
            try tree.put(isChanged ? changed(entry.node) : entry.node, at: path, now: now)
        }
    }

    /// The history line, as BuildKit writes it.
    func line(_ sources: [String]) -> String {
        var words = [word]
        if let chown { words.append("--chown=\(chown)") }
        if let mode { words.append("--chmod=\(String(mode, radix: 8))") }
        return (words + sources + [target, "# buildkit"]).joined(separator: " ")
    }
}

extension Image {
    /// COPY and ADD: the image with sources put where a step says, as one layer more.
    ///
    /// - Throws: as Docker refuses it, `ImageError` of kind `ValueError` or `NotFound`;
    ///   `OperationError` for an owner that the image does not have; `FileError`, `ArchiveError`.
    public func copying(
        _ sources: [String], from origin: CopyOrigin, _ step: CopyStep, created: String
    ) throws -> Image {
        try replacingFiles(
            with: try step.apply(sources, from: origin, to: self), createdBy: step.line(sources),
            created: created, comment: Self.buildComment)
    }
}
