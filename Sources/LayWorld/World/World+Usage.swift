internal import LayArchive
internal import LayFiles
public import LayImages

/// What takes space in a world, and letting go of what nothing names.
extension World {
    /// A line of `docker system df`.
    public struct Usage: Sendable, Equatable {
        /// How many there are.
        public var total = 0
        /// How many are in use.
        public var active = 0
        /// Their bytes, what is shared counted once.
        public var size = 0
        /// The bytes that removing the unused ones would free.
        public var reclaimable = 0
    }

    /// The lines of `docker system df`.
    public struct DiskUsage: Sendable, Equatable {
        /// Images that are tagged, dangling or in use.
        public var images = Usage()
        /// Containers with their writable layers.
        public var containers = Usage()
        /// Volumes.
        public var volumes = Usage()
        /// Steps on the way to images, kept for their ids, and layers that only they have.
        public var buildCache = Usage()
        /// The bytes of files that steps and cache mounts may have before the least recently used go.
        public var buildCacheLimit = 0
    }

    /// What everything takes; layers that several images share count once.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in layers, containers and what was written in containers and volumes.
    public func usage() throws -> DiskUsage {
        var result = DiskUsage()
        let containers = state.containers.all
        let used = Set(containers.map(\.image.id))
        let listed = listedImages
        let sizes = LayerSizes(listed.map(\.image))
        let active = LayerSizes(listed.filter { used.contains($0.id) }.map(\.image))
        result.images = Usage(
            total: listed.count, active: listed.count { used.contains($0.id) },
            size: sizes.bytes, reclaimable: sizes.bytes(notIn: active))
        for container in containers {
            let bytes = try container.changes().size
            let isActive = container.life.state == .running || container.life.state == .paused
            result.containers.total += 1
            result.containers.active += isActive ? 1 : 0
            result.containers.size += bytes
            result.containers.reclaimable += isActive ? 0 : bytes
        }
        for volume in state.volumes.all {
            let bytes = volume.tree.totalSize
            let isActive = !users(ofVolume: volume.name).isEmpty
            result.volumes.total += 1
            result.volumes.active += isActive ? 1 : 0
            result.volumes.size += bytes
            result.volumes.reclaimable += isActive ? 0 : bytes
        }
        let ids = Set(listed.map(\.id))
        let steps = state.images.all.filter { !ids.contains($0.id) }.map(\.image)
        let bytes = LayerSizes(steps).bytes(notIn: sizes)
        result.buildCache = Usage(total: steps.count, active: 0, size: bytes, reclaimable: bytes)
        let known = LayerSizes(steps)
        for (_, entry) in state.cache.all {
            guard let id = entry.result.diffID, !known.holds(id) else { continue }
            result.buildCache.total += 1
            if sizes.holds(id) { continue }
            result.buildCache.size += entry.size
            result.buildCache.reclaimable += entry.size
        }
        result.buildCacheLimit = state.cache.limit
        for (_, mount) in state.cache.mounts {
            result.buildCache.total += 1
            result.buildCache.size += mount.size
            result.buildCache.reclaimable += mount.size
        }
        return result
    }

    /// What `collectGarbage` dropped.
    public struct Garbage: Sendable, Equatable {
        /// Images that were tagged or loaded once.
        public var images: [String] = []
        /// How many steps on the way to images, and cache mounts.
        public var steps = 0
        /// Anonymous volumes.
        public var volumes: [String] = []
        /// The bytes of all.
        public var bytes = 0
    }

    /// Drops what nothing names: images and steps without tag and container, anonymous volumes
    /// without container.
    ///
    /// - Throws: `ImageError` when a volume cannot be removed.
    public func collectGarbage() throws(ImageError) -> Garbage {
        var result = Garbage()
        let used = Set(state.containers.all.map(\.image.id)).union(state.tags.map(\.id))
        let unused = state.images.all.map(\.id).filter { !used.contains($0) }
        result.images = unused.filter { state.images.isListed($0) }.map(\.description)
        result.steps = unused.count - result.images.count
        var removal = Removal()
        let dropped = LayerSizes(unused.compactMap { state.images[$0] })
        delete(unused, &removal)
        result.bytes = removal.bytes
        let kept = LayerSizes(state.images.all.map(\.image))
        result.steps += state.cache.mounts.count
        result.bytes += state.cache.mountSize
        for entry in state.cache.prune(keeping: { kept.holds($0.result.diffID) }) {
            // What was a layer of an image that went is counted.
            guard let id = entry.result.diffID, !dropped.holds(id) else { continue }
            result.steps += 1
            result.bytes += entry.size
        }
        for volume in state.volumes.all
        where volume.isAnonymous && users(ofVolume: volume.name).isEmpty {
            result.volumes.append(volume.name)
            result.bytes += volume.tree.totalSize
            try removeVolume(volume.name)
        }
        return result
    }
}

/// The sizes of layers by their digest, each once however many images have it.
struct LayerSizes {
    private var sizes: [Digest: Int] = [:]

    init(_ images: [Image]) {
        var seen: Set<ObjectIdentifier> = []
        for image in images {
            // One that cannot be read has no digest to share.
            for layer in image.layers where seen.insert(ObjectIdentifier(layer)).inserted {
                guard let id = try? layer.diffID() else { continue }
                sizes[id] = layer.size
            }
        }
    }

    /// True for a layer of one of the images.
    func holds(_ id: Digest?) -> Bool { id.map { sizes[$0] != nil } ?? false }

    /// The bytes of all.
    var bytes: Int { sizes.values.reduce(0, +) }

    /// The bytes of those that `other` does not have.
    func bytes(notIn other: LayerSizes) -> Int {
        sizes.reduce(0) { other.sizes[$1.key] == nil ? $0 + $1.value : $0 }
    }
}
