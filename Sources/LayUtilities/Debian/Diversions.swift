internal import LayFiles
import LayShell

extension Utilities {
    static let dpkgDivertUtility = Utility(
        "dpkg-divert", "keep files of packages elsewhere", usage: "[<option> ...] <command>",
        [
            UtilityOption("--add=FILE", "divert a file"),
            UtilityOption("--remove=FILE", "do not divert it any more"),
            UtilityOption("--list", "tell of those that fit"),
            UtilityOption("--listpackage=FILE", "whose it is"),
            UtilityOption("--truename=FILE", "where it is kept"),
            UtilityOption("--package=PACKAGE", "whose copy stays"),
            UtilityOption("--local", "nobody's copy stays"),
            UtilityOption("--divert=NAME", "where it is kept"),
            UtilityOption("--rename", "move the file"),
            UtilityOption("--no-rename", "do not move it"),
            UtilityOption("--quiet", "say nothing"),
            UtilityOption("--test", "do nothing"),
            UtilityOption("--admindir=DIR", "where it is written down"),
            UtilityOption("--instdir=DIR", "another root", .missing),
            UtilityOption("--root=DIR", "another root", .missing),
        ], misuse: 2,
        modern: joinedCommands
    ) { call in try DiversionRun(call).perform() }

    /// The commands may stand before other options than their file, which is an operand then.
    private static let joinedCommands: @Sendable ([[UInt8]]) -> [[UInt8]] = { words in
        words.map { word in
            ["--add", "--remove", "--truename", "--listpackage"].contains {
                word.elementsEqual($0.utf8)
            } ? word + [61] : word
        }
    }
}

/// One call of dpkg-divert.
private final class DiversionRun {
    private struct Diversion {
        let file: String
        let target: String
        let package: String

        /// As messages have it.
        var text: String {
            package == ":"
                ? "local diversion of \(file) to \(target)"
                : "diversion of \(file) to \(target) by \(package)"
        }
    }

    private let call: UtilityCall
    private let table: TreePath
    private var diversions: [Diversion] = []

    init(_ call: UtilityCall) throws {
        self.call = call
        let directory = call.options.value("admindir").map { call.path($0) } ?? "/var/lib/dpkg"
        table = directory.appending(name: "diversions".utf8)
        let lines = SystemText.lines(of: table, call.context).map(String.init)
        for start in stride(from: 0, to: lines.count - 2, by: 3) {
            diversions.append(
                Diversion(file: lines[start], target: lines[start + 1], package: lines[start + 2]))
        }
    }

    private func say(_ text: String) throws {
        if !call.has("quiet") { try call.write(text + "\n") }
    }

    func perform() throws -> UInt8 {
        let action = call.options.last(of: "add", "remove", "list", "listpackage", "truename")
        let given = action.flatMap { call.options.text($0) } ?? ""
        if action == "list" {
            let patterns = call.operands.map(call.text)
            for diversion in diversions
            where patterns.isEmpty || patterns.contains("*")
                || patterns.contains(where: { diversion.file == $0 || diversion.target == $0 })
            {
                try call.write(diversion.text + "\n")
            }
            return 0
        }
        guard let file = given.isEmpty ? call.operands.first.map(call.text) : given else {
            throw UtilityFailure(
                "error: --\(action ?? "add") needs a single argument\n\n"
                    + "Use --help for help about diverting files.", status: 2)
        }
        guard file.hasPrefix("/") else {
            throw UtilityFailure("error: filename \"\(file)\" is not absolute", status: 2)
        }
        switch action {
        case "truename"?:
            try call.write((diversions.first { $0.file == file }?.target ?? file) + "\n")
        case "listpackage"?:
            guard let found = diversions.first(where: { $0.file == file }) else { return 1 }
            try call.write((found.package == ":" ? "LOCAL" : found.package) + "\n")
        case "remove"?: try remove(file)
        default: try add(file)
        }
        return 0
    }

    private func warn() throws {
        if !call.options.has(any: "rename", "no-rename") {
            try call.complain(
                "warning: please specify --no-rename explicitly, the default will change to "
                    + "--rename in 1.20.x")
        }
    }

    private func add(_ file: String) throws {
        try warn()
        let new = Diversion(
            file: file, target: call.options.text("divert") ?? file + ".distrib",
            package: call.options.text("package") ?? ":")
        if let old = diversions.first(where: { $0.file == file || $0.target == new.target }) {
            if old.file == file, old.target == new.target, old.package == new.package {
                return try say("Leaving '\(new.text)'")
            }
            throw UtilityFailure("error: '\(new.text)' clashes with '\(old.text)'", status: 2)
        }
        try say("Adding '\(new.text)'")
        if call.has("test") { return }
        diversions.append(new)
        try move(new.file, new.target)
        try save()
    }

    private func remove(_ file: String) throws {
        try warn()
        guard let old = diversions.first(where: { $0.file == file }) else {
            return try say("No diversion 'any diversion of \(file)', none removed.")
        }
        try say("Removing '\(old.text)'")
        if call.has("test") { return }
        diversions.removeAll { $0.file == file }
        try move(old.target, old.file)
        try save()
    }

    private func move(_ source: String, _ target: String) throws {
        guard call.has("rename"),
            (try? call.context.files.entry(at: TreePath(source), follow: false)) != nil
        else { return }
        try call.context.files.rename(TreePath(source), to: TreePath(target))
    }

    private func save() throws {
        let text = diversions.map { "\($0.file)\n\($0.target)\n\($0.package)\n" }.joined()
        try call.context.files.makeParents(of: table)
        try call.context.files.write(
            FileContents(text), to: table, creating: FileAttributes(mode: 0o644))
    }
}
