internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// Puts the files of a package into their places, and writes down which they are.
struct PackageWriter {
    private let run: PackageRun
    private let unpacked: UnpackedPackage
    private let old: DebianPackage
    private let owners: FileOwners
    private let conffiles: Set<[UInt8]>
    private let overrides: StatOverrides
    /// The files and directories, as the package's list has them.
    private(set) var list: [[UInt8]] = []
    private var members: [LayerArchive.Member] = []

    init(
        _ run: PackageRun, _ unpacked: UnpackedPackage, _ old: DebianPackage, _ owners: FileOwners
    ) {
        self.run = run
        self.unpacked = unpacked
        self.old = old
        self.owners = owners
        conffiles = Set(unpacked.conffiles)
        overrides = StatOverrides(run.database.directory, run.context)
    }

    private var name: String { run.database.shown(unpacked.package) }

    /// Writes all files; what stands against it, before anything was written.
    ///
    /// - Throws: `DebianArchive.Fault`, `FileError`, `BoundReached`.
    mutating func write() throws -> String? {
        var members: [LayerArchive.Member] = []
        try unpacked.archive.forEachFile { member in
            try run.context.step()
            try run.context.hold(256 + member.name.count)
            members.append(member)
        }
        self.members = members
        list = members.map { member in
            let path = TreePath(bytes: member.name)
            return path.isRoot ? Array("/.".utf8) : [47] + path.bytes
        }
        for (member, path) in zip(members, list) where member.node?.kind != .directory {
            if let problem = try conflict(path) { return problem }
        }
        for (member, path) in zip(members, list) where run.settings.unpacks(path) {
            try write(member, path)
        }
        return nil
    }

    private func conflict(_ path: [UInt8]) throws -> String? {
        if let diversion = run.diversions[path], diversion.package != unpacked.package.name {
            return nil
        }
        for owner in owners[path] where owner != name {
            guard let other = run.database[owner], other.isInstalled else { continue }
            if other.name == unpacked.package.name,
                other.stanza.text("Multi-Arch") == "same"
            {
                continue
            }
            let isReplaced = unpacked.package.relations("Replaces").joined().contains {
                $0.name == other.name && $0.admits(other.version)
            }
            let text = run.call.text(path)
            let problem =
                "trying to overwrite '\(text)', which is also in package "
                + "\(run.database.shown(other)) \(other.version)"
            if !isReplaced, try !run.overrides("overwrite", problem) { return problem }
            let rest = try run.database.fileList(other).filter { $0 != path }
            try run.database.setInfo(other, "list", Array(rest.map { $0 + [10] }.joined()))
            owners.remove(path, owner)
        }
        return nil
    }

    /// Where a path of the package is written.
    private func place(_ path: [UInt8]) -> TreePath {
        var target = path
        if let diversion = run.diversions[path], diversion.package != unpacked.package.name {
            target = diversion.target
        }
        return run.root.appending(TreePath(bytes: target))
    }

    private func write(_ member: LayerArchive.Member, _ path: [UInt8]) throws {
        let files = run.files
        try run.context.step(1 + (member.node?.size ?? 0) / 4096)
        let place = place(path)
        let known = try? files.status(at: place, follow: false).kind
        var attributes = member.attributes
        if let override = overrides[path] {
            attributes.mode = override.mode
            attributes.uid = override.uid
            attributes.gid = override.gid
        }
        if member.node?.kind == .directory {
            if (try? files.status(at: place, follow: true).kind) == .directory { return }
            if known != nil { try files.unlink(place) }
            try files.makeParents(of: place)
            return try files.make(
                FileNode(.directory, attributes: attributes, modified: member.modified), at: place)
        }
        try files.makeParents(of: place)
        if conffiles.contains(path), case .file(let contents)? = member.node?.body {
            let new = TreePath(bytes: place.bytes + Array(".dpkg-new".utf8))
            try? files.unlink(new)
            try files.write(contents, to: new, creating: attributes)
            return try files.setModified(member.modified, of: new, follow: false)
        }
        if known == .directory { return }
        if known != nil { try files.unlink(place) }
        guard let node = member.node else {
            let target = TreePath(bytes: member.target)
            return try files.link(self.place([47] + target.bytes), to: place)
        }
        if case .file(let contents) = node.body {
            try files.write(contents, to: place, creating: attributes)
            try files.setModified(member.modified, of: place, follow: false)
        } else {
            var made = node
            made.attributes = attributes
            try files.make(made, at: place)
        }
    }

    /// The digests of all files, for a package that brings none.
    private func fileDigests() throws -> [UInt8] {
        var lines: [UInt8] = []
        var seen: [[UInt8]: String] = [:]
        for (member, path) in zip(members, list) {
            let digest: String?
            if case .file(let contents)? = member.node?.body {
                try run.context.step(1 + contents.count / 512)
                digest = try MessageDigest.hex(of: contents, .md5)
            } else {
                let target = [47] + TreePath(bytes: member.target).bytes
                digest = member.node == nil ? seen[target] : nil
            }
            guard let digest else { continue }
            seen[path] = digest
            lines += Array("\(digest)  ".utf8) + path.dropFirst() + [10]
        }
        return lines
    }

    /// Removes what the old version had alone, and writes down the new one.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func finish() throws {
        let database = run.database
        let current = Set(list)
        if old.isInstalled {
            let kept = Set(old.conffiles.map(\.path))
            for path in try database.fileList(old).reversed()
            where !current.contains(path) && !kept.contains(path) {
                try run.context.step()
                let others = owners[path].filter { $0 != name }
                if others.isEmpty { try run.removePath(path, of: name, warns: false) }
                owners.remove(path, name)
            }
        }
        for path in list { owners.add(path, name) }
        var package = unpacked.package
        package.state = "unpacked"
        let version = run.configured(old)
        package.stanza.set("Config-Version", version.isEmpty ? nil : version)
        var digests = Dictionary(
            old.conffiles.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
        var all = unpacked.conffiles.map { path in
            (path: path, digest: digests.removeValue(forKey: path) ?? "newconffile")
        }
        if old.isInstalled {
            all += old.conffiles.filter { digests[$0.path] != nil }
                .map { ($0.path, $0.digest + " obsolete") }
        }
        package.setConffiles(all)
        try database.removeInfo(package)
        for member in unpacked.members where member.name != "control" {
            try database.setInfo(
                package, member.name, member.bytes, mode: member.mode, modified: member.modified)
        }
        if !unpacked.members.contains(where: { $0.name == "md5sums" }) {
            try database.setInfo(package, "md5sums", fileDigests())
        }
        try database.setInfo(package, "list", Array(list.map { $0 + [10] }.joined()))
        let format = database.directory.appending("info/format")
        if (try? run.files.entry(at: format, follow: true)) == nil {
            try run.files.write(
                FileContents("1\n"), to: format, creating: FileAttributes(mode: 0o644))
        }
        try run.set(package)
    }
}
