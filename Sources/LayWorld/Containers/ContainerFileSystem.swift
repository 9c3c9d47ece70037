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
    /// True for `docker cp`, which sees neither devices nor processes.
    private let copies: Bool
    /// The program that runs now; `nil` shows the container's own as it was asked for.
    public var running: () -> ProcessView? = { nil }
    /// The programs that wait for it or run beside it.
    public var others: () -> [ProcessView] = { [] }
    /// `/proc` as it was made for the operation that goes on.
    private var processTree: FileTree?

    /// The files of the container `id` of `world`; `copying` leaves devices and processes out.
    public init(_ world: World, _ id: String, copying: Bool = false) {
        self.world = world
        owner = .container(id)
        copies = copying
    }

    /// The files of a volume of `world`.
    public init(_ world: World, volume name: String) {
        self.world = world
        owner = .volume(name)
        copies = false
    }

    /// The time that new files get.
    public var now: Nanoseconds { world.now }

    /// The parts as they are now, not to be held while one of them changes.
    func files() throws(FileError) -> MountedFiles {
        processTree = nil
        switch owner {
        case .volume(let name):
            return MountedFiles(
                world: world, tree: FileTree(), temporary: [:],
                mounts: [Mount(.volume(name), at: .root)])
        case .container(let id):
            guard let (tree, temporary, mounts, changed) = world.state.containers.files(of: id)
            else { throw FileError.containerGone }
            return MountedFiles(
                world: world, tree: tree, temporary: temporary, mounts: mounts,
                runtime: RuntimeFiles(self, changed: changed, copying: copies))
        }
    }

    /// The entry at a path.
    public func entry(at path: TreePath, follow: Bool) throws(FileError) -> FileEntry {
        guard var entry = try files().find(path, follow: follow, mayBeMissing: false).entry else {
            throw FileError(.notFound, path)
        }
        if entry.path == ProcessTree.uuid { entry.node.body = .file(FileContents(newUUID())) }
        return entry
    }

    /// The names in a directory, in byte order.
    public func list(_ path: TreePath) throws(FileError) -> [DirectoryItem] {
        let files = try files()
        let (place, entry) = try files.find(path, follow: true, mayBeMissing: false)
        if entry?.node.kind != .directory { throw FileError(.notDirectory, path) }
        return try files.list(place)
    }

    /// The path with every link resolved.
    public func resolve(_ path: TreePath, lastMayBeMissing: Bool) throws(FileError) -> TreePath {
        try files().find(path, follow: true, mayBeMissing: lastMayBeMissing).place.path
    }

    /// True when an operation on these paths is the own tree's alone.
    private func arePlain(_ paths: [TreePath], follow: Bool) throws(FileError) -> Bool {
        let files = try files()
        return paths.allSatisfy { files.isPlain($0, follow: follow) }
    }

    /// Lets `body` change the own tree of a writable container at paths that nothing is mounted at;
    /// false for another.
    func changeDirectly(
        _ paths: [TreePath], follow: Bool, _ body: (inout FileTree) throws(FileError) -> Void
    ) throws(FileError) -> Bool {
        guard case .container(let id) = owner, try arePlain(paths, follow: follow) else {
            return false
        }
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
        let isDone = try changeDirectly([path], follow: follow) { (tree) throws(FileError) in
            try change.tree(&tree, path)
        }
        if isDone { return }
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
        if case .runtime(.proc) = place.part { _ = try files().look(place) }
        let time = now
        let outcome = world.state.containers.update(id) { container in
            Result { () throws(FileError) in
                if case .runtime(let root) = place.part {
                    return try container.change(root, place, change)
                }
                let mount = place.mount.map { container.settings.mounts[$0] }
                if mount?.isReadOnly ?? container.settings.isReadOnly {
                    throw FileError(.readOnly, place.path)
                }
                guard case .temporary(let destination) = place.part else {
                    try makeSettings(for: place, in: &container.tree, time)
                    return try change.apply(to: &container.tree, place, limit: nil)
                }
                try change.apply(
                    to: &container.temporary[destination, default: FileTree()], place,
                    limit: mount?.tmpfs.size)
            }
        }
        try outcome?.get()
    }

    /// Makes the directory of the files that the runtime mounts, where an image has none and a
    /// program puts something into it.
    private func makeSettings(
        for place: MountedFiles.Place, in tree: inout FileTree, _ time: Nanoseconds
    ) throws(FileError) {
        let path = RuntimeFiles.settings
        if place.inside == path || place.inside.parent == path,
            (try? tree.entry(at: path, follow: false)) == nil
        {
            try tree.makeDirectories(path, now: time)
        }
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
        let files = try files()
        let roots = files.runtime?.roots.map(\.path) ?? []
        let points = files.mounts.map(\.destination) + roots
        if place.isRoot || points.contains(place) {
            throw place.isRoot ? FileError(.inUse, path) : FileError.mounted(path)
        }
        if points.contains(where: { $0.isBelowOrEqual(place) }) {
            throw FileError.mountedBelow(path)
        }
    }

    /// Refuses two places whose directories lie in two mounts.
    func checkTogether(_ from: MountedFiles.Place, _ to: MountedFiles.Place, _ source: TreePath)
        throws(FileError)
    {
        let files = try files()
        let target = try files.place(to.path.parent)
        if !from.isTogether(with: target) { throw FileError(.crossDevice, source) }
    }

    /// The directory that holds a place; a mount's root lies in what it is mounted on.
    func directory(of place: MountedFiles.Place) throws(FileError) -> MountedFiles.Place {
        try files().place(place.path.parent)
    }
}

extension ContainerFileSystem: RuntimeOwner {
    private var container: Container? {
        if case .container(let id) = owner { world.state.containers[id] } else { nil }
    }

    var hostname: String { container?.settings.hostname ?? "" }

    var processes: FileTree {
        if let processTree { return processTree }
        guard let container else { return FileTree() }
        let started = container.life.started ?? container.created
        let made = ProcessTree(
            container, uptime: max(0, world.state.clock - started),
            bootID: Noise(seed: world.state.seed, stream: 0).uuid, running: view(of: container),
            others: others()
        ).tree
        processTree = made
        return made
    }

    private func view(of container: Container) -> ProcessView {
        if let view = running() { return view }
        var view = ProcessView(1, container.settings.command)
        view.workingDirectory = TreePath(container.settings.workingDirectory)
        return view
    }

    private func newUUID() -> String {
        world.state.draws += 1
        return Noise(seed: world.state.seed, stream: world.state.draws).uuid + "\n"
    }

    /// What stands behind a device or a descriptor; `nil` for a file of any other kind.
    ///
    /// - Throws: `noDevice` for a terminal.
    func special(
        _ place: MountedFiles.Place, _ entry: FileEntry?
    ) throws(FileError) -> (any OpenFileBody)? {
        switch (entry?.node.body, place.part) {
        case (.characterDevice(let number)?, _):
            return try Device.open(number, in: world, place.path)
        case (.fifo?, .runtime(.proc)):
            guard let container, let number = Int(String(decoding: place.path.name, as: UTF8.self))
            else { return nil }
            let view = view(of: container)
            let open = TreePath("/proc/\(view.number)/fd")
            return place.path.parent == open ? view.reopen(number) : nil
        default: return nil
        }
    }
}
