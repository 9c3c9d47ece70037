import LayFiles
import LayShell

extension Utilities {
    static let lsattrUtility = Utility(
        "lsattr", "print the flags of files", usage: "[-RVadlpv] [files...]",
        [
            UtilityOption("-R", "directories with all below them"),
            UtilityOption("-V", "the version", .idle("there is none")),
            UtilityOption("-a", "files that begin with a point too"),
            UtilityOption("-d", "directories themselves"),
            UtilityOption("-l", "flags by their names"),
            UtilityOption("-p", "the project's number"),
            UtilityOption("-v", "the generation's number"),
        ]
    ) { call in
        for word in call.operands.isEmpty ? [[46]] : call.operands {
            do {
                let entry = try call.entry(word, follow: false)
                if entry.node.kind == .directory, !call.has("d") {
                    try FlagListing.list(word, entry.path, call)
                } else {
                    try FlagListing.show(word, entry.node.kind, call)
                }
            } catch let error as FileError where error.bound == nil {
                try call.complain("\(error.reason) while trying to stat \(call.text(word))")
                call.status = 1
            }
        }
        return call.status
    }.hinting("Usage: lsattr [-RVadlpv] [files...]\n")

    static let chattrUtility = Utility(
        "chattr", "change the flags of files", usage: "[-RVf] [-+=aAcCdDeijPsStTuFx] files...",
        [], readsWords: true
    ) { call in
        let usage = UtilityFailure(nil)
        func refuse() throws -> UtilityFailure {
            try call.context.errors.write(
                "Usage: chattr [-RVf] [-+=aAcCdDeijPsStTuFx] [-p project] [-v version] files...\n")
            return usage
        }
        var words = call.context.words.dropFirst().map { Array($0) }[...]
        var isProtecting = false
        var hasChange = false
        while let word = words.first, let sign = word.first, "+-=".utf8.contains(sign),
            word.count > 1
        {
            words.removeFirst()
            if word == [45, 45] { break }
            for letter in word.dropFirst() {
                guard "RVfaAcCdDeijPsStTuFxmpv".utf8.contains(letter) else { throw try refuse() }
                if "RVf".utf8.contains(letter), sign == 45 { continue }
                hasChange = true
                if letter == UInt8(ascii: "p") || letter == UInt8(ascii: "v"), sign == 45 {
                    _ = words.popFirst()
                }
                if "ai".utf8.contains(letter), sign != 45 { isProtecting = true }
            }
        }
        if words.isEmpty { throw try refuse() }
        guard hasChange else {
            try call.context.errors.write("Must use '-v', =, - or +\n")
            return 1
        }
        for word in words {
            try call.context.step()
            do {
                let entry = try call.entry(word, follow: false)
                // Containers lack the right to make files that nobody may change.
                guard isProtecting || entry.node.kind == .symlink else { continue }
                call.status = 1
                try call.complain(
                    entry.node.kind == .symlink
                        ? "Operation not supported while reading flags on \(call.text(word))"
                        : "Operation not permitted while setting flags on \(call.text(word))")
            } catch let error as FileError where error.bound == nil {
                call.status = 1
                try call.complain("\(error.reason) while trying to stat \(call.text(word))")
            }
        }
        return call.status
    }
}

/// The rows of lsattr: every file has the flag of ext4 that its blocks are in extents, and no other.
private enum FlagListing {
    static func show(_ name: [UInt8], _ kind: FileKind, _ call: UtilityCall) throws {
        guard kind == .file || kind == .directory else {
            call.status = 1
            let reason = "Operation not supported While reading flags on"
            return try call.complain("\(reason) \(call.text(name))")
        }
        if call.has("l") {
            let blanks = [UInt8](repeating: 32, count: max(0, 28 - name.count))
            return try call.write(name + blanks + Array(" Extents\n".utf8))
        }
        let project = call.has("p") ? "    0 " : ""
        let version = call.has("v") ? "0 " : ""
        try call.write("\(project)\(version)--------------e------- ")
        try call.write(name + [10])
    }

    /// Writes a row for each file in a directory and, with -R, in those below, which follow the row.
    static func list(_ name: [UInt8], _ path: TreePath, _ call: UtilityCall) throws {
        var open = [(name: name, path: path, items: try call.files.list(path)[...])]
        while let last = open.indices.last {
            try call.context.step()
            guard let item = open[last].items.popFirst() else {
                open.removeLast()
                if !open.isEmpty { try call.write(byte: 10) }
                continue
            }
            guard item.name.first != 46 || call.has("a"),
                item.kind == .file || item.kind == .directory
            else { continue }
            let (name, path) = (open[last].name, open[last].path)
            let word = (name.last == 47 ? name : name + [47]) + item.name
            try show(word, item.kind, call)
            guard item.kind == .directory, call.has("R") else { continue }
            try call.write([10] + word + [58, 10])
            let below = path.appending(name: item.name)
            open.append((word, below, try call.files.list(below)[...]))
        }
    }
}
