internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// The packages of a container as apk has them written down.
final class ApkDatabase {
    let context: ProgramContext
    let root: TreePath
    /// In the order of the file.
    private(set) var packages: [ApkPackage] = []
    /// What was asked for.
    var world: [ApkDependency] = []
    /// The scripts of packages: `NAME-VERSION.SUM.post-install`.
    var scripts: [(name: String, bytes: [UInt8], mode: UInt16)] = []
    /// The directories whose changes packages want to be told of, by their sums.
    var triggers: [(sum: String, directories: [String])] = []

    /// Reads the database; an empty one where there is none.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    init(_ context: ProgramContext, root: TreePath) throws {
        self.context = context
        self.root = root
        var lines: [[UInt8]] = []
        for line in try text("lib/apk/db/installed").split(
            separator: 10, omittingEmptySubsequences: false)
        {
            if !line.isEmpty {
                lines.append(Array(line))
                continue
            }
            try context.step()
            if !lines.isEmpty { packages.append(ApkPackage(lines)) }
            lines = []
        }
        if !lines.isEmpty { packages.append(ApkPackage(lines)) }
        world = ApkDependency.parse(String(decoding: try text("etc/apk/world"), as: UTF8.self))
        for line in try text("lib/apk/db/triggers").split(separator: 10) {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
            if let sum = words.first { triggers.append((sum, Array(words.dropFirst()))) }
        }
        try readScripts()
    }

    /// The bytes of a file below the root; none where it is missing.
    func text(_ path: String) throws -> [UInt8] {
        guard
            let entry = try? context.files.entry(at: root.appending(TreePath(path)), follow: true),
            case .file(let contents) = entry.node.body
        else { return [] }
        try context.hold(2 * contents.count)
        try context.step(1 + contents.count / 1024)
        return try contents.bytes()
    }

    private func readScripts() throws {
        let bytes = try text("lib/apk/db/scripts.tar")
        if bytes.isEmpty { return }
        do {
            try LayerArchive.forEachMember(of: MemoryBytes(bytes)) { member in
                guard case .file(let contents)? = member.node?.body else { return 0 }
                scripts.append(
                    (
                        String(decoding: member.name, as: UTF8.self), try contents.bytes(),
                        member.attributes.mode
                    ))
                return 1
            }
        } catch is ArchiveError {
            scripts = []
        }
    }

    /// The package of a name.
    subscript(name: String) -> ApkPackage? { packages.first { $0.name == name } }

    /// The packages by their names.
    var sorted: [ApkPackage] { packages.sorted { $0.name < $1.name } }

    func add(_ package: ApkPackage) {
        packages.removeAll { $0.name == package.name }
        packages.append(package)
    }

    func remove(_ package: ApkPackage) {
        packages.removeAll { $0.name == package.name }
        scripts.removeAll { $0.name.hasPrefix("\(package.full).") }
        triggers.removeAll { $0.sum == package["C"] }
    }

    /// The packages that a dependency is met by.
    func providers(of dependency: ApkDependency) -> [ApkPackage] {
        packages.filter { package in
            if package.name == dependency.name, dependency.admits(package.version) { return true }
            return package.provisions.contains {
                $0.name == dependency.name
                    && (dependency.relation.isEmpty || dependency.admits($0.version))
            }
        }
    }

    /// The names of all that the world needs.
    ///
    /// - Throws: `BoundReached`.
    func needed() throws -> Set<String> {
        var kept: Set<String> = []
        var waiting = world
        while true {
            while let dependency = waiting.popLast() {
                if dependency.isConflict { continue }
                for package in providers(of: dependency) where kept.insert(package.name).inserted {
                    try context.step()
                    waiting += package.dependencies
                }
            }
            // What is there because all of some others are.
            for package in packages where !package["i"].isEmpty && !kept.contains(package.name) {
                let conditions = ApkDependency.parse(package["i"])
                let isMet = conditions.allSatisfy { condition in
                    providers(of: condition).contains { kept.contains($0.name) }
                }
                if isMet, kept.insert(package.name).inserted { waiting += package.dependencies }
            }
            if waiting.isEmpty { return kept }
        }
    }

    /// Writes all down.
    ///
    /// - Throws: `FileError`.
    func save() throws {
        var bytes: [UInt8] = []
        for package in packages { bytes += package.bytes }
        try write("lib/apk/db/installed", bytes)
        var names = world.map(\.text)
        names.sort { ApkDependency($0).name < ApkDependency($1).name }
        try write("etc/apk/world", Array(names.map { $0 + "\n" }.joined().utf8))
        try write(
            "lib/apk/db/triggers",
            Array(
                triggers.map { "\($0.sum) \($0.directories.joined(separator: " "))\n" }.joined()
                    .utf8))
        var tar: [UInt8] = []
        for script in scripts {
            let node = FileNode(
                .file(FileContents(script.bytes)), attributes: FileAttributes(mode: script.mode))
            try TarHeaderText.append(node, Array(script.name.utf8), to: &tar)
            tar += script.bytes
            tar += [UInt8](repeating: 0, count: (512 - script.bytes.count % 512) % 512)
        }
        try write("lib/apk/db/scripts.tar", tar + [UInt8](repeating: 0, count: 1024))
    }

    private func write(_ path: String, _ bytes: [UInt8]) throws {
        let place = root.appending(TreePath(path))
        try context.step(1 + bytes.count / 4096)
        try context.files.makeParents(of: place)
        try context.files.write(
            FileContents(bytes), to: place, creating: FileAttributes(mode: 0o644))
    }
}
