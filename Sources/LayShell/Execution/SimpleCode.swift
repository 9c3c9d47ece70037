internal import LayBounds

/// Words with assignments before them.
final class SimpleCode: CommandCode {
    private let assignments: [AssignmentCode]
    private let words: [WordCode]
    /// The built-in that the first word always names.
    private let builtin: ShellBuiltin?
    private let isPlainName: Bool
    /// What it was read as, for `$BASH_COMMAND`.
    let source: ShellCommand?

    init(
        line: Int, _ redirections: [RedirectionCode], assignments: [AssignmentCode],
        words: [WordCode], _ builtins: BuiltinTable, source: ShellCommand?
    ) {
        self.source = source
        self.assignments = assignments
        self.words = words
        let name = words.first?.constant
        builtin = name.flatMap { builtins[$0] }
        isPlainName = name != nil
        super.init(line: line, redirections)
    }

    /// True without words and assignments.
    var hasNoWords: Bool { words.isEmpty && assignments.isEmpty }

    /// True for `echo` and `printf`, which read nothing and say little.
    func saysWords(_ shell: Shell) -> Bool {
        guard isPlainName, let builtin, redirections.isEmpty else { return false }
        let name = builtin.name
        return (name == "echo" || name == "printf" || name == ":" || name == "true")
            && shell.functions[shell.names.known(Array(name.utf8)) ?? -1] == nil
    }

    /// True for one of these words alone.
    func isPlain(_ texts: [String]) -> Bool {
        assignments.isEmpty && words.count == 1
            && words[0].constant.map { texts.contains(String(decoding: $0, as: UTF8.self)) }
                ?? false
    }

    override func run(_ shell: Shell) throws -> Int {
        shell.line = line
        shell.substitutionStatus = nil
        if let source, !shell.isInTrap { shell.command = source }
        if try !shell.debugs() { return shell.status }
        if words.isEmpty { return try assign(shell) }
        let arguments = try shell.fields(declaring: words)
        let before = shell.wordBytes
        try shell.holdWords(arguments)
        defer { shell.releaseWords(to: before) }
        guard let name = arguments.first else {
            return try assign(shell)
        }
        defer { shell.lastWord = arguments[arguments.count - 1] }
        // A function, unless a special built-in comes first.
        if !shell.functions.isEmpty, let number = shell.names.known(name),
            let function = shell.functions[number],
            shell.dialect.isBash
                || !(builtin?.isSpecial ?? shell.builtins[name]?.isSpecial ?? false)
        {
            return try runFunction(function, arguments, shell)
        }
        if let builtin = isPlainName ? builtin : shell.builtins[name],
            shell.isEnabled(builtin)
        {
            return try run(builtin, arguments, shell)
        }
        return try runProgram(arguments, shell)
    }

    /// Assignments without a command.
    private func assign(_ shell: Shell) throws -> Int {
        guard shell.dialect.isBash || redirections.isEmpty else {
            // Outside of bash the redirections are made first, and hold for what is expanded.
            return try shell.redirecting(redirections) {
                for assignment in assignments {
                    let text = try shell.assign(
                        assignment, traces: shell.options.contains(.xtrace))
                    if let text { try shell.trace([text]) }
                }
                return shell.substitutionStatus ?? 0
            } ?? shell.status
        }
        let traced = shell.options.contains(.xtrace)
        for assignment in assignments {
            let channel = traced ? try shell.traceChannel() : nil
            let text = try shell.assign(assignment, traces: traced)
            if let text { try shell.trace([text], to: channel) }
        }
        let status = shell.substitutionStatus ?? 0
        if shell.dialect.isBash { shell.lastWord = [] }
        if redirections.isEmpty { return status }
        shell.status = status
        return try shell.redirecting(redirections, isSpecial: false) { status } ?? shell.status
    }

    private func trace(_ arguments: [[UInt8]], _ shell: Shell) throws {
        guard shell.options.contains(.xtrace) else { return }
        try shell.trace(arguments.map { ShellQuoting.traced($0, shell.dialect) })
    }

    private func run(_ builtin: ShellBuiltin, _ arguments: [[UInt8]], _ shell: Shell) throws
        -> Int
    {
        let isExec = builtin.name == "exec"
        let persists = builtin.isSpecial && (!shell.dialect.isBash || shell.isStrict)
        return try prepared(
            shell, arguments, persists: persists, exports: !persists || isExec,
            keeps: isExec && arguments.count == 1
                || arguments.count == 2 && builtin.name == "command"
                    && arguments[1] == Array("exec".utf8),
            isSpecial: builtin.isSpecial
        ) { try shell.invoke(builtin, arguments) }
    }

