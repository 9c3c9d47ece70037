public import LayArchive
internal import LayBounds
public import LayFiles

/// Writes trees as tars and as directories.
public struct TreeExporter {
    private let files: any FileSystem

    /// Writes to `files`.
    public init(_ files: any FileSystem) {
        self.files = files
    }

    /// Writes the canonical tar of a tree; the file is complete or not there.
    ///
    /// - Throws: `FileError` when contents cannot be read or the file cannot be written.
    /// - Complexity: O(*n*) in the bytes, of which a window is in memory.
    public func write(
        _ tree: FileTree, toTar path: TreePath, _ compression: Compression = .none,
        level: Int? = nil
    ) throws {
        try Staging.write(path, in: files) { sink in
            let compressor = CompressingSink(
                to: ProgressSink(to: sink), compression, level: level)
            try LayerArchive.write(tree, to: compressor)
            try compressor.finish()
        }
    }

    /// Writes the files of a tree into a directory that is empty or not there; it is complete or
    /// not there.
    ///
    /// Owners are kept where the host lets them be given away. Devices and extended attributes are
    /// not made on a host, as they are not read there: a tar keeps them.
    ///
    /// - Throws: `ImageError` of kind `Exists` for a directory with something in it; `FileError`.
    /// - Complexity: O(*n*) in the bytes.
    public func write(_ tree: FileTree, toDirectory path: TreePath) throws {
        try files.makeParents(of: path)
        if let former = try files.find(path) {
            guard former.kind == .directory else { throw FileError(.notDirectory, path) }
            if try !files.list(path).isEmpty {
                throw ImageError.notEmpty(path)
            }
        }
        let temporary = path.staging
        // A killed export may have left one.
        try? remove(temporary)
        do {
            try fill(temporary, tree)
            try files.rename(temporary, to: path)
        } catch {
            try? remove(temporary)
            guard let error = error as? FileError, let inside = error.path.relative(to: temporary)
            else { throw error }
            throw error.at(path.appending(inside))
        }
    }

    /// Writes the files of a tree over those of a directory: other names stay, files are replaced, and
    /// directories are merged. What cannot be written leaves the directory as it was.
    ///
    /// - Throws: `FileError` of code `isDirectory` for a directory in the place of a file.
    /// - Complexity: O(*n*) in the bytes.
    public func write(_ tree: FileTree, overDirectory path: TreePath) throws {
        guard try files.find(path) != nil else { return try write(tree, toDirectory: path) }
        for entry in tree.walk() where entry.node.kind != .directory {
            let place = path.appending(entry.path)
            if (try? files.entry(at: place, follow: false))?.node.kind == .directory {
                throw FileError(.isDirectory, place)
            }
        }
        let temporary = path.appending(name: "files".utf8).staging
        try? remove(temporary)
        defer { try? remove(temporary) }
        try fill(temporary, tree)
        var open = [TreePath.root]
        while let directory = open.popLast() {
            for item in try files.list(temporary.appending(directory)) {
                let inside = directory.appending(name: item.name)
                let place = path.appending(inside)
                let old = try? files.entry(at: place, follow: false)
                if item.kind == .directory, old?.node.kind == .directory {
                    open.append(inside)
                    continue
                }
                if item.kind == .directory, old != nil { try files.unlink(place) }
                try files.rename(temporary.appending(inside), to: place)
            }
        }
    }

    private func fill(_ root: TreePath, _ tree: FileTree) throws {
        var links: [Int: TreePath] = [:]
        var directories: [FileEntry] = []
        var pace = RunBounds.Pace()
        for entry in tree.walk() {
            try pace.step(8)
            try TransferProgress.current?.advance(bytes: entry.node.size, entries: 1)
            let place = root.appending(entry.path)
            let node = entry.node
            switch node.body {
            case .directory:
                // Nobody can write into one whose mode forbids it.
                var open = FileNode(.directory, attributes: FileAttributes(mode: 0o700))
                open.modified = node.modified
                try files.make(open, at: place)
                directories.append(entry)
                continue
            case .characterDevice, .blockDevice: continue
            default: break
            }
            if entry.linkID != 0, let first = links[entry.linkID] {
                try files.link(first, to: place)
                continue
            }
            if entry.linkID != 0 { links[entry.linkID] = place }
            if case .file(let contents) = node.body {
                try write(contents, place)
            } else {
                try files.make(
                    FileNode(node.body, attributes: FileAttributes(mode: 0o600)), at: place)
            }
            try finish(node, place)
        }
        // Times last, from the bottom up: making a name changes its directory's.
        for entry in directories.reversed() { try finish(entry.node, root.appending(entry.path)) }
    }

    private func write(_ contents: FileContents, _ place: TreePath) throws {
        guard let durable = files as? any DurableFileSystem else {
            return try files.write(contents, to: place, creating: FileAttributes(mode: 0o600))
        }
        if contents.count < 1 << 20 {
            return try durable.write(contents, unsynchronizedTo: place)
        }
        let sink = try durable.sink(unsynchronizedTo: place)
        try contents.write(to: sink)
        try sink.finish()
    }

    private func finish(_ node: FileNode, _ place: TreePath) throws(FileError) {
        let wanted = node.attributes
        do {
            try files.setAttributes(of: place, follow: false) { attributes in
                (attributes.uid, attributes.gid) = (wanted.uid, wanted.gid)
            }
        } catch {
            // As with tar, the files of a user who is not root are that user's.
            guard error.code == .permissionDenied else { throw error }
        }
        // A new owner takes setuid and setgid away, so the mode comes behind it.
        if node.kind != .symlink {
            try files.setAttributes(of: place, follow: false) { $0.mode = wanted.mode }
        }
        try files.setModified(node.modified, of: place, follow: false)
    }

    private func remove(_ path: TreePath) throws {
        guard let entry = try? files.entry(at: path, follow: false) else { return }
        guard entry.node.kind == .directory else { return try files.unlink(path) }
        for item in try files.list(path) { try remove(path.appending(name: item.name)) }
        try files.removeDirectory(path)
    }
}
