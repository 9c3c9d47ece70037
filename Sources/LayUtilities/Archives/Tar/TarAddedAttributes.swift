internal import LayArchive
import LayFiles
import LayShell

/// What `--owner`, `--group`, `--mode` and `--mtime` make of files that are added.
struct TarAddedAttributes {
    private var owner: (name: [UInt8], id: UInt32)?
    private var group: (name: [UInt8], id: UInt32)?
    private var mode: ModeChange?
    private var modified: Nanoseconds?
    private let clamps: Bool

    /// Reads the options.
    ///
    /// - Throws: `UtilityFailure` for values that mean nothing.
    init(_ call: UtilityCall) throws {
        clamps = call.has("clamp-mtime")
        if let text = call.options.value("owner") {
            owner = try Self.account(text, "/etc/passwd", "user", call)
        }
        if let text = call.options.value("group") {
            group = try Self.account(text, "/etc/group", "group", call)
        }
        if let text = call.options.value("mode") {
            guard let change = ModeChange(text, .gnu) else {
                throw UtilityFailure("Invalid mode given on option", status: 2)
            }
            mode = change
        }
        if let text = call.options.value("mtime") { modified = try TarSettings.time(text, call) }
    }

    /// `NAME`, `NAME:ID`, `ID` or `:ID`.
    private static func account(
        _ text: [UInt8], _ file: TreePath, _ what: String, _ call: UtilityCall
    ) throws -> (name: [UInt8], id: UInt32) {
        let colon = text.firstIndex(of: UInt8(ascii: ":"))
        let name = Array(text[..<(colon ?? text.count)])
        func invalid() -> UtilityFailure {
            UtilityFailure("\(call.text(name)): Invalid \(what)", status: 2)
        }
        if let colon {
            guard let id = UInt32(call.text(text[(colon + 1)...])) else { throw invalid() }
            return (name, id)
        }
        if let id = Accounts.id(call.text(name), in: file, call.files) { return (name, id) }
        let digits = name.first == UInt8(ascii: "+") ? Array(name.dropFirst()) : name
        guard let number = CountText.plain(digits), let id = UInt32(exactly: number) else {
            throw invalid()
        }
        return ([], id)
    }

    /// Changes what is written of a file.
    func change(_ entry: inout TarEntry, _ kind: FileKind, _ run: TarRun) throws {
        if let owner {
            entry.attributes.uid = owner.id
            entry.owner = owner.name
        } else {
            entry.owner = Array((run.names.user(entry.attributes.uid) ?? "").utf8)
        }
        if let group {
            entry.attributes.gid = group.id
            entry.group = group.name
        } else {
            entry.group = Array((run.names.group(entry.attributes.gid) ?? "").utf8)
        }
        if run.settings.isNumeric, run.isGNU {
            entry.owner = []
            entry.group = []
        }
        if let mode {
            entry.attributes.mode = mode.applied(
                to: entry.attributes.mode, isDirectory: kind == .directory, umask: 0)
        }
        if kind == .symlink { entry.attributes.mode = 0o777 }
        if let modified, !clamps || entry.modified > modified { entry.modified = modified }
    }
}