    private func runFunction(_ function: ShellFunction, _ arguments: [[UInt8]], _ shell: Shell)
        throws -> Int
    {
        try prepared(shell, arguments) {
            try shell.call(
                function, arguments, line: line, assigned: assignments.map(\.symbol))
        }
    }

    private func runProgram(_ arguments: [[UInt8]], _ shell: Shell) throws -> Int {
        try prepared(shell, arguments) { try shell.start(arguments) }
    }

    /// Runs a command with its assignments and redirections.
    ///
    /// - Parameters:
    ///   - persists: true where what is assigned stays, as before a special built-in.
    ///   - keeps: true where what is redirected stays, as `exec >f` has it.
    private func prepared(
        _ shell: Shell, _ arguments: [[UInt8]], persists: Bool = false, exports: Bool = true,
        keeps: Bool = false, isSpecial: Bool = false, _ body: () throws -> Int
    ) throws -> Int {
        var saved: [(symbol: Int, variable: ShellVariable?)] = []
        // Also what was assigned before one that is refused.
        defer { for entry in saved.reversed() { shell.restore(entry) } }
        for assignment in assignments {
            if !persists {
                let symbol = try shell.resolved(assignment.symbol)
                saved.append(try shell.kept(symbol))
                // A list makes room for the text as long as the command runs.
                switch shell.variable(symbol)?.value {
                case .indexed?, .keyed?:
                    if assignment.index == nil { shell.variables[symbol]?.value = nil }
                default: break
                }
            }
            let text = try shell.assign(before: assignment, exports: exports)
            if let text { try shell.trace([text]) }
        }
        try trace(arguments, shell)
        if redirections.isEmpty { return try body() }
        return try shell.redirecting(redirections, keeps: keeps, isSpecial: isSpecial, body)
            ?? shell.status
    }
}

extension Shell {
    /// The fields of the words of a command; those that assign are done as `NAME=VALUE`.
    func fields(declaring words: [WordCode]) throws -> [[UInt8]] {
        var result: [[UInt8]] = []
        result.reserveCapacity(words.count)
        declaredLists = []
        for word in words {
            guard let declared = word.declared else {
                try append(word, to: &result)
                continue
            }
            let name = names.text(declared.symbol)
            switch declared.value {
            case .word(let value):
                var text = name
                if let index = declared.index {
                    text +=
                        [UInt8(ascii: "[")] + (try key(index, declared.symbol))
                        + [UInt8(ascii: "]")]
                }
                text +=
                    declared.isAppended
                    ? [UInt8(ascii: "+"), UInt8(ascii: "=")] : [UInt8(ascii: "=")]
                result.append(text + (try single(value)))
            case .list:
                declaredLists.append((result.count, declared))
                result.append(name)
            }
        }
        return result
    }

    /// Carries out an assignment before a command, without which bash runs the command too.
    func assign(before assignment: AssignmentCode, exports: Bool) throws -> [UInt8]? {
        let traces = options.contains(.xtrace)
        guard dialect.isBash, !isStrict,
            variable(try resolved(assignment.symbol))?.flags.contains(.readOnly) == true
        else { return try assign(assignment, traces: traces, exports: exports) }
        _ = try isReadOnly(assignment.symbol, by: "")
        return nil
    }

    /// Carries out an assignment; gives its text where it is traced.
    @discardableResult
    func assign(_ assignment: AssignmentCode, traces: Bool = false, exports: Bool = false) throws
        -> [UInt8]?
    {
        var traced: [UInt8]?
        switch assignment.value {
        case .word(let word):
            if assignment.index == nil, !assignment.isAppended, !traces, !exports,
                word.parts.count == 1, case .arithmetic(let code) = word.parts[0]
            {
                try assign(number: try number(code), to: assignment.symbol)
                return nil
            }
            let value = try single(word)
            if let index = assignment.index {
                let symbol = try resolved(assignment.symbol)
                let place = try key(index, symbol)
                var isKeyed = false
                if case .keyed? = variable(symbol)?.value { isKeyed = true }
                if place.isEmpty || !isKeyed && (place == [64] || place == [42]) {
                    let name = shown(names.text(symbol))
                    try complain("\(name)[\(shown(place))]: bad array subscript")
                    substitutionStatus = 1
                    return nil
                }
                try assign(
                    value, to: symbol, index: place, isAppended: assignment.isAppended)
            } else {
                try assign(value, to: assignment.symbol, isAppended: assignment.isAppended)
            }
            if traces {
                traced =
                    names.text(assignment.symbol)
                    + (assignment.isAppended ? [UInt8(ascii: "+")] : []) + [UInt8(ascii: "=")]
                    + (value.isEmpty ? [] : ShellQuoting.traced(value, dialect))
            }
        case .list(let elements):
            if let index = assignment.index {
                let symbol = assignment.symbol
                let place = shown(names.text(symbol)) + "[\(shown(try key(index, symbol)))]"
                throw try failure(
                    "\(place): cannot assign list to array member", isDiscard: true)
            }
            try assign(list: elements, to: assignment.symbol, isAppended: assignment.isAppended)
        }
        if exports {
            let symbol = try resolved(assignment.symbol)
            variables[symbol]?.flags.insert(.exported)
            cachedEnvironment = nil
        }
        return traced
    }

