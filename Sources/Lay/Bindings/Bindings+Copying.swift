internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// `copy` and `add` of an image: where the sources come from.
extension Bindings {
    func installImageCopying() {
        for name in ["copy", "add"] {
            imageEdit(name, "source to from? owner? mode?") { [unowned self] image, call in
                try copy(image, call, isAdd: name == "add")
            }
        }
    }

    private func copy(_ image: Image, _ call: borrowing NativeCall, isAdd: Bool) throws -> Image {
        let sources: [String] = call[1].tag == .list ? try strings(call, 1) : [try call.string(1)]
        let word = isAdd ? "ADD" : "COPY"
        if sources.isEmpty {
            throw LayError(.valueError, "\(word) requires at least two arguments")
        }
        var step = CopyStep(to: try call.string(2))
        step.isAdd = isAdd
        step.limits = host.archiveLimits
        step.workingDirectory = TreePath(image.config.workingDirectory)
        step.now = world.now
        let owner = try call.optionalString(4)
        if let owner { step.owner = try self.owner(owner, TreeFileSystem(image.tree)) }
        step.mode = try mode(call, 5)
        if sources.count > 1, !step.target.hasSuffix("/"),
            (try? image.tree.entry(at: TreePath(step.target.utf8, in: step.workingDirectory)))?
                .node.kind != .directory, step.target != "."
        {
            throw LayError(
                .valueError,
                "When using \(word) with more than one source file, the destination must be a directory and end with a /",
                help: "write to: \"\(step.target)/\"")
        }
        let tree = try sourceTree(call)
        var items: [CopyStep.Item] = []
        for source in sources {
            if isAdd, Self.isAddress(source) {
                throw LayError(
                    .valueError, "ADD \(source): there is no network here to fetch it from",
                    help: "fetch it first, and add the file")
            }
            items += try self.items(source, tree)
        }
        if items.isEmpty { throw missing(sources.joined(separator: " "), in: nil, word) }
        let mode = call.has(5) ? String(try call.int(5), radix: 8) : nil
        return try image.replacingFiles(
            with: try step.apply(items, to: image.tree),
            createdBy: step.line(sources, owner: owner, mode: mode), created: world.timestamp,
            comment: Image.buildComment)
    }

    private static func isAddress(_ source: String) -> Bool {
        ["http://", "https://", "ftp://", "git://", "git@", "ssh://"].contains {
            source.hasPrefix($0)
        }
    }

    /// The files of `from:`; `nil` for the host's.
    private func sourceTree(_ call: borrowing NativeCall) throws -> FileTree? {
        guard call.has(3) else { return nil }
        if let image: Image = content(call[3]) { return image.tree }
        if let tree: FileTree = content(call[3]) { return tree }
        if let handle: ContainerHandle = content(call[3]) {
            return try world.container(handle.id).tree
        }
        if call[3].tag == .string { return try world.image(call[3].text).tree }
        throw call.mismatch(3, "an image, a tree or a container")
    }

    /// What a source means: one thing, or all that its pattern matches, which may be nothing.
    private func items(_ source: String, _ tree: FileTree?) throws -> [CopyStep.Item] {
        if let tree {
            let files = TreeFileSystem(tree)
            let paths =
                CopySources.isPattern(source)
                ? try CopySources.matches(source, in: files, below: .root) : [TreePath(source)]
            return try paths.map { path in
                guard let entry = try? tree.entry(at: path) else {
                    throw missing(source, in: files, "COPY")
                }
                let isDirectory = entry.node.kind == .directory
                return CopyStep.Item(
                    name: Array(path.name), node: entry.node,
                    contents: isDirectory ? try tree.subtree(entry.path) : FileTree())
            }
        }
        let files = try hostFiles()
        if !CopySources.isPattern(source) { return [try hostItem(source, files)] }
        let parts = source.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let fixed = parts.prefix { !CopySources.isPattern($0) }
        let prefix = fixed.joined(separator: "/")
        let start = prefix.isEmpty ? (source.hasPrefix("/") ? "/" : ".") : prefix
        let below = try readable(start)
        let rest = parts.dropFirst(fixed.count).joined(separator: "/")
        return try CopySources.matches(rest, in: files, below: below).map { path in
            // Each match is asked for by itself: a link may lead out of what was granted.
            try hostItem(String(decoding: [0x2f] + path.bytes, as: UTF8.self), files)
        }
    }

    private func hostItem(_ source: String, _ files: any FileSystem) throws -> CopyStep.Item {
        let place = try readable(source)
        guard var node = (try? files.entry(at: place, follow: true))?.node else {
            throw missing(source, in: files, "COPY")
        }
        node.modified = world.now
        node.attributes.uid = 0
        node.attributes.gid = 0
        let contents =
            node.kind == .directory
            ? try Snapshot.tree(of: files, at: place, modified: world.now, isRootOwned: true)
            : FileTree()
        let name = source.split(separator: "/").last.map { Array($0.utf8) } ?? []
        return CopyStep.Item(name: name, node: node, contents: contents)
    }

    private func missing(_ source: String, in files: (any FileSystem)?, _ word: String) -> LayError
    {
        let path = source.hasPrefix("/") ? source : "/\(source)"
        let parent = files.flatMap { try? $0.list(TreePath(source).parent) } ?? []
        let names = parent.prefix(8).map { TreePath.display($0.name[...]) }
        return LayError(
            .notFound,
            "\(word): failed to compute cache key: failed to calculate checksum: \"\(path)\": not found",
            help: names.isEmpty
                ? "no source is there" : "there are \(names.joined(separator: ", "))")
    }
}
