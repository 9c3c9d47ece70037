internal import LayBounds
internal import LayFiles
internal import LayShell

extension Utilities {
    static var fileUtilities: [ShellProgram] {
        [
            .utility("mkdir", "pm:v", long: ["parents": "p", "mode": "m"], makeDirectories),
            .utility("rmdir", "p") { context, options in
                try each(options.operands, context, "failed to remove") {
                    try context.files.removeDirectory(context.path($0))
                }
            },
            .utility("rm", "rRfv", long: ["recursive": "r", "force": "f"], remove),
            .utility("cp", "rRapfTv", long: ["recursive": "r", "archive": "a"], copy),
            .utility("mv", "fv", move),
            .utility("ln", "sfn", long: ["symbolic": "s", "force": "f"], link),
            .utility(
                "touch", "d:cmat:r:", long: ["date": "d", "reference": "r", "no-create": "c"], touch
            ),
            .utility("ls", "1aAldRFh", failure: 2, list),
            .utility("readlink", "f") { context, options in
                for operand in options.operands {
                    let path = context.path(operand)
                    if options.has("f") {
                        guard
                            let resolved = try? context.files.resolve(path, lastMayBeMissing: true)
                        else { return 1 }
                        try context.output.write("\(resolved)\n")
                    } else {
                        guard
                            case .symlink(let target)? = try? context.files.entry(
                                at: path, follow: false
                            ).node.body
                        else { return 1 }
                        try context.output.write(target + [10])
                    }
                }
                return options.operands.isEmpty ? 1 : 0
            },
            ShellProgram("find", find),
        ]
    }

    /// Does something for each operand; what is refused is reported and the next one is tried.
    static func each(
        _ operands: [String], _ context: ProgramContext, _ verb: String,
        _ body: (String) throws -> Void
    ) throws -> UInt8 {
        if operands.isEmpty {
            try context.complain("missing operand")
            return 1
        }
        var status: UInt8 = 0
        for operand in operands {
            try context.step()
            do {
                try context.releasing { try body(operand) }
            } catch let error as FileError where !error.isBound {
                try context.complain("\(verb) '\(operand)': \(error.reason)")
                status = 1
            }
        }
        return status
    }

    static func attributes(_ context: ProgramContext, _ mode: UInt16) -> FileAttributes {
        FileAttributes(mode: mode & ~context.umask, uid: context.uid, gid: context.gid)
    }

    private static func makeDirectories(_ context: ProgramContext, _ options: Options) throws
        -> UInt8
    {
        let mode = options.values["m"].flatMap { UInt16($0, radix: 8) }
        return try each(options.operands, context, "cannot create directory") { operand in
            let path = context.path(operand)
            if options.has("p") {
                try context.files.makeDirectory(path, creating: attributes(context, 0o777))
            } else {
                try context.files.make(
                    FileNode(
                        .directory, attributes: attributes(context, 0o777),
                        modified: context.files.now), at: path)
            }
            if let mode {
                try context.files.setAttributes(of: path, follow: true) { $0.mode = mode }
            }
        }
    }

    /// Removes a path with all below it.
    static func removeAll(_ path: TreePath, _ context: ProgramContext) throws {
        var removal = try Removal(of: path, in: context.files)
        repeat { try context.step() } while try removal.step()
    }

    private static func remove(_ context: ProgramContext, _ options: Options) throws -> UInt8 {
        if options.operands.isEmpty, options.has("f") { return 0 }
        return try each(options.operands, context, "cannot remove") { operand in
            let path = context.path(operand)
            do {
                if path.isRoot { throw FileError(.permissionDenied, path) }
                if options.has("r") || options.has("R") {
                    try removeAll(path, context)
                } else {
                    try context.files.unlink(path)
                }
            } catch let error as FileError where error.code == .notFound && options.has("f") {
                return
            }
        }
    }

    /// The targets of several sources: below a directory, or the last operand itself.
    private static func targets(
        _ context: ProgramContext, _ operands: [String]
    ) throws -> [(source: String, target: TreePath)]? {
        guard operands.count >= 2, let last = operands.last else {
            try context.complain(
                operands.isEmpty
                    ? "missing file operand"
                    : "missing destination file operand after '\(operands[0])'")
            return nil
        }
        let target = context.path(last)
        let isDirectory =
            (try? context.files.entry(at: target, follow: true))?.node.kind == .directory
        if !isDirectory, operands.count > 2 || last.hasSuffix("/") {
            try context.complain("target '\(last)' is not a directory")
            return nil
        }
        return operands.dropLast().map { source in
            let name = context.path(source).name
            return (
                source,
                isDirectory && !name.isEmpty && !source.hasSuffix("/.")
                    ? target.appending(name: name) : target
            )
        }
    }

