internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

extension ApkRun {
    // MARK: Adding

    /// `apk add`.
    ///
    /// - Throws: `UtilityFailure`, `FileError`, `BoundReached`.
    func add() throws -> UInt8 {
        var archives: [ApkArchive] = []
        var wanted: [ApkDependency] = []
        for word in arguments.words {
            guard word.hasSuffix(".apk"), word.contains("/") || isFile(word) else {
                wanted.append(ApkDependency(word))
                continue
            }
            do {
                let archive = try ApkArchive(call.path(Array(word.utf8)), call.context)
                guard arguments.has("allow-untrusted") else {
                    try complain("ERROR: \(word): UNTRUSTED signature")
                    return 1
                }
                archives.append(archive)
                wanted.append(
                    ApkDependency("\(archive.package.name)><\(archive.package["C"])"))
            } catch let fault as ApkArchive.Fault {
                try complain("ERROR: \(word): \(fault.reason)")
                return 1
            }
        }
        let virtual = arguments.value("t").map(call.text)
        if !arguments.has("no-network") {
            _ = try tellUnreachable(
                fetches: arguments.has("no-cache") || arguments.has("U")
                    || arguments.has("update-cache"))
        }
        let label = virtual.map { "\($0)-\(stamp)" }
        if try tellMissing(wanted, archives, requirer: label) { return 1 }
        if arguments.has("s") {
            try tellTotal()
            return 0
        }
        var total = archives.count + (virtual == nil ? 0 : 1)
        total = max(total, 1)
        var number = 0
        var changed: Set<String> = []
        for archive in archives {
            number += 1
            try install(archive, "(\(padded(number, total))/\(total))", &changed)
        }
        if let virtual {
            number += 1
            try say("(\(padded(number, total))/\(total)) Installing \(virtual) (\(stamp))")
            let sum = try ApkArchive.sum(Array("\(virtual) \(stamp) \(wanted.map(\.text))".utf8))
            var fields: [(letter: UInt8, value: String)] = []
            for (letter, value) in [
                ("C", sum), ("P", virtual), ("V", stamp), ("A", "noarch"), ("S", "0"), ("I", "0"),
                ("T", "virtual meta package"), ("U", ""), ("L", ""),
                ("D", wanted.map(\.text).joined(separator: " ")),
            ] {
                fields.append((letter.utf8.first ?? 63, value))
            }
            database.add(ApkPackage(fields: fields))
            wanted = [ApkDependency("\(virtual)=\(stamp)")]
        }
        for dependency in wanted {
            database.world.removeAll { $0.name == dependency.name }
            database.world.append(dependency)
        }
        try database.save()
        try runTriggers(changed, fresh: Set(archives.map(\.package.name)))
        try tellTotal()
        return call.status
    }

    private func isFile(_ word: String) -> Bool {
        (try? call.context.files.status(at: call.path(Array(word.utf8)), follow: true)) != nil
    }

    /// The version of a package that stands for others: the time.
    private var stamp: String {
        let time = CivilTime(seconds: call.context.now)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(time.year)\(two(time.month))\(two(time.day)).\(two(time.hour))"
            + "\(two(time.minute))\(two(time.second))"
    }

    func padded(_ number: Int, _ total: Int) -> String {
        PaddedText.right("\(number)", "\(total)".utf8.count)
    }

    private func isMet(_ dependency: ApkDependency, _ archives: [ApkArchive]) -> Bool {
        if dependency.isConflict {
            return database[dependency.name] == nil
        }
        if !database.providers(of: dependency).isEmpty { return true }
        return archives.contains { archive in
            archive.package.name == dependency.name && dependency.admits(archive.package.version)
                || archive.package.provisions.contains { $0.name == dependency.name }
        }
    }

