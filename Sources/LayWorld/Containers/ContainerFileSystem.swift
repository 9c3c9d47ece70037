internal import LayBounds
public import LayFiles

/// The files of a container as its programs see them, mounts included, or those of a volume.
///
/// Works on the world's own state, so that a write to a volume is seen by the other containers at
/// once. Without mounts every operation is the container's tree's own; with mounts a path is
/// routed to the part that holds it.
public final class ContainerFileSystem: FileSystem {
    enum Owner {
        case container(String)
        case volume(String)
    }

    let world: World
    let owner: Owner

    /// The files of the container `id` of `world`.
    public init(_ world: World, _ id: String) {
        self.world = world
        owner = .container(id)
    }

    /// The files of a volume of `world`.
    public init(_ world: World, volume name: String) {
        self.world = world
        owner = .volume(name)
    }

    /// The time that new files get.
    public var now: Nanoseconds { world.now }

    /// The parts as they are now, not to be held while one of them changes.
    func files() throws(FileError) -> MountedFiles {
        switch owner {
        case .volume(let name):
            return MountedFiles(
                world: world, tree: FileTree(), temporary: [:],
                mounts: [Mount(.volume(name), at: .root)])
        case .container(let id):
            guard let (tree, temporary, mounts) = world.state.containers.files(of: id) else {
                throw FileError.containerGone
            }
            return MountedFiles(world: world, tree: tree, temporary: temporary, mounts: mounts)
        }
    }

    /// The entry at a path.
    public func entry(at path: TreePath, follow: Bool) throws(FileError) -> FileEntry {
        let files = try files()
        if files.mounts.isEmpty { return try files.tree.entry(at: path, follow: follow) }
        guard let entry = try files.find(path, follow: follow, mayBeMissing: false).entry else {
            throw FileError(.notFound, path)
        }
        return entry
    }

    /// The names in a directory, in byte order.
    public func list(_ path: TreePath) throws(FileError) -> [DirectoryItem] {
        let files = try files()
        if files.mounts.isEmpty { return try files.tree.list(path) }
        let (place, entry) = try files.find(path, follow: true, mayBeMissing: false)
        if entry?.node.kind != .directory { throw FileError(.notDirectory, path) }
        return try files.list(place)
    }

    /// The path with every link resolved.
    public func resolve(_ path: TreePath, lastMayBeMissing: Bool) throws(FileError) -> TreePath {
        let files = try files()
        if files.mounts.isEmpty {
            return try files.tree.resolve(path, lastMayBeMissing: lastMayBeMissing)
        }
        return try files.find(path, follow: true, mayBeMissing: lastMayBeMissing).place.path
    }

    /// Lets `body` change the own tree of a writable container without mounts; false for another.
    func changeDirectly(_ body: (inout FileTree) throws(FileError) -> Void)
        throws(FileError) -> Bool
    {
        guard case .container(let id) = owner else { return false }
        let outcome = world.state.containers.update(id) { container -> Result<Bool, FileError> in
            guard container.settings.mounts.isEmpty, !container.settings.isReadOnly else {
                return .success(false)
            }
            return Result { () throws(FileError) in
                try body(&container.tree)
                return true
            }
        }
        guard let outcome else {
            throw FileError.containerGone
        }
        return try outcome.get()
    }

    /// Makes a change at the place a path leads to.
    func change(
        _ path: TreePath, follow: Bool, mayBeMissing: Bool = false, _ change: PartChange
    ) throws(FileError) {
        if try changeDirectly({ (tree) throws(FileError) in try change.tree(&tree, path) }) {
            return
        }
        try self.change(
            try find(path, follow: follow, mayBeMissing: mayBeMissing).place, change)
    }

    /// Makes a change in the part that holds a place.
    func change(_ place: MountedFiles.Place, _ change: PartChange) throws(FileError) {
        if case .volume(let name) = place.part {
            try checkWritable(place)
            return try world.change(volume: name, place, change)
        }
        if case .host = place.part {
            try checkWritable(place)
            return try world.change(host: place, change)
        }
        guard case .container(let id) = owner else { return }
        let outcome = world.state.containers.update(id) { container in
            Result { () throws(FileError) in
                let mount = place.mount.map { container.settings.mounts[$0] }
                if mount?.isReadOnly ?? container.settings.isReadOnly {
                    throw FileError(.readOnly, place.path)
                }
                guard case .temporary(let destination) = place.part else {
                    return try change.apply(to: &container.tree, place, limit: nil)
                }
                try change.apply(
                    to: &container.temporary[destination, default: FileTree()], place,
                    limit: mount?.tmpfs.size)
            }
        }
        try outcome?.get()
    }

    private func checkWritable(_ place: MountedFiles.Place) throws(FileError) {
        if let mount = place.mount, try files().mounts[mount].isReadOnly {
            throw FileError(.readOnly, place.path)
        }
    }

    func find(_ path: TreePath, follow: Bool, mayBeMissing: Bool = false)
        throws(FileError) -> (place: MountedFiles.Place, entry: FileEntry?)
    {
        try files().find(path, follow: follow, mayBeMissing: mayBeMissing)
    }

    /// Refuses what would take a mount point away.
    func checkNoMountPoint(_ place: TreePath, _ path: TreePath) throws(FileError) {
        let mounts = try files().mounts
        if place.isRoot || mounts.contains(where: { $0.destination == place }) {
            throw place.isRoot ? FileError(.inUse, path) : FileError.mounted(path)
        }
        if mounts.contains(where: { $0.destination.isBelowOrEqual(place) }) {
            throw FileError.mountedBelow(path)
        }
    }

    /// Refuses two places whose directories lie in two mounts.
    func checkTogether(_ from: MountedFiles.Place, _ to: MountedFiles.Place, _ source: TreePath)
        throws(FileError)
    {
        let files = try files()
        let target = try files.place(to.path.parent).mount
        if from.mount != target { throw FileError(.crossDevice, source) }
    }

    /// The directory that holds a place; a mount's root lies in what it is mounted on.
    func directory(of place: MountedFiles.Place) throws(FileError) -> MountedFiles.Place {
        try files().place(place.path.parent)
    }
}
