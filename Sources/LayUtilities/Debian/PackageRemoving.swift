internal import LayBounds
import LayFiles
import LayShell

extension PackageRun {
    /// Removes packages, those first that others in the list do not need.
    ///
    /// - Parameter purges: true where files of configuration go as well.
    /// - Throws: `FileError`, `BoundReached`.
    func remove(_ names: [String], purges: Bool) throws {
        var waiting: [String] = []
        for name in names {
            guard var package = database[name],
                package.isInstalled || package.state == "config-files"
            else {
                try voice.complain(
                    "warning: ignoring request to remove \(name) which isn't installed")
                if var package = database[name] {
                    package.want = "unknown"
                    database[name] = package
                }
                continue
            }
            if package.state == "config-files", !purges {
                try voice.complain(
                    "warning: ignoring request to remove \(name), only the config\n"
                        + " files of which are on the system; use --purge to remove them too")
                continue
            }
            package.want = purges ? "purge" : "deinstall"
            let key = database.key(package)
            if !settings.isDry { database[key] = package }
            if !waiting.contains(key) { waiting.append(key) }
        }
        var deferrals = 0
        while let key = waiting.first {
            try context.step()
            guard let package = database[key] else {
                waiting.removeFirst()
                continue
            }
            if package.state == "config-files" {
                waiting.removeFirst()
                try purge(package)
                continue
            }
            let all = try dependents(of: package, removed: [])
            let inList = all.filter { waiting.contains(database.key($0.package)) }
            let problems = all.filter { !waiting.contains(database.key($0.package)) }
            if !problems.isEmpty, !settings.forces("depends") {
                let lines = problems.map(\.line).joined()
                try voice.complain(
                    "dependency problems prevent removal of \(database.shown(package)):\n\(lines)")
                try fail(database.shown(package), "dependency problems - not removing")
                waiting.removeFirst()
                deferrals = 0
                continue
            }
            if !inList.isEmpty, deferrals < waiting.count {
                waiting.append(waiting.removeFirst())
                deferrals += 1
                continue
            }
            let index = deferrals > 0 && deferrals >= waiting.count ? waiting.count - 1 : 0
            let chosen = waiting.remove(at: index)
            deferrals = 0
            guard let next = database[chosen] else { continue }
            try removeOne(next, purges: purges)
        }
    }

    private func removeOne(_ given: DebianPackage, purges: Bool) throws {
        var package = given
        let name = database.shown(package)
        if package.stanza.text("Essential") == "yes", !settings.forces("remove-essential") {
            return try fail(name, "this is an essential package; it should not be removed")
        }
        if package.stanza.text("Protected") == "yes", !settings.forces("remove-protected") {
            return try fail(name, "this is a protected package; it should not be removed")
        }
        let owners = try owners()
        try say("Removing \(name) (\(package.version)) ...")
        try log("remove \(package.name):\(package.architecture) \(package.version) <none>")
        if settings.isDry { return }
        let isConfigured = package.isConfigured || package.state == "half-configured"
        if isConfigured {
            let members: [DebianArchive.ControlMember] = try triggerMember(package)
            let before = package.state
            try set(package, state: "half-configured")
            if let failure = try script(.prerm, of: package, ["remove"]) {
                try fail(name, failure)
                package.state = before
                try set(package)
                if try script(.postinst, of: package, ["abort-remove"]) != nil {
                    try set(package, state: "half-configured")
                }
                return
            }
            try triggers.activate(by: package, members, try database.fileList(package))
        }
        try set(package, state: "half-installed")
        let version = configured(given)
        let hasScript = database.infoKinds(package).contains("postrm")
        let goesWholly = package.conffiles.isEmpty && !hasScript
        try removeFiles(of: package, owners, warns: goesWholly)
        if let failure = try script(.postrm, of: package, ["remove"]) {
            return try fail(name, failure)
        }
        if goesWholly {
            try database.removeInfo(package)
            try log(
                "status config-files \(package.name):\(package.architecture) \(package.version)")
            return forget(package)
        }
        try database.removeInfo(package, except: ["list", "postrm"])
        package.stanza.set("Config-Version", version.isEmpty ? package.version : version)
        try set(package, state: "config-files")
        package.state = "config-files"
        if purges { try purge(package) }
    }

