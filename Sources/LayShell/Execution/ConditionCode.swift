internal import LayBounds

/// `[[ … ]]` as it is run.
indirect enum ConditionTree {
    case unary(UInt8, WordCode)
    case binary(WordCode, String, WordCode)
    case not(ConditionTree)
    case and(ConditionTree, ConditionTree)
    case or(ConditionTree, ConditionTree)
}

/// `[[ … ]]`.
final class ConditionCode: CommandCode {
    private let tree: ConditionTree
    /// What it was read as, for `$BASH_COMMAND`.
    private let source: ShellCommand

    init(
        line: Int, _ redirections: [RedirectionCode], _ tree: ConditionTree, source: ShellCommand
    ) {
        self.tree = tree
        self.source = source
        super.init(line: line, redirections)
    }

    override func run(_ shell: Shell) throws -> Int {
        shell.line = line
        if !shell.isInTrap { shell.command = source }
        if try !shell.debugs() { return shell.status }
        do {
            return try holds(tree, shell) ? 0 : 1
        } catch let failure as ConditionFailure {
            return failure.status
        } catch let abort as ShellAbort where abort.isArithmetic {
            // What is no number is an error of the command alone.
            return 1
        }
    }

    private struct ConditionFailure: Error {
        let status: Int
    }

    private func holds(_ tree: ConditionTree, _ shell: Shell) throws -> Bool {
        try shell.context.account.nested {
            switch tree {
            case .not(let inner): return try !holds(inner, shell)
            case .and(let left, let right):
                return try holds(left, shell) && holds(right, shell)
            case .or(let left, let right):
                return try holds(left, shell) || holds(right, shell)
            case .unary(let op, let word):
                let text = try shell.single(word)
                try trace([[UInt8(ascii: "-"), op], text], shell)
                return try unary(op, text, shell)
            case .binary(let left, let op, let right):
                return try binary(left, op, right, shell)
            }
        }
    }

    private func trace(_ words: [[UInt8]], _ shell: Shell) throws {
        guard shell.options.contains(.xtrace) else { return }
        try shell.trace(
            [Array("[[".utf8)] + words.map { ShellQuoting.traced($0, shell.dialect) }
                + [Array("]]".utf8)])
    }

    private func unary(_ op: UInt8, _ text: [UInt8], _ shell: Shell) throws -> Bool {
        switch op {
        case UInt8(ascii: "n"): return !text.isEmpty
        case UInt8(ascii: "z"): return text.isEmpty
        case UInt8(ascii: "v"): return try shell.isVariable(text)
        case UInt8(ascii: "R"):
            return ShellBytes.isName(text)
                && shell.variable(shell.names.number(text))?.flags.contains(.reference) == true
        case UInt8(ascii: "o"): return shell.isOption(text)
        default: return ShellFileTests(shell).test(op, text)
        }
    }

    private func binary(_ left: WordCode, _ op: String, _ right: WordCode, _ shell: Shell) throws
        -> Bool
    {
        let text = try shell.single(left)
        switch op {
        case "==", "!=", "=":
            let pattern = ShellPattern(
                try shell.pattern(right.parts), extended: true,
                foldsCase: shell.options.contains(.nocasematch), isUTF8: shell.isUTF8,
                dialect: shell.dialect)
            if shell.options.contains(.xtrace) {
                try trace([text, Array(op.utf8), try shell.pattern(right.parts)], shell)
            }
            return try pattern.matches(text) == (op != "!=")
        case "=~": return try matches(text, right, shell)
        default: break
        }
        let other = try shell.single(right)
        try trace([text, Array(op.utf8), other], shell)
        switch op {
        case "<": return text.lexicographicallyPrecedes(other)
        case ">": return other.lexicographicallyPrecedes(text)
        case "-nt", "-ot", "-ef": return ShellFileTests(shell).compare(op, text, other)
        default: break
        }
        let (first, second) = (try shell.integer(text), try shell.integer(other))
        switch op {
        case "-eq": return first == second
        case "-ne": return first != second
        case "-lt": return first < second
        case "-le": return first <= second
        case "-gt": return first > second
        default: return first >= second
        }
    }

    private func matches(_ text: [UInt8], _ word: WordCode, _ shell: Shell) throws -> Bool {
        let expression = try shell.expression(word.parts)
        try trace([text, Array("=~".utf8), expression], shell)
        guard
            let found = try ShellExpression.match(
                expression, text, foldsCase: shell.options.contains(.nocasematch),
                isUTF8: shell.isUTF8)
        else {
            // An expression that cannot be read.
            throw ConditionFailure(status: 2)
        }
        let groups = found.map { range in range.map { Array(text[$0]) } ?? [] }
        shell.store(
            ShellVariable(value: .indexed(IndexedArray(groups))),
            at: ShellNames.Known.bashRematch.rawValue)
        return !found.isEmpty
    }
}
