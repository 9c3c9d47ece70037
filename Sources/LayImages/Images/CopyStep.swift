public import LayArchive
internal import LayBounds
public import LayFiles

/// COPY and ADD: what is put where, by Docker's rules.
public struct CopyStep {
    /// One thing to copy: a file, or a directory with what is in it.
    public struct Item {
        /// The name that a file gets in a target directory.
        public let name: [UInt8]
        /// The file or the directory itself.
        public let node: FileNode
        /// What is in the directory.
        public let contents: FileTree

        /// An item of a name.
        public init(name: [UInt8], node: FileNode, contents: FileTree = FileTree()) {
            self.name = name
            self.node = node
            self.contents = contents
        }
    }

    /// True for ADD, which unpacks archives.
    public var isAdd = false
    /// The target as it was written: a slash at its end makes it a directory.
    public var target: String
    /// Where relative targets count from.
    public var workingDirectory: TreePath = .root
    /// `--chown`
    public var owner: (uid: UInt32, gid: UInt32)?
    /// `--chmod`
    public var mode: UInt16?
    /// The time of directories that have to be made.
    public var now: Nanoseconds = 0
    /// Bounds for archives.
    public var limits = ArchiveLimits()

    /// A step to a target.
    public init(to target: String) { self.target = target }

    private var isDirectoryByName: Bool {
        target.hasSuffix("/") || target == "." || target == ".." || target.hasSuffix("/.")
            || target.hasSuffix("/..")
    }

    /// The tree with the items put into it.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for several files and one name; `FileError`,
    ///   `ArchiveError`.
    public func apply(_ items: [Item], to tree: FileTree) throws -> FileTree {
        var tree = tree
        let place = TreePath(target.utf8, in: workingDirectory)
        let isInto =
            isDirectoryByName || (try? tree.entry(at: place))?.node.kind == .directory
        if items.count > 1, !isInto {
            throw ImageError(
                .valueError,
                "When using \(isAdd ? "ADD" : "COPY") with more than one source file, the destination must be a directory and end with a /",
                help: "write to: \"\(target)/\"")
        }
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
                if isAdd, case .file(let contents) = item.node.body {
                    try Archive.refuseUnknown(contents, TreePath.display(item.name[...]))
                }
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
        for entry in source.walk() where !entry.path.isRoot {
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
    public func line(_ sources: [String], owner: String?, mode: String?) -> String {
        var words = [isAdd ? "ADD" : "COPY"]
        if let owner { words.append("--chown=\(owner)") }
        if let mode { words.append("--chmod=\(mode)") }
        return (words + sources + [target, "# buildkit"]).joined(separator: " ")
    }
}

/// Telling archives by what is in them.
enum Archive {
    /// Refuses what Docker would unpack and Lay cannot.
    ///
    /// - Throws: `ImageError` of kind `ValueError`.
    static func refuseUnknown(_ contents: FileContents, _ name: String) throws {
        let start = try contents.bytes().prefix(6)
        let kinds: [(word: String, mark: [UInt8])] = [
            ("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]), ("bzip2", [0x42, 0x5a, 0x68]),
        ]
        for (word, mark) in kinds where start.starts(with: mark) {
            throw ImageError(
                .valueError,
                "ADD: '\(name)' is compressed with \(word), which is not unpacked here",
                help: "copy it as it is with copy, or compress it with gzip or zstd")
        }
    }

    /// True for a tar, plain or compressed with gzip or zstd, whose first header is whole.
    static func isTar(_ contents: FileContents) -> Bool {
        struct Enough: Error {}
        guard contents.count >= 18, let bytes = try? contents.bytes() else { return false }
        var header: [UInt8] = []
        bytes.withUnsafeBytes { bytes in
            // The rest is not needed, so unpacking ends with the header.
            try? Compression.decompress(bytes) { piece in
                header += piece.prefix(512 - header.count)
                if header.count >= 512 { throw Enough() }
            }
        }
        guard header.count == 512 else { return false }
        let field = header[148..<156].filter { $0 != 0x20 && $0 != 0 }
        guard let wanted = Int(String(decoding: field, as: UTF8.self), radix: 8) else {
            return false
        }
        var sum = 0
        for (index, byte) in header.enumerated() {
            sum += (148..<156).contains(index) ? 0x20 : Int(byte)
        }
        return sum == wanted && sum > 8 * 0x20
    }
}
