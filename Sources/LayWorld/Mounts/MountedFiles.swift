internal import LayBounds
internal import LayFiles

/// The files of a tree with mounts on it, as programs see them: paths are walked through all parts.
struct MountedFiles {
    /// What holds a path's file.
    enum Part {
        /// The tree below all mounts.
        case own
        /// A volume's tree.
        case volume(String)
        /// A tmpfs, by its destination.
        case temporary(TreePath)
        /// The host.
        case host
        /// What the runtime mounts: `/dev`, `/proc`, `/sys` and files of `/etc`.
        case runtime(RuntimeFiles.Root)
    }

    /// A path without links, in the part that holds it.
    struct Place {
        /// The path in the container.
        var path: TreePath
        /// What holds it.
        var part: Part
        /// The path inside the part.
        var inside: TreePath
        /// Which mount it lies in; `nil` for the own tree and for the runtime's mounts.
        var mount: Int?

        /// Which of the runtime's mounts it lies in.
        var runtimeRoot: RuntimeFiles.Root? {
            if case .runtime(let root) = part { root } else { nil }
        }

        /// True when both lie in one mount, so that a name can go from one to the other.
        func isTogether(with other: Place) -> Bool {
            mount == other.mount && runtimeRoot == other.runtimeRoot
        }
    }

    let world: World
    let tree: FileTree
    let temporary: [TreePath: FileTree]
    /// The mounts, outer ones before those inside them.
    let mounts: [Mount]
    /// What the runtime mounts; `nil` where no program looks.
    var runtime: RuntimeFiles?

    /// The runtime's mount that holds a path, unless one that was asked for lies upon it.
    private func runtimeRoot(_ path: TreePath, below mount: Int?) -> RuntimeFiles.Root? {
        guard let root = runtime?.root(of: path) else { return nil }
        guard let mount else { return root }
        return mounts[mount].destination.isBelowOrEqual(root.path) ? nil : root
    }

    /// The part that holds a path without links.
    func place(_ path: TreePath) throws(FileError) -> Place {
        let found =
            mounts.isEmpty
            ? nil : mounts.indices.last { path.isBelowOrEqual(mounts[$0].destination) }
        if let root = runtimeRoot(path, below: found) {
            return Place(path: path, part: .runtime(root), inside: path, mount: nil)
        }
        guard let found, let below = path.relative(to: mounts[found].destination) else {
            return Place(path: path, part: .own, inside: path, mount: nil)
        }
        let mount = mounts[found]
        switch mount.source {
        case .tmpfs:
            return Place(
                path: path, part: .temporary(mount.destination), inside: below, mount: found)
        case .bind(let source):
            return Place(path: path, part: .host, inside: source.appending(below), mount: found)
        case .volume(let name):
            guard let volume = world.state.volumes[name] else {
                throw .volumeGone(name, path)
            }
            let inside = mount.subpath.appending(below)
            guard let device = volume.device else {
                return Place(path: path, part: .volume(name), inside: inside, mount: found)
            }
            return Place(path: path, part: .host, inside: device.appending(inside), mount: found)
        }
    }

    /// The tree of a part; `nil` for the host.
    func tree(of part: Part) -> FileTree? {
        switch part {
        case .own: tree
        case .runtime(let root): runtime?.tree(of: root)
        case .volume(let name): world.state.volumes[name]?.tree
        case .temporary(let destination): temporary[destination] ?? FileTree()
        case .host: nil
        }
    }

    /// The entry at a place, a link not followed.
    func look(_ place: Place) throws(FileError) -> FileEntry {
        var entry: FileEntry
        if isImplied(place) {
            entry = FileEntry(path: place.path, node: RuntimeFiles.directory)
        } else if let tree = tree(of: place.part) {
            entry = try tree.entry(at: place.inside, follow: false)
        } else {
            entry = try world.grantedHost(place.path, place.inside).entry(
                at: place.inside, follow: false)
        }
        entry.path = place.path
        return entry
    }

    /// True for a directory that is there only because something is mounted in it.
    private func isImplied(_ place: Place) -> Bool {
        guard runtime != nil, case .own = place.part, place.inside == RuntimeFiles.settings else {
            return false
        }
        return (try? tree.entry(at: place.inside, follow: false)) == nil
    }

    /// The names in the directory at a place, those of mount points included.
    func list(_ place: Place) throws(FileError) -> [DirectoryItem] {
        var items: [DirectoryItem]
        if isImplied(place) {
            items = []
        } else if let tree = tree(of: place.part) {
            items = try tree.list(place.inside)
        } else {
            items = try world.grantedHost(place.path, place.inside).list(place.inside)
        }
        for mount in mounts where !mount.destination.isRoot {
            let name = Array(mount.destination.name)
            guard mount.destination.parent == place.path,
                !items.contains(where: { $0.name == name })
            else { continue }
            let kind = try? look(self.place(mount.destination)).node.kind
            items.append(DirectoryItem(name: name, kind: kind ?? .directory))
            items.sort { $0.name.lexicographicallyPrecedes($1.name) }
        }
        try addRuntime(to: &items, place)
        return items
    }

