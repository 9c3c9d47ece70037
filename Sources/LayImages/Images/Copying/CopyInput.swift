public import LayArchive
internal import LayBounds
public import LayFiles

/// One thing that a COPY takes in, as a cache tells it from another: everything but its time.
public struct CopyInput: Sendable {
    /// The source that it came with, counted from 0 over all that the step copies.
    public let item: Int
    /// Where it goes, seen from the target: a name, or a path in a directory that is copied.
    public let path: TreePath
    /// What it is; its time means nothing.
    public let node: FileNode
    /// The path of this item that is the same file, for a further name of a file.
    public let link: TreePath?
    /// True for a file that is unpacked if it is an archive.
    public let unpacks: Bool
}

extension ResolvedCopy {
    /// What is taken in, in order: by item, and in an item by path.
    ///
    /// - Throws: what `body` throws, and `BoundReached` when the run may not go on.
    /// - Complexity: O(*n*) in the entries.
    public func forEachInput(_ body: (CopyInput) throws -> Void) throws {
        for (index, item) in items.enumerated() {
            switch item.body {
            case .node(let node):
                try body(
                    CopyInput(
                        item: index, path: TreePath(bytes: item.name), node: node, link: nil,
                        unpacks: item.unpacks))
            case .directory(let tree):
                var links: [Int: TreePath] = [:]
                for entry in tree.walk() {
                    let first = entry.linkID == 0 ? nil : links[entry.linkID]
                    if entry.linkID != 0, first == nil { links[entry.linkID] = entry.path }
                    try body(
                        CopyInput(
                            item: index, path: entry.path, node: Self.taken(entry), link: first,
                            unpacks: false))
                }
            }
        }
    }

    /// The root of a directory gives no attributes to what is copied.
    private static func taken(_ entry: FileEntry) -> FileNode {
        if !entry.path.isRoot { return entry.node }
        return FileNode(.directory, attributes: FileAttributes(mode: 0o755))
    }

    /// The digest of everything that is taken in.
    ///
    /// - Parameter contents: the digest of a file's contents, read or known.
    /// - Throws: what `contents` throws, and `BoundReached` when the run may not go on.
    /// - Complexity: O(*n*) in the entries, and what `contents` takes.
    public func inputDigest(
        of contents: (FileContents) throws -> Digest
    ) throws -> Digest {
        var record = InputRecord()
        var pace = RunBounds.Pace()
        let sink = DigestSink()
        try forEachInput { input in
            try pace.step()
            try record.add(input, contents)
            if record.bytes.count < 1 << 15 { return }
            try sink.write(record.bytes)
            record.bytes.removeAll(keepingCapacity: true)
        }
        try sink.write(record.bytes)
        return sink.finish()
    }
}

/// The bytes that inputs are told apart by, each part with its length in front.
private struct InputRecord {
    var bytes: [UInt8] = []

    private mutating func add(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func add(_ part: some Collection<UInt8>) {
        add(UInt64(part.count))
        bytes.append(contentsOf: part)
    }

    mutating func add(_ input: CopyInput, _ contents: (FileContents) throws -> Digest) throws {
        let attributes = input.node.attributes
        add(UInt64(input.item))
        add(input.path.bytes)
        add(UInt64(input.node.kind.rawValue) << 1 | (input.unpacks ? 1 : 0))
        add(UInt64(attributes.mode))
        add(UInt64(attributes.uid) << 32 | UInt64(attributes.gid))
        add(UInt64(attributes.extendedAttributes.count))
        for attribute in attributes.extendedAttributes {
            add(attribute.name)
            add(attribute.value)
        }
        // Names of one file are told apart from two files by nothing, as in BuildKit.
        switch input.node.body {
        case .file(let file):
            add(UInt64(file.count))
            add(try contents(file).hex.utf8)
        case .symlink(let target): add(target)
        case .characterDevice(let device), .blockDevice(let device):
            add(UInt64(device.major) << 32 | UInt64(device.minor))
        case .directory, .fifo: break
        }
    }
}
