internal import LayBounds
internal import LayRegex
import LayShell

extension Utilities {
    static var exprProgram: ShellProgram { ShellProgram("expr", runExpr) }

    private static func runExpr(_ context: ProgramContext) throws -> UInt8 {
        var words = Array(context.words.dropFirst())
        let isGNU = Manner(context) == .gnu
        if words.count == 1, isGNU, words[0] == Array("--help".utf8) {
            try context.output.write("Usage: expr EXPRESSION\nPrint the value of EXPRESSION.\n")
            return 0
        }
        if words.first == [45, 45] { words.removeFirst() }
        if words.isEmpty {
            try context.complain("missing operand")
            if isGNU {
                try context.errors.write("Try 'expr --help' for more information.\n")
            }
            return 2
        }
        do {
            var parser = ExprParser(words, context)
            let value = try parser.value()
            try context.output.write(value.text + [10])
            return value.isFalse(isGNU) ? 1 : 0
        } catch let failure as UtilityFailure {
            try context.complain(failure.message ?? "")
            return failure.status
        }
    }
}

/// A value of expr: a text, which may be a number.
private enum ExprValue {
    case number(BigInteger)
    case text([UInt8])

    var text: [UInt8] {
        switch self {
        case .number(let value): value.text
        case .text(let bytes): bytes
        }
    }

    var number: BigInteger? {
        switch self {
        case .number(let value): value
        case .text(let bytes): BigInteger(digits: bytes)
        }
    }

    /// True for what counts as false: nothing, and zero, which for busybox has one digit.
    func isFalse(_ isGNU: Bool) -> Bool {
        let bytes = text
        if !isGNU { return bytes.isEmpty || bytes == [48] }
        return bytes.allSatisfy { $0 == 48 }
            || bytes.count > 1 && bytes[0] == 45 && bytes.dropFirst().allSatisfy { $0 == 48 }
    }

    static let zero = ExprValue.number(.zero)
}

/// Reads and computes the words of expr at once, by falling precedence.
private struct ExprParser {
    private let words: [[UInt8]]
    private let context: ProgramContext
    private let isGNU: Bool
    private let characters: Bool
    private var place = 0

    init(_ words: [[UInt8]], _ context: ProgramContext) {
        self.words = words
        self.context = context
        isGNU = Manner(context) == .gnu
        characters = LocaleNames(context).isUTF8
    }

    mutating func value() throws -> ExprValue {
        let value = try either(counts: true)
        if place < words.count {
            throw isGNU
                ? UtilityFailure(
                    "syntax error: unexpected argument \(quoted(words[place]))", status: 2)
                : UtilityFailure("syntax error", status: 2)
        }
        return value
    }

    private func quoted(_ word: [UInt8]) -> String { FileNameQuoting.always(word) }

    /// Takes a word if it is one of some.
    private mutating func take(_ choices: String...) -> String? {
        guard place < words.count else { return nil }
        let word = words[place]
        guard let found = choices.first(where: { word.elementsEqual($0.utf8) }) else { return nil }
        place += 1
        return found
    }

    private mutating func either(counts: Bool) throws -> ExprValue {
        var left = try both(counts: counts)
        while take("|") != nil {
            let right = try both(counts: counts && left.isFalse(isGNU))
            if left.isFalse(isGNU) { left = isGNU && right.isFalse(isGNU) ? .zero : right }
        }
        return left
    }

    private mutating func both(counts: Bool) throws -> ExprValue {
        var left = try comparison(counts: counts)
        while take("&") != nil {
            let right = try comparison(counts: counts && !left.isFalse(isGNU))
            if left.isFalse(isGNU) || right.isFalse(isGNU) { left = .zero }
        }
        return left
    }

    private mutating func comparison(counts: Bool) throws -> ExprValue {
        var left = try sum(counts: counts)
        while let sign = take("<=", ">=", "==", "!=", "<", ">", "=") {
            let right = try sum(counts: counts)
            let order: Int
            if let first = left.number, let second = right.number {
                order = first < second ? -1 : first == second ? 0 : 1
            } else {
                let (first, second) = (left.text, right.text)
                order =
                    first == second ? 0 : first.lexicographicallyPrecedes(second) ? -1 : 1
            }
            let holds =
                switch sign {
                case "<": order < 0
                case "<=": order <= 0
                case ">": order > 0
                case ">=": order >= 0
                case "!=": order != 0
                default: order == 0
                }
            left = .number(holds ? .one : .zero)
        }
        return left
    }

    private mutating func sum(counts: Bool) throws -> ExprValue {
        var left = try product(counts: counts)
        while let sign = take("+", "-") {
            let right = try product(counts: counts)
            guard counts else { continue }
            let (first, second) = try numbers(left, right)
            left = .number(try checked(sign == "+" ? first + second : first - second))
        }
        return left
    }

    private mutating func product(counts: Bool) throws -> ExprValue {
        var left = try match(counts: counts)
        while let sign = take("*", "/", "%") {
            let right = try match(counts: counts)
            guard counts else { continue }
            let (first, second) = try numbers(left, right)
            if sign == "*" {
                try context.account.work(first.limbs.count &* max(1, second.limbs.count))
                left = .number(try checked(first * second))
                continue
            }
            if second.isZero { throw UtilityFailure("division by zero", status: 2) }
            try context.account.work(first.limbs.count &* max(1, second.limbs.count))
            left = .number(sign == "/" ? first / second : first % second)
        }
        return left
    }