    /// Adds the names of what the runtime mounts in a directory, or puts them over those there.
    private func addRuntime(to items: inout [DirectoryItem], _ place: Place) throws(FileError) {
        guard let runtime else { return }
        var shown: [DirectoryItem] = []
        for root in runtime.roots where root.path.parent == place.path {
            guard try self.place(root.path).runtimeRoot == root else { continue }
            shown.append(DirectoryItem(name: Array(root.path.name), kind: root.kind))
        }
        if place.path.isRoot, isImplied(try self.place(RuntimeFiles.settings)) {
            shown.append(
                DirectoryItem(name: Array(RuntimeFiles.settings.name), kind: .directory))
        }
        if shown.isEmpty { return }
        items.removeAll { item in shown.contains { $0.name == item.name } }
        items += shown
        items.sort { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// The place a path leads to; its entry is `nil` when the last name, which may be missing, is.
    ///
    /// - Throws: `notFound`, `notDirectory`, `loop`, `nameTooLong`.
    func find(_ path: TreePath, follow: Bool, mayBeMissing: Bool) throws(FileError) -> (
        place: Place, entry: FileEntry?
    ) {
        if let direct = findDirectly(path, follow: follow) { return direct }
        if isMissing(path) {
            if mayBeMissing, isDirectory(path.parent) { return (try place(path), nil) }
            // A name that is too long is the tree's to refuse.
            _ = try tree.entry(at: path, follow: follow)
            throw FileError(.notFound, path)
        }
        let walk = try walk(path, follow: follow)
        if let reason = walk.reason {
            let isLast = walk.rest.count == 1 && mayBeMissing
            guard reason.code == .notFound, isLast, let name = walk.rest.first else {
                throw reason.at(path)
            }
            return (try place(walk.place.path.appending(name: name)), nil)
        }
        return (walk.place, walk.entry)
    }

    /// `find` for a path without links that lies in a tree; `nil` leaves the rest to the walk.
    private func findDirectly(_ path: TreePath, follow: Bool) -> (place: Place, entry: FileEntry?)?
    {
        guard let place = try? place(path), let tree = tree(of: place.part),
            var entry = try? tree.entry(at: place.inside, follow: follow),
            entry.path == place.inside
        else { return nil }
        entry.path = path
        return (place, entry)
    }

    private func isDirectory(_ path: TreePath) -> Bool {
        (try? tree.entry(at: path, follow: false))?.node.kind == .directory
    }

    /// True when a path leads nowhere in a tree with nothing mounted on the way, and no link that
    /// might lead elsewhere.
    private func isMissing(_ path: TreePath) -> Bool {
        guard mounts.isEmpty, runtime?.root(of: path) == nil else { return false }
        var child = path
        while !child.isRoot, child != RuntimeFiles.settings {
            if (try? tree.entry(at: child, follow: false)) != nil { return false }
            let parent = child.parent
            if let entry = try? tree.entry(at: parent, follow: true) {
                return entry.path == parent && entry.node.kind == .directory
            }
            child = parent
        }
        return false
    }

    /// True when a path leads to a file, a directory or nothing in the own tree of a container to
    /// which nothing was mounted, and no link is on the way.
    func isPlain(_ path: TreePath, follow: Bool) -> Bool {
        guard mounts.isEmpty else { return false }
        if runtime == nil { return true }
        if path.isRoot || path == RuntimeFiles.settings || runtime?.root(of: path) != nil {
            return false
        }
        guard let entry = try? tree.entry(at: path, follow: follow) else { return isMissing(path) }
        return entry.path == path && entry.node.kind != .characterDevice
    }

    /// How far a walk came.
    struct Walk {
        /// The last place that is there.
        var place: Place
        var entry: FileEntry
        /// The names behind it, when the first of them is missing.
        var rest: [[UInt8]] = []
        /// Why it went no farther.
        var reason: FileError?
    }

    /// Walks name by name through links and mounts, as far as there is something.
    ///
    /// - Throws: `notDirectory`, `loop`, `nameTooLong`.
    func walk(_ path: TreePath, follow: Bool) throws(FileError) -> Walk {
        if path.bytes.count + 2 > 4096 { throw FileError(.nameTooLong, path) }
        var waiting: [[UInt8]] = path.components.reversed().map { Array($0) }
        let root = try place(.root)
        var walk = Walk(place: root, entry: try look(root))
        var followed = 0
        while let name = waiting.popLast() {
            if name == [0x2e] { continue }
            guard walk.entry.node.kind == .directory else { throw FileError(.notDirectory, path) }
            if name == [0x2e, 0x2e] {
                walk.place = try place(walk.place.path.parent)
                walk.entry = try look(walk.place)
                continue
            }
            if name.count > 255 { throw FileError(.nameTooLong, path) }
            let next = try step(walk.place, name)
            let found: FileEntry
            do throws(FileError) {
                found = try look(next)
            } catch {
                walk.rest = [name] + waiting.reversed()
                walk.reason = error
                return walk
            }
            guard case .symlink(let target) = found.node.body, !waiting.isEmpty || follow else {
                walk.place = next
                walk.entry = found
                continue
            }
            followed += 1
            if followed > 40 { throw FileError(.loop, path) }
            if target.first == 0x2f {
                walk.place = root
                walk.entry = try look(root)
            }
            waiting += target.split(separator: 0x2f).reversed().map { Array($0) }
            if waiting.count > 4096 { throw FileError(.nameTooLong, path) }
        }
        return walk
    }

    /// The place of a name in a directory: in the same part, unless something is mounted there.
    private func step(_ directory: Place, _ name: [UInt8]) throws(FileError) -> Place {
        let path = directory.path.appending(name: name)
        let isPoint =
            mounts.contains { $0.destination == path } || runtime?.root(of: path)?.path == path
        if isPoint { return try place(path) }
        var next = directory
        next.path = path
        next.inside = directory.inside.appending(name: name)
        return next
    }
}

extension World {
    /// The host's files, for a use of the host path `source` at the container's `path`.
    func grantedHost(_ path: TreePath, _ source: TreePath, writes: Bool = false)
        throws(FileError) -> any FileSystem
    {
        guard let files = host.files else {
            throw FileError.noHost(path)
        }
        if let mayReach = host.mayReach, !mayReach(source, writes) {
            throw FileError.noGrant(source, writes: writes, path)
        }
        return files
    }
}
