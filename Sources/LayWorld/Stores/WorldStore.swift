public import LayArchive
internal import LayBounds
public import LayDisk
public import LayFiles
internal import LayImages

/// Saves a world as an OCI image layout and opens it again.
///
/// Images are ordinary manifests. A container is one too, its writable layer on top, tagged
/// `lay-container.NAME`. A volume is an untagged manifest, and the world's state another; their
/// media types are Lay's own, so that other tools skip them.
///
/// A crash at any point leaves the world that was there or the new one: blobs get their names when
/// they are durable, and `index.json` names them last.
public enum WorldStore {
    /// Takes the lock of a directory, which is made when missing; `nil` where files have no locks.
    ///
    /// Others are refused until it is released; readers need no lock.
    ///
    /// - Throws: `ImageError` of kind `InUse` that names the holder; `FileError`.
    public static func lock(_ files: any FileSystem, _ root: TreePath) throws -> (any FileLock)? {
        guard let durable = files as? any DurableFileSystem else { return nil }
        let root = place(files, root)
        let staging = Staging(files, root)
        try staging.makeDirectory(root)
        try staging.commit()
        do {
            return try durable.lock(root.appending(name: ".lay-lock".utf8))
        } catch {
            guard error.code == .inUse else { throw error }
            throw ImageError.worldInUse(root, by: error.detail)
        }
    }

    /// One directory has one name, or it would be locked and read again under another.
    private static func place(_ files: any FileSystem, _ root: TreePath) -> TreePath {
        (try? files.resolve(root, lastMayBeMissing: true)) ?? root
    }

    /// Writes the world below `root` and removes what killed saves and former worlds left there.
    ///
    /// Only what is new is written: nothing for a world that did not change.
    ///
    /// - Parameter limits: what reading the world that lies there may use up.
    /// - Throws: `ImageError` of the kind that a `FileError` has when something cannot be written,
    ///   of kind `InUse` when another writer is at it.
    /// - Complexity: O(*n*) in the images, containers and volumes and the bytes of what is new.
    public static func save(
        _ world: World, to files: any FileSystem, _ root: TreePath,
        limits: ArchiveLimits = ArchiveLimits()
    ) throws {
        let root = place(files, root)
        do {
            try write(world, files, root, limits)
        } catch let error as FileError {
            throw ImageError.worldNotSaved(root, error)
        }
    }

    private static func write(
        _ world: World, _ files: any FileSystem, _ root: TreePath, _ limits: ArchiveLimits
    ) throws {
        let lock = try lock(files, root)
        defer { lock?.release() }
        // Before anything is written: they may be what fills the disk.
        let leftovers = Leftovers(blobs: Blobs(files: files, root: root, limits: limits))
        _ = try? leftovers.removeTemporaries()
        var writer = try WorldWriter(world, files, root, limits: limits)
        let kept: Leftovers.Kept
        do {
            kept = try writer.write()
        } catch {
            // What lies there now is not known to be durable.
            world.state.saved.root = nil
            throw error
        }
        world.state.saved = writer.record
        // The world is safe; what cannot be removed now is removed by a later save.
        if kept.unknown == nil { _ = try? leftovers.remove(keeping: kept.blobs) }
    }

    /// Removes what killed saves and former worlds left in a directory.
    ///
    /// - Throws: `ImageError` of kind `InUse`; `CorruptData` when a manifest is damaged, since
    ///   nobody knows what it needs; `FileError`.
    /// - Complexity: O(*n*) in the blobs; layers are not read.
    public static func collectGarbage(
        _ files: any FileSystem, _ root: TreePath, limits: ArchiveLimits = ArchiveLimits()
    ) throws -> (files: Int, bytes: Int) {
        let root = place(files, root)
        let blobs = Blobs(files: files, root: root, limits: limits)
        // Before the lock, which would make a directory.
        _ = try SavedIndex(blobs)
        let lock = try lock(files, root)
        defer { lock?.release() }
        let leftovers = Leftovers(blobs: blobs)
        let kept = leftovers.reachable(from: try SavedIndex(blobs).manifests)
        if let digest = kept.unknown {
            throw ImageError.unknownNeeds(of: digest, in: root)
        }
        let temporaries = try leftovers.removeTemporaries()
        let unused = try leftovers.remove(keeping: kept.blobs)
        return (temporaries.files + unused.files, temporaries.bytes + unused.bytes)
    }

    /// Opens the world saved below `root`; what is damaged there is told in `state.damage` and
    /// missing, the rest is whole.
    ///
    /// Layers that have an index are not looked at before somebody reads contents of their files,
    /// which then throws `corruptData` for a damaged one. `verifies` reads everything now.
    ///
    /// - Parameters:
    ///   - limits: what reading it may use up.
    ///   - scratch: where contents without random access go when they are read.
    /// - Throws: `ImageError` of kind `NotFound` when it is no world, `CorruptData` when its state
    ///   is damaged.
    /// - Complexity: O(*n*) in the images, containers and volumes; in the bytes saved where layers
    ///   have no index, or with `verifies`.
    public static func load(
        _ files: any FileSystem, _ root: TreePath, limits: ArchiveLimits = ArchiveLimits(),
        scratch: ScratchSpace? = nil, verifies: Bool = false
    ) throws -> World {
        let root = place(files, root)
        let blobs = Blobs(files: files, root: root, limits: limits)
        // A writer may replace the index and remove blobs of the former one meanwhile.
        for _ in 0..<100 {
            let index = try SavedIndex(blobs)
            let world = Result {
                var reader = WorldReader(blobs, scratch: scratch, verifies: verifies)
                return try reader.read(index)
            }
            if case .success(let world) = world, world.state.damage.isEmpty { return world }
            let again = try SavedIndex(blobs)
            if again.bytes == index.bytes { return try world.get() }
        }
        throw ImageError.replacedTooFast(root)
    }
}