    private static func copy(_ context: ProgramContext, _ options: Options) throws -> UInt8 {
        let isRecursive = options.has("r") || options.has("R") || options.has("a")
        let keeps = options.has("a") || options.has("p")
        guard let pairs = try targets(context, options.operands) else { return 1 }
        var status: UInt8 = 0
        for (source, target) in pairs {
            do {
                let from = context.path(source)
                let entry = try context.files.entry(at: from, follow: !isRecursive)
                if entry.node.kind == .directory {
                    if !isRecursive {
                        try context.complain("-r not specified; omitting directory '\(source)'")
                        status = 1
                        continue
                    }
                    if target.isBelowOrEqual(from) {
                        try context.complain(
                            "cannot copy a directory, '\(source)', into itself, '\(target)'")
                        status = 1
                        continue
                    }
                }
                let isSpecial = ![.file, .directory, .symlink].contains(entry.node.kind)
                if isSpecial, !isRecursive {
                    try context.files.write(
                        FileContents(try read(source, context)), to: target,
                        creating: attributes(context, entry.node.attributes.mode & 0o777))
                    continue
                }
                try copyAll(entry, from, target, keeps: keeps, context)
            } catch let error as FileError where !error.isBound {
                try context.complain(
                    "cannot \(error.code == .notFound ? "stat" : "create regular file") '\(error.code == .notFound ? source : target.description)': \(error.reason)"
                )
                status = 1
            }
        }
        return status
    }

    private static func copyAll(
        _ entry: FileEntry, _ from: TreePath, _ target: TreePath, keeps: Bool,
        _ context: ProgramContext
    ) throws {
        try context.step()
        var made = attributes(context, entry.node.attributes.mode & 0o777)
        if keeps { made = entry.node.attributes }
        switch entry.node.body {
        case .file(let contents):
            try context.files.write(contents, to: target, creating: made)
        case .directory:
            if (try? context.files.entry(at: target, follow: true)) == nil {
                try context.files.make(
                    FileNode(.directory, attributes: made, modified: context.files.now), at: target)
            }
            for item in try context.files.list(from) {
                let inner = from.appending(name: item.name)
                try context.account.nested {
                    try copyAll(
                        try context.files.entry(at: inner, follow: false), inner,
                        target.appending(name: item.name), keeps: keeps, context)
                }
            }
        default:
            if (try? context.files.entry(at: target, follow: false)) != nil {
                try context.files.unlink(target)
            }
            var node = entry.node
            node.attributes = made
            if !keeps { node.modified = context.files.now }
            try context.files.make(node, at: target)
        }
        if keeps {
            let attributes = entry.node.attributes
            try context.files.setAttributes(of: target, follow: false) { $0 = attributes }
            try context.files.setModified(entry.node.modified, of: target, follow: false)
        }
    }

    private static func move(_ context: ProgramContext, _ options: Options) throws -> UInt8 {
        guard let pairs = try targets(context, options.operands) else { return 1 }
        var status: UInt8 = 0
        for (source, target) in pairs {
            do {
                let from = context.path(source)
                let isAcross: Bool
                do throws(FileError) {
                    try context.files.rename(from, to: target)
                    isAcross = false
                } catch {
                    if error.code != .crossDevice { throw error }
                    isAcross = true
                }
                if isAcross {
                    try copyAll(
                        try context.files.entry(at: from, follow: false), from, target, keeps: true,
                        context)
                    try removeAll(from, context)
                }
            } catch let error as FileError where !error.isBound {
                try context.complain(
                    "cannot \(error.code == .notFound ? "stat" : "move") '\(source)'\(error.code == .notFound ? "" : " to '\(target)'"): \(error.reason)"
                )
                status = 1
            }
        }
        return status
    }

    private static func link(_ context: ProgramContext, _ options: Options) throws -> UInt8 {
        guard let source = options.operands.first else {
            try context.complain("missing file operand")
            return 1
        }
        let name =
            options.operands.count > 1
            ? options.operands[1] : String(source.split(separator: "/").last ?? "")
        var target = context.path(name)
        if !options.has("n"),
            (try? context.files.entry(at: target, follow: true))?.node.kind == .directory
        {
            target = target.appending(name: (source.split(separator: "/").last ?? "").utf8)
        }
        do {
            if options.has("f"), (try? context.files.entry(at: target, follow: false)) != nil {
                try context.files.unlink(target)
            }
            if options.has("s") {
                let attributes = FileAttributes(mode: 0o777, uid: context.uid, gid: context.gid)
                try context.files.make(
                    FileNode(
                        .symlink(target: Array(source.utf8)), attributes: attributes,
                        modified: context.files.now), at: target)
            } else {
                try context.files.link(context.path(source), to: target)
            }
            return 0
        } catch {
            if let bound = error.bound { throw bound }
            try context.complain(
                "failed to create \(options.has("s") ? "symbolic" : "hard") link '\(name)': \(error.reason)"
            )
            return 1
        }
    }
}
