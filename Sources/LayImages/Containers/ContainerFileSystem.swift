public import LayFiles

/// The files of a container as its programs see them, mounts included.
///
/// Works on the world's own state, so that a write to a volume is seen by the other containers at
/// once. A path is walked name by name, since links and mounts may lead from one part to another.
public final class ContainerFileSystem: FileSystem {
    private let world: World
    private let id: String

    /// The files of the container `id` of `world`.
    public init(_ world: World, _ id: String) {
        self.world = world
        self.id = id
    }

    /// The time that new files get.
    public var now: Nanoseconds { world.now }

    /// Where a path without links lies: in the container's own tree or in a mount.
    private enum Route {
        case own(TreePath)
        case mount(Mount, TreePath)
    }

    private func container() throws(FileError) -> Container {
        guard let container = world.state.containers[id] else {
            throw FileError(.notFound, .root, detail: "the container is gone")
        }
        return container
    }

    private func route(_ path: TreePath) throws(FileError) -> Route {
        var found: Mount?
        for mount in try container().mounts where path.isBelowOrEqual(mount.destination) {
            found = mount
        }
        guard let found, let inside = path.relative(to: found.destination) else {
            return .own(path)
        }
        return .mount(found, found.subpath.appending(inside))
    }

    private func bound(_ source: TreePath, _ inside: TreePath) throws(FileError) -> (
        any FileSystem, TreePath
    ) {
        guard let host = world.hostFiles else {
            throw FileError(.permissionDenied, source, detail: "the host grants no files")
        }
        return (host, source.appending(inside))
    }

    /// The entry at a path without links above its last name.
    private func look(_ path: TreePath) throws(FileError) -> FileEntry {
        switch try route(path) {
        case .own(let inside): return try container().tree.entry(at: inside, follow: false)
        case .mount(let mount, let inside):
            switch mount.source {
            case .volume(let name):
                guard let volume = world.state.volumes[name] else {
                    throw FileError(.notFound, path)
                }
                return try volume.tree.entry(at: inside, follow: false)
            case .tmpfs:
                return try (container().temporary[mount.destination] ?? FileTree()).entry(
                    at: inside, follow: false)
            case .bind(let source):
                let (host, place) = try bound(source, inside)
                return try host.entry(at: place, follow: false)
            }
        }
    }

    /// Walks to the place a path leads to.
    private func find(_ path: TreePath, follow: Bool, mayBeMissing: Bool) throws(FileError) -> (
        TreePath, FileEntry?
    ) {
        var waiting: [[UInt8]] = path.components.reversed().map { Array($0) }
        var place = TreePath.root
        var entry: FileEntry? = try look(.root)
        var followed = 0
        while let name = waiting.popLast() {
            if name == [0x2e] { continue }
            if name == [0x2e, 0x2e] {
                place = place.parent
                entry = try look(place)
                continue
            }
            guard entry?.node.kind == .directory else { throw FileError(.notDirectory, path) }
            let next = place.appending(name: name)
            let found: FileEntry
            do throws(FileError) {
                found = try look(next)
            } catch {
                if error.code == .notFound, waiting.isEmpty, mayBeMissing { return (next, nil) }
                throw FileError(error.code, path, detail: error.detail)
            }
            if case .symlink(let target) = found.node.body, !waiting.isEmpty || follow {
                followed += 1
                if followed > 40 { throw FileError(.loop, path) }
                if target.first == 0x2f {
                    place = .root
                    entry = try look(.root)
                }
                waiting += target.split(separator: 0x2f).reversed().map { Array($0) }
                continue
            }
            place = next
            entry = found
        }
        return (place, entry)
    }

