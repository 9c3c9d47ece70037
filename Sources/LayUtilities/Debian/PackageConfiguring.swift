internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

extension PackageRun {
    /// Configures all that waits for it, what others depend on before them.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func configureQueue() throws {
        var deferrals = 0
        while let key = queue.first {
            try context.step()
            guard let package = database[key] else {
                queue.removeFirst()
                continue
            }
            // A whole round of packages that wait for each other: the first one goes on.
            let breaksCycles = deferrals >= queue.count
            switch try readiness(of: package, breaksCycles: breaksCycles) {
            case .waits:
                queue.append(queue.removeFirst())
                deferrals += 1
                continue
            case .missing(let lines):
                if settings.forces("depends") {
                    try voice.complain(
                        "\(database.shown(package)): dependency problems, but configuring anyway as "
                            + "you requested:\n\(lines)")
                } else {
                    try voice.complain(
                        "dependency problems prevent configuration of "
                            + "\(database.shown(package)):\n\(lines)")
                    try fail(
                        database.shown(package), "dependency problems - leaving unconfigured")
                    queue.removeFirst()
                    deferrals = 0
                    continue
                }
            case .ready: break
            }
            deferrals = 0
            queue.removeFirst()
            try configure(package)
        }
    }

    /// Configures one package of the queue before its turn.
    func configure(only key: String) throws {
        guard let package = database[key] else { return }
        guard case .ready = try readiness(of: package, breaksCycles: true) else { return }
        queue.removeAll { $0 == key }
        try configure(package)
    }

    private func configure(_ given: DebianPackage) throws {
        var package = given
        let version = configured(package)
        try say("Setting up \(database.shown(package)) (\(package.version)) ...")
        try log(
            "configure \(package.name):\(package.architecture) \(package.version) <none>")
        if settings.isDry { return }
        try log("status unpacked \(package.name):\(package.architecture) \(package.version)")
        if package.state == "unpacked" {
            var records = package.conffiles
            for index in records.indices where !records[index].digest.hasSuffix("obsolete") {
                do {
                    records[index].digest = try ConffileChange(self, records[index]).perform()
                } catch let failure as UtilityFailure {
                    package.setConffiles(records)
                    try set(package)
                    return try fail(database.shown(package), failure.message ?? "")
                }
            }
            package.setConffiles(records)
        }
        try set(package, state: "half-configured")
        package.state = "half-configured"
        if let failure = try script(.postinst, of: package, ["configure", version]) {
            return try fail(database.shown(package), failure)
        }
        // The script may have changed what is wished.
        package.want = database[database.key(package)]?.want ?? package.want
        package.stanza["Config-Version"] = nil
        try set(package, state: "installed")
    }
}

/// What becomes of a file of configuration that a package brings.
private struct ConffileChange {
    private let run: PackageRun
    private let path: [UInt8]
    private let recorded: String
    private let place: TreePath
    private let new: TreePath

    init(_ run: PackageRun, _ record: (path: [UInt8], digest: String)) {
        self.run = run
        path = record.path
        recorded = record.digest
        var target = run.root.appending(TreePath(bytes: record.path))
        if let resolved = try? run.files.resolve(target, lastMayBeMissing: true) {
            target = resolved
        }
        place = target
        let plain = run.root.appending(TreePath(bytes: record.path))
        new = TreePath(bytes: plain.bytes + Array(".dpkg-new".utf8))
    }

    private func digest(_ path: TreePath) throws -> String? {
        guard let entry = try? run.files.entry(at: path, follow: true),
            case .file(let contents) = entry.node.body
        else { return nil }
        try run.context.step(1 + contents.count / 512)
        return try MessageDigest.hex(of: contents, .md5)
    }

