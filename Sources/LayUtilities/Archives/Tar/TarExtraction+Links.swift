internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// Links that wait, so that nothing of the archive is written through them.
struct DelayedLinks {
    /// A link and the other names that its archive gives it.
    struct Link {
        let entry: TarEntry
        let target: [UInt8]
        var places: [TreePath]
    }

    private(set) var links: [Link] = []
    private var indices: [TreePath: Int] = [:]

    /// Adds a link whose place an empty file holds.
    mutating func add(_ entry: TarEntry, _ target: [UInt8], at place: TreePath) {
        indices[place] = links.count
        links.append(Link(entry: entry, target: target, places: [place]))
    }

    /// Gives a link that waits another name; false where none has this one.
    mutating func addName(_ place: TreePath, of source: TreePath) -> Bool {
        guard let index = indices[source] else { return false }
        links[index].places.append(place)
        indices[place] = index
        return true
    }

    /// Forgets a name that something else took.
    mutating func remove(_ place: TreePath) {
        guard let index = indices.removeValue(forKey: place) else { return }
        links[index].places.removeAll { $0 == place }
    }
}

extension TarExtraction {
    func makeHardLink(_ entry: TarEntry, _ name: [UInt8], _ place: TreePath) throws {
        let target =
            run.isGNU
            ? try run.transformed(entry.target, .hardTarget)
            : TarNames.stripped(TarBusyboxNames.safe(entry.target), settings.strippedComponents)
        let source =
            settings.keepsAbsolute
            ? TreePath(target, in: base) : base.appending(TreePath(bytes: target))
        let old = try? files.entry(at: place, follow: false)
        if let old, let other = try? files.entry(at: source, follow: false) {
            // It is the file that it has to be.
            if old.path == other.path || old.linkID != 0 && old.linkID == other.linkID { return }
        }
        do {
            if old != nil {
                switch settings.oldFiles {
                case .kept: throw FileError(.exists, place)
                case .skipped: return
                default:
                    if old?.node.kind == .directory {
                        try files.removeDirectory(place)
                    } else {
                        try files.unlink(place)
                    }
                    delayed.remove(place)
                }
            }
            if (try? files.status(at: place.parent, follow: true)) == nil {
                try makeParents(of: place, false)
            }
            try files.link(source, to: place)
            try call.context.hold(place.bytes.count + 64)
            _ = delayed.addName(place, of: source)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            if run.isGNU {
                try run.fail(name, "hard link to '\(run.shown(target))'", error)
            } else {
                try call.complain(
                    "can't create hardlink '\(call.text(name))' to '\(call.text(target))': "
                        + error.reason)
                throw UtilityFailure(nil)
            }
        }
    }

    func makeSymlink(_ entry: TarEntry, _ name: [UInt8], _ place: TreePath) throws {
        let target = try run.transformed(entry.target, .symbolicTarget)
        let leadsOut = target.first == FileName.slash || TarNames.climbs(target)
        do {
            if let old = try? files.entry(at: place, follow: false) {
                switch settings.oldFiles {
                case .kept: throw FileError(.exists, place)
                case .skipped: return
                default:
                    if old.node.kind == .directory {
                        do throws(FileError) {
                            try files.removeDirectory(place)
                        } catch {
                            throw error.bound == nil ? FileError(.exists, place) : error
                        }
                    } else {
                        try files.unlink(place)
                    }
                    delayed.remove(place)
                }
            }
            if (try? files.status(at: place.parent, follow: true)) == nil {
                try makeParents(of: place, false)
            }
            if leadsOut, !settings.keepsAbsolute {
                try files.make(
                    FileNode(
                        .file(.empty),
                        attributes: FileAttributes(
                            mode: 0, uid: call.context.uid, gid: call.context.gid),
                        modified: entry.modified), at: place)
                try call.context.hold(place.bytes.count + target.count + 256)
                delayed.add(entry, target, at: place)
            } else {
                try put(target, entry, at: place)
            }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            if run.isGNU {
                try run.fail(name, "create symlink to '\(run.shown(target))'", error)
            } else {
                throw UtilityFailure(
                    "can't create symlink '\(call.text(name))' to '\(call.text(target))': "
                        + error.reason)
            }
        }
    }

    private func put(_ target: [UInt8], _ entry: TarEntry, at place: TreePath) throws {
        try files.make(
            FileNode(
                .symlink(target: target),
                attributes: FileAttributes(
                    mode: 0o777, uid: call.context.uid, gid: call.context.gid),
                modified: files.now), at: place)
        try settle(entry, place)
    }

    /// Makes the links that waited, each at all its places.
    func finishLinks() throws {
        for link in delayed.links {
            var first: TreePath?
            for place in link.places {
                guard let held = try? files.entry(at: place, follow: false),
                    case .file(let contents) = held.node.body, contents.count == 0,
                    held.node.attributes.mode == 0
                else { continue }
                do {
                    try files.unlink(place)
                    if let first {
                        try files.link(first, to: place)
                    } else {
                        try put(link.target, link.entry, at: place)
                        first = place
                    }
                } catch let error as FileError {
                    if let bound = error.bound { throw bound }
                    try run.fail(
                        link.entry.path, "create symlink to '\(run.shown(link.target))'", error)
                }
            }
        }
        delayed = DelayedLinks()
    }
}
