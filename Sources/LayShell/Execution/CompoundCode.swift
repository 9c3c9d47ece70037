internal import LayBounds

/// `{ …; }`.
final class GroupCode: CommandCode {
    private let list: ListCode

    init(line: Int, _ redirections: [RedirectionCode], _ list: ListCode) {
        self.list = list
        super.init(line: line, redirections)
    }

    override func run(_ shell: Shell) throws -> Int {
        try shell.context.account.nested { try shell.run(list) }
        return shell.status
    }
}

/// `( … )`.
final class SubshellCode: CommandCode {
    let list: ListCode

    init(line: Int, _ redirections: [RedirectionCode], _ list: ListCode) {
        self.list = list
        super.init(line: line, redirections)
    }

    override func run(_ shell: Shell) throws -> Int {
        try shell.context.account.nested {
            shell.line = line
            let inner = try shell.subshell()
            // bash forgets the loops around `( … )`, and not those around `$( … )`.
            if inner.dialect.isBash { inner.loops = 0 }
            let status = try inner.runProcess { try inner.run(self.list) }
            if let staying = inner.staying {
                shell.staying = staying
                shell.leaving = .exit
            }
            return status
        }
    }
}

/// `if`.
final class ChoiceCode: CommandCode {
    private let clauses: [(condition: ListCode, body: ListCode)]
    private let otherwise: ListCode?

    init(
        line: Int, _ redirections: [RedirectionCode],
        _ clauses: [(condition: ListCode, body: ListCode)], otherwise: ListCode?
    ) {
        self.clauses = clauses
        self.otherwise = otherwise
        super.init(line: line, redirections)
    }

    override func run(_ shell: Shell) throws -> Int {
        try shell.context.account.nested {
            for (condition, body) in clauses {
                guard try shell.holds(condition) else {
                    if shell.leaving != .none { return shell.status }
                    continue
                }
                if shell.leaving != .none { return shell.status }
                try shell.run(body)
                return shell.status
            }
            guard let otherwise else { return 0 }
            try shell.run(otherwise)
            return shell.status
        }
    }
}

extension Shell {
    /// Runs a condition, whose failure is no reason to exit; true when it succeeds.
    func holds(_ condition: ListCode) throws -> Bool {
        tests += 1
        defer { tests -= 1 }
        try run(condition)
        return status == 0
    }

    /// Runs the body of a loop once; false when the loop is left.
    fileprivate func turn(_ body: ListCode) throws -> Bool {
        try run(body)
        switch leaving {
        case .none: return true
        case .break(let levels):
            leaving = levels > 1 ? .break(levels - 1) : .none
            return false
        case .continue(let levels):
            if levels > 1 {
                leaving = .continue(levels - 1)
                return false
            }
            leaving = .none
            return true
        case .return, .exit: return false
        }
    }
}

/// `while` and `until`.
final class LoopCode: CommandCode {
    private let isUntil: Bool
    private let condition: ListCode
    private let body: ListCode

    init(
        line: Int, _ redirections: [RedirectionCode], isUntil: Bool, _ condition: ListCode,
        _ body: ListCode
    ) {
        self.isUntil = isUntil
        self.condition = condition
        self.body = body
        super.init(line: line, redirections)
    }

    override func run(_ shell: Shell) throws -> Int {
        try shell.context.account.nested {
            shell.loops += 1
            let isEndless = isEndless
            if isEndless { shell.endlessLoops += 1 }
            defer {
                shell.loops -= 1
                if isEndless { shell.endlessLoops -= 1 }
            }
            var status = 0
            while true {
                try shell.context.step()
                let holds = try shell.holds(condition)
                if shell.leaving != .none {
                    // `break` and `continue` in the condition are the loop's too.
                    switch shell.leaving {
                    case .break(let levels):
                        shell.leaving = levels > 1 ? .break(levels - 1) : .none
                        return 0
                    case .continue(let levels):
                        if levels > 1 {
                            shell.leaving = .continue(levels - 1)
                            return 0
                        }
                        shell.leaving = .none
                        continue
                    default: return shell.status
                    }
                }
                if holds == isUntil { return status }
                let goesOn = try shell.turn(body)
                status = shell.status
                if !goesOn { return status }
            }
        }
    }

    /// True for `while true`, `while :` and `until false`.
    private var isEndless: Bool {
        guard condition.items.count == 1, condition.items[0].rest.isEmpty,
            let command = condition.items[0].first.commands.first as? SimpleCode
        else { return false }
        return command.isPlain(isUntil ? ["false"] : ["true", ":"])
    }
}

