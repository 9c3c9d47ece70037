internal import LayBounds
internal import LayFiles
internal import LayImages

extension World {
    /// All mounts of a new container, outer ones first.
    ///
    /// At one destination what was asked for wins over what another container brings, and that
    /// over the volumes that an image or a bare `-v /path` declares.
    func mounts(_ image: Image, _ options: Options) throws -> [Mount] {
        var result: [Mount] = []
        func isTaken(_ destination: TreePath) -> Bool {
            result.contains { $0.destination == destination }
        }
        for mount in options.mounts where !mount.isDeclared {
            if isTaken(mount.destination) {
                throw ImageError.duplicateMount(mount.destination.description)
            }
            result.append(mount)
        }
        for mount in try inherited(options) where !isTaken(mount.destination) {
            result.append(mount)
        }
        let declared = options.mounts.filter(\.isDeclared).map(\.destination)
        let ofImage = options.mountsImageVolumes ? try imageVolumes(image) : []
        for destination in declared + ofImage where !isTaken(destination) {
            result.append(
                Mount(.volume(""), at: destination, isAnonymous: true, origin: .anonymous))
        }
        // Stable, so that two mounts of one depth stay in the order they were asked for.
        result.sort { $0.destination.components.count < $1.destination.components.count }
        for index in result.indices { try makeVolume(&result[index]) }
        return result
    }

    private func imageVolumes(_ image: Image) throws(ImageError) -> [TreePath] {
        var places: [TreePath] = []
        for text in image.config.volumes {
            let place = TreePath(text)
            if place.isRoot { throw .volumeSpecification(text) }
            places.append(place)
        }
        return places
    }

    /// The mounts of the containers named in `volumes_from`; of two at one destination the last.
    private func inherited(_ options: Options) throws -> [Mount] {
        var result: [Mount] = []
        for (name, isReadOnly) in options.volumesFrom {
            let source: Container
            do {
                source = try container(name)
            } catch {
                throw ImageError.noVolumesFrom(name, help: error.help)
            }
            for mount in source.settings.mounts where mount.source != .tmpfs {
                var mount = mount
                mount.isReadOnly = mount.isReadOnly || isReadOnly
                mount.copies = false
                mount.mode = ""
                mount.origin = .inherited
                result.removeAll { $0.destination == mount.destination }
                result.append(mount)
            }
        }
        return result
    }

    /// Makes sure that a mount's volume is there, with what the mount says of it.
    private func makeVolume(_ mount: inout Mount) throws(ImageError) {
        guard let name = mount.volumeName, mount.origin != .inherited else { return }
        var argument: MountArgument?
        if case .mount(let text) = mount.origin, !text.isEmpty {
            argument = try MountArgument(text)
        }
        let volume = try createVolume(
            name.isEmpty ? nil : name,
            labels: (argument?.labels ?? []).map { ($0.key, $0.value) },
            driver: argument?.driver,
            options: (argument?.options ?? []).map { ($0.key, $0.value) })
        mount.source = .volume(volume.name)
        // Docker marks a named volume as shared where the mount says nothing.
        if mount.origin != .anonymous, mount.mode.isEmpty { mount.mode = "z" }
    }
}

extension Mount {
    /// True for a volume that is made only when nothing else is mounted at its place.
    fileprivate var isDeclared: Bool { origin == .anonymous && source == .volume("") }
}
