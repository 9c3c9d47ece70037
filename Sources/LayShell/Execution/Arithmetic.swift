internal import LayBounds

/// `$(( … ))`: ints with C's operators.
struct Arithmetic {
    struct Failure: Error { let message: String }

    private let text: [Character]
    private var place = 0
    private let account: Account
    private let lookup: (String) -> Int?
    private(set) var assignments: [(String, Int)] = []

    init(_ text: String, _ account: Account, lookup: @escaping (String) -> Int?) {
        self.text = Array(text)
        self.account = account
        self.lookup = lookup
    }

    mutating func value() throws -> Int {
        skip()
        if place == text.count { return 0 }
        let value = try ternary()
        skip()
        if place < text.count { throw Failure(message: "expecting EOF") }
        return value
    }

    private mutating func skip() {
        while place < text.count, text[place].isWhitespace { place += 1 }
    }

    private mutating func take(_ operation: String, not next: String = "") -> Bool {
        skip()
        let characters = Array(operation)
        guard place + characters.count <= text.count,
            Array(text[place..<(place + characters.count)]) == characters
        else { return false }
        if place + characters.count < text.count, next.contains(text[place + characters.count]) {
            return false
        }
        place += characters.count
        return true
    }

    private mutating func ternary() throws -> Int {
        try account.nested { try ternaryHere() }
    }

    private mutating func ternaryHere() throws -> Int {
        let saved = place
        if let name = name() {
            if take("=", not: "=") {
                let value = try ternary()
                assignments.append((name, value))
                return value
            }
            place = saved
        }
        let condition = try binary(0)
        guard take("?") else { return condition }
        let yes = try ternary()
        if !take(":") { throw Failure(message: "expecting ':'") }
        let no = try ternary()
        return condition != 0 ? yes : no
    }

    private static let levels: [[(String, String)]] = [
        [("||", "")], [("&&", "")], [("|", "|")], [("^", "")], [("&", "&")],
        [("==", ""), ("!=", "")],
        [("<=", ""), (">=", ""), ("<", "<="), (">", ">=")], [("<<", ""), (">>", "")],
        [("+", ""), ("-", "")],
        [("*", ""), ("/", ""), ("%", "")],
    ]

    /// A chain of operators that bind at least as tightly as those of level `lowest`.
    private mutating func binary(_ lowest: Int) throws -> Int {
        var left = try unary()
        while let (level, operation) = operation(from: lowest) {
            left = try apply(operation, left, try binary(level + 1))
        }
        return left
    }

    private mutating func operation(from lowest: Int) -> (level: Int, operation: String)? {
        for level in Self.levels.indices.dropFirst(lowest) {
            for (operation, next) in Self.levels[level] where take(operation, not: next) {
                return (level, operation)
            }
        }
        return nil
    }

    private func apply(_ operation: String, _ a: Int, _ b: Int) throws -> Int {
        switch operation {
        case "||": return a != 0 || b != 0 ? 1 : 0
        case "&&": return a != 0 && b != 0 ? 1 : 0
        case "|": return a | b
        case "^": return a ^ b
        case "&": return a & b
        case "==": return a == b ? 1 : 0
        case "!=": return a != b ? 1 : 0
        case "<=": return a <= b ? 1 : 0
        case ">=": return a >= b ? 1 : 0
        case "<": return a < b ? 1 : 0
        case ">": return a > b ? 1 : 0
        case "<<": return a << (b & 63)
        case ">>": return a >> (b & 63)
        case "+": return a &+ b
        case "-": return a &- b
        case "*": return a &* b
        default:
            if b == 0 { throw Failure(message: "division by zero") }
            if b == -1 { return operation == "/" ? 0 &- a : 0 }
            return operation == "/" ? a / b : a % b
        }
    }

    private mutating func unary() throws -> Int {
        try account.nested { try unaryHere() }
    }

    private mutating func unaryHere() throws -> Int {
        if take("-") { return 0 &- (try unary()) }
        if take("+") { return try unary() }
        if take("!", not: "=") { return try unary() == 0 ? 1 : 0 }
        if take("~") { return ~(try unary()) }
        if take("(") {
            let value = try ternary()
            if !take(")") { throw Failure(message: "expecting ')'") }
            return value
        }
        if let name = name() {
            guard let value = lookup(name) else {
                throw Failure(message: "expecting a number in \(name)")
            }
            return value
        }
        skip()
        var digits = ""
        while place < text.count, text[place].isHexDigit || (digits == "0" && text[place] == "x") {
            digits.append(text[place])
            place += 1
        }
        let value =
            digits.hasPrefix("0x")
            ? Int(digits.dropFirst(2), radix: 16)
            : digits.hasPrefix("0") && digits.count > 1 ? Int(digits, radix: 8) : Int(digits)
        guard let value else { throw Failure(message: "expecting primary") }
        return value
    }

    private mutating func name() -> String? {
        skip()
        var name = ""
        while place < text.count, ShellParser.isName(text[place], isFirst: name.isEmpty) {
            name.append(text[place])
            place += 1
        }
        return name.isEmpty ? nil : name
    }
}