    /// Keeps or replaces the file; gives the digest to be written down.
    func perform() throws -> String {
        guard let shipped = try digest(new) else { return recorded }
        let current = try digest(place)
        let isNew = recorded == "newconffile"
        let text = run.call.text(path)
        if current == nil {
            if isNew { return try install(shipped, tells: false) }
            if run.settings.forces("confmiss") {
                try run.voice.tell(
                    "\nConfiguration file '\(text)', does not exist on system.\n"
                        + "Installing new config file as you requested.")
                return try install(shipped, tells: false)
            }
        }
        let isChanged = current != (isNew ? nil : recorded) && !(isNew && current == nil)
        let isUpdated = shipped != recorded
        if current == shipped || !isUpdated && current != nil && !isNew {
            if current == shipped { return try install(shipped, tells: false) }
            try run.files.unlink(new)
            return shipped
        }
        if !isUpdated {
            // It was deleted, and stays so.
            try run.files.unlink(new)
            return shipped
        }
        if !isChanged { return try install(shipped, tells: true) }
        return try decide(current, shipped, isNew: isNew)
    }

    private func install(_ digest: String, tells: Bool) throws -> String {
        if tells {
            try run.say("Installing new version of config file \(run.call.text(path)) ...")
        }
        if let entry = try? run.files.entry(at: place, follow: true) {
            // What somebody changed of its mode and owner stays.
            let attributes = entry.node.attributes
            try run.files.setAttributes(of: new, follow: false) { $0 = attributes }
        }
        try? run.files.unlink(keep(".dpkg-dist"))
        try run.files.rename(new, to: place)
        return digest
    }

    private func keep(_ suffix: String) -> TreePath {
        TreePath(bytes: place.bytes + Array(suffix.utf8))
    }

    private func decide(_ current: String?, _ shipped: String, isNew: Bool) throws -> String {
        let text = run.call.text(path)
        let settings = run.settings
        var question = "\nConfiguration file '\(text)'\n"
        if isNew {
            question +=
                " ==> File on system created by you or by a script.\n"
                + " ==> File also in package provided by package maintainer.\n"
        } else {
            question +=
                current == nil
                ? " ==> Deleted (by you or by a script) since installation.\n"
                : " ==> Modified (by you or by a script) since installation.\n"
            question += " ==> Package distributor has shipped an updated version.\n"
        }
        try ask(question)
        if settings.forces("confdef") {
            try run.voice.tell(" ==> Keeping old config file as default.")
            return try refuse(shipped)
        }
        if settings.forces("confold") {
            try run.voice.tell(" ==> Using current old file as you requested.")
            return try refuse(shipped)
        }
        if settings.forces("confnew") {
            try run.voice.tell(" ==> Using new file as you requested.")
            return try replace(shipped)
        }
        let name = run.call.text(TreePath(bytes: path).name)
        while true {
            try run.voice.tell(
                """
                   What would you like to do about it ?  Your options are:
                    Y or I  : install the package maintainer's version
                    N or O  : keep your currently-installed version
                      D     : show the differences between the versions
                      Z     : start a shell to examine the situation
                 The default action is to keep your current version.
                """)
            try ask("*** \(name) (Y/I/N/O/D/Z) [default=N] ? ")
            guard let answer = try answer() else {
                throw UtilityFailure("end of file on stdin at conffile prompt")
            }
            switch answer.lowercased() {
            case "y", "i": return try replace(shipped)
            case "n", "o", "": return try refuse(shipped)
            case "d":
                try run.call.flush()
                let words = ["diff", "-Nu", "\(place)", "\(new)"]
                _ = try? ProgramRunner.run(run.context.child(words))
                try ask(question)
            default: try ask(question)
            }
        }
    }

    private func ask(_ text: String) throws {
        try run.call.flush()
        try run.context.errors.write(text)
    }

    private func answer() throws -> String? {
        try run.call.flush()
        var line: [UInt8] = []
        while line.count < 4096 {
            guard let byte = try run.context.read(1).first else {
                return line.isEmpty ? nil : run.call.text(line)
            }
            if byte == 10 { break }
            line.append(byte)
        }
        return run.call.text(line)
    }

    private func refuse(_ shipped: String) throws -> String {
        try run.files.rename(new, to: keep(".dpkg-dist"))
        return shipped
    }

    private func replace(_ shipped: String) throws -> String {
        if let entry = try? run.files.entry(at: place, follow: true),
            case .file(let contents) = entry.node.body
        {
            let old = keep(".dpkg-old")
            try? run.files.unlink(old)
            try run.files.write(contents, to: old, creating: entry.node.attributes)
        }
        return try install(shipped, tells: true)
    }
}