    /// Says what is not there; false where all is.
    private func tellMissing(
        _ wanted: [ApkDependency], _ archives: [ApkArchive], requirer: String?
    ) throws -> Bool {
        var problems: [(name: String, lines: String)] = []
        func note(_ dependency: ApkDependency, _ requirer: String) {
            if let other = database[dependency.name] {
                problems.append(
                    (
                        dependency.name,
                        "  \(other.full):\n    breaks: \(requirer)[\(dependency.text)]\n"
                    ))
            } else if let place = problems.firstIndex(where: { $0.name == dependency.name }) {
                problems[place].lines +=
                    "                 \(requirer)[\(dependency.text)]\n"
            } else {
                problems.append(
                    (
                        dependency.name,
                        "  \(dependency.name) (no such package):\n    required by: "
                            + "\(requirer)[\(dependency.text)]\n"
                    ))
            }
        }
        for dependency in wanted where !isMet(dependency, archives) {
            note(dependency, requirer ?? "world")
        }
        for archive in archives {
            for dependency in archive.package.dependencies where !isMet(dependency, archives) {
                note(dependency, archive.package.full)
            }
        }
        if problems.isEmpty { return false }
        problems.sort { $0.name < $1.name }
        try complain(
            "ERROR: unable to select packages:\n"
                + problems.map(\.lines).joined().dropLast())
        return true
    }

    private func install(
        _ archive: ApkArchive, _ mark: String, _ changed: inout Set<String>
    ) throws {
        let package = archive.package
        let old = database[package.name]
        if let old {
            let order = ApkVersion.order(package.version, old.version)
            let verb = order == 0 ? "Replacing" : order > 0 ? "Upgrading" : "Downgrading"
            try say(
                "\(mark) \(verb) \(package.name) (\(old.version) -> \(package.version))")
        } else {
            try say("\(mark) Installing \(package.name) (\(package.version))")
        }
        for script in archive.scripts {
            database.scripts.append(
                ("\(package.full).\(package["C"]).\(script.name)", script.bytes, script.mode))
        }
        let words = old.map { [package.version, $0.version] } ?? [package.version]
        try script(old == nil ? "pre-install" : "pre-upgrade", of: package, words)
        var writer = MemberWriter(call.context, root)
        var lines: [String: [[UInt8]]] = [:]
        var order: [String] = []
        func directory(_ path: TreePath) -> String {
            let name = String(decoding: path.bytes, as: UTF8.self)
            if lines[name] == nil {
                lines[name] = [Array("F:\(name)".utf8)]
                order.append(name)
            }
            return name
        }
        _ = directory(.root)
        for member in archive.members {
            try writer.write(member)
            let path = TreePath(bytes: member.name)
            if member.node?.kind == .directory {
                let name = directory(path)
                let acl = accessLine("M", member.attributes, standard: 0o755)
                if let acl { lines[name]?.append(acl) }
                changed.insert("/\(name)")
                continue
            }
            let name = directory(path.parent)
            changed.insert("/\(name)")
            lines[name]?.append(Array("R:".utf8) + path.name)
            if let acl = accessLine("a", member.attributes, standard: 0o644) {
                lines[name]?.append(acl)
            }
            let bytes: [UInt8]
            switch member.node?.body {
            case .file(let contents)?: bytes = try contents.bytes()
            case .symlink(let target)?: bytes = target
            default: bytes = []
            }
            lines[name]?.append(Array("Z:\(try ApkArchive.sum(bytes))".utf8))
        }
        try writer.finish()
        var installed = package
        installed.fileLines = order.flatMap { lines[$0] ?? [] }
        if let old {
            let kept = Set(installed.paths)
            for path in old.paths where !kept.contains(path) {
                try? call.context.files.unlink(root.appending(TreePath(bytes: path)))
            }
            database.remove(old)
            for script in archive.scripts {
                database.scripts.removeAll {
                    $0.name == "\(package.full).\(package["C"]).\(script.name)"
                }
                database.scripts.append(
                    ("\(package.full).\(package["C"]).\(script.name)", script.bytes, script.mode))
            }
        }
        database.add(installed)
        if !archive.triggers.isEmpty { database.triggers.append((package["C"], archive.triggers)) }
        try script(old == nil ? "post-install" : "post-upgrade", of: package, words)
    }

    private func accessLine(
        _ letter: String, _ attributes: FileAttributes, standard: UInt16
    ) -> [UInt8]? {
        if attributes.mode == standard, attributes.uid == 0, attributes.gid == 0 { return nil }
        return Array(
            "\(letter):\(attributes.uid):\(attributes.gid):\(String(attributes.mode, radix: 8))"
                .utf8)
    }

    // MARK: Removing

