import LayArchive
import LayFiles
@testable import LayImages

/// Everything a world holds as lines of text, so that two can be compared.
enum WorldText {
    /// The lines; with `asLoaded` those of the world that comes back when this one is saved.
    static func of(_ world: World, asLoaded: Bool = false) throws -> String {
        let state = world.state
        var lines = ["clock \(state.clock) counter \(state.counter)"]
        for (id, image) in world.listedImages {
            lines.append(
                "image \(id) listed \(state.images.isListed(id)) "
                    + "tagged \(state.images.lastTagged(id) ?? -1) "
                    + "layers \(try image.layers.map { try $0.diffID().short }) "
                    + "\(image.layers.map(\.createdBy)) files \(try digest(image.tree))")
        }
        for tag in state.tags { lines.append("tag \(tag.reference) \(tag.id)") }
        for container in world.containers {
            lines += try lines(of: container, clock: state.clock, asLoaded: asLoaded)
        }
        for volume in state.volumes.all {
            lines.append(
                "volume \(volume.name) \(volume.labels) \(volume.driver) \(volume.options) "
                    + "\(volume.isAnonymous) \(volume.created) files \(try digest(volume.tree))")
        }
        for event in state.events { lines.append("event \(event)") }
        return lines.joined(separator: "\n")
    }

    private static func lines(of container: Container, clock: Int, asLoaded: Bool) throws
        -> [String]
    {
        var container = container
        if asLoaded {
            container.temporary = [:]
            if container.state == .running || container.state == .paused {
                container.state = .exited
                container.status = 137
                container.finished = clock
            }
        }
        let files = try digest(container.tree)
        var lines: [String] = []
        for (name, value) in Mirror(reflecting: container).children {
            switch name {
            case "image": lines.append("  image \(container.image.id)")
            case "tree": lines.append("  tree \(files)")
            default: lines.append("  \(name ?? "") \(value)")
            }
        }
        let changes = try container.changes()
        lines.append("  changes \(Digest.of(try LayerArchive.write(changes)).short)")
        return ["container"] + lines
    }

    private static func digest(_ tree: FileTree) throws -> String {
        let changes = try TreeChanges(from: FileTree(), to: tree)
        return Digest.of(try LayerArchive.write(changes)).short
    }

    /// The bytes of every file of a saved world, by path.
    static func files(_ files: any FileSystem, _ root: TreePath) throws -> [String: [UInt8]] {
        var result: [String: [UInt8]] = [:]
        for entry in try Snapshot.tree(of: files, at: root).walk() {
            if case .file(let contents) = entry.node.body {
                result["\(entry.path)"] = try contents.bytes()
            }
        }
        return result
    }
}
