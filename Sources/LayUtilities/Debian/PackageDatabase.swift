internal import LayBounds
import LayFiles
import LayShell

/// A package as /var/lib/dpkg/status has it.
struct DebianPackage {
    var stanza: ControlStanza
    /// What is wished: `install`, `hold`, `deinstall`, `purge`, `unknown`.
    var want: String
    /// `ok` or `reinstreq`.
    var flag: String
    /// `installed`, `unpacked`, `config-files` and so on.
    var state: String

    /// A package of a stanza with its status.
    init(_ stanza: ControlStanza) {
        self.stanza = stanza
        let words = stanza.text("Status").split(separator: " ").map(String.init)
        want = words.count > 2 ? words[0] : "unknown"
        flag = words.count > 2 ? words[1] : "ok"
        state = words.count > 2 ? words[2] : "not-installed"
    }

    /// A package that is known by its name alone.
    init(unknown name: String) {
        stanza = ControlStanza()
        stanza.set("Package", name)
        (want, flag, state) = ("unknown", "ok", "not-installed")
    }

    var name: String { stanza.text("Package") }
    var version: String { stanza.text("Version") }
    var architecture: String { stanza.text("Architecture") }
    var status: String { "\(want) \(flag) \(state)" }
    /// True where its files are there.
    var isInstalled: Bool {
        !["not-installed", "config-files"].contains(state)
    }
    var isConfigured: Bool {
        ["installed", "triggers-awaited", "triggers-pending"].contains(state)
    }

    /// The three letters of listings.
    var abbreviation: String {
        let wants = ["unknown": "u", "install": "i", "hold": "h", "deinstall": "r", "purge": "p"]
        let states = [
            "not-installed": "n", "config-files": "c", "half-installed": "H", "unpacked": "U",
            "half-configured": "F", "triggers-awaited": "W", "triggers-pending": "t",
            "installed": "i",
        ]
        return (wants[want] ?? "u") + (states[state] ?? "n") + (flag == "ok" ? " " : "R")
    }

    /// The relations of a field.
    func relations(_ field: String) -> [[PackageRelation]] {
        PackageRelation.parse(stanza.text(field))
    }

    /// True where it is what a relation asks for, itself or by what it provides.
    func offers(_ relation: PackageRelation) -> Bool {
        if name == relation.name, relation.admits(version) { return true }
        return stanza["Provides"] != nil
            && relations("Provides").joined().contains {
                $0.name == relation.name
                    && (relation.relation == nil
                        || $0.relation == .exactly && relation.admits($0.version))
            }
    }

    /// The name of the source package with its version.
    var source: (name: String, version: String) {
        let text = stanza.text("Source")
        let parts = text.split(separator: " ", maxSplits: 1)
        guard let first = parts.first else { return (name, version) }
        let other = parts.count > 1 ? parts[1].filter { $0 != "(" && $0 != ")" } : version
        return (String(first), other)
    }

    /// The files of configuration with their MD5 digests, behind which `obsolete` may stand.
    var conffiles: [(path: [UInt8], digest: String)] {
        (stanza["Conffiles"] ?? []).split(separator: 10).compactMap { line in
            let words = line.split(separator: 32).map(Array.init)
            guard words.count > 1 else { return nil }
            let digest = Array(words[1...].joined(separator: [32]))
            return (words[0], String(decoding: digest, as: UTF8.self))
        }
    }

    /// Writes down the files of configuration.
    mutating func setConffiles(_ files: [(path: [UInt8], digest: String)]) {
        stanza["Conffiles"] =
            files.isEmpty
            ? nil : Array(files.map { [10, 32] + $0.path + [32] + Array($0.digest.utf8) }.joined())
    }
}

/// The packages of a container as dpkg has them written down.
final class PackageDatabase {
    let context: ProgramContext
    /// Where the database is.
    let directory: TreePath
    /// In the order of the file.
    private(set) var packages: [DebianPackage] = []
    private var places: [String: Int] = [:]
    let nativeArchitecture: String
    private(set) var foreignArchitectures: [String] = []