/// `for NAME in …` and `select`.
final class EachCode: CommandCode {
    private let symbol: Int
    private let words: [WordCode]?
    private let body: ListCode
    private let isSelect: Bool

    init(
        line: Int, _ redirections: [RedirectionCode], _ symbol: Int, _ words: [WordCode]?,
        _ body: ListCode, isSelect: Bool
    ) {
        self.symbol = symbol
        self.words = words
        self.body = body
        self.isSelect = isSelect
        super.init(line: line, redirections)
    }

    override func run(_ shell: Shell) throws -> Int {
        try shell.context.account.nested {
            shell.line = line
            if shell.dialect.isBash, !ShellBytes.isName(shell.names.text(symbol)) {
                let name = shell.shown(shell.names.text(symbol))
                try shell.complain("`\(name)': not a valid identifier")
                return 1
            }
            let values = try words.map { try shell.fields($0) } ?? shell.parameters
            let before = shell.wordBytes
            try shell.holdWords(values)
            defer { shell.releaseWords(to: before) }
            shell.loops += 1
            defer { shell.loops -= 1 }
            if isSelect { return try select(values, shell) }
            var status = 0
            for value in values {
                try shell.context.step()
                if shell.options.contains(.xtrace), shell.dialect.isBash {
                    let list = values.map { ShellQuoting.traced($0, shell.dialect) }
                    try shell.trace(
                        [Array("for".utf8), shell.names.text(symbol), Array("in".utf8)] + list)
                }
                if shell.dialect.isBash {
                    if try !shell.debugs(head(shell, values)) { continue }
                    if let variable = shell.variable(symbol), variable.flags.contains(.readOnly) {
                        // The loop is not run, and the shell goes on.
                        _ = try shell.isReadOnly(symbol, by: "")
                        return 1
                    }
                }
                if shell.dialect.isBash, let variable = shell.variable(symbol),
                    variable.flags.contains(.reference)
                {
                    shell.variables[symbol]?.value = .text(value)
                } else {
                    try shell.assign(value, to: symbol)
                }
                let goesOn = try shell.turn(body)
                status = shell.status
                if !goesOn { break }
            }
            return status
        }
    }

    /// `for NAME in …`, as `$BASH_COMMAND` has it.
    private func head(_ shell: Shell, _ values: [[UInt8]]) -> [UInt8] {
        let word = Array((isSelect ? "select " : "for ").utf8)
        return word + shell.names.text(symbol) + Array(" in ".utf8) + shell.joined(values, [32])
    }

    private func select(_ values: [[UInt8]], _ shell: Shell) throws -> Int {
        guard !values.isEmpty else { return 0 }
        var shows = true
        while true {
            try shell.context.step()
            if shows { try shell.context.errors.write(SelectMenu.text(values)) }
            shows = false
            let prompt =
                try shell.value(of: shell.names.number(Array("PS3".utf8))) ?? Array("#? ".utf8)
            try shell.context.errors.write(prompt)
            guard let line = try shell.readLine(from: 0) else {
                try shell.context.output.write([10])
                return 1
            }
            try shell.assign(line, to: ShellNames.Known.reply.rawValue)
            if line.allSatisfy({ $0 == 32 || $0 == 9 }) {
                shows = true
                continue
            }
            let number = Decimal.number(line) ?? 0
            try shell.assign(
                values.indices.contains(number - 1) ? values[number - 1] : [], to: symbol)
            if try !shell.turn(body) { return shell.status }
        }
    }
}

/// `for (( … ))`.
final class CountCode: CommandCode {
    private let begin: ArithmeticCode
    private let condition: ArithmeticCode
    private let step: ArithmeticCode
    private let body: ListCode

    init(
        line: Int, _ redirections: [RedirectionCode], _ begin: ArithmeticCode,
        _ condition: ArithmeticCode, _ step: ArithmeticCode, _ body: ListCode
    ) {
        self.begin = begin
        self.condition = condition
        self.step = step
        self.body = body
        super.init(line: line, redirections)
    }

    override func run(_ shell: Shell) throws -> Int {
        try shell.context.account.nested {
            shell.line = line
            _ = try shell.number(begin)
            shell.loops += 1
            defer { shell.loops -= 1 }
            var status = 0
            while true {
                try shell.context.step()
                if !condition.parts.isEmpty, try shell.number(condition) == 0 { return status }
                let goesOn = try shell.turn(body)
                status = shell.status
                if !goesOn { return status }
                _ = try shell.number(step)
            }
        }
    }
}

