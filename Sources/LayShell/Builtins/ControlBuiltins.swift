internal import LayBounds
internal import LayFiles

/// Commands that say what runs next.
enum ControlBuiltins {
    static let all: [ShellBuiltin] = [
        ShellBuiltin(":", isSpecial: true) { _, _ in 0 },
        ShellBuiltin("true") { _, _ in 0 },
        ShellBuiltin("false") { _, _ in 1 },
        ShellBuiltin("break", isSpecial: true) { try leave($0, $1) { .break($0) } },
        ShellBuiltin("continue", isSpecial: true) { try leave($0, $1) { .continue($0) } },
        ShellBuiltin("return", isSpecial: true) { shell, arguments in
            let before = shell.status
            let status = try ControlBuiltins.status(shell, arguments) ?? shell.status
            shell.statusBeforeReturn = before
            if shell.frames.isEmpty, shell.sources.isEmpty,
                !shell.isInTrap && shell.endingStatus == nil || shell.dialect.isBash
            {
                if shell.dialect.isBash {
                    throw try shell.misuse(
                        "return",
                        "can only `return' from a function or sourced script", status: 2)
                }
                shell.leaving = .exit
                return status
            }
            shell.leaving = .return
            return status
        },
        ShellBuiltin("exit", isSpecial: true) { shell, arguments in
            let status =
                try ControlBuiltins.status(shell, arguments)
                ?? shell.endingStatus ?? shell.status
            shell.leaving = .exit
            return status
        },
        ShellBuiltin("eval", isSpecial: true) { shell, arguments in
            var words = try shell.operands(arguments)
            if words.first == [45, 45] { words = words.dropFirst() }
            let text = shell.joined(Array(words), [32])
            return try shell.nested {
                shell.evals += 1
                defer { shell.evals -= 1 }
                let line = shell.line
                let tests = shell.tests
                defer {
                    shell.line = line
                    shell.tests = tests
                }
                // In busybox a failure in what is evaluated is one, whoever looks at its status.
                if shell.dialect == .ash { shell.tests = 0 }
                try shell.run(text: text, line: shell.dialect == .dash ? 1 : line)
                return shell.status
            }
        },
        ShellBuiltin(".", isSpecial: true) { try source($0, $1) },
        ShellBuiltin("exec", isSpecial: true) { try exec($0, $1) },
    ]

    private static func leave(
        _ shell: Shell, _ arguments: [[UInt8]], _ how: (Int) -> ShellLeaving
    ) throws -> Int {
        let name = shell.shown(arguments[0])
        var levels = 1
        if shell.dialect.isBash, arguments.count > 2 {
            throw try shell.failure("\(name): too many arguments", isDiscard: true)
        }
        if arguments.count > 1 {
            guard let number = Decimal.number(arguments[1]), number > 0 || shell.dialect.isBash
            else {
                let text = shell.shown(arguments[1])
                switch shell.dialect {
                case .dash: throw try shell.misuse(name, "Illegal number: \(text)")
                case .ash: throw try shell.misuse(name, "illegal number: \(text)")
                case .bash:
                    // As at the end of the shell (bash, builtins/break.def).
                    try shell.complain("\(name): \(text): numeric argument required")
                    shell.leaving = .exit
                    return 128
                }
            }
            if number <= 0, shell.loops > 0 {
                try shell.complain("\(name): \(number): loop count out of range")
                if shell.loops > 0 { shell.leaving = .break(shell.loops) }
                return 1
            }
            levels = number
        }
        guard shell.loops > 0 else {
            if shell.dialect.isBash {
                try shell.complain(
                    "\(name): only meaningful in a `for', `while', or `until' loop")
            }
            return 0
        }
        shell.leaving = how(min(levels, shell.loops))
        return 0
    }