    private func numbers(_ left: ExprValue, _ right: ExprValue) throws -> (BigInteger, BigInteger) {
        guard let first = left.number, let second = right.number else {
            throw UtilityFailure(isGNU ? "non-integer argument" : "non-numeric argument", status: 2)
        }
        return (first, second)
    }

    /// Busybox computes in 64 bits, which wrap.
    private func checked(_ value: BigInteger) throws -> BigInteger {
        if isGNU || value.int != nil { return value }
        let modulus = BigInteger(1 << 32) * BigInteger(1 << 32)
        var rest = value % modulus
        if rest.isNegative { rest = rest + modulus }
        if rest >= BigInteger(1 << 62) + BigInteger(1 << 62) { rest = rest - modulus }
        return rest
    }

    private mutating func match(counts: Bool) throws -> ExprValue {
        var left = try term(counts: counts)
        while take(":") != nil {
            let right = try term(counts: counts)
            if counts { left = try matched(left.text, right.text) }
        }
        return left
    }

    private func missing() -> UtilityFailure {
        if !isGNU { return UtilityFailure("syntax error", status: 2) }
        return UtilityFailure(
            "syntax error: missing argument after \(quoted(words[place - 1]))", status: 2)
    }

    private mutating func word() throws -> [UInt8] {
        guard place < words.count else { throw missing() }
        defer { place += 1 }
        return words[place]
    }

    private mutating func term(counts: Bool) throws -> ExprValue {
        try context.step()
        if isGNU, take("+") != nil { return .text(try word()) }
        if take("(") != nil {
            // Words decide how deep it goes.
            var inner = self
            let value = try context.account.nested { try inner.either(counts: counts) }
            self = inner
            if take(")") == nil {
                if !isGNU { throw UtilityFailure("syntax error", status: 2) }
                throw UtilityFailure(
                    place < words.count
                        ? "syntax error: expecting ')' instead of \(quoted(words[place]))"
                        : "syntax error: expecting ')' after \(quoted(words[place - 1]))",
                    status: 2)
            }
            return value
        }
        guard place < words.count else { throw missing() }
        if words[place] == [UInt8(ascii: ")")] {
            throw UtilityFailure(isGNU ? "syntax error: unexpected ')'" : "syntax error", status: 2)
        }
        // A name of a function alone is a word in busybox.
        guard isGNU || place + 1 < words.count,
            let function = take("length", "match", "index", "substr")
                ?? (isGNU ? nil : take("quote"))
        else { return .text(try word()) }
        var inner = self
        defer { self = inner }
        return try context.account.nested { try inner.call(function, counts) }
    }

    private mutating func call(_ function: String, _ counts: Bool) throws -> ExprValue {
        switch function {
        case "length":
            return .number(BigInteger(length(try term(counts: counts).text)))
        case "match":
            let text = try term(counts: counts).text
            let pattern = try term(counts: counts).text
            return counts ? try matched(text, pattern) : .zero
        case "index":
            let text = try term(counts: counts).text
            let set = try term(counts: counts).text
            return .number(BigInteger((text.firstIndex { set.contains($0) }).map { $0 + 1 } ?? 0))
        case "substr":
            let text = try term(counts: counts).text
            let start = try term(counts: counts).number
            let count = try term(counts: counts).number
            guard let start, let count, let first = start.int, first > 0, !count.isNegative,
                !count.isZero
            else { return .text([]) }
            return .text(part(text, from: first - 1, count: count.int ?? Int.max))
        default: return .text(try word())
        }
    }

    private func length(_ text: some Collection<UInt8>) -> Int {
        characters ? text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } : text.count
    }

    private func part(_ text: [UInt8], from start: Int, count: Int) -> [UInt8] {
        if !characters { return Array(text.dropFirst(start).prefix(count)) }
        var starts = text.indices.filter { text[$0] & 0xC0 != 0x80 }
        starts.append(text.count)
        guard start < starts.count - 1 else { return [] }
        let end = min(starts.count - 1, start.addingReportingOverflow(count).partialValue)
        return Array(text[starts[start]..<starts[max(start, end)]])
    }

    private func matched(_ text: [UInt8], _ pattern: [UInt8]) throws -> ExprValue {
        var options = RegularExpression.Options.expr
        if characters { options.insert(.isUTF8) }
        let expression: RegularExpression
        do {
            // Anchored at the beginning, whatever it is.
            expression = try RegularExpression(pattern, options)
        } catch {
            throw UtilityFailure("\(error)", status: 2)
        }
        try context.account.work(text.count &+ pattern.count)
        let anchored = try? RegularExpression(
            Array("\\`\\(".utf8) + pattern + Array("\\)".utf8), options)
        let hasReferences = expression.hasReferences
        let found: RegularExpression.Match?
        if !hasReferences, let anchored {
            found = try anchored.firstMatch(in: text)
        } else {
            found = try expression.firstMatch(in: text)
        }
        let shift = !hasReferences && anchored != nil ? 1 : 0
        guard let found, found.range.lowerBound == 0 else {
            return expression.groupCount > 0 ? .text([]) : .zero
        }
        if expression.groupCount > 0 {
            return .text(found.group(1 + shift).map { Array(text[$0]) } ?? [])
        }
        return .number(BigInteger(length(text[found.range])))
    }
}
