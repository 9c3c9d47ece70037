internal import LayBounds
import LayFiles
import LayShell

/// Where cp, mv, ln and install put what their operands name: the last operand, or below a directory.
struct Destination {
    /// The sources.
    let sources: [[UInt8]]
    /// The last operand or the value of `-t`.
    let target: [UInt8]
    /// True where each source gets its own last name below the target.
    let isDirectory: Bool

    /// Reads the operands of a call.
    ///
    /// - Throws: a mistake or failure in the words of the program.
    init(_ call: UtilityCall, followsTarget: Bool = true, accesses: Bool = false) throws {
        var files = call.operands
        if let directory = call.options.value("t") {
            try call.needOperands(1, "file operand")
            if call.has("T") {
                throw UtilityFailure(
                    "cannot combine --target-directory (-t) and --no-target-directory (-T)")
            }
            try Self.check(directory, call, accesses: accesses)
            (sources, target, isDirectory) = (files, directory, true)
            return
        }
        guard files.count > 1 else {
            throw call.misuse(
                files.isEmpty
                    ? "missing file operand"
                    : "missing destination file operand after \(call.quoted(files[0]))")
        }
        let last = files.removeLast()
        if call.has("T") {
            if files.count > 1 { throw call.misuse("extra operand \(call.quoted(files[1]))") }
            (sources, target, isDirectory) = (files, last, false)
            return
        }
        let isThere =
            call.isDirectory(last)
            && (followsTarget || FileName.namesDirectory(last)
                || (try? call.entry(last, follow: false))?.node.kind == .directory)
        if !isThere, files.count > 1, call.manner == .gnu { try Self.check(last, call) }
        (sources, target) = (files, last)
        isDirectory = isThere || files.count > 1
    }

    /// Refuses a target that is no directory.
    private static func check(
        _ word: [UInt8], _ call: UtilityCall, accesses: Bool = false
    ) throws {
        do {
            let entry = try call.entry(word, follow: true)
            if entry.node.kind != .directory { throw FileError(.notDirectory, entry.path) }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            if call.manner == .busybox, error.code == .notDirectory { return }
            let verb =
                accesses && error.code == .notFound
                ? "failed to access"
                : call.has("t") && call.manner == .gnu ? "target directory" : "target"
            throw UtilityFailure("\(verb) \(call.quoted(word)): \(error.reason)")
        }
    }

    /// The name that a source gets.
    func name(of source: [UInt8]) -> [UInt8] {
        if !isDirectory { return target }
        let last = FileName.last(source)
        if last == [FileName.slash] || last.elementsEqual("..".utf8) { return target }
        return FileName.joined(target, last)
    }
}

/// Copies of what is to be overwritten: `-b`, `--backup`, `-S`.
struct BackupNames {
    private enum Kind {
        case none, simple, numbered, existing
    }

    private let kind: Kind
    private let suffix: [UInt8]
    private let call: UtilityCall

    /// What the options of a call ask for.
    ///
    /// - Throws: a mistake for a kind that there is not.
    init(_ call: UtilityCall) throws {
        self.call = call
        suffix =
            call.options.value("S")
            ?? call.context["SIMPLE_BACKUP_SUFFIX"].map { Array($0.utf8) } ?? [UInt8(ascii: "~")]
        guard call.has("b") || call.has("backup") || call.has("S") && call.manner == .gnu else {
            kind = .none
            return
        }
        let text = call.options.text("backup") ?? call.context["VERSION_CONTROL"] ?? "existing"
        let names: [(String, Kind)] = [
            ("none", .none), ("off", .none), ("simple", .simple), ("never", .simple),
            ("existing", .existing), ("nil", .existing), ("numbered", .numbered), ("t", .numbered),
        ]
        let exact = names.first { $0.0 == text }
        guard let found = exact ?? names.first(where: { $0.0.hasPrefix(text) }), !text.isEmpty
        else {
            throw call.misuse(
                "invalid argument '\(text)' for 'backup type'\nValid arguments are:\n"
                    + "  - 'none', 'off'\n  - 'simple', 'never'\n  - 'existing', 'nil'\n"
                    + "  - 'numbered', 't'")
        }
        kind = call.manner == .busybox ? .simple : found.1
    }

    var isOn: Bool { kind != .none }

    /// Moves what has a name out of the way; gives the new name.
    ///
    /// - Throws: `FileError`.
    func move(_ name: [UInt8]) throws -> [UInt8] {
        let backup = try self.name(for: name)
        try call.files.rename(try call.place(name), to: try call.place(backup))
        return backup
    }

    private func name(for name: [UInt8]) throws -> [UInt8] {
        if kind != .simple {
            let prefix = FileName.last(name) + Array(".~".utf8)
            let directory = try call.place(FileName.directory(name))
            var highest = 0
            for item in (try? call.files.list(directory)) ?? []
            where item.name.starts(with: prefix) && item.name.last == UInt8(ascii: "~") {
                let digits = item.name.dropFirst(prefix.count).dropLast()
                if let number = Int(call.text(digits)), number < Int.max {
                    highest = max(highest, number)
                }
            }
            if kind == .numbered || highest > 0 {
                return name + Array(".~\(highest + 1)~".utf8)
            }
        }
        return name + suffix
    }
}