    /// The status that an argument tells.
    private static func status(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int? {
        var words = arguments.dropFirst()
        if words.first == [45, 45] { words = words.dropFirst() }
        guard let word = words.first else { return nil }
        let name = shell.shown(arguments[0])
        if let number = Decimal.number(word), number >= 0 || shell.dialect.isBash {
            if shell.dialect.isBash, words.count > 1 {
                throw try shell.misuse(name, "too many arguments", status: 1)
            }
            return shell.dialect == .dash ? number : number & 0xff
        }
        let text = shell.shown(word)
        switch shell.dialect {
        case .dash: throw try shell.misuse(name, "Illegal number: \(text)")
        case .ash: throw try shell.misuse(name, "illegal number: \(text)")
        case .bash:
            try shell.complain("\(name): \(text): numeric argument required")
            return 2
        }
    }

    /// `.`: runs a file as a part of this shell.
    static func source(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var words = try shell.operands(arguments)
        if words.first == [45, 45] { words = words.dropFirst() }
        guard let name = words.first else {
            switch shell.dialect {
            case .dash: return 0
            case .ash: return 0
            case .bash:
                let command = shell.shown(arguments[0])
                throw try shell.badOption(command, "filename argument required", "")
            }
        }
        var path: TreePath?
        if name.contains(47) {
            path = TreePath(name, in: shell.context.workingDirectory)
        } else {
            if !shell.dialect.isBash || shell.options.contains(.sourcepath) {
                path = shell.search(name, executable: false)
            }
            if path == nil, shell.dialect.isBash, !shell.isStrict {
                path = TreePath(name, in: shell.context.workingDirectory)
            }
        }
        var text: [UInt8]?
        var reason = "No such file or directory"
        if let path {
            do throws(FileError) {
                let file = try shell.context.files.open(
                    path, .read, creating: FileAttributes(mode: 0))
                text = try file.readToEnd()
            } catch {
                if let bound = error.bound { throw bound }
                reason = error.reason
            }
        }
        guard let text else {
            let shownName = shell.shown(name)
            switch shell.dialect {
            case .dash:
                throw try shell.misuse(
                    ".",
                    path == nil
                        ? "\(shownName): not found"
                        : "cannot open \(shownName): \(reason == "No such file or directory" ? "No such file" : reason)"
                )
            case .ash:
                throw try shell.misuse(
                    ".",
                    path == nil
                        ? "\(shownName): not found" : "can't open '\(shownName)': \(reason)")
            case .bash:
                throw try shell.misuse("", "\(shownName): \(reason)", status: 1)
            }
        }
        let saved = shell.parameters
        let tests = shell.tests
        let replaces = words.count > 1 && (shell.dialect != .dash)
        let outerSet = shell.setParameters
        shell.setParameters = false
        if replaces { shell.parameters = Array(words.dropFirst()) }
        shell.sources.append(name)
        shell.sourceCalls.append((shell.line, shell.frames.count))
        // dash and busybox read a file as a script of its own, in which a failure is one.
        if !shell.dialect.isBash { shell.tests = 0 }
        let line = shell.line
        defer {
            shell.sources.removeLast()
            shell.sourceCalls.removeLast()
            shell.tests = tests
            shell.line = line
            // What `set` made of them in the file stays (bash).
            if replaces, !(shell.dialect.isBash && shell.setParameters) {
                shell.parameters = saved
            }
            shell.setParameters = shell.setParameters || outerSet
        }
        return try shell.nested {
            let hidden = shell.dialect.isBash ? shell.hideDebugTrap() : nil
            defer { if let hidden { shell.showTraps([hidden]) } }
            try shell.run(text: text)
            if shell.leaving == .return { shell.leaving = .none }
            if shell.dialect.isBash, let trap = shell.traps[ShellTrap.return], !trap.isEmpty,
                !shell.isInTrap, shell.leaving == .none
            {
                try shell.runTrap(trap)
            }
            return shell.status
        }
    }

    /// `exec`: a program in the place of the shell.
    private static func exec(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var words = arguments.dropFirst()
        var name: [UInt8]?
        var isClean = false
        var isLogin = false
        while let word = words.first, word.count > 1, word[0] == 45 {
            words = words.dropFirst()
            if word == [45, 45], shell.dialect != .dash { break }
            guard shell.dialect != .dash else {
                words = [word] + words
                break
            }
            for letter in word.dropFirst() {
                switch letter {
                case UInt8(ascii: "a"):
                    name = words.first
                    words = words.dropFirst()
                case UInt8(ascii: "c"): isClean = true
                case UInt8(ascii: "l"): isLogin = true
                default:
                    if shell.dialect.isBash {
                        throw try shell.badOption("exec", "-\(shell.shown([letter]))")
                    }
                    throw try shell.misuse(
                        "exec", "-\(shell.shown([letter])): invalid option", status: 2)
                }
            }
        }
        guard let first = words.first else { return 0 }
        let child = shell.context.replaced(words: Array(words))
        child.variables = isClean ? [] : shell.exportedVariables
        child.ignoredSignals = shell.ignoredSignals
        if let name { child.called = name }
        if isLogin { child.called = [45] + (child.called ?? first) }
        let exitTrap = shell.traps.removeValue(forKey: ShellTrap.exit)
        do {
            switch try ProgramRunner.run(child) {
            case .exited(let status):
                shell.context.lastWord = child.lastWord
                shell.leaving = .exit
                return Int(status)
            case .stays(let handler):
                shell.staying = .stays(onSignal: handler)
                shell.leaving = .exit
                return 0
            }
        } catch let error as ProgramError {
            let text = shell.shown(first)
            let message: String
            if error.status == 127, error.message.hasSuffix("not found") {
                message =
                    shell.dialect.isBash
                    ? (first.contains(47)
                        ? "\(text): cannot execute: No such file or directory"
                        : "\(text): not found") : "\(text): not found"
            } else {
                message =
                    shell.dialect.isBash
                    ? "\(text): cannot execute: Permission denied"
                    : error.message.contains("Permission denied")
                        ? "\(text): Permission denied" : error.message
            }
            try shell.complain("exec: \(message)")
            shell.status = Int(error.status)
            shell.traps[ShellTrap.exit] = exitTrap
            if shell.dialect.isBash, shell.isInteractive { return Int(error.status) }
            shell.leaving = .exit
            return Int(error.status)
        }
    }
}

extension Shell {
    /// Takes the trap on DEBUG away, which a sourced file has only with `set -T`.
    fileprivate func hideDebugTrap() -> (trap: UInt8, text: [UInt8])? {
        guard !options.contains(.functrace) else { return nil }
        return traps.removeValue(forKey: ShellTrap.debug).map { (ShellTrap.debug, $0) }
    }