    /// Reads the database; there is none where the files are not.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    init(
        _ context: ProgramContext, directory: TreePath = "/var/lib/dpkg", file: String = "status"
    ) throws {
        self.context = context
        self.directory = directory
        nativeArchitecture = DebianArchitecture.native(context)
        let path = directory.appending(name: file.utf8)
        if (try? context.files.status(at: path, follow: true).kind) == .file {
            let size = try context.files.status(at: path, follow: true).size
            try context.hold(2 * size)
            var reader = ControlReader(try ByteReader(path, context), context)
            while let stanza = try reader.next() { add(DebianPackage(stanza)) }
        }
        foreignArchitectures = SystemText.lines(
            of: directory.appending(name: "arch".utf8), context
        ).map(String.init).filter { $0 != nativeArchitecture }
    }

    /// What tells a package from others.
    func key(_ package: DebianPackage) -> String {
        let architecture = package.architecture
        return architecture.isEmpty || architecture == "all" || architecture == nativeArchitecture
            ? package.name : "\(package.name):\(architecture)"
    }

    private func add(_ package: DebianPackage) {
        let key = key(package)
        if let place = places[key] {
            packages[place] = package
        } else {
            places[key] = packages.count
            packages.append(package)
        }
    }

    /// The package of a name, perhaps with its architecture.
    subscript(name: String) -> DebianPackage? {
        get {
            if let place = places[name] { return packages[place] }
            let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
            if parts.count == 1,
                !foreignArchitectures.isEmpty || places.keys.contains(where: { $0.contains(":") })
            {
                return packages.first { $0.name == name }
            }
            guard parts.count == 2, let place = places[parts[0]] else { return nil }
            let package = packages[place]
            return parts[1] == nativeArchitecture || parts[1] == package.architecture
                || parts[1] == "any" ? package : nil
        }
        set {
            if let newValue {
                add(newValue)
            } else if let place = places[name] {
                packages.remove(at: place)
                places.removeAll(keepingCapacity: true)
                for (index, package) in packages.enumerated() { places[key(package)] = index }
            }
        }
    }

    /// How a package is named where it may be of several architectures.
    func shown(_ package: DebianPackage) -> String {
        let architecture = package.architecture
        let isForeign =
            !architecture.isEmpty && architecture != "all" && architecture != nativeArchitecture
        return package.stanza.text("Multi-Arch") == "same" || isForeign
            ? "\(package.name):\(architecture)" : package.name
    }

    /// All by their names.
    var sorted: [DebianPackage] {
        packages.sorted { ($0.name, $0.architecture) < ($1.name, $1.architecture) }
    }

    // MARK: Relations

    /// The packages that fit a relation, themselves or by what they provide.
    func providers(
        of relation: PackageRelation, where fits: (DebianPackage) -> Bool
    ) -> [DebianPackage] {
        var found: [DebianPackage] = []
        if let package = self[relation.name], fits(package), relation.admits(package.version) {
            found.append(package)
        }
        for package in packages where fits(package) {
            guard let provides = package.stanza["Provides"], !provides.isEmpty else { continue }
            for other in package.relations("Provides").joined()
            where other.name == relation.name {
                if relation.relation == nil
                    || other.relation == .exactly && relation.admits(other.version)
                {
                    found.append(package)
                }
            }
        }
        return found
    }

    // MARK: Writing

    /// Writes the status of all packages, and keeps the former one as `status-old`.
    ///
    /// - Throws: `FileError`.
    func save() throws {
        let files = context.files
        let path = directory.appending(name: "status".utf8)
        var bytes: [UInt8] = []
        for package in packages {
            if package.state == "not-installed", package.want == "unknown" { continue }
            var stanza = package.stanza
            stanza.set("Status", package.status)
            bytes += stanza.sorted.bytes
            bytes.append(10)
        }
        try context.step(1 + bytes.count / 4096)
        try files.makeParents(of: path)
        if let old = try? files.entry(at: path, follow: true),
            case .file(let contents) = old.node.body
        {
            try files.write(
                contents, to: directory.appending(name: "status-old".utf8),
                creating: FileAttributes(mode: 0o644))
        }
        try files.write(FileContents(bytes), to: path, creating: FileAttributes(mode: 0o644))
    }

    /// Writes the architectures besides the machine's own.
    ///
    /// - Throws: `FileError`.
    func setForeignArchitectures(_ names: [String]) throws {
        foreignArchitectures = names
        let path = directory.appending(name: "arch".utf8)
        try context.files.makeParents(of: path)
        try context.files.write(
            FileContents(([nativeArchitecture] + names).map { $0 + "\n" }.joined()), to: path,
            creating: FileAttributes(mode: 0o644))
    }
}
