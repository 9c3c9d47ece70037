internal import LayArchive
import LayFiles
import LayShell

/// What is wished of packages: `install`, `hold`, `deinstall`, `purge`.
struct PackageSelections {
    private let voice: DpkgVoice
    private let database: PackageDatabase
    private var call: UtilityCall { voice.call }

    init(_ voice: DpkgVoice, _ database: PackageDatabase) {
        self.voice = voice
        self.database = database
    }

    /// Shows or changes them.
    ///
    /// - Throws: `UtilityFailure`, `FileError`, `BoundReached`.
    func perform(_ action: String, _ words: [String]) throws -> UInt8 {
        switch action {
        case "set-selections": return try read()
        case "clear-selections":
            for var package in database.packages
            where package.stanza.text("Essential") != "yes" && package.want != "unknown" {
                package.want = "deinstall"
                database[database.key(package)] = package
            }
            try database.save()
            return 0
        default: break
        }
        let patterns = words.map { FileNamePattern(Array($0.utf8)) }
        for (word, pattern) in zip(words, patterns)
        where !database.packages.contains(where: { pattern.matches(Array($0.name.utf8)) }) {
            try voice.complain("no packages found matching \(word)")
        }
        for package in database.sorted {
            let isShown =
                patterns.isEmpty
                ? package.state != "not-installed"
                : patterns.contains { $0.matches(Array(package.name.utf8)) }
            guard isShown, package.want != "unknown" else { continue }
            let name = database.shown(package)
            let tabs = max(1, (55 - name.utf8.count) / 8)
            try call.write(name + String(repeating: "\t", count: tabs) + package.want + "\n")
        }
        return 0
    }

    private func read() throws -> UInt8 {
        let reader = try call.reader([45])
        defer { reader.close() }
        var number = 0
        var lacks = false
        while let line = try reader.line() {
            number += 1
            let words = call.text(reader.bytes[line.range]).split { $0 == " " || $0 == "\t" }
                .map(String.init)
            guard let name = words.first, !name.hasPrefix("#") else { continue }
            guard words.count > 1 else {
                throw try voice.failure(
                    "unexpected end of line after package name at line \(number)")
            }
            if words.count > 2 {
                throw try voice.failure(
                    "unexpected data after package and selection at line \(number)")
            }
            guard var package = database[name] else {
                lacks = true
                try voice.complain(
                    "warning: package not in status nor available database at line \(number): \(name)"
                )
                continue
            }
            guard ["install", "hold", "deinstall", "purge", "unknown"].contains(words[1]) else {
                throw try voice.failure("unknown wanted status at line \(number): \(words[1])")
            }
            package.want = words[1]
            database[database.key(package)] = package
        }
        try database.save()
        if lacks {
            try voice.complain(
                """
                warning: found unknown packages; this might mean the available database
                is outdated, and needs to be updated through a frontend method;
                please see the FAQ <https://wiki.debian.org/Teams/Dpkg/FAQ#set-selections>
                """)
        }
        return 0
    }
}

/// Compares what is installed with what is written down of it.
struct PackageAudit {
    private let voice: DpkgVoice
    private let database: PackageDatabase
    private let root: TreePath
    private var call: UtilityCall { voice.call }

    init(_ voice: DpkgVoice, _ database: PackageDatabase, _ root: TreePath) {
        self.voice = voice
        self.database = database
        self.root = root
    }

    /// Verifies packages, or tells what is half done.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func perform(_ action: String, _ names: [String]) throws -> UInt8 {
        if action == "C" { return try audit(names) }
        var status: UInt8 = 0
        let all = names.isEmpty ? database.sorted.filter(\.isInstalled).map(database.shown) : names
        for name in all {
            guard let package = database[name], package.isInstalled else {
                try voice.complain("package '\(name)' is not installed")
                status = 1
                continue
            }
            try verify(package)
        }
        return status
    }

    private func verify(_ package: DebianPackage) throws {
        let conffiles = package.conffiles
        for (path, digest) in conffiles where !digest.hasSuffix("obsolete") {
            try compare(path, digest, mark: "c")
        }
        let known = Set(conffiles.map(\.path))
        for line in (try database.infoBytes(package, "md5sums") ?? []).split(separator: 10) {
            guard line.count > 34 else { continue }
            let path = [47] + Array(line.dropFirst(34))
            if known.contains(path) { continue }
            try compare(path, call.text(line.prefix(32)), mark: " ")
        }
    }

    private func compare(_ path: [UInt8], _ digest: String, mark: String) throws {
        try call.context.step()
        let place = root.appending(TreePath(bytes: path))
        guard let entry = try? call.context.files.entry(at: place, follow: true),
            case .file(let contents) = entry.node.body
        else {
            try call.write(
                "missing   \(mark) \(call.text(path))\n")
            return
        }
        try call.context.step(1 + contents.count / 512)
        if try MessageDigest.hex(of: contents, .md5) == digest { return }
        try call.write("??5?????? \(mark) \(call.text(path))\n")
    }

    private func audit(_ names: [String]) throws -> UInt8 {
        let kinds = [
            (
                "half-installed",
                "The following packages are only half installed, due to problems during\n"
                    + "installation.  The installation can probably be completed by retrying it;\n"
                    + "the packages can be removed using dselect or dpkg --remove:\n"
            ),
            (
                "unpacked",
                "The following packages have been unpacked but not yet configured.\n"
                    + "They must be configured using dpkg --configure or the configure\n"
                    + "menu option in dselect for them to work:\n"
            ),
            (
                "half-configured",
                "The following packages are only half configured, probably due to problems\n"
                    + "configuring them the first time.  The configuration should be retried using\n"
                    + "dpkg --configure <package> or the configure menu option in dselect:\n"
            ),
        ]
        for (state, text) in kinds {
            let found = database.sorted.filter {
                $0.state == state && (names.isEmpty || names.contains($0.name))
            }
            if found.isEmpty { continue }
            try call.write(text)
            for package in found {
                try call.write(
                    Array(" \(PaddedText.left(database.shown(package), 20)) ".utf8)
                        + package.stanza.synopsis + [10])
            }
            try call.write("\n")
        }
        return 0
    }
}
