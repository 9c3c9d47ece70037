import LayFiles
import LayShell

extension Utilities {
    /// The actions of dpkg-query, most of which dpkg has as well.
    static let packageQueryOptions = [
        UtilityOption("-l, --list", "list packages"),
        UtilityOption("-L, --listfiles", "list the files of packages"),
        UtilityOption("-S, --search", "tell whose files are"),
        UtilityOption("-s, --status", "tell all of packages"),
        UtilityOption("-p, --print-avail", "tell what could be had of packages"),
    ]

    static let dpkgQueryUtility = Utility(
        "dpkg-query", "tell of the packages that are installed", usage: "[<option>...] <command>",
        packageQueryOptions + [
            UtilityOption("-W, --show", "show packages in a format"),
            UtilityOption("-c, --control-path", "where files of control are"),
            UtilityOption("--control-list", "which files of control there are"),
            UtilityOption("--control-show", "write a file of control"),
            UtilityOption("-f, --showformat=FORMAT", "what --show writes"),
            UtilityOption(
                "--load-avail", "use what could be had", .idle("what is installed alone")),
            UtilityOption("--no-pager", "write at once", .idle("as always")),
            UtilityOption("--admindir=DIR", "where the database is"),
            UtilityOption("--root=DIR", "another root"),
        ], misuse: 2, readsWords: true
    ) { call in
        let voice = DpkgVoice.query(call)
        let arguments = try DpkgArguments(
            call.context.words.dropFirst(), call.utility.options,
            actions: ["l", "L", "S", "s", "p", "W", "c", "control-list", "control-show"], voice)
        guard let action = arguments.action else { throw try voice.misuse("need an action option") }
        return try PackageQueryRun(voice, arguments).perform(action)
    }
}

/// Where a call of dpkg's programs has its database, and what it takes for the root.
struct PackageRoot {
    let root: TreePath
    let database: TreePath

    init(_ arguments: DpkgArguments, _ call: UtilityCall) {
        let root = arguments.value("root").map { call.path($0) }
        self.root = arguments.value("instdir").map { call.path($0) } ?? root ?? .root
        let environment = call.context["DPKG_ADMINDIR"].map { call.path(Array($0.utf8)) }
        database =
            arguments.value("admindir").map { call.path($0) }
            ?? root?.appending("var/lib/dpkg") ?? environment ?? "/var/lib/dpkg"
    }
}

/// One call of dpkg-query, or of dpkg for one of its actions.
struct PackageQueryRun {
    let voice: DpkgVoice
    let arguments: DpkgArguments
    private let database: PackageDatabase
    private var call: UtilityCall { voice.call }

    init(_ voice: DpkgVoice, _ arguments: DpkgArguments) throws {
        self.voice = voice
        self.arguments = arguments
        database = try PackageDatabase(
            voice.call.context, directory: PackageRoot(arguments, voice.call).database)
    }

    /// Does what an action says.
    ///
    /// - Throws: `UtilityFailure`, `FileError`, `BoundReached`.
    func perform(_ action: String) throws -> UInt8 {
        switch action {
        case "l": return try PackageListing(voice, database).list(arguments.texts)
        case "W":
            let format = try ShowFormat(arguments.value("f") ?? ShowFormat.standard, voice)
            let (found, status) = try PackageListing(voice, database).choose(arguments.texts)
            for package in found {
                try call.context.step()
                try call.write(format.text(package, in: database))
            }
            return status
        case "L": return try listFiles()
        case "S": return try search()
        case "s": return try tell(available: false)
        case "p": return try tell(available: true)
        case "control-list", "control-show", "c": return try control(action)
        default: return 0
        }
    }

    private func need(_ what: String) throws {
        if arguments.operands.isEmpty { throw try voice.misuse(what) }
    }

    private func missing(_ name: String) throws {
        try voice.complain("package '\(name)' is not installed")
    }

    // MARK: Files

    private func listFiles() throws -> UInt8 {
        try need("--listfiles needs at least one package name argument")
        var isFirst = true
        var failures = 0
        let diversions = PackageDiversions(database)
        for name in arguments.texts {
            guard let package = database[name], package.state != "not-installed" else {
                try missing(name)
                failures += 1
                continue
            }
            if !isFirst { try call.write(byte: 10) }
            isFirst = false
            let list = try database.fileList(package)
            if list.isEmpty {
                try call.write(
                    "Package '\(database.shown(package))' does not contain any files (!)\n")
            }
            for path in list {
                try call.write(path + [10])
                guard let diversion = diversions[path] else { continue }
                let target = call.text(diversion.target)
                if diversion.package == ":" {
                    try call.write("locally diverted to: \(target)\n")
                } else if diversion.package != package.name {
                    try call.write("diverted by \(diversion.package) to: \(target)\n")
                }
            }
        }
        if failures > 0 {
            try voice.tell(
                "Use dpkg --contents (= dpkg-deb --contents) to list archive files contents.")
            return 1
        }
        return 0
    }

