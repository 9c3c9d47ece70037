internal import LayBounds
internal import LayFiles

/// The program `sh`.
extension Shell {
    /// Runs a script text in a context; gives how it ended.
    ///
    /// - Throws: `BoundReached`.
    public static func run(
        _ script: String, _ context: ProgramContext, _ dialect: ShellDialect = .dash
    ) throws -> ProgramOutcome {
        try context.contained {
            let own = context.copy()
            let shell = Shell(own, dialect)
            shell.isCommandText = true
            return try own.running { try shell.runMain(Array(script.utf8)) }
        }
    }

    /// `-c TEXT [NAME [ARGUMENTS]]`, a file, or the standard input.
    ///
    /// - Throws: as `run`.
    public static func main(_ context: ProgramContext) throws -> UInt8 {
        if case .exited(let status) = try start(context) { return status }
        return 0
    }

    /// The program `kill`.
    ///
    /// - Throws: as `run`.
    public static func kill(_ context: ProgramContext) throws -> UInt8 {
        let shell = Shell(context.copy(), .ash)
        do {
            return UInt8(truncatingIfNeeded: try ProcessBuiltins.kill(shell, context.words))
        } catch let abort as ShellAbort {
            return UInt8(truncatingIfNeeded: abort.status)
        }
    }

    /// A built-in command as a program: `test`, `[`, `pwd`; GNU's words are bash's.
    ///
    /// - Throws: as `run`.
    public static func builtin(
        _ name: String, _ context: ProgramContext, _ dialect: ShellDialect
    ) throws -> UInt8 {
        let shell = Shell(context.copy(), dialect)
        shell.arg0 = Array(name.utf8)
        guard let builtin = shell.builtins[Array(name.utf8)] else { return ExitStatus.notFound }
        do {
            return UInt8(truncatingIfNeeded: try shell.invoke(builtin, context.words))
        } catch let abort as ShellAbort {
            return UInt8(truncatingIfNeeded: abort.status)
        }
    }

    /// As `main`, for a shell whose last command may stay.
    ///
    /// - Throws: as `run`.
    public static func start(_ context: ProgramContext, _ dialect: ShellDialect? = nil) throws
        -> ProgramOutcome
    {
        // `exec >f` changes the shell's own streams, not those that its caller looks at later.
        let own = context.copy()
        defer { context.lastWord = own.lastWord }
        let shell = Shell(own, dialect ?? self.dialect(of: context))
        return try own.running { try shell.start() }
    }

    /// The dialect of the file that a shell's name leads to.
    static func dialect(of context: ProgramContext) -> ShellDialect {
        let file = context.executable.map { Array($0.name) } ?? context.words.first ?? []
        switch String(decoding: file, as: UTF8.self) {
        case "bash", "rbash": return .bash
        case "dash": return .dash
        default:
            return context.words.first.map { $0.ends(with: Array("bash".utf8)) } == true
                ? .bash : .ash
        }
    }

