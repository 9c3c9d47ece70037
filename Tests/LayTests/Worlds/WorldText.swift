import LayArchive
import LayFiles
import LayWorld

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
                    + "\(image.layers.map(\.createdBy))")
            lines += try listing(image.tree)
        }
        for tag in state.tags { lines.append("tag \(tag.reference) \(tag.id)") }
        for container in world.containers {
            lines += try describe(container, clock: state.clock, asLoaded: asLoaded)
        }
        for volume in state.volumes.all {
            lines.append(
                "volume \(volume.name) \(volume.labels) \(volume.driver) \(volume.options) "
                    + "\(volume.isAnonymous) \(volume.created)")
            lines += try listing(volume.tree)
        }
        for event in state.events { lines.append("event \(event)") }
        return lines.joined(separator: "\n")
    }

    private static func describe(_ container: Container, clock: Int, asLoaded: Bool) throws
        -> [String]
    {
        var container = container
        if asLoaded {
            container.temporary = [:]
            if container.life.state == .running || container.life.state == .paused {
                container.life.state = .exited
                container.life.status = 137
                container.life.finished = clock
            }
        }
        var lines: [String] = []
        for (name, value) in Mirror(reflecting: container).children {
            switch name {
            case "image": lines.append("  image \(container.image.id)")
            case "tree": lines += try listing(container.tree)
            default: lines.append("  \(name ?? "") \(value)")
            }
        }
        let changes = try container.changes()
        lines.append("  changes \(Digest.of(try LayerArchive.write(changes)).short)")
        return ["container"] + lines
    }

    /// Every file of a tree, and which names are one file.
    private static func listing(_ tree: FileTree) throws -> [String] {
        var first: [Int: TreePath] = [:]
        return try tree.walk().map { entry in
            var text = "    \(entry.path) \(entry.node.kind) \(entry.node.attributes)"
            // A layer does not tell a directory whose time alone is another.
            if entry.node.kind != .directory { text += " \(entry.node.modified)" }
            switch entry.node.body {
            case .file(let contents):
                text += " \(String(decoding: try contents.bytes(), as: UTF8.self))"
            case .symlink(let target): text += " -> \(String(decoding: target, as: UTF8.self))"
            default: break
            }
            if entry.linkID != 0 { text += " = \(first[entry.linkID, default: entry.path])" }
            if entry.linkID != 0, first[entry.linkID] == nil { first[entry.linkID] = entry.path }
            return text
        }
    }

    /// The lines that only one of two texts has.
    static func difference(_ one: String, _ other: String) -> [String] {
        let difference = other.split(separator: "\n").difference(from: one.split(separator: "\n"))
        return difference.map {
            switch $0 {
            case .remove(_, let line, _): "- \(line)"
            case .insert(_, let line, _): "+ \(line)"
            }
        }
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