    /// Lets `body` change the tree that holds a path without links, or the host's files.
    private func change(
        _ path: TreePath, _ tree: (inout FileTree, TreePath) throws(FileError) -> Void,
        host body: (any FileSystem, TreePath) throws(FileError) -> Void
    ) throws(FileError) {
        let route = try route(path)
        if case .mount(let mount, _) = route, mount.isReadOnly { throw FileError(.readOnly, path) }
        if case .own = route, try container().isReadOnly { throw FileError(.readOnly, path) }
        switch route {
        case .own(let inside):
            try update { (container) throws(FileError) in try tree(&container.tree, inside) }
        case .mount(let mount, let inside):
            switch mount.source {
            case .volume(let name):
                guard var changed = world.state.volumes[name]?.tree else {
                    throw FileError(.notFound, path)
                }
                world.state.volumes[name]?.tree = FileTree()
                defer { world.state.volumes[name]?.tree = changed }
                try tree(&changed, inside)
            case .tmpfs:
                let place = mount.destination
                try update { (container) throws(FileError) in
                    try tree(&container.temporary[place, default: FileTree()], inside)
                }
            case .bind(let source):
                let (host, place) = try bound(source, inside)
                try body(host, place)
            }
        }
    }

    /// Lets `body` change the container, whose files are then changed in place.
    private func update(_ body: (inout Container) throws(FileError) -> Void) throws(FileError) {
        let outcome = world.state.containers.update(id) { container in
            Result { () throws(FileError) in try body(&container) }
        }
        try outcome?.get()
    }

    private func isMountPoint(_ path: TreePath) throws(FileError) -> Bool {
        try container().mounts.contains { $0.destination.isBelowOrEqual(path) }
    }

    /// Two paths that must lie in one part.
    private func together(_ source: TreePath, _ target: TreePath) throws(FileError) -> (
        TreePath, TreePath
    ) {
        let from = try find(source, follow: false, mayBeMissing: false).0
        let to = try find(target, follow: false, mayBeMissing: true).0
        switch (try route(from), try route(to)) {
        case (.own, .own): break
        case (.mount(let a, _), .mount(let b, _)) where a.destination == b.destination: break
        default: throw FileError(.crossDevice, source)
        }
        return (from, to)
    }

    // MARK: Reading

    /// The entry at a path.
    public func entry(at path: TreePath, follow: Bool) throws(FileError) -> FileEntry {
        let (place, entry) = try find(path, follow: follow, mayBeMissing: false)
        guard var entry else { throw FileError(.notFound, path) }
        entry.path = place
        return entry
    }

    /// The names in a directory, in byte order.
    public func list(_ path: TreePath) throws(FileError) -> [DirectoryItem] {
        let (place, entry) = try find(path, follow: true, mayBeMissing: false)
        if entry?.node.kind != .directory { throw FileError(.notDirectory, path) }
        switch try route(place) {
        case .own(let inside): return try container().tree.list(inside)
        case .mount(let mount, let inside):
            switch mount.source {
            case .volume(let name): return try world.state.volumes[name]?.tree.list(inside) ?? []
            case .tmpfs: return try container().temporary[mount.destination]?.list(inside) ?? []
            case .bind(let source):
                let (host, place) = try bound(source, inside)
                return try host.list(place)
            }
        }
    }

    /// The path with every link resolved.
    public func resolve(_ path: TreePath, lastMayBeMissing: Bool) throws(FileError) -> TreePath {
        try find(path, follow: true, mayBeMissing: lastMayBeMissing).0
    }

    // MARK: Changing

    /// Creates the file or replaces its contents.
    public func write(
        _ contents: FileContents, to path: TreePath, creating attributes: FileAttributes
    )
        throws(FileError)
    {
        let time = now
        let place = try find(path, follow: true, mayBeMissing: true).0
        try change(
            place,
            { (tree, path) throws(FileError) in
                try tree.write(contents, to: path, creating: attributes, now: time)
            },
            host: { (host, path) throws(FileError) in
                try host.write(contents, to: path, creating: attributes)
            })
    }

    /// Adds bytes to the end of a file.
    public func append(_ bytes: [UInt8], to path: TreePath, creating attributes: FileAttributes)
        throws(FileError)
    {
        let time = now
        let place = try find(path, follow: true, mayBeMissing: true).0
        try change(
            place,
            { (tree, path) throws(FileError) in
                try tree.append(bytes, to: path, creating: attributes, now: time)
            },
            host: { (host, path) throws(FileError) in
                try host.append(bytes, to: path, creating: attributes)
            })
    }

