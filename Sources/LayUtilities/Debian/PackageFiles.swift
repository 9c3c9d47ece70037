internal import LayBounds
import LayFiles
import LayShell

/// What a package's scripts, lists and digests are called below /var/lib/dpkg/info.
extension PackageDatabase {
    private var info: TreePath { directory.appending(name: "info".utf8) }

    /// The name that the files of a package begin with.
    func stem(_ package: DebianPackage) -> String {
        package.stanza.text("Multi-Arch") == "same"
            ? "\(package.name):\(package.architecture)" : package.name
    }

    /// Where a file of a package is kept.
    func infoPath(_ package: DebianPackage, _ kind: String) -> TreePath {
        info.appending(name: "\(stem(package)).\(kind)".utf8)
    }

    /// The kinds of files that a package has, in their order.
    func infoKinds(_ package: DebianPackage) -> [String] {
        let prefix = Array("\(stem(package)).".utf8)
        return ((try? context.files.list(info)) ?? []).compactMap { item in
            guard item.name.starts(with: prefix) else { return nil }
            let kind = String(decoding: item.name.dropFirst(prefix.count), as: UTF8.self)
            return kind.contains(".") ? nil : kind
        }
    }

    /// The bytes of a package's file; `nil` where there is none.
    func infoBytes(_ package: DebianPackage, _ kind: String) throws -> [UInt8]? {
        try bytes(of: infoPath(package, kind))
    }

    /// The bytes of a file; `nil` where there is none.
    func bytes(of path: TreePath) throws -> [UInt8]? {
        guard let entry = try? context.files.entry(at: path, follow: true),
            case .file(let contents) = entry.node.body
        else { return nil }
        try context.step(1 + contents.count / 1024)
        return try contents.bytes()
    }

    /// Writes a file of a package.
    ///
    /// - Throws: `FileError`.
    func setInfo(
        _ package: DebianPackage, _ kind: String, _ bytes: [UInt8], mode: UInt16 = 0o644,
        modified: Nanoseconds? = nil
    ) throws {
        let path = infoPath(package, kind)
        try context.files.makeParents(of: path)
        try? context.files.unlink(path)
        try context.files.write(FileContents(bytes), to: path, creating: FileAttributes(mode: mode))
        if let modified { try context.files.setModified(modified, of: path, follow: false) }
    }

    /// Removes the files of a package of some kinds.
    func removeInfo(_ package: DebianPackage, except kept: [String] = []) throws {
        for kind in infoKinds(package) where !kept.contains(kind) {
            try context.files.unlink(infoPath(package, kind))
        }
    }

    /// The files and directories of a package, in the order of its list.
    func fileList(_ package: DebianPackage) throws -> [[UInt8]] {
        (try infoBytes(package, "list") ?? []).split(separator: 10).map(Array.init)
    }

    /// Gives the list of each package that has one, in the order of the status.
    func forEachList(_ body: (DebianPackage, [UInt8]) throws -> Void) throws {
        for package in packages where package.state != "not-installed" {
            guard let bytes = try infoBytes(package, "list") else { continue }
            try body(package, bytes)
        }
    }

    /// How many files and directories all packages have together.
    func countFiles() throws -> Int {
        try context.releasing {
            var seen: Set<ArraySlice<UInt8>> = []
            try forEachList { _, bytes in
                try context.hold(2 * bytes.count)
                for line in bytes.split(separator: 10) { seen.insert(line) }
            }
            return seen.count
        }
    }
}

/// The packages that have a file, by its path.
final class FileOwners {
    private var owners: [ArraySlice<UInt8>: [String]] = [:]

    /// Reads the lists of all packages.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    init(_ database: PackageDatabase) throws {
        try database.forEachList { package, bytes in
            try database.context.hold(3 * bytes.count)
            let name = database.shown(package)
            for line in bytes.split(separator: 10) { owners[line, default: []].append(name) }
        }
    }

    /// Those that have a path in their lists.
    subscript(path: [UInt8]) -> [String] { owners[path[...]] ?? [] }

    var count: Int { owners.count }

    /// All paths, in byte order.
    var paths: [[UInt8]] {
        owners.keys.sorted { $0.lexicographicallyPrecedes($1) }.map(Array.init)
    }

    func add(_ path: [UInt8], _ name: String) {
        if owners[path[...], default: []].contains(name) { return }
        owners[path[...], default: []].append(name)
    }

    func remove(_ path: [UInt8], _ name: String) {
        owners[path[...]]?.removeAll { $0 == name }
        if owners[path[...]]?.isEmpty == true { owners[path[...]] = nil }
    }
}