    private func search() throws -> UInt8 {
        try need("--search needs at least one file name pattern argument")
        var failures = 0
        let owners = try FileOwners(database)
        let diversions = PackageDiversions(database)
        for word in arguments.operands {
            // A word that does not begin as a path or a pattern may stand anywhere.
            let isWhole = word.first.map { "*[?/".utf8.contains($0) } ?? false
            let pattern = isWhole ? word : [42] + word + [42]
            var isFound = false
            if !pattern.contains(where: { "*[?\\".utf8.contains($0) }) {
                var path = pattern
                while path.count > 1, path.last == 47 { path.removeLast() }
                isFound = try show(path, owners, diversions)
            } else {
                let glob = FileNamePattern(pattern)
                for path in owners.paths where glob.matches(path) {
                    try call.context.step()
                    if try show(path, owners, diversions) { isFound = true }
                }
            }
            if !isFound {
                failures += 1
                try voice.complain("no path found matching pattern \(call.text(pattern))")
            }
        }
        return failures > 0 ? 1 : 0
    }

    private func show(
        _ path: [UInt8], _ owners: FileOwners, _ diversions: PackageDiversions
    ) throws -> Bool {
        var isFound = false
        let text = call.text(path)
        if let diversion = diversions[path] {
            let name =
                diversion.package == ":" ? "local diversion" : "diversion by \(diversion.package)"
            try call.write("\(name) from: \(text)\n\(name) to: \(call.text(diversion.target))\n")
        }
        let names = owners[path]
        if !names.isEmpty {
            try call.write("\(names.sorted(by: >).joined(separator: ", ")): \(text)\n")
            isFound = true
        }
        return isFound
    }

    // MARK: Status

    private func tell(available: Bool) throws -> UInt8 {
        var failures = 0
        var isFirst = true
        var found = database
        if available {
            found = try PackageDatabase(
                call.context, directory: database.directory, file: "available")
        }
        let names =
            arguments.operands.isEmpty
            ? found.sorted.filter { $0.state != "not-installed" || available }.map(found.shown)
            : arguments.texts
        for name in names {
            try call.context.step()
            guard let package = found[name], available || package.state != "not-installed" else {
                failures += 1
                try voice.complain(
                    available
                        ? "package '\(name)' is not available"
                        : "package '\(name)' is not installed and no information is available")
                continue
            }
            if !isFirst { try call.write(byte: 10) }
            isFirst = false
            var stanza = package.stanza
            if !available { stanza.set("Status", package.status) }
            try call.write(stanza.sorted.bytes)
        }
        if arguments.operands.isEmpty, !isFirst { try call.write(byte: 10) }
        if failures > 0 {
            try voice.tell("Use dpkg --info (= dpkg-deb --info) to examine archive files.")
            return 1
        }
        return 0
    }

    private func control(_ action: String) throws -> UInt8 {
        let option = action == "c" ? "control-path" : action
        try need("--\(option) needs at least one package name argument")
        let name = arguments.texts[0]
        guard let package = database[name], package.isInstalled else {
            throw try voice.failure("package '\(name)' is not installed")
        }
        let kinds = database.infoKinds(package).filter { $0 != "list" && $0 != "conffiles" }
        if action == "control-list" {
            for kind in kinds { try call.write(kind + "\n") }
            return 0
        }
        let wanted = arguments.texts.count > 1 ? arguments.texts[1] : nil
        if action == "c" {
            for kind in kinds where wanted == nil || wanted == kind {
                try call.write("\(database.infoPath(package, kind))\n")
            }
            return 0
        }
        guard let wanted, let bytes = try database.infoBytes(package, wanted) else {
            throw try voice.failure("control file '\(wanted ?? "")' does not exist")
        }
        try call.write(bytes)
        return 0
    }
}

/// The files that are kept elsewhere than their packages say.
struct PackageDiversions {
    private var known: [ArraySlice<UInt8>: (target: [UInt8], package: String)] = [:]

    init(_ database: PackageDatabase) {
        let path = database.directory.appending(name: "diversions".utf8)
        let lines = SystemText.lines(of: path, database.context)
        for start in stride(from: 0, to: lines.count - 2, by: 3) {
            known[Array(lines[start].utf8)[...]] = (
                Array(lines[start + 1].utf8), String(lines[start + 2])
            )
        }
    }

    subscript(path: [UInt8]) -> (target: [UInt8], package: String)? { known[path[...]] }
}