    /// `apk del`.
    ///
    /// - Throws: `UtilityFailure`, `FileError`, `BoundReached`.
    func delete() throws -> UInt8 {
        let known = Set(database.packages.flatMap { [$0.name] + $0.provisions.map(\.name) })
            .union(database.packages.flatMap { $0.dependencies.map(\.name) })
        _ = try tellUnreachable(fetches: false)
        var errors = 0
        var names: [String] = []
        for word in arguments.words {
            let matches = database.packages.filter {
                FileNamePattern(Array(word.utf8)).matches(Array($0.name.utf8))
            }
            if matches.isEmpty, !known.contains(word),
                !database.world.contains(where: { $0.name == word })
            {
                try complain("ERROR: No such package: \(word)")
                errors += 1
            }
            names += matches.isEmpty ? [word] : matches.map(\.name)
        }
        if errors > 0 { return UInt8(clamping: errors) }
        database.world.removeAll { names.contains($0.name) }
        if arguments.has("r") {
            var waiting = names
            while let name = waiting.popLast() {
                for package in database.packages
                where package.dependencies.contains(where: { $0.name == name })
                    && database.world.contains(where: { $0.name == package.name })
                {
                    database.world.removeAll { $0.name == package.name }
                    waiting.append(package.name)
                }
            }
        }
        let needed = try database.needed()
        try tellKept(names.filter { needed.contains($0) }, needed)
        let going = try order(names, needed)
        if arguments.has("s") {
            for (index, package) in going.enumerated() {
                try say(
                    "(\(padded(index + 1, going.count))/\(going.count)) Purging \(package.name) (\(package.version))"
                )
            }
            try tellTotal()
            return 0
        }
        var changed: Set<String> = []
        for (index, package) in going.enumerated() {
            try say(
                "(\(padded(index + 1, going.count))/\(going.count)) Purging \(package.name) "
                    + "(\(package.version))")
            try script("pre-deinstall", of: package, [package.version])
            try removeFiles(of: package, &changed)
            try script("post-deinstall", of: package, [package.version])
            database.remove(package)
        }
        try database.save()
        try runTriggers(changed, fresh: [])
        try tellTotal()
        return call.status
    }

    private func tellKept(_ names: [String], _ needed: Set<String>) throws {
        guard !names.isEmpty else { return }
        try say("World updated, but the following packages are not removed due to:")
        for name in names {
            guard let package = database[name] else { continue }
            let offered = Set([package.name] + package.provisions.map(\.name))
            var reasons: [String] = []
            var waiting = [package.name]
            var seen: Set<String> = [package.name]
            var names = offered
            while !waiting.isEmpty {
                waiting.removeFirst()
                for other in database.sorted where needed.contains(other.name) {
                    try call.context.step()
                    guard other.dependencies.contains(where: { names.contains($0.name) }),
                        seen.insert(other.name).inserted
                    else { continue }
                    reasons.append(other.name)
                    waiting.append(other.name)
                    names.formUnion([other.name] + other.provisions.map(\.name))
                }
            }
            try say("  \(name): \(reasons.joined(separator: " "))")
        }
        try say("")
    }

    /// Those that go: what was named, and behind each what was there for it alone.
    private func order(_ names: [String], _ needed: Set<String>) throws -> [ApkPackage] {
        var found: [ApkPackage] = []
        var seen: Set<String> = []
        var waiting = database.packages.filter { names.contains($0.name) }
        waiting.reverse()
        while let package = waiting.popLast() {
            try call.context.step()
            if needed.contains(package.name) || !seen.insert(package.name).inserted { continue }
            found.append(package)
            for dependency in package.dependencies.reversed() where !dependency.isConflict {
                waiting += database.providers(of: dependency)
            }
        }
        for package in database.packages
        where !needed.contains(package.name) && seen.insert(package.name).inserted {
            found.append(package)
        }
        return found
    }

    private func removeFiles(of package: ApkPackage, _ changed: inout Set<String>) throws {
        let files = call.context.files
        for path in package.paths {
            try call.context.step()
            try? files.unlink(root.appending(TreePath(bytes: path)))
        }
        for directory in package.directories.reversed() {
            changed.insert("/" + call.text(directory))
            let others = database.packages.contains {
                $0.name != package.name && $0.directories.contains(directory)
            }
            if !others { try? files.removeDirectory(root.appending(TreePath(bytes: directory))) }
        }
    }
}
