internal import LayFiles

/// The commands that are the shell's own, because they change it.
enum Builtins {
    typealias Body = @Sendable (Shell, [String]) throws -> UInt8

    /// Those in which an error ends the shell (POSIX.1-2017, Special Built-In Utilities), with
    /// `local`, which dash counts among them.
    static let special: Set<String> = [
        ":", ".", "break", "continue", "eval", "exec", "exit", "export", "readonly", "return",
        "set", "shift", "times", "trap", "unset", "local",
    ]

    static let table: [String: Body] = [
        ":": { _, _ in 0 },
        "true": { _, _ in 0 },
        "false": { _, _ in 1 },
        "cd": changeDirectory,
        "pwd": { shell, _ in
            try shell.context.output.write(shell.context.workingDirectory.description + "\n")
            return 0
        },
        "exit": { shell, arguments in
            shell.environment.status =
                try number(shell, arguments).map { UInt8(truncatingIfNeeded: $0) }
                ?? shell.endingStatus ?? shell.environment.status
            throw Shell.Leaving.exit
        },
        "return": { shell, arguments in
            shell.environment.status =
                try number(shell, arguments).map { UInt8(truncatingIfNeeded: $0) }
                ?? shell.environment.status
            throw Shell.Leaving.return
        },
        "break": { shell, arguments in
            let levels = try levels(shell, arguments)
            if levels > 0 { throw Shell.Leaving.break(levels) }
            return 0
        },
        "continue": { shell, arguments in
            let levels = try levels(shell, arguments)
            if levels > 0 { throw Shell.Leaving.continue(levels) }
            return 0
        },
        "export": { shell, arguments in
            try declare(shell, arguments) { shell.environment.exported.insert($0) }
        },
        "readonly": { shell, arguments in
            try declare(shell, arguments) { shell.environment.readOnly.insert($0) }
        },
        "local": { shell, arguments in
            if shell.environment.frames.isEmpty {
                throw try shell.failure("local: not in a function")
            }
            for argument in arguments.dropFirst() {
                let parts = argument.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false
                ).map(String.init)
                try shell.makeLocal(parts[0])
                if parts.count > 1 { try shell.set(parts[0], parts[1], by: "local: ") }
            }
            return 0
        },
        "unset": { shell, arguments in
            var names = arguments.dropFirst()
            var isFunction = false
            while let first = names.first, first == "-f" || first == "-v" || first == "--" {
                names.removeFirst()
                if first == "--" { break }
                isFunction = first == "-f"
            }
            for name in names {
                if isFunction {
                    shell.environment.functions[name] = nil
                } else {
                    try shell.unset(name)
                }
            }
            return 0
        },
        "set": set,
        "shift": { shell, arguments in
            let count = try number(shell, arguments) ?? 1
            if count > shell.environment.parameters.count {
                throw try shell.failure("shift: can't shift that many")
            }
            try shell.set(parameters: Array(shell.environment.parameters.dropFirst(count)))
            return 0
        },
        "eval": { shell, arguments in
            try shell.execute(arguments.dropFirst().joined(separator: " "))
            return shell.environment.status
        },
        ".": source,
        "exec": { shell, arguments in
            guard arguments.count > 1 else { return 0 }
            let isRun = try shell.runProgram(
                Array(arguments.dropFirst()), shell.exportedVariables)
            // The program stands in the shell's place, which has no end of its own then.
            if isRun { shell.exitTrap = nil }
            throw Shell.Leaving.exit
        },
        "command": { shell, arguments in
            var words = Array(arguments.dropFirst())
            if words.first == "-v" || words.first == "-V" {
                words.removeFirst()
                guard let name = words.first else { return ExitStatus.misuse }
                if table[name] != nil || shell.environment.functions[name] != nil {
                    try shell.context.output.write(name + "\n")
                    return 0
                }
                guard let path = try? ProgramRunner.find(name, shell.context).path else {
                    return ExitStatus.notFound
                }
                try shell.context.output.write(path.description + "\n")
                return 0
            }
            guard let name = words.first else { return 0 }
            if let builtin = table[name] { return try builtin(shell, words) }
            try shell.runProgram(words, shell.exportedVariables)
            return shell.environment.status
        },
        "umask": { shell, arguments in
            guard arguments.count > 1 else {
                let digits = String(shell.context.umask, radix: 8)
                try shell.context.output.write(
                    String(repeating: "0", count: 4 - digits.count) + digits + "\n")
                return 0
            }
            guard let mask = UInt16(arguments[1], radix: 8), mask <= 0o777 else {
                try shell.context.errors.write("sh: 1: umask: Illegal number: \(arguments[1])\n")
                return ExitStatus.misuse
            }
            shell.context.umask = mask
            return 0
        },
        "read": read,
        "trap": trap,
        "kill": kill,
        "wait": { _, _ in 0 },
        "type": { shell, arguments in
            for name in arguments.dropFirst() {
                if table[name] != nil {
                    try shell.context.output.write("\(name) is a shell builtin\n")
                } else if let path = try? ProgramRunner.find(name, shell.context).path {
                    try shell.context.output.write("\(name) is \(path)\n")
                } else {
                    try shell.context.output.write("\(name): not found\n")
                    return ExitStatus.notFound
                }
            }
            return 0
        },
    ]

    private static func trap(_ shell: Shell, _ arguments: [String]) throws -> UInt8 {
        guard arguments.count >= 3 else { return 0 }
        let action = arguments[1] == "-" ? nil : arguments[1]
        for word in arguments.dropFirst(2) {
            if word == "EXIT" || word == "0" {
                try shell.hold(action, insteadOf: shell.exitTrap)
                shell.exitTrap = action
            } else if let signal = ShellSignal(word) {
                try shell.hold(action, insteadOf: shell.traps[signal.name])
                shell.traps[signal.name] = action
            } else {
                try shell.context.errors.write("sh: 1: trap: \(word): bad trap\n")
                return 1
            }
        }
        return 0
    }

    static func kill(_ shell: Shell, _ arguments: [String]) throws -> UInt8 {
        var words = Array(arguments.dropFirst())
        var name = "TERM"
        if let first = words.first, first.hasPrefix("-"), first != "--" {
            words.removeFirst()
            if first == "-l" {
                try shell.context.output.write(ShellSignal.list)
                return 0
            }
            name = first == "-s" || first == "-n" ? words.first ?? "" : String(first.dropFirst())
            if first == "-s" || first == "-n" { words = Array(words.dropFirst()) }
        }
        if words.first == "--" { words.removeFirst() }
        guard name == "0" || ShellSignal(name) != nil else {
            try shell.context.errors.write("sh: 1: kill: Illegal option -\(name.prefix(1))\n")
            return ExitStatus.misuse
        }
        if words.isEmpty {
            try shell.context.errors.write("sh: 1: kill: No process is named\n")
            return ExitStatus.misuse
        }
        var status: UInt8 = 0
        for word in words {
            guard let process = Int(word) else {
                try shell.context.errors.write("sh: 1: kill: Illegal number: \(word)\n")
                status = 1
                continue
            }
            if process != 0, process != 1, process != shell.environment.process {
                try shell.context.errors.write("sh: 1: kill: No such process\n")
                status = 1
                continue
            }
            guard let signal = ShellSignal(name) else { continue }
            if process == 1, shell.environment.process != 1 {
                // The first process cannot be killed from within.
                if signal.number != 9 { try shell.context.signalFirst?(signal.name) }
            } else {
                try shell.receive(signal)
            }
        }
        return status
    }

    private static func number(_ shell: Shell, _ arguments: [String]) throws -> Int? {
        guard arguments.count > 1 else { return nil }
        guard let value = Int(arguments[1]), value >= 0 else {
            throw try shell.failure("\(arguments[0]): Illegal number: \(arguments[1])")
        }
        return value
    }

    /// How many of the loops around `break` and `continue` leave; none outside of all.
    private static func levels(_ shell: Shell, _ arguments: [String]) throws -> Int {
        let count = try number(shell, arguments) ?? 1
        if count == 0 { throw try shell.failure("\(arguments[0]): Illegal number: 0") }
        shell.environment.status = ExitStatus.success
        return min(count, shell.environment.loops)
    }

    private static func changeDirectory(_ shell: Shell, _ arguments: [String]) throws -> UInt8 {
        var target = arguments.count > 1 ? arguments[1] : shell.environment.variables["HOME"] ?? "/"
        let isBack = target == "-"
        if isBack { target = shell.environment.variables["OLDPWD"] ?? "/" }
        let path = shell.context.path(target)
        guard let entry = try? shell.context.files.entry(at: path, follow: true),
            entry.node.kind == .directory,
            // Whoever may not search it cannot name what is in it either.
            (try? shell.context.files.resolve(
                path.appending(name: [95]), lastMayBeMissing: true)) != nil
        else {
            try shell.context.errors.write("sh: 1: cd: can't cd to \(target)\n")
            return ExitStatus.misuse
        }
        shell.environment.variables["OLDPWD"] = shell.context.workingDirectory.description
        shell.context.workingDirectory = path
        shell.environment.variables["PWD"] = path.description
        if isBack { try shell.context.output.write(path.description + "\n") }
        return 0
    }

    private static func declare(_ shell: Shell, _ arguments: [String], _ mark: (String) -> Void)
        throws -> UInt8
    {
        for argument in arguments.dropFirst() where argument != "-p" {
            if let equals = argument.firstIndex(of: "=") {
                let name = String(argument[..<equals])
                try shell.set(
                    name, String(argument[argument.index(after: equals)...]),
                    by: arguments[0] + ": ")
                mark(name)
            } else {
                mark(argument)
            }
        }
        return 0
    }

    private static func set(_ shell: Shell, _ arguments: [String]) throws -> UInt8 {
        var words = Array(arguments.dropFirst())
        while let first = words.first, first.hasPrefix("-") || first.hasPrefix("+"), first.count > 1
        {
            words.removeFirst()
            if first == "--" {
                try shell.set(parameters: words)
                return 0
            }
            for flag in first.dropFirst() {
                if flag == "o" {
                    let name = words.isEmpty ? "" : words.removeFirst()
                    let short: [String: Character] = [
                        "errexit": "e", "nounset": "u", "xtrace": "x", "noglob": "f",
                        "noclobber": "C",
                    ]
                    guard let flag = short[name] else {
                        try shell.context.errors.write("sh: 1: set: Illegal option -o \(name)\n")
                        return ExitStatus.misuse
                    }
                    if first.hasPrefix("-") {
                        shell.environment.options.insert(flag)
                    } else {
                        shell.environment.options.remove(flag)
                    }
                } else if "euxfC".contains(flag) {
                    if first.hasPrefix("-") {
                        shell.environment.options.insert(flag)
                    } else {
                        shell.environment.options.remove(flag)
                    }
                } else {
                    try shell.context.errors.write("sh: 1: set: Illegal option -\(flag)\n")
                    return ExitStatus.misuse
                }
            }
        }
        if !words.isEmpty { try shell.set(parameters: words) }
        return 0
    }

    private static func source(_ shell: Shell, _ arguments: [String]) throws -> UInt8 {
        guard arguments.count > 1,
            case .file(let contents)? = try? shell.context.files.entry(
                at: shell.context.path(arguments[1]), follow: true
            ).node.body
        else {
            let name = arguments.count > 1 ? arguments[1] : ""
            throw try shell.failure(".: cannot open \(name): No such file")
        }
        do {
            try shell.execute(String(decoding: try contents.bytes(), as: UTF8.self))
        } catch Shell.Leaving.return {}
        return shell.environment.status
    }

    private static func read(_ shell: Shell, _ arguments: [String]) throws -> UInt8 {
        let isRaw = arguments.contains("-r")
        let names = arguments.dropFirst().filter { !$0.hasPrefix("-") }
        // What cannot be read, a directory say, has no lines.
        let input: [UInt8]
        do throws(FileError) {
            input = try shell.context.descriptors[0]?.readLine() ?? []
        } catch {
            if let bound = error.bound { throw bound }
            input = []
        }
        guard !input.isEmpty else {
            for name in names { try shell.set(name, "", by: "read: ") }
            return 1
        }
        let hasEnd = input.last == 10
        var line = String(decoding: hasEnd ? input.dropLast() : input[...], as: UTF8.self)
        if !isRaw { line = line.filter { $0 != "\\" } }
        let separators = shell.environment.variables["IFS"] ?? " \t\n"
        if names.count <= 1 {
            try shell.set(names.first ?? "REPLY", line.trimmingBlanks, by: "read: ")
            return hasEnd ? 0 : 1
        }
        let words = line.split(
            maxSplits: names.count - 1, whereSeparator: { separators.contains($0) }
        ).map { String($0).trimmingBlanks }
        for (index, name) in names.enumerated() {
            try shell.set(name, index < words.count ? words[index] : "", by: "read: ")
        }
        return hasEnd ? 0 : 1
    }
}
