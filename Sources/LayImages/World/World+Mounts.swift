internal import LayFiles

extension World {
    /// All mounts: those asked for, then those of other containers, then the image's volumes;
    /// at one destination the first wins.
    func mounts(_ image: Image, _ options: Options) throws -> [Mount] {
        var result: [Mount] = []
        for mount in options.mounts {
            if result.contains(where: { $0.destination == mount.destination }) {
                throw ImageError("ValueError", "Duplicate mount point: \(mount.destination)")
            }
            result.append(mount)
        }
        for (name, isReadOnly) in options.volumesFrom {
            for mount in try container(name).mounts
            where !result.contains(where: { $0.destination == mount.destination }) {
                if case .tmpfs = mount.source { continue }
                var inherited = mount
                inherited.isReadOnly = mount.isReadOnly || isReadOnly
                inherited.copies = false
                result.append(inherited)
            }
        }
        for path in image.config.volumes {
            let destination = TreePath(path)
            if result.contains(where: { $0.destination == destination }) { continue }
            let volume = try createVolume(nil)
            result.append(Mount(.volume(volume.name), at: destination, isAnonymous: true))
        }
        return result.sorted { $0.destination.components.count < $1.destination.components.count }
    }

    /// Makes the mount points and fills empty volumes from the image.
    func prepareMounts(_ container: inout Container) throws {
        for (index, mount) in container.mounts.enumerated() {
            // A mount on a symlink goes where the link leads.
            let destination =
                (try? container.tree.resolve(mount.destination, lastMayBeMissing: true))
                ?? mount.destination
            container.mounts[index].destination = destination
            let outer = container.mounts[..<index].last {
                destination.isBelowOrEqual($0.destination)
            }
            let existing = try? container.tree.entry(at: destination, follow: false)
            switch mount.source {
            case .volume(let name):
                _ = try volume(name)
                if let existing, existing.node.kind != .directory {
                    throw ImageError(
                        "ValueError", "cannot mount a volume on \(destination): not a directory")
                }
                if mount.copies, mount.subpath.isRoot, existing != nil, outer == nil,
                    state.volumes[name]?.isEmpty == true
                {
                    state.volumes[name]?.tree = try container.tree.subtree(destination)
                }
            case .tmpfs:
                container.temporary[destination] = FileTree()
                if let existing {
                    try container.temporary[destination]?.setAttributes(of: .root) {
                        $0 = existing.node.attributes
                    }
                }
            case .bind: break
            }
            if existing == nil, outer == nil {
                try container.tree.makeDirectories(destination, now: now)
            }
            if let outer, case .volume(let name) = outer.source,
                let inside = destination.relative(to: outer.destination)
            {
                try state.volumes[name]?.tree.makeDirectories(
                    outer.subpath.appending(inside), now: now)
            }
        }
    }
}