    /// `a=(…)`.
    func assign(
        list elements: [(index: ArithmeticCode?, isAppended: Bool, words: [WordCode])],
        to symbol: Int, isAppended: Bool, isKeyed: Bool = false
    ) throws {
        let symbol = try resolved(symbol)
        var variable = self.variable(symbol) ?? ShellVariable()
        if variable.flags.contains(.readOnly) { throw try isReadOnly(symbol, by: "") }
        let before = variable.value?.size ?? 0
        var keyed = isKeyed
        if case .keyed? = variable.value { keyed = true }
        func converted(_ value: [UInt8]) throws -> [UInt8] {
            if variable.flags.contains(.integer) { return Decimal.bytes(try integer(value)) }
            if variable.flags.contains(.lowercase) {
                return value.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
            }
            if variable.flags.contains(.uppercase) {
                return value.map { $0 &- 97 < 26 ? $0 & 0xdf : $0 }
            }
            return value
        }
        if keyed {
            var array = KeyedArray()
            if isAppended, case .keyed(let old)? = variable.value { array = old }
            // Words without keys are keys and values in turn.
            var pending: [UInt8]?
            for (index, isAppendedTo, words) in elements {
                if let index {
                    let key = try single(index.parts, isQuoted: false)
                    let value = try words.first.map { try single($0) } ?? []
                    array[key] = try converted((isAppendedTo ? array[key] ?? [] : []) + value)
                } else {
                    for word in words {
                        let value = try single(word)
                        if let key = pending {
                            array[key] = try converted(value)
                            pending = nil
                        } else {
                            pending = value
                        }
                    }
                }
            }
            if let pending { array[pending] = [] }
            variable.value = .keyed(array)
        } else {
            var array = IndexedArray()
            if isAppended {
                switch variable.value {
                case .indexed(let old)?: array = old
                case let old?: if let bytes = old.bytes { array[0] = bytes }
                case nil: break
                }
            }
            var next = array.end
            for (index, isAppendedTo, words) in elements {
                if let index {
                    var place = try number(index)
                    if place < 0 { place += array.end }
                    guard place >= 0 else {
                        throw try failure(
                            "\(shown(names.text(symbol))): bad array subscript", isDiscard: true)
                    }
                    let value = try words.first.map { try single($0) } ?? []
                    array[place] = try converted((isAppendedTo ? array[place] ?? [] : []) + value)
                    next = place + 1
                } else {
                    for value in try fields(words) {
                        array[next] = try converted(value)
                        next += 1
                    }
                }
            }
            variable.value = .indexed(array)
        }
        variable.flags.remove(.bare)
        try hold(variable.value?.size ?? 0, insteadOf: before)
        store(variable, at: symbol)
    }

    /// Writes what is run, for `set -x`.
    ///
    /// - Parameter channel: where BASH_XTRACEFD led before the command.
    func trace(_ words: [[UInt8]], to channel: Channel? = nil) throws {
        var prefix = try value(of: ShellNames.Known.ps4.rawValue) ?? []
        if prefix.contains(UInt8(ascii: "$")) {
            let before = (options, status, substitutionStatus)
            options.remove(.xtrace)
            // What cannot be expanded is shown as it is; the command runs all the same.
            do {
                prefix = try expand(text: prefix)
            } catch is ShellAbort {}
            leaving = .none
            (options, status, substitutionStatus) = before
        }
        if dialect.isBash, traceDepth > 0, let first = prefix.first {
            prefix = [UInt8](repeating: first, count: traceDepth) + prefix
        }
        let line = prefix + joined(words, [32]) + [10]
        if let channel = try channel ?? traceChannel() { return try channel.sink.write(line) }
        try context.errors.write(line)
    }

    /// Where BASH_XTRACEFD leads, or the standard error.
    func traceChannel() throws -> Channel? {
        guard dialect.isBash, let symbol = names.known(Array("BASH_XTRACEFD".utf8)),
            let number = try value(of: symbol).flatMap(Decimal.number),
            let channel = context.descriptors[number]
        else { return context.descriptors[2] }
        return channel
    }