    /// The programs of a name, one for each directory of PATH that has it.
    func files(of name: [UInt8]) -> [[UInt8]] {
        if name.contains(UInt8(ascii: "/")) {
            let place = TreePath(name, in: context.workingDirectory)
            let entry = try? context.files.entry(at: place, follow: true)
            return entry?.node.kind == .file ? [name] : []
        }
        let text = variable(ShellNames.Known.path.rawValue)?.value?.bytes ?? []
        return text.split(separator: 58, omittingEmptySubsequences: false).compactMap {
            search(name, executable: true, path: Array($0))?.shellBytes
        }
    }

    /// A file of a name in PATH.
    func search(_ name: [UInt8], executable: Bool, path: [UInt8]? = nil) -> TreePath? {
        let text = path ?? (variable(ShellNames.Known.path.rawValue)?.value?.bytes ?? [])
        for directory in text.split(separator: 58, omittingEmptySubsequences: false) {
            let place = TreePath(
                (directory.isEmpty ? [46] : Array(directory)) + [47] + name,
                in: context.workingDirectory)
            guard let entry = try? context.files.entry(at: place, follow: true),
                entry.node.kind == .file
            else { continue }
            if !executable || context.may(.execute, entry.node.attributes) { return place }
        }
        return nil
    }
}
