internal import LayFiles

extension World {
    /// The volume of a name, made when there is none.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a bad name.
    public func volume(_ name: String) throws(ImageError) -> Volume {
        if let known = state.volumes[name] { return known }
        return try createVolume(name)
    }

    /// Makes a volume; without a name it is anonymous.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a bad name.
    @discardableResult
    public func createVolume(
        _ name: String?, labels: [(key: String, value: String)] = [], driver: String = "local",
        options: [(key: String, value: String)] = []
    ) throws(ImageError) -> Volume {
        if let name {
            try Names.check(name, "volume")
            if let known = state.volumes[name] { return known }
        }
        if driver != "local" {
            throw ImageError(
                "ValueError", "no volume driver '\(driver)'", help: "'local' is the only one")
        }
        let volume = Volume(
            name: name ?? newID("volume"), tree: FileTree(), labels: labels, driver: driver,
            options: options,
            isAnonymous: name == nil, created: state.clock)
        state.volumes[volume.name] = volume
        record("volume", "create", volume.name)
        return volume
    }

    /// The containers that refer to a volume, in the order of their creation.
    public func users(ofVolume name: String) -> [Container] {
        state.containers.users(ofVolume: name)
    }

    /// Removes a volume that no container refers to.
    ///
    /// - Throws: `ImageError` of kind `NotFound` or `InUse`.
    public func removeVolume(_ name: String, force: Bool = false) throws(ImageError) {
        guard state.volumes[name] != nil else {
            if force { return }
            throw ImageError("NotFound", "no volume '\(name)'")
        }
        if let user = users(ofVolume: name).first {
            throw ImageError(
                "InUse", "volume '\(name)' is in use by the container \(user.name)",
                help: "remove the container first")
        }
        state.volumes[name] = nil
        record("volume", "destroy", name)
    }
}