    private var traceDepth: Int { sources.count + substitutionDepth + evals }

    /// Expands a text as in double quotes: PS4, a prompt.
    func expand(text: [UInt8]) throws -> [UInt8] {
        do {
            let lexer = ShellLexer(text, dialect, line: line, extendedPatterns: false)
            let parts = try lexer.documentParts()
            let code = ShellCompiler(names: names, dialect: dialect, builtins: builtins)
                .parts(parts, .quoted)
            return try single(code, isQuoted: true)
        } catch is ShellSyntaxError {
            return text
        }
    }

    /// Calls a function; gives its status.
    func call(
        _ function: ShellFunction, _ arguments: [[UInt8]], line: Int, assigned: [Int] = []
    ) throws -> Int {
        try nested {
            let outer = parameters
            let before = loops
            let options = (optionOffset, scanner)
            frames.push(
                ShellFrame(
                    function: function, line: line, file: sources.last ?? arg0, options: nil,
                    parameters: outer, assigned: assigned, loops: before))
            parameters = Array(arguments.dropFirst())
            if dialect != .bash {
                // The arguments of each call are looked at from the first on.
                scanner.assign(1)
                optionOffset = 1
            }
            // Of the loops around a function only busybox lets it leave one.
            if dialect != .ash { loops = 0 }
            if dialect == .dash, frames.count > 1000 {
                frames.pop()
                parameters = outer
                loops = before
                throw try failure("Maximum function recursion depth (1000) reached")
            }
            if let most = try value(of: ShellNames.Known.funcnest.rawValue)
                .flatMap(Decimal.number), dialect.isBash, most > 0, frames.count > most
            {
                frames.pop()
                parameters = outer
                loops = before
                throw try failure(
                    "\(shown(function.name)): maximum function nesting level exceeded (\(most))",
                    isDiscard: true)
            }
            defer {
                if let frame = frames.pop() {
                    for entry in frame.saved.reversed() { restore(entry) }
                    if dialect != .bash || frame.hides(ShellNames.Known.optind.rawValue) {
                        (optionOffset, scanner) = options
                    }
                    if let options = frame.options { self.options = options }
                }
                parameters = outer
                loops = before
            }
            let isTraced =
                !tracedFunctions.isEmpty
                && (names.known(function.name).map { tracedFunctions.contains($0) } ?? false)
            let hidden = dialect.isBash ? hideTraps(tracing: isTraced) : []
            defer {
                showTraps(hidden)
                self.line = line
            }
            if dialect.isBash, !traps.isEmpty { _ = try debugs() }
            try execute(function.body)
            var seen = status
            if leaving == .return {
                leaving = .none
                seen = statusBeforeReturn
            }
            if let trap = traps[ShellTrap.return], !trap.isEmpty, !isInTrap, leaving == .none {
                let code = status
                status = seen
                try runTrap(trap)
                if leaving == .none { status = code }
            }
            return status
        }
    }
}

extension Shell {
    /// Runs the trap on DEBUG before a command; false where `extdebug` has it skipped.
    ///
    /// - Parameter text: what `$BASH_COMMAND` tells, where it is not the command that runs.
    func debugs(_ text: @autoclosure () -> [UInt8]? = nil) throws -> Bool {
        guard let trap = traps[ShellTrap.debug], !trap.isEmpty, !isInTrap else { return true }
        let before = commandText
        commandText = text()
        defer { commandText = before }
        let kept = status
        let outer = isInTrap
        isInTrap = true
        defer { isInTrap = outer }
        let place = line
        try run(text: trap, line: line)
        line = place
        if leaving != .none { return false }
        let skips = options.contains(.extdebug) && status != 0
        status = kept
        return !skips
    }

    /// Takes the traps away that a function does not inherit (bash, `set -E` and `set -T`).
    func hideTraps(tracing: Bool) -> [(trap: UInt8, text: [UInt8])] {
        guard !traps.isEmpty else { return [] }
        var hidden: [(trap: UInt8, text: [UInt8])] = []
        for (trap, option) in [
            (ShellTrap.error, ShellOptions.errtrace), (ShellTrap.debug, .functrace),
            (ShellTrap.return, .functrace),
        ] where !options.contains(option) && !(tracing && option == .functrace) {
            if let text = traps.removeValue(forKey: trap) { hidden.append((trap, text)) }
        }
        return hidden
    }

    /// Gives traps back that no others took the place of.
    func showTraps(_ hidden: [(trap: UInt8, text: [UInt8])]) {
        for (trap, text) in hidden where traps[trap] == nil { traps[trap] = text }
    }
}
