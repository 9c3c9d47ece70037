internal import LayBounds
internal import LayFiles

/// Puts the entries of a tar together to a layer; nothing in a name can lead out of it.
struct LayerAssembly {
    private let source: ByteSource
    private let limits: ArchiveLimits
    private(set) var changes = TreeChanges()
    /// Hard links to what the layer does not have, but one below may.
    private(set) var lowerLinks: [LayerArchive.LowerLink] = []
    /// Entries, with the directories that were made on the way to them.
    private var count = 0

    init(_ source: ByteSource, _ limits: ArchiveLimits) {
        self.source = source
        self.limits = limits
    }

    /// Reads all entries of a stream, whose bytes `source` gives again.
    ///
    /// - Throws: `ArchiveError` that names the entry and the place.
    static func read(_ stream: ArchiveStream, _ source: ByteSource, _ limits: ArchiveLimits) throws
        -> (changes: TreeChanges, lowerLinks: [LayerArchive.LowerLink], warnings: [String])
    {
        var reader = TarReader(stream, limits: limits)
        var assembly = LayerAssembly(source, limits)
        while let entry = try reader.next() {
            if assembly.count & 0xff == 0xff {
                try TransferProgress.current?.advance(entries: 256)
                try RunBounds.look()
            }
            do {
                try assembly.add(entry)
            } catch let error as FileError where !error.isBound {
                throw ArchiveError.refused(entry, error)
            }
        }
        return (assembly.changes, assembly.lowerLinks, reader.warnings.all)
    }

    mutating func add(_ entry: TarEntry) throws {
        if entry.path.isEmpty { throw ArchiveError.noName(entry) }
        if entry.path.contains(0) { throw ArchiveError.zeroInName(entry) }
        if Self.climbs(entry.path) { throw ArchiveError.climbingName(entry) }
        var path = TreePath(bytes: entry.path)
        if path.isOfAufs { return }
        try charge(path, entry)
        let name = Array(path.name)
        if name == LayerArchive.opaqueName {
            try changes.addOpaque(at: path.parent, making: entry.makesDirectory)
            return
        }
        if name.starts(with: LayerArchive.whiteoutPrefix) {
            try addWhiteout(of: Array(name.dropFirst(4)), in: path.parent, entry)
            return
        }
        path = changes.landing(of: path)
        if path.isRoot, entry.kind != .directory { throw ArchiveError.standsForRoot(entry) }
        if !lowerLinks.isEmpty { lowerLinks.removeAll { $0.path == path } }
        let body: FileNode.Body
        switch entry.kind {
        case .file: body = .file(try entry.contents(in: source))
        case .directory: body = .directory
        case .symlink:
            if entry.target.isEmpty { throw ArchiveError.noTarget(entry) }
            if entry.target.contains(0) { throw ArchiveError.zeroInTarget(entry) }
            body = .symlink(target: entry.target)
        case .fifo: body = .fifo
        case .characterDevice: body = .characterDevice(entry.device)
        case .blockDevice: body = .blockDevice(entry.device)
        case .hardLink:
            if entry.target.isEmpty { throw ArchiveError.noTarget(entry) }
            if entry.target.contains(0) { throw ArchiveError.zeroInTarget(entry) }
            if Self.climbs(entry.target) { throw ArchiveError.climbingHardLink(entry) }
            try addHardLink(to: TreePath(bytes: entry.target), at: path, entry)
            return
        }
        try changes.add(
            FileNode(body, attributes: entry.attributes, modified: entry.modified), at: path)
    }

    /// True for a name that leads above the root, whatever is there: `a/../b` is `b`.
    private static func climbs(_ path: [UInt8]) -> Bool {
        if !path.contains(0x2e) { return false }
        var depth = 0
        for name in path.split(separator: 0x2f) {
            if name.elementsEqual([0x2e]) { continue }
            depth += name.elementsEqual([0x2e, 0x2e]) ? -1 : 1
            if depth < 0 { return true }
        }
        return false
    }

    /// Counts an entry and the directories it needs, so that a few long paths cannot make millions.
    private mutating func charge(_ path: TreePath, _ entry: TarEntry) throws {
        count += 1
        var parent = path.parent
        while !parent.isRoot, !changes.holdsDirectory(parent), count <= limits.entries {
            count += 1
            parent = parent.parent
        }
        if count > limits.entries {
            throw ArchiveError.manyEntries(limits.entries, at: entry.headerOffset)
        }
    }

    private mutating func addWhiteout(
        of hidden: [UInt8], in directory: TreePath, _ entry: TarEntry
    ) throws {
        if hidden.isEmpty || hidden == [0x2e] || hidden == [0x2e, 0x2e] {
            throw ArchiveError.emptyWhiteout(entry)
        }
        try changes.addWhiteout(
            of: directory.appending(name: hidden), making: entry.makesDirectory)
    }

    private mutating func addHardLink(
        to target: TreePath, at path: TreePath, _ entry: TarEntry
    ) throws {
        guard let source = changes.place(of: target) else {
            let error = ArchiveError.earlyHardLink(entry, to: target)
            if changes.hides(target) { throw error }
            if lowerLinks.count >= limits.entries / 4 {
                throw ArchiveError.manyEntries(limits.entries, at: entry.headerOffset)
            }
            lowerLinks.append(LayerArchive.LowerLink(source: target, path: path, error: error))
            return
        }
        if changes.holdsDirectory(source) {
            throw ArchiveError.directoryHardLink(entry, to: source)
        }
        // GNU tar writes a file that is named twice as a link to itself.
        if source == path { return }
        try changes.addHardLink(to: source, at: path)
    }
}

extension TreePath {
    /// True for what aufs kept for itself beside its files; OCI knows none of it but the opaque mark.
    fileprivate var isOfAufs: Bool {
        if !bytes.contains(0x2e) { return false }
        let names = components
        let marks = Array(".wh..wh.".utf8)
        return names.dropLast().contains { $0.starts(with: marks) }
            || names.last.map {
                $0.starts(with: marks) && !$0.elementsEqual(LayerArchive.opaqueName)
            } ?? false
    }
}