/// `case`.
final class MatchCode: CommandCode {
    private let subject: WordCode
    /// The subject as it was read.
    private let source: [UInt8]
    private let arms: [(patterns: [WordCode], body: ListCode, end: ShellArm.End)]

    init(
        line: Int, _ redirections: [RedirectionCode], _ subject: WordCode, source: [UInt8],
        _ arms: [(patterns: [WordCode], body: ListCode, end: ShellArm.End)]
    ) {
        self.subject = subject
        self.source = source
        self.arms = arms
        super.init(line: line, redirections)
    }

    override func run(_ shell: Shell) throws -> Int {
        try shell.context.account.nested {
            shell.line = line
            if shell.dialect.isBash,
                try !shell.debugs(Array("case ".utf8) + source + Array(" in ".utf8))
            {
                return shell.status
            }
            let before = shell.status
            let text = try shell.single(subject)
            if shell.dialect == .dash { shell.status = before }
            if shell.options.contains(.xtrace), shell.dialect.isBash {
                try shell.trace([
                    Array("case".utf8), ShellQuoting.traced(text, shell.dialect), Array("in".utf8),
                ])
            }
            var isRunning = false
            var status = 0
            for (patterns, body, end) in arms {
                if !isRunning {
                    guard try patterns.contains(where: { try matches(text, $0, shell) }) else {
                        continue
                    }
                }
                if body.items.isEmpty { shell.status = 0 } else { try shell.run(body) }
                status = shell.status
                if shell.leaving != .none { return status }
                switch end {
                case .ends: return status
                case .fallsThrough: isRunning = true
                case .triesNext: isRunning = false
                }
            }
            return status
        }
    }

    private func matches(_ text: [UInt8], _ word: WordCode, _ shell: Shell) throws -> Bool {
        if let constant = word.constant, !shell.options.contains(.nocasematch) {
            return constant == text
        }
        return try shell.compiled(word.parts).matches(text)
    }
}

/// `name() …`.
final class FunctionCode: CommandCode {
    private let symbol: Int
    private let name: [UInt8]
    private let body: CommandCode
    private let source: ShellCommand
    private let text: [UInt8]

    init(
        line: Int, _ redirections: [RedirectionCode], _ symbol: Int, name: [UInt8],
        body: CommandCode, source: ShellCommand, text: [UInt8]
    ) {
        self.symbol = symbol
        self.name = name
        self.body = body
        self.source = source
        self.text = text
        super.init(line: line, redirections)
    }

    override func run(_ shell: Shell) throws -> Int {
        try shell.hold(text.count * 32, insteadOf: 0)
        if shell.dialect.isBash, shell.readOnlyFunctions.contains(symbol) {
            try shell.complain("\(shell.shown(name)): readonly function")
            return 1
        }
        shell.functions[symbol] = ShellFunction(
            name, body, source: source, text: text, line: line,
            file: shell.sources.last
                ?? (shell.isCommandText ? Array("environment".utf8) : shell.arg0))
        return 0
    }
}

/// `(( … ))`.
final class ArithmeticCommandCode: CommandCode {
    private let code: ArithmeticCode
    /// What it was read as, for `$BASH_COMMAND`.
    private let source: ShellCommand

    init(
        line: Int, _ redirections: [RedirectionCode], _ code: ArithmeticCode, source: ShellCommand
    ) {
        self.code = code
        self.source = source
        super.init(line: line, redirections)
    }

    override func run(_ shell: Shell) throws -> Int {
        shell.line = line
        if !shell.isInTrap { shell.command = source }
        if try !shell.debugs() { return shell.status }
        let outer = shell.currentBuiltin
        shell.currentBuiltin = "(("
        defer { shell.currentBuiltin = outer }
        do {
            return try shell.number(code) == 0 ? 1 : 0
        } catch let abort as ShellAbort where abort.isArithmetic {
            return 1
        }
    }
}

/// `coproc`.
final class CoprocessCode: CommandCode {
    private let symbol: Int
    private let command: CommandCode

    init(line: Int, _ redirections: [RedirectionCode], _ symbol: Int, _ command: CommandCode) {
        self.symbol = symbol
        self.command = command
        super.init(line: line, redirections)
    }

    override func run(_ shell: Shell) throws -> Int {
        try shell.startCoprocess(command, named: symbol)
        return 0
    }
}
