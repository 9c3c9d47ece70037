internal import LayBounds
internal import LayFiles
public import LayImages

extension World {
    /// The volume of a name, made when there is none.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a bad name.
    public func volume(_ name: String) throws(ImageError) -> Volume {
        if let known = state.volumes[name] { return known }
        return try createVolume(name)
    }

    /// Makes a volume; without a name it is anonymous, and a name that is known gives its volume.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a bad name, driver or option, `Exists` for
    ///   a known volume of another driver.
    @discardableResult
    public func createVolume(
        _ name: String?, labels: [(key: String, value: String)] = [], driver: String? = nil,
        options: [(key: String, value: String)] = []
    ) throws(ImageError) -> Volume {
        if let name {
            if let known = state.volumes[name] {
                if let driver, driver != known.driver { throw .volumeExists(known) }
                return known
            }
            try VolumeName.check(name)
        }
        try requireVolume()
        try requireEvent()
        if let driver, driver != "local" {
            throw .noVolumeDriver(driver)
        }
        if let problem = Volume.problem(options) {
            throw .volumeOptions(name, problem)
        }
        var labels = labels
        if name == nil { labels.append((Volume.anonymousLabel, "")) }
        let volume = Volume(
            name: name ?? newID("volume"), tree: FileTree(), labels: labels, driver: "local",
            options: options, isAnonymous: name == nil, created: state.clock)
        state.volumes[volume.name] = volume
        record("volume", "create", volume.name)
        return volume
    }

    /// The containers that refer to a volume, in the order of their creation.
    public func users(ofVolume name: String) -> [Container] {
        state.containers.users(ofVolume: name)
    }

    /// Removes a volume that no container refers to, not even one that has ended.
    ///
    /// - Throws: `ImageError` of kind `NotFound` (not with `force`) or `InUse` (always).
    public func removeVolume(_ name: String, force: Bool = false) throws(ImageError) {
        guard state.volumes[name] != nil else {
            if force { return }
            throw .noVolume(name)
        }
        let users = users(ofVolume: name)
        if !users.isEmpty {
            throw .volumeInUse(name, by: users)
        }
        state.volumes[name] = nil
        record("volume", "destroy", name)
    }

    /// Makes a volume with the files of another.
    ///
    /// - Throws: `ImageError` of kind `NotFound`, `Exists` or `ValueError`.
    /// - Complexity: O(log *n*); the files are shared.
    public func forkVolume(_ name: String, as newName: String) throws(ImageError) -> Volume {
        guard let source = state.volumes[name] else { throw .noVolume(name) }
        if let known = state.volumes[newName] { throw .volumeExists(known) }
        let labels = source.labels.filter { $0.key != Volume.anonymousLabel }
        let copy = try createVolume(newName, labels: labels, options: source.options)
        state.volumes.update(copy.name) { $0.tree = source.tree }
        return copy
    }

    /// Removes volumes that nothing refers to: anonymous ones, or all that the filter matches.
    public func pruneVolumes(all: Bool, _ filter: VolumeFilter) throws(ImageError) -> (
        names: [String], bytes: Int
    ) {
        var names: [String] = []
        var bytes = 0
        for volume in state.volumes.all where all || volume.isAnonymous {
            guard filter.matches(volume, isUsed: !users(ofVolume: volume.name).isEmpty) else {
                continue
            }
            try removeVolume(volume.name)
            names.append(volume.name)
            bytes = bytes.addingReportingOverflow(volume.tree.totalSize).partialValue
        }
        return (names, bytes)
    }
}