    private func start() throws -> ProgramOutcome {
        var arguments = Array(context.words.dropFirst())
        var isText = false
        var readsInput = false
        var startFile: [UInt8]?
        if let name = context.words.first {
            arg0 = name.first == 45 ? Array(name.dropFirst()) : name
        }
        if dialect.isBash {
            options.formUnion([
                .hashall, .braceexpand, .patsubReplacement, .sourcepath, .globasciiranges,
                .globskipdots, .interactiveComments,
            ])
            if String(decoding: arg0, as: UTF8.self).hasSuffix("/sh") || arg0 == Array("sh".utf8) {
                options.insert(.posix)
            }
        }
        while let first = arguments.first, first.count > 1, first[0] == 45 || first[0] == 43 {
            arguments.removeFirst()
            if first == Array("--".utf8) { break }
            let isOn = first[0] == 45
            if first.starts(with: Array("--".utf8)) {
                switch String(decoding: first.dropFirst(2), as: UTF8.self) {
                case "posix": options.insert(.posix)
                case "help" where dialect.isBash, "version" where dialect.isBash:
                    try write("GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\n")
                    if first == Array("--help".utf8) {
                        try write(
                            "Usage:\tbash [option] ...\n\tbash [option] script-file ...\n")
                    }
                    return .exited(0)
                case "rcfile", "init-file":
                    if !arguments.isEmpty { startFile = arguments.removeFirst() }
                case "norc", "noprofile", "login", "noediting", "restricted", "verbose": break
                default:
                    try context.errors.write(
                        messageName + ": \(shown(first)): invalid option\n")
                    return .exited(2)
                }
                continue
            }
            for letter in first.dropFirst() {
                switch letter {
                case UInt8(ascii: "c"): isText = true
                case UInt8(ascii: "s"): readsInput = true
                case UInt8(ascii: "l"), UInt8(ascii: "p"): break
                case UInt8(ascii: "i"): isInteractive = true
                case UInt8(ascii: "o"), UInt8(ascii: "O"):
                    guard let name = arguments.first else { continue }
                    arguments.removeFirst()
                    guard setOption(named: name, isOn, isShopt: letter == UInt8(ascii: "O")) else {
                        try context.errors.write(
                            messageName
                                + (dialect == .dash
                                    ? ": 0: Illegal option -o \(shown(name))\n"
                                    : dialect == .ash
                                        ? ": invalid option '\(shown(name))'\n"
                                        : ": \(shown(name)): invalid option name\n"))
                        return .exited(2)
                    }
                default:
                    guard let option = Self.letters[letter] else {
                        try context.errors.write(
                            messageName
                                + (dialect == .dash
                                    ? ": 0: Illegal option -\(shown([letter]))\n"
                                    : ": -\(shown([letter])): invalid option\n"))
                        return .exited(2)
                    }
                    if isOn { options.insert(option) } else { options.remove(option) }
                }
            }
        }
        var text: [UInt8]
        if isText {
            guard let script = arguments.first else {
                try context.errors.write(
                    messageName
                        + (dialect == .dash
                            ? ": 0: -c requires an argument\n"
                            : ": -c: option requires an argument\n"))
                return .exited(2)
            }
            text = script
            isCommandText = true
            options.insert(.commandText)
            if arguments.count > 1 { arg0 = arguments[1] }
            parameters = Array(arguments.dropFirst(2))
        } else if let file = arguments.first, !readsInput {
            arg0 = file
            parameters = Array(arguments.dropFirst())
            do throws(FileError) {
                let path = TreePath(file, in: context.workingDirectory)
                let opened = try context.files.open(path, .read, creating: FileAttributes(mode: 0))
                text = try opened.readToEnd()
            } catch {
                if let bound = error.bound { throw bound }
                let name = shown(file)
                let reason =
                    error.code == .notFound
                    ? (dialect == .dash ? "No such file" : "No such file or directory")
                    : error.reason
                switch dialect {
                case .dash:
                    try context.errors.write("\(messageName): 0: cannot open \(name): \(reason)\n")
                case .ash:
                    try context.errors.write("\(messageName): can't open '\(name)': \(reason)\n")
                case .bash:
                    try context.errors.write(
                        "\(shown(context.words.first ?? [])): \(name): \(reason)\n")
                }
                return .exited(
                    error.code == .notFound
                        ? (dialect != .bash ? 2 : 127) : dialect == .bash ? 126 : 2)
            }
        } else {
            parameters = readsInput ? arguments : []
            options.insert(.stdin)
            return try runInput()
        }
        if isInteractive {
            options.insert(.interactive)
            if dialect.isBash { options.insert(.expandAliases) }
            if let startFile { text = (try contents(ofStartFile: startFile)) + text }
        }
        return try runMain(text)
    }

    /// What `--rcfile` names, as the beginning of what is run.
    private func contents(ofStartFile name: [UInt8]) throws -> [UInt8] {
        do throws(FileError) {
            let path = TreePath(name, in: context.workingDirectory)
            let file = try context.files.open(path, .read, creating: FileAttributes(mode: 0))
            return try file.readToEnd() + [10]
        } catch {
            if let bound = error.bound { throw bound }
            return []
        }
    }

    private var messageName: String { shown(arg0) }

    /// Bytes of a script that dash and busybox read at once.
    private static let blockBytes = 8192

    /// Reads the script from the standard input line by line, as commands may read from it too.
    private func runInput() throws -> ProgramOutcome {
        isReadingInput = true
        if session.ask != nil, context.descriptors[0]?.isTerminal == true { isInteractive = true }
        if isInteractive {
            options.insert(.interactive)
            if dialect.isBash { options.insert(.expandAliases) }
        }
        return try runMain([])
    }