    /// Makes a new node.
    public func make(_ node: FileNode, at path: TreePath) throws(FileError) {
        let time = now
        let (place, existing) = try find(path, follow: false, mayBeMissing: true)
        if existing != nil { throw FileError(.exists, path) }
        try change(
            place, { (tree, path) throws(FileError) in try tree.make(node, at: path, now: time) },
            host: { (host, path) throws(FileError) in try host.make(node, at: path) })
    }

    /// Gives an inode another name.
    public func link(_ source: TreePath, to path: TreePath) throws(FileError) {
        let time = now
        let (from, to) = try together(source, path)
        let inside = try inner(from)
        try change(
            to, { (tree, path) throws(FileError) in try tree.link(inside, to: path, now: time) },
            host: { (host, path) throws(FileError) in try host.link(inside, to: path) })
    }

    /// The path inside its part; for a bind mount the host's path.
    private func inner(_ path: TreePath) throws(FileError) -> TreePath {
        switch try route(path) {
        case .own(let inside): return inside
        case .mount(let mount, let inside):
            if case .bind(let source) = mount.source { return source.appending(inside) }
            return inside
        }
    }

    /// Removes a name that is no directory.
    public func unlink(_ path: TreePath) throws(FileError) {
        let time = now
        let place = try find(path, follow: false, mayBeMissing: false).0
        if try isMountPoint(place) { throw FileError(.inUse, path) }
        try change(
            place, { (tree, path) throws(FileError) in try tree.unlink(path, now: time) },
            host: { (host, path) throws(FileError) in try host.unlink(path) })
    }

    /// Removes an empty directory.
    public func removeDirectory(_ path: TreePath) throws(FileError) {
        let time = now
        let place = try find(path, follow: false, mayBeMissing: false).0
        if try isMountPoint(place) { throw FileError(.inUse, path) }
        try change(
            place, { (tree, path) throws(FileError) in try tree.removeDirectory(path, now: time) },
            host: { (host, path) throws(FileError) in try host.removeDirectory(path) })
    }

    /// Moves, replacing what POSIX lets `rename(2)` replace.
    public func rename(_ source: TreePath, to target: TreePath) throws(FileError) {
        let time = now
        let (from, to) = try together(source, target)
        if try isMountPoint(from) { throw FileError(.inUse, source) }
        let inside = try inner(from)
        try change(
            to, { (tree, path) throws(FileError) in try tree.rename(inside, to: path, now: time) },
            host: { (host, path) throws(FileError) in try host.rename(inside, to: path) })
    }

    /// Changes mode, owner or extended attributes.
    public func setAttributes(
        of path: TreePath, follow: Bool, _ body: (inout FileAttributes) -> Void
    ) throws(FileError) {
        let place = try find(path, follow: follow, mayBeMissing: false).0
        try change(
            place,
            { (tree, path) throws(FileError) in
                try tree.setAttributes(of: path, follow: false, body)
            },
            host: { (host, path) throws(FileError) in
                try host.setAttributes(of: path, follow: false, body)
            })
    }

    /// Sets the modification time.
    public func setModified(_ time: Nanoseconds, of path: TreePath, follow: Bool) throws(FileError)
    {
        let place = try find(path, follow: follow, mayBeMissing: false).0
        try change(
            place,
            { (tree, path) throws(FileError) in try tree.setModified(time, of: path, follow: false)
            },
            host: { (host, path) throws(FileError) in
                try host.setModified(time, of: path, follow: false)
            })
    }

    /// Cuts a file or fills it with zeros.
    public func truncate(_ path: TreePath, to size: Int) throws(FileError) {
        let time = now
        let place = try find(path, follow: true, mayBeMissing: false).0
        try change(
            place,
            { (tree, path) throws(FileError) in try tree.truncate(path, to: size, now: time) },
            host: { (host, path) throws(FileError) in try host.truncate(path, to: size) })
    }
}
