internal import LayBounds
internal import LayFiles

/// cd and pwd.
enum DirectoryBuiltins {
    static let all: [ShellBuiltin] = [
        ShellBuiltin("cd") { try change($0, $1) },
        ShellBuiltin("pwd") { shell, arguments in
            let (letters, _) = try shell.letters(arguments, allowed: "LP")
            let isPhysical =
                letters.last == UInt8(ascii: "P")
                || (letters.isEmpty && shell.options.contains(.physical))
            try shell.write(
                (isPhysical ? try physical(shell) : shell.logicalDirectory) + [10])
            return 0
        },
    ]

    private static func physical(_ shell: Shell) throws -> [UInt8] {
        let path = try? shell.context.files.resolve(
            shell.context.workingDirectory, lastMayBeMissing: false)
        return Array((path ?? shell.context.workingDirectory).description.utf8)
    }

    static func change(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        let (letters, rest) = try shell.letters(
            arguments, allowed: shell.dialect.isBash ? "LPe@" : "LP")
        if shell.dialect.isBash, rest.count > 1 {
            throw try shell.misuse("cd", "too many arguments", status: 1)
        }
        var shows = false
        let target: [UInt8]
        if let word = rest.first {
            if word == [45] {
                guard let old = try shell.value(of: ShellNames.Known.oldpwd.rawValue) else {
                    if shell.dialect.isBash {
                        throw try shell.misuse("cd", "OLDPWD not set", status: 1)
                    }
                    return try change(shell, [arguments[0], shell.logicalDirectory])
                }
                target = old
                shows = true
            } else {
                target = word
            }
        } else {
            guard let home = try shell.value(of: ShellNames.Known.home.rawValue), !home.isEmpty
            else {
                if shell.dialect.isBash {
                    if try shell.value(of: ShellNames.Known.home.rawValue) != nil { return 0 }
                    throw try shell.misuse("cd", "HOME not set", status: 1)
                }
                return 0
            }
            target = home
        }
        let isPhysical = letters.last == UInt8(ascii: "P") || shell.options.contains(.physical)
        if target.isEmpty { return 0 }
        let names =
            target.prefix(1) == [47] || target == [46] || target == [46, 46]
            || target.starts(with: [46, 47]) || target.starts(with: [46, 46, 47])
        if !names, let search = try shell.value(of: ShellNames.Known.cdpath.rawValue),
            !search.isEmpty
        {
            for directory in search.split(separator: 58, omittingEmptySubsequences: false) {
                let place = directory.isEmpty ? target : Array(directory) + [47] + target
                if enter(shell, place, isPhysical: isPhysical) == nil {
                    if !directory.isEmpty || shows {
                        try shell.write(shell.logicalDirectory + [10])
                    }
                    return 0
                }
            }
        }
        if let error = enter(shell, target, isPhysical: isPhysical) {
            let text = shell.shown(target)
            if let bound = error.bound { throw bound }
            switch shell.dialect {
            case .dash: throw try shell.misuse("cd", "can't cd to \(text)", status: 2)
            case .ash:
                throw try shell.misuse("cd", "can't cd to \(text): \(error.reason)", status: 2)
            case .bash: throw try shell.misuse("cd", "\(text): \(error.reason)", status: 1)
            }
        }
        if shows { try shell.write(shell.logicalDirectory + [10]) }
        return 0
    }

    /// Goes to a directory; gives why not.
    static func enter(_ shell: Shell, _ target: [UInt8], isPhysical: Bool) -> FileError? {
        let old = shell.logicalDirectory
        do throws(FileError) {
            if target.isEmpty { throw FileError(.notFound, .root) }
            var here = shell.context.workingDirectory
            if isPhysical { here = try shell.context.files.resolve(here, lastMayBeMissing: false) }
            if shell.dialect.isBash, !isPhysical { try lookForParents(shell, target) }
            var path = TreePath(target, in: here)
            // `x/..` asks that x is there, as the logical path has it.
            let entry = try shell.context.files.entry(at: path, follow: true)
            guard entry.node.kind == .directory else { throw FileError(.notDirectory, path) }
            guard shell.context.may(.execute, entry.node.attributes) else {
                throw FileError(.permissionDenied, path)
            }
            if isPhysical { path = try shell.context.files.resolve(path, lastMayBeMissing: false) }
            move(shell, to: path, from: old)
            return nil
        } catch {
            return error
        }
    }

    /// bash asks that what stands before `..` is a directory.
    private static func lookForParents(_ shell: Shell, _ target: [UInt8]) throws(FileError) {
        let names = target.split(separator: 47)
        for (place, name) in names.enumerated() where place > 0 && name.elementsEqual([46, 46]) {
            let before = names[..<place].joined(separator: [47])
            let path = TreePath(
                (target.first == 47 ? [47] : []) + before, in: shell.context.workingDirectory)
            let entry = try shell.context.files.entry(at: path, follow: true)
            guard entry.node.kind == .directory else { throw FileError(.notDirectory, path) }
        }
    }

    private static func move(_ shell: Shell, to path: TreePath, from old: [UInt8]) {
        shell.context.workingDirectory = path
        let flags = shell.variable(ShellNames.Known.pwd.rawValue)?.flags ?? []
        shell.store(
            ShellVariable(
                value: .text(old),
                flags: (shell.variable(ShellNames.Known.oldpwd.rawValue)?.flags ?? [])
                    .union(shell.dialect.isBash ? [] : .exported)),
            at: ShellNames.Known.oldpwd.rawValue)
        shell.store(
            ShellVariable(
                value: .text(Array(path.description.utf8)), flags: flags),
            at: ShellNames.Known.pwd.rawValue)
    }
}

extension Shell {
    /// Where the shell is, by the names that led there.
    var logicalDirectory: [UInt8] { context.workingDirectory.shellBytes }
}

extension TreePath {
    /// The path as bytes, with `/` for the root.
    var shellBytes: [UInt8] { isRoot ? [47] : [47] + bytes }
}
