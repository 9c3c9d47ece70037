internal import LayBounds
internal import LayFiles
internal import LayShell

extension Utilities {
    static func list(_ context: ProgramContext, _ options: Options) throws -> UInt8 {
        var status: UInt8 = 0
        var files: [(String, FileEntry)] = []
        var directories: [(String, TreePath)] = []
        for operand in options.operands.isEmpty ? ["."] : options.operands {
            let path = context.path(operand)
            do {
                let entry = try context.files.entry(
                    at: path, follow: !options.has("d") && !options.has("l"))
                if entry.node.kind == .directory, !options.has("d") {
                    directories.append((operand, path))
                } else {
                    files.append((operand, entry))
                }
            } catch {
                if let bound = error.bound { throw bound }
                try context.complain("cannot access '\(operand)': \(error.reason)")
                status = 2
            }
        }
        for (name, entry) in files { try show(name, entry, context, options) }
        let showsNames = directories.count + files.count > 1 || options.has("R")
        var index = 0
        while index < directories.count {
            let (name, path) = directories[index]
            if showsNames {
                try context.output.write((index > 0 || !files.isEmpty ? "\n" : "") + "\(name):\n")
            }
            var below: [(String, TreePath)] = []
            for item in try context.files.list(path) {
                try context.step()
                let text = String(decoding: item.name, as: UTF8.self)
                if text.hasPrefix("."), !options.has("a"), !options.has("A") { continue }
                let inner = path.appending(name: item.name)
                try show(text, try context.files.entry(at: inner, follow: false), context, options)
                if options.has("R"), item.kind == .directory {
                    below.append(("\(name)/\(text)", inner))
                }
            }
            directories.insert(contentsOf: below, at: index + 1)
            index += 1
        }
        return status
    }

    private static func show(
        _ name: String, _ entry: FileEntry, _ context: ProgramContext, _ options: Options
    ) throws {
        var text = name
        if options.has("F"), entry.node.kind == .directory { text += "/" }
        if options.has("l") {
            if case .symlink(let target) = entry.node.body {
                text += " -> " + String(decoding: target, as: UTF8.self)
            }
            let node = entry.node
            var size = "\(node.size)"
            switch node.body {
            case .characterDevice(let number), .blockDevice(let number):
                size = "\(number.major), \(number.minor)"
            default: break
            }
            text =
                "\(modeText(node)) \(entry.linkCount) \(node.attributes.uid) \(node.attributes.gid) \(size) \(text)"
        }
        try context.output.write(text + "\n")
    }

    /// `-rwxr-xr-x`, as `ls -l` draws it.
    static func modeText(_ node: FileNode) -> String {
        let kinds: [FileKind: String] = [
            .file: "-", .directory: "d", .symlink: "l", .fifo: "p", .characterDevice: "c",
            .blockDevice: "b",
        ]
        let mode = node.attributes.mode
        var text = kinds[node.kind] ?? "?"
        for (shift, special, letters) in [
            (6, UInt16(0o4000), "sS"), (3, 0o2000, "sS"), (0, 0o1000, "tT"),
        ] {
            let bits = mode >> UInt16(shift) & 7
            text += bits & 4 != 0 ? "r" : "-"
            text += bits & 2 != 0 ? "w" : "-"
            if mode & special != 0 {
                text += String(bits & 1 != 0 ? letters.prefix(1) : letters.suffix(1))
            } else {
                text += bits & 1 != 0 ? "x" : "-"
            }
        }
        return text
    }

    /// `find [PATH…] [-name P] [-type T] [-maxdepth N] [-mindepth N] [-print] [-delete]`.
    static func find(_ context: ProgramContext) throws -> UInt8 {
        var rest = context.arguments.dropFirst()
        var starts: [String] = []
        while let first = rest.first, !first.hasPrefix("-"), first != "!", first != "(" {
            starts.append(first)
            rest.removeFirst()
        }
        var tests: [(String, FileEntry) -> Bool] = []
        var (least, most, deletes) = (0, Int.max, false)
        while let word = rest.popFirst() {
            func value() -> String { rest.popFirst() ?? "" }
            switch word {
            case "-name":
                let pattern = ShellPattern(value())
                tests.append { name, _ in
                    pattern.matches(name.split(separator: "/").last ?? Substring(name))
                }
            case "-path":
                let pattern = ShellPattern(value())
                tests.append { name, _ in pattern.matches(name) }
            case "-type":
                let wanted = value()
                let kinds: [String: FileKind] = [
                    "f": .file, "d": .directory, "l": .symlink, "p": .fifo, "c": .characterDevice,
                    "b": .blockDevice,
                ]
                guard let kind = kinds[wanted] else {
                    try context.complain("unknown argument to -type: \(wanted)")
                    return 1
                }
                tests.append { $1.node.kind == kind }
            case "-maxdepth": most = Int(value()) ?? 0
            case "-mindepth": least = Int(value()) ?? 0
            case "-empty": tests.append { $1.node.kind == .file && $1.node.size == 0 }
            case "-print", "-a": break
            case "-delete": deletes = true
            default:
                try context.complain("unknown predicate '\(word)'")
                return 1
            }
        }
        var status: UInt8 = 0
        func visit(_ name: String, _ path: TreePath, _ depth: Int) throws {
            try context.step()
            let entry = try context.files.entry(at: path, follow: false)
            let fits = depth >= least && tests.allSatisfy { $0(name, entry) }
            if fits, !deletes { try context.output.write(name + "\n") }
            if entry.node.kind == .directory, depth < most {
                for item in try context.files.list(path) {
                    let text = String(decoding: item.name, as: UTF8.self)
                    try context.account.nested {
                        try visit(
                            name.hasSuffix("/") ? name + text : "\(name)/\(text)",
                            path.appending(name: item.name), depth + 1)
                    }
                }
            }
            if fits, deletes, depth > 0 || entry.node.kind != .directory {
                try removeAll(path, context)
            }
        }
        for start in starts.isEmpty ? ["."] : starts {
            do {
                try visit(start, context.path(start), 0)
            } catch let error as FileError where !error.isBound {
                try context.complain("'\(start)': \(error.reason)")
                status = 1
            }
        }
        return status
    }
}