    private func triggerMember(_ package: DebianPackage) throws -> [DebianArchive.ControlMember] {
        guard let bytes = try database.infoBytes(package, "triggers") else { return [] }
        return [DebianArchive.ControlMember(name: "triggers", bytes: bytes, mode: 0, modified: 0)]
    }

    private func forget(_ package: DebianPackage) {
        if package.want == "hold" { return }
        database[database.key(package)] = nil
    }

    /// Removes what a package's list names, but for its files of configuration; what stays is listed on.
    private func removeFiles(
        of package: DebianPackage, _ owners: FileOwners, warns: Bool
    ) throws {
        let name = database.shown(package)
        let list = try database.fileList(package)
        var kept = Set(package.conffiles.map(\.path))
        var parents: Set<[UInt8]> = []
        func keep(_ path: [UInt8]) {
            kept.insert(path)
            var parent = TreePath(bytes: path).parent
            while !parent.isRoot, parents.insert([47] + parent.bytes).inserted {
                parent = parent.parent
            }
        }
        for path in kept { keep(path) }
        for path in list.reversed() {
            try context.step()
            if kept.contains(path) || parents.contains(path) { continue }
            if owners[path].contains(where: { $0 != name }) {
                owners.remove(path, name)
            } else if try removePath(path, of: name, warns: warns) {
                owners.remove(path, name)
            } else {
                keep(path)
            }
        }
        let left = list.filter { kept.contains($0) || parents.contains($0) }
        try database.setInfo(package, "list", Array(left.map { $0 + [10] }.joined()))
    }

    /// Removes what a list names; false for a directory that is not empty.
    ///
    /// - Throws: `BoundReached`.
    @discardableResult
    func removePath(_ path: [UInt8], of name: String, warns: Bool) throws -> Bool {
        var target = path
        if let diversion = diversions[path], diversion.package != name {
            target = diversion.target
        }
        let tree = TreePath(bytes: target)
        if tree.isRoot { return false }
        let place = root.appending(tree)
        guard let kind = try? files.status(at: place, follow: false).kind else { return true }
        do throws(FileError) {
            if kind != .directory {
                try files.unlink(place)
                return true
            }
            if try files.list(place).isEmpty {
                try files.removeDirectory(place)
                return true
            }
        } catch {
            if let bound = error.bound { throw bound }
            return true
        }
        if warns {
            try voice.complain(
                "warning: while removing \(name), directory '\(call.text(path))' not empty so not "
                    + "removed")
        }
        return false
    }

    private func purge(_ given: DebianPackage) throws {
        var package = given
        let name = database.shown(package)
        _ = try owners()
        try say("Purging configuration files for \(name) (\(package.version)) ...")
        try log("purge \(package.name):\(package.architecture) \(package.version) <none>")
        if settings.isDry { return }
        for (path, _) in package.conffiles {
            let place = root.appending(TreePath(bytes: path))
            for suffix in [
                "", "~", ".bak", "%", ".dpkg-tmp", ".dpkg-new", ".dpkg-old", ".dpkg-dist",
            ] {
                try? files.unlink(TreePath(bytes: place.bytes + Array(suffix.utf8)))
            }
        }
        package.setConffiles([])
        try set(package, logs: false)
        try removeFiles(of: package, owners(), warns: true)
        if let failure = try script(.postrm, of: package, ["purge"]) {
            return try fail(name, failure)
        }
        try database.removeInfo(package)
        try log("status not-installed \(package.name):\(package.architecture) <none>")
        forget(package)
    }
}
