internal import LayBounds
import LayFiles
import LayShell

/// Which packages were installed because others need them (/var/lib/apt/extended_states).
final class AptStates {
    private let context: ProgramContext
    private static let path: TreePath = "/var/lib/apt/extended_states"
    /// True where the file is there.
    let exists: Bool
    private var stanzas: [ControlStanza] = []

    init(_ context: ProgramContext) throws {
        self.context = context
        exists = (try? context.files.status(at: Self.path, follow: true)) != nil
        guard exists else { return }
        var reader = ControlReader(try ByteReader(Self.path, context), context)
        while let stanza = try reader.next() {
            try context.hold(256)
            stanzas.append(stanza)
        }
    }

    func isAutomatic(_ package: DebianPackage) -> Bool {
        stanzas.contains {
            $0.text("Package") == package.name && $0.text("Auto-Installed") == "1"
        }
    }

    /// The names of all that were installed for others.
    var automatic: Set<String> {
        Set(stanzas.filter { $0.text("Auto-Installed") == "1" }.map { $0.text("Package") })
    }

    func set(_ package: DebianPackage, automatic: Bool, native: String) {
        stanzas.removeAll { $0.text("Package") == package.name }
        guard automatic else { return }
        var stanza = ControlStanza()
        stanza.set("Package", package.name)
        stanza.set("Architecture", package.architecture == "all" ? native : package.architecture)
        stanza.set("Auto-Installed", "1")
        stanzas.append(stanza)
    }

    /// Writes them down.
    ///
    /// - Throws: `FileError`.
    func save() throws {
        var bytes: [UInt8] = []
        for stanza in stanzas { bytes += stanza.bytes + [10] }
        try context.files.makeParents(of: Self.path)
        try context.files.write(
            FileContents(bytes), to: Self.path, creating: FileAttributes(mode: 0o644))
    }
}

/// The lists of packages that could be had, as an `apt-get update` left them.
struct AptLists {
    private let context: ProgramContext
    private let files: [(path: TreePath, name: String)]

    init(_ context: ProgramContext) {
        self.context = context
        let directory = TreePath("/var/lib/apt/lists")
        files = ((try? context.files.list(directory)) ?? []).compactMap { item in
            let name = String(decoding: item.name, as: UTF8.self)
            guard item.kind == .file, name.contains("_Packages"), !name.hasSuffix(".lz4") else {
                return nil
            }
            return (directory.appending(name: item.name), name)
        }
    }

    var isEmpty: Bool { files.isEmpty }

    /// Gives each package with the name of its list.
    ///
    /// - Throws: `FileError`, `BoundReached`, what `body` throws.
    func forEach(_ body: (ControlStanza, String) throws -> Void) throws {
        for (path, name) in files {
            try context.releasing {
                guard let bytes = try PackedText.bytes(of: path, context) else { return }
                for stanza in ControlReader.stanzas(bytes) {
                    try context.step()
                    try body(stanza, name)
                }
            }
        }
    }

    /// The packages of some names, the newest version of each.
    func newest(_ names: Set<String>) throws -> [String: ControlStanza] {
        var found: [String: ControlStanza] = [:]
        try forEach { stanza, _ in
            let name = stanza.text("Package")
            guard names.contains(name) else { return }
            if let known = found[name],
                PackageVersion(stanza.text("Version")).order(PackageVersion(known.text("Version")))
                    <= 0
            {
                return
            }
            found[name] = stanza
        }
        return found
    }
}
