public import LayFiles

/// Where COPY and ADD find their sources.
public enum CopyOrigin {
    /// The files of an image, a container or a tree, which keep their owners and times.
    case tree(FileTree)
    /// Files from outside, which become root's and get the step's time. `allow` gives the place of a
    /// source, its links resolved, or refuses it.
    case files(any FileSystem, allow: (_ source: String) throws -> TreePath)

    /// What a source means: one thing, or all that its pattern matches, which may be nothing.
    func items(_ source: String, for step: CopyStep) throws -> [CopyStep.Item] {
        switch self {
        case .tree(let tree):
            let paths =
                CopySources.isPattern(source)
                ? try CopySources.matches(source, in: TreeFileSystem(tree), below: .root)
                : [TreePath(source)]
            return try paths.map { try Self.item(source, at: $0, in: tree, for: step) }
        case .files(let files, let allow):
            if !CopySources.isPattern(source) {
                return [try Self.item(source, in: files, allow, for: step)]
            }
            let (start, pattern) = CopySources.split(source)
            let matches = try CopySources.matches(pattern, in: files, below: try allow(start))
            return try matches.map { path in
                // Each match is asked for by itself: a link may lead out of what was granted.
                try Self.item(
                    String(decoding: [0x2f] + path.bytes, as: UTF8.self), in: files, allow,
                    for: step)
            }
        }
    }

    private static func item(
        _ source: String, at path: TreePath, in tree: FileTree, for step: CopyStep
    ) throws -> CopyStep.Item {
        guard let entry = try? tree.entry(at: path) else {
            throw ImageError.noSource(
                source, step.word, beside: names(in: path.parent, of: TreeFileSystem(tree)))
        }
        let isDirectory = entry.node.kind == .directory
        return CopyStep.Item(
            name: Array(path.name), node: entry.node,
            contents: isDirectory ? try tree.subtree(entry.path) : FileTree())
    }

    private static func item(
        _ source: String, in files: any FileSystem, _ allow: (String) throws -> TreePath,
        for step: CopyStep
    ) throws -> CopyStep.Item {
        let place = try allow(source)
        guard try files.find(place) != nil,
            var node = (try? files.entry(at: place, follow: true))?.node
        else {
            // What lies beside it may be something that nobody granted.
            let parent = try? allow(place.parent.description)
            throw ImageError.noSource(
                source, step.word, beside: parent.map { names(in: $0, of: files) } ?? [])
        }
        node.modified = step.now
        node.attributes.uid = 0
        node.attributes.gid = 0
        let contents =
            node.kind == .directory
            ? try Snapshot.tree(of: files, at: place, modified: step.now, isRootOwned: true)
            : FileTree()
        let name = source.split(separator: "/").last.map { Array($0.utf8) } ?? []
        return CopyStep.Item(name: name, node: node, contents: contents)
    }

    private static func names(in directory: TreePath, of files: any FileSystem) -> [String] {
        ((try? files.list(directory)) ?? []).prefix(8).map { TreePath.display($0.name[...]) }
    }
}
