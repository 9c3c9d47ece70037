internal import LayBounds
internal import LayFiles
public import LayImages

extension World {
    /// What an address gives: what the catalogue has, or else what the host fetches.
    ///
    /// - Parameter keepsGitDirectory: false to leave a repository's `.git` out.
    /// - Throws: `ImageError` of kind `NotFound` for what is not to be had, in the words of a machine
    ///   without a network; what the host's `fetch` throws.
    public func fetch(_ address: RemoteAddress, keepsGitDirectory: Bool = false) throws -> Download
    {
        func files(_ tree: FileTree, _ repository: RemoteAddress.Repository) throws -> Download {
            .files(
                try checkedOut(tree, repository, keepsGitDirectory: keepsGitDirectory))
        }
        switch address.kind {
        case .file:
            if let known = state.downloads[address.location] {
                guard case .file = known else {
                    throw ImageError.filesAtAddress(address.description)
                }
                return known
            }
            if let (above, files) = state.downloads.above(address.location),
                let file = try Self.file(address.location, in: files, below: above)
            {
                return file
            }
        case .repository(let repository):
            if let known = state.downloads[address.description] {
                guard case .files(let tree) = known else {
                    throw ImageError.fileAtAddress(address.description)
                }
                return try files(tree, repository)
            }
            if let revision = repository.revision, state.downloads[address.location] != nil {
                throw ImageError.noRevision(revision, address.description)
            }
        }
        guard let fetched = try host.fetch?(address) else {
            // What stands for all below an address says of the rest that it is not there.
            let isBelow = state.downloads.above(address.location) != nil
            throw ImageError.noDownload(address.description, responseStatus: isBelow ? 404 : nil)
        }
        if case .files(let tree) = fetched, case .repository(let repository) = address.kind {
            return try files(tree, repository)
        }
        return fetched
    }

    /// What an address gives as a source of ADD.
    ///
    /// - Parameters:
    ///   - checksum: what a file's contents are compared with; of a repository the commit, which BuildKit
    ///     takes for the revision.
    ///   - keepsGitDirectory: false to leave a repository's `.git` out.
    /// - Throws: as `fetch`, and `ImageError` of kind `CorruptData` for other contents.
    public func source(
        of address: RemoteAddress, checksum: String? = nil, keepsGitDirectory: Bool = false
    ) throws -> CopySource {
        guard case .file(let name) = address.kind else {
            let wanted = checksum.map { address.at(revision: $0) } ?? address
            guard
                case .files(let tree) = try fetch(wanted, keepsGitDirectory: keepsGitDirectory)
            else { throw ImageError.fileAtAddress(address.description) }
            return .tree(tree)
        }
        let sum = try checksum.map { text throws(ImageError) in try DownloadChecksum(text) }
        guard case .file(let contents, let modified) = try fetch(address) else {
            throw ImageError.filesAtAddress(address.description)
        }
        try sum?.check(contents)
        return .fetched(name: name, contents, modified: modified)
    }

    /// A file of the tree that stands for all below an address; a query says nothing of which.
    private static func file(
        _ address: String, in files: FileTree, below above: String
    ) throws -> Download? {
        let path = address.dropFirst(above.count).prefix { $0 != "?" }
        let place = TreePath(RemoteAddress.decoded(path))
        guard let entry = try? files.entry(at: place, follow: true),
            case .file(let contents) = entry.node.body
        else { return nil }
        return .file(contents, modified: entry.node.modified)
    }

    /// The files that git puts on a disk: root's, with two modes, and no attributes.
    ///
    /// - Complexity: O(*n*) in the entries.
    private func checkedOut(
        _ tree: FileTree, _ repository: RemoteAddress.Repository, keepsGitDirectory: Bool
    ) throws -> FileTree {
        var top = tree
        if let directory = repository.directory, !TreePath(directory).isRoot {
            guard let entry = try? tree.entry(at: TreePath(directory), follow: false) else {
                throw ImageError.noRepositoryDirectory(TreePath(directory))
            }
            guard entry.node.kind == .directory else {
                throw ImageError.repositoryFile(TreePath(directory))
            }
            top = try tree.subtree(entry.path)
        }
        var result = FileTree()
        for entry in top.walk() where !entry.path.isRoot {
            if !keepsGitDirectory,
                entry.path.components.first.map({ Array($0) }) == Array(".git".utf8)
            {
                continue
            }
            var node = entry.node
            let isExecutable = node.attributes.mode & 0o100 != 0
            switch node.kind {
            case .directory: node.attributes = FileAttributes(mode: 0o755)
            case .file: node.attributes = FileAttributes(mode: isExecutable ? 0o755 : 0o644)
            case .symlink: node.attributes = FileAttributes(mode: 0o777)
            default: continue
            }
            node.modified = now
            try result.put(node, at: entry.path)
        }
        return result
    }
}

extension ImageError {
    static func noDownload(_ address: String, responseStatus: Int?) -> ImageError {
        ImageError(
            .notFound, "failed to load cache key: Get \"\(address)\": there is no network here",
            help: "put it into the catalogue: world.downloads[\"\(address)\"] = …, or "
                + "lay build --download \(address)=FILE; --allow-net fetches it",
            responseStatus: responseStatus)
    }

    static func noRevision(_ revision: String, _ address: String) -> ImageError {
        ImageError(
            .notFound, "failed to load cache key: repository does not contain ref \(revision)",
            help: "world.downloads[\"\(address)\"] = TREE gives it one")
    }

    static func filesAtAddress(_ address: String) -> ImageError {
        ImageError(
            .typeError, "ADD \(address): it names a file, and a tree is there",
            help: "give it a file, or let the address end with .git")
    }

    static func fileAtAddress(_ address: String) -> ImageError {
        ImageError(
            .typeError,
            "ADD \(address): it names a repository, and a file is there",
            help: "give it a tree: the files that are checked out")
    }

    static func noRepositoryDirectory(_ path: TreePath) -> ImageError {
        ImageError(
            .notFound,
            "invalid subdir \(path): failed to lstat \"\(path.description.dropFirst())\": statat \(path.description.dropFirst()): no such file or directory"
        )
    }

    static func repositoryFile(_ path: TreePath) -> ImageError {
        ImageError(.notDirectory, "invalid subdir \(path): not a directory")
    }
}
