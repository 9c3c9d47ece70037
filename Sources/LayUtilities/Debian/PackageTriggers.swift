internal import LayBounds
import LayFiles
import LayShell

/// What packages asked to be told of when others change (deb-triggers(5)).
final class PackageTriggers {
    private unowned let run: PackageRun
    private var interests: [(trigger: [UInt8], package: String)] = []
    private var isRead = false
    /// The packages that have to be told, in the order in which that was known, with what of.
    private var pending: [(package: String, names: [[UInt8]])] = []

    init(_ run: PackageRun) { self.run = run }

    private func read() throws {
        if isRead { return }
        isRead = true
        for package in run.database.packages where package.isConfigured {
            guard let bytes = try run.database.infoBytes(package, "triggers") else { continue }
            try run.context.step()
            for line in bytes.split(separator: 10) {
                let words = line.split { $0 == 32 || $0 == 9 }.map(Array.init)
                guard words.count > 1, words[0].starts(with: "interest".utf8) else { continue }
                interests.append((words[1], run.database.key(package)))
            }
        }
    }

    /// Notes what a package's change means to others.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func activate(
        by package: DebianPackage, _ members: [DebianArchive.ControlMember], _ paths: [[UInt8]]
    ) throws {
        guard run.settings.usesTriggers else { return }
        try read()
        let key = run.database.key(package)
        for line in (members.first { $0.name == "triggers" }?.bytes ?? []).split(separator: 10) {
            let words = line.split { $0 == 32 || $0 == 9 }.map(Array.init)
            if words.count > 1, words[0].starts(with: "activate".utf8) { note(words[1], key) }
        }
        for (trigger, other) in interests where trigger.first == 47 && other != key {
            try run.context.step(1 + paths.count / 16)
            let isBelow = paths.contains { path in
                path.starts(with: trigger)
                    && (path.count == trigger.count || path[trigger.count] == 47)
            }
            if isBelow { note(trigger, key) }
        }
    }

    private func note(_ trigger: [UInt8], _ cause: String) {
        for (name, package) in interests where name == trigger && package != cause {
            if let index = pending.firstIndex(where: { $0.package == package }) {
                if !pending[index].names.contains(trigger) { pending[index].names.append(trigger) }
            } else {
                pending.append((package, [trigger]))
            }
        }
    }

    /// Tells all packages that have to be told.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func process() throws {
        while !pending.isEmpty {
            let (name, names) = pending.removeFirst()
            guard let package = run.database[name], package.isConfigured else { continue }
            try run.say(
                "Processing triggers for \(run.database.shown(package)) (\(package.version)) ...")
            let words = names.map { run.call.text($0) }.joined(separator: " ")
            if let failure = try run.script(.postinst, of: package, ["triggered", words]) {
                try run.set(package, state: "half-configured")
                try run.fail(run.database.shown(package), failure)
            }
        }
    }
}