    /// Runs a text to its end, with the trap on EXIT.
    func runMain(_ text: [UInt8]) throws -> ProgramOutcome {
        session.shells[context.process] = self
        defer { session.shells[context.process] = nil }
        let isOutermost = !context.isInner
        let task = session.scheduler.current
        if let job = session.processes.values.first(where: { $0.isProgram && $0.task === task }) {
            job.shell = self
        }
        do {
            try runWhole(text)
        } catch let bound as BoundReached
            where bound.signal != nil
            && session.scheduler.current.endingSignal == nil
        {
            status = 128 + Int(bound.signal ?? 0)
        } catch let bound as BoundReached
            where bound == .waitsForever && isOutermost
            && session.isMain
        {
            // A container's own program that waits for ever stays.
            return .stays(onSignal: traps.isEmpty ? nil : { [self] in try handle($0) })
        }
        if isOutermost, !session.scheduler.isAlone {
            context.closeAll()
            // What goes on in the background comes to its end, or to where it waits for ever.
            let scheduler = session.scheduler
            _ = try scheduler.wait(until: { scheduler.isAlone })
            scheduler.endOthers()
            if let failure = scheduler.takeFailure() { throw failure }
        }
        return staying ?? .exited(UInt8(truncatingIfNeeded: status))
    }

    private func runWhole(_ text: [UInt8]) throws {
        do {
            if isReadingInput, isInteractive, let ask = session.ask {
                try readStartFile()
                try runPrompted(ask)
            } else if isReadingInput {
                try runLines()
            } else {
                try run(text: text, isTop: true)
            }
            if staying == nil { try runExitTrap() }
        } catch let abort as ShellAbort {
            status = abort.status
            leaving = .exit
            try runExitTrap()
        }
    }

    /// Runs the standard input: as many lines at a time as make a whole command.
    private func runLines() throws {
        var pending: [UInt8] = []
        var block: [UInt8] = []
        var line = 1
        while leaving == .none {
            guard let channel = context.descriptors[0] else { return }
            // dash and busybox read a block at a time, which programs do not see any more; of a
            // pipe bash takes a byte at a time, and of a file a line.
            let next: [UInt8]
            if dialect.isBash {
                next = try channel.readLine()
            } else {
                if !block.contains(10) { block += try channel.read(Self.blockBytes) }
                let end = block.firstIndex(of: 10).map { $0 + 1 } ?? block.count
                next = Array(block[..<end])
                block.removeSubrange(..<end)
            }
            if next.isEmpty, pending.isEmpty { return }
            pending += next
            if !next.isEmpty, isIncomplete(pending) { continue }
            let text = pending
            pending = []
            try run(text: text, line: line, isTop: true)
            line += text.count { $0 == 10 }
        }
    }

    /// True for a text that ends in the middle of a command.
    func isIncomplete(_ text: [UInt8]) -> Bool {
        if text.reversed().dropFirst().prefix(while: { $0 == UInt8(ascii: "\\") }).count % 2 == 1,
            text.last == 10
        {
            return true
        }
        let parser = ShellParser(
            text, dialect, extendedPatterns: options.contains(.extglob))
        do throws(ShellSyntaxError) {
            while try parser.next() != nil {}
            return parser.lexer.endedInDocument
        } catch {
            return error.isIncomplete
        }
    }

    /// Options by their letters.
    static let letters: [UInt8: ShellOptions] = [
        UInt8(ascii: "a"): .allexport, UInt8(ascii: "b"): .notify, UInt8(ascii: "C"): .noclobber,
        UInt8(ascii: "e"): .errexit, UInt8(ascii: "f"): .noglob, UInt8(ascii: "m"): .monitor,
        UInt8(ascii: "n"): .noExecution, UInt8(ascii: "u"): .nounset, UInt8(ascii: "v"): .verbose,
        UInt8(ascii: "x"): .xtrace, UInt8(ascii: "E"): .errtrace, UInt8(ascii: "T"): .functrace,
        UInt8(ascii: "h"): .hashall, UInt8(ascii: "B"): .braceexpand, UInt8(ascii: "I"): .ignoreeof,
        UInt8(ascii: "V"): .vi, UInt8(ascii: "P"): .physical, UInt8(ascii: "k"): .keyword,
        UInt8(ascii: "t"): .onecmd, UInt8(ascii: "H"): .history,
    ]
}

extension Array where Element == UInt8 {
    /// True when the last elements are these.
    func ends(with other: [UInt8]) -> Bool {
        count >= other.count && suffix(other.count).elementsEqual(other)
    }
}
