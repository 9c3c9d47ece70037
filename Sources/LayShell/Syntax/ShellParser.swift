internal import LayBounds

/// Reads shell text into commands, one function for each form of the grammar.
struct ShellParser {
    private let text: [Character]
    private var place = 0
    private var line = 1
    private var depth = 0
    /// Here-documents whose text begins behind the next newline.
    private var waiting: [WaitingDocument] = []
    private let account: Account

    private struct WaitingDocument {
        let delimiter: String
        let isQuoted: Bool
        let stripsTabs: Bool
        let document: HereDocument
    }

    /// Deeper trees are refused: they are freed by a recursion, which can ask nobody for room.
    private static let deepest = 200
    private static let reserved: Set<String> = [
        "if", "then", "elif", "else", "fi", "while", "until", "do", "done", "for", "in", "case",
        "esac", "{", "}", "!",
    ]

    private init(_ text: String, _ account: Account, depth: Int = 0) {
        // A carriage return belongs to the word that it stands at the end of.
        self.text =
            text.utf8.contains(0x0d)
            ? text.flatMap { $0 == "\r\n" ? ["\r", "\n"] : [$0] } : Array(text)
        self.account = account
        self.depth = depth
    }

    /// Reads a whole script.
    ///
    /// - Throws: `ShellSyntaxError`; `NestedTooDeeply`.
    static func parse(_ text: String, _ account: Account) throws -> ShellCommand {
        try parse(text, account, depth: 0)
    }

    private static func parse(_ text: String, _ account: Account, depth: Int) throws
        -> ShellCommand
    {
        var parser = ShellParser(text, account, depth: depth)
        let command = try parser.list(until: [])
        try parser.skipLines()
        if !parser.atEnd { throw parser.error("\"\(parser.text[parser.place])\" unexpected") }
        return command
    }

    private var atEnd: Bool { place >= text.count }

    private func error(_ message: String) -> ShellSyntaxError {
        ShellSyntaxError(line: line, message: message)
    }

    private func peek(_ distance: Int = 0) -> Character? {
        place + distance < text.count ? text[place + distance] : nil
    }

    /// Reads one level deeper.
    private mutating func nested<Result>(_ body: (inout ShellParser) throws -> Result) throws
        -> Result
    {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.deepest { throw NestedTooDeeply() }
        return try account.nested { try body(&self) }
    }

    // MARK: Blanks and operators

    private mutating func skipBlanks() {
        while let character = peek() {
            if character == " " || character == "\t" {
                place += 1
            } else if character == "\\", peek(1) == "\n" {
                place += 2
                line += 1
            } else if character == "#" {
                while let next = peek(), next != "\n" { _ = next; place += 1 }
            } else {
                return
            }
        }
    }

    private mutating func newline() throws {
        place += 1
        line += 1
        let documents = waiting
        waiting = []
        for document in documents { try readDocument(document) }
    }

    private mutating func skipLines() throws {
        skipBlanks()
        while peek() == "\n" {
            try newline()
            skipBlanks()
        }
    }

    private mutating func take(_ operation: String) -> Bool {
        skipBlanks()
        return takeHere(operation)
    }

    /// Takes what stands right here, blanks not skipped.
    private mutating func takeHere(_ operation: String) -> Bool {
        let characters = Array(operation)
        guard place + characters.count <= text.count,
            Array(text[place..<(place + characters.count)]) == characters
        else { return false }
        place += characters.count
        return true
    }

    private func at(_ operation: String) -> Bool {
        var copy = self
        return copy.take(operation)
    }

    /// The reserved word here, not taken.
    private func word() -> String? {
        var copy = self
        copy.skipBlanks()
        var name = ""
        while let character = copy.peek(), !" \t\n;&|()<>\"'$`\\#".contains(character) {
            name.append(character)
            copy.place += 1
        }
        return name.isEmpty ? nil : name
    }

    private mutating func take(word wanted: String) -> Bool {
        guard word() == wanted else { return false }
        skipBlanks()
        place += wanted.count
        return true
    }

    private mutating func expect(_ wanted: String) throws {
        try skipLines()
        if !take(word: wanted) {
            throw atEnd
                ? error("end of file unexpected (expecting \"\(wanted)\")")
                : error(
                    "\"\(word() ?? String(peek() ?? " "))\" unexpected (expecting \"\(wanted)\")")
        }
    }

    // MARK: Lists

    private mutating func list(until ends: Set<String>) throws -> ShellCommand {
        var commands: [ShellCommand] = []
        while true {
            try skipLines()
            if atEnd || at(")") || at(";;") { break }
            if let word = word(), ends.contains(word) { break }
            commands.append(try andOr())
            skipBlanks()
            if at(";;") { break }
            if at("&"), !at("&&") {
                throw error("background commands are not run: nothing runs beside a Lay script")
            }
            if take(";") { continue }
            if peek() == "\n" { continue }
            if atEnd || at(")") { break }
            if let word = word(), ends.contains(word) { break }
            throw error("\"\(word() ?? String(peek() ?? " "))\" unexpected")
        }
        return commands.count == 1 ? commands[0] : .sequence(commands)
    }

    private mutating func andOr() throws -> ShellCommand {
        let first = try pipeline()
        var rest: [(joint: ShellCommand.Joint, command: ShellCommand)] = []
        while at("&&") || at("||") {
            let joint: ShellCommand.Joint = take("&&") ? .and : .or
            if joint == .or { _ = take("||") }
            try skipLines()
            rest.append((joint, try pipeline()))
        }
        return rest.isEmpty ? first : .chain(first, rest)
    }

    private mutating func pipeline() throws -> ShellCommand {
        let isNegated = take(word: "!")
        var commands = [try command()]
        while at("|"), !at("||") {
            _ = take("|")
            try skipLines()
            commands.append(try command())
        }
        return commands.count == 1 && !isNegated
            ? commands[0] : .pipeline(commands, isNegated: isNegated)
    }

    // MARK: Commands

    private mutating func command() throws -> ShellCommand {
        try nested { parser in try parser.commandHere() }
    }

    private mutating func commandHere() throws -> ShellCommand {
        if take("(") {
            let body = try list(until: [])
            try skipLines()
            if !take(")") { throw error("end of file unexpected (expecting \")\")") }
            return .subshell(body, try redirections())
        }
        switch word() {
        case "{":
            _ = take(word: "{")
            let body = try list(until: ["}"])
            try expect("}")
            return .group(body, try redirections())
        case "if": return try conditional()
        case "while", "until":
            let isUntil = word() == "until"
            _ = take(word: isUntil ? "until" : "while")
            let condition = try list(until: ["do"])
            try expect("do")
            let body = try list(until: ["done"])
            try expect("done")
            return .loop(condition: condition, body: body, isUntil: isUntil, try redirections())
        case "for": return try each()
        case "case": return try choice()
        case let name?:
            var copy = self
            if Self.isName(name), copy.take(word: name), copy.take("("), copy.take(")") {
                self = copy
                try skipLines()
                return .function(name: name, body: try command())
            }
            if Self.reserved.contains(name) { throw error("\"\(name)\" unexpected") }
        default: break
        }
        return try simple()
    }

    private mutating func conditional() throws -> ShellCommand {
        _ = take(word: "if")
        var arms: [(condition: ShellCommand, body: ShellCommand)] = []
        var otherwise: ShellCommand?
        while true {
            let condition = try list(until: ["then"])
            try expect("then")
            arms.append((condition, try list(until: ["elif", "else", "fi"])))
            try skipLines()
            if take(word: "elif") { continue }
            if take(word: "else") { otherwise = try list(until: ["fi"]) }
            try expect("fi")
            return .if(arms, otherwise: otherwise, try redirections())
        }
    }

    private mutating func each() throws -> ShellCommand {
        _ = take(word: "for")
        guard let name = word(), Self.isName(name) else { throw error("Bad for loop variable") }
        _ = take(word: name)
        try skipLines()
        var words: [ShellWord]?
        if take(word: "in") {
            var list: [ShellWord] = []
            while let word = try shellWord() { list.append(word) }
            words = list
        }
        _ = take(";")
        try expect("do")
        let body = try list(until: ["done"])
        try expect("done")
        return .each(variable: name, words: words, body: body, try redirections())
    }

    private mutating func choice() throws -> ShellCommand {
        _ = take(word: "case")
        guard let subject = try shellWord() else { throw error("word unexpected") }
        try expect("in")
        var arms: [(patterns: [ShellWord], body: ShellCommand?)] = []
        while true {
            try skipLines()
            if take(word: "esac") { break }
            if atEnd { throw error("end of file unexpected (expecting \"esac\")") }
            _ = take("(")
            var patterns: [ShellWord] = []
            repeat {
                guard let pattern = try shellWord() else {
                    throw error("word unexpected (expecting \")\")")
                }
                patterns.append(pattern)
            } while take("|")
            if !take(")") { throw error("word unexpected (expecting \")\")") }
            let body = try list(until: ["esac"])
            arms.append((patterns, body))
            try skipLines()
            _ = take(";;")
        }
        return .choice(subject, arms, try redirections())
    }

    private mutating func redirections() throws -> [Redirection] {
        var result: [Redirection] = []
        while let redirection = try redirection() { result.append(redirection) }
        return result
    }

    private mutating func redirection() throws -> Redirection? {
        var copy = self
        copy.skipBlanks()
        var descriptor: Int?
        if let digit = copy.peek(), digit.isASCII, let digit = digit.wholeNumberValue,
            copy.peek(1) == "<" || copy.peek(1) == ">"
        {
            descriptor = digit
            copy.place += 1
        }
        guard copy.peek() == "<" || copy.peek() == ">" else { return nil }
        self = copy
        let operators: [(String, Redirection.Kind, Int)] = [
            ("<<-", .hereDocument, 0), ("<<", .hereDocument, 0), ("<&", .duplicate, 0),
            ("<>", .readWrite, 0), ("<", .input, 0),
            (">>", .append, 1), (">&", .duplicate, 1), (">|", .clobber, 1), (">", .output, 1),
        ]
        for (text, kind, standard) in operators where take(text) {
            if kind == .hereDocument {
                skipBlanks()
                let start = place
                guard let delimiter = try shellWord() else { throw error("newline unexpected") }
                let isQuoted = self.text[start..<place].contains { "\"'\\".contains($0) }
                let document = HereDocument()
                waiting.append(
                    WaitingDocument(
                        delimiter: Self.plain(delimiter), isQuoted: isQuoted,
                        stripsTabs: text == "<<-", document: document))
                return Redirection(
                    descriptor: descriptor ?? standard, kind: .hereDocument, target: delimiter,
                    document: document)
            }
            guard let target = try shellWord() else { throw error("newline unexpected") }
            return Redirection(descriptor: descriptor ?? standard, kind: kind, target: target)
        }
        return nil
    }

    private static func plain(_ word: ShellWord) -> String {
        word.parts.map { part in
            switch part {
            case .text(let text): text
            case .quoted(let parts): plain(ShellWord(parts: parts))
            default: ""
            }
        }.joined()
    }

    private mutating func readDocument(_ item: WaitingDocument) throws {
        var content = ""
        while !atEnd {
            var current = ""
            while let character = peek(), character != "\n" {
                current.append(character)
                place += 1
            }
            if !atEnd {
                place += 1
                line += 1
            }
            if item.stripsTabs { current = String(current.drop { $0 == "\t" }) }
            if current == item.delimiter { break }
            content += current + "\n"
        }
        var parts: [ShellWord.Part] = [.text(content)]
        if !item.isQuoted {
            var inner = ShellParser(content, account, depth: depth)
            do {
                parts = try inner.doubleQuoted(until: nil)
            } catch is ShellSyntaxError {
                // What cannot be read stands for itself.
                parts = [.text(content)]
            }
        }
        item.document.word = ShellWord(parts: [.quoted(parts)])
    }

    private mutating func simple() throws -> ShellCommand {
        var assignments: [(name: String, value: ShellWord)] = []
        var words: [ShellWord] = []
        var redirections: [Redirection] = []
        while true {
            if let redirection = try redirection() {
                redirections.append(redirection)
                continue
            }
            guard let word = try shellWord() else { break }
            if words.isEmpty, case .text(let text)? = word.parts.first,
                let equals = text.firstIndex(of: "="),
                Self.isName(String(text[..<equals]))
            {
                var value = word
                value.parts[0] = .text(String(text[text.index(after: equals)...]))
                assignments.append((String(text[..<equals]), value))
                continue
            }
            words.append(word)
        }
        if words.isEmpty, assignments.isEmpty, redirections.isEmpty {
            throw atEnd
                ? error("end of file unexpected")
                : error("\"\(peek().map(String.init) ?? "")\" unexpected")
        }
        return .simple(assignments: assignments, words: words, redirections: redirections)
    }

    static func isName(_ text: String) -> Bool {
        guard let first = text.first, isName(first, isFirst: true) else { return false }
        return text.dropFirst().allSatisfy { isName($0, isFirst: false) }
    }

    static func isName(_ character: Character, isFirst: Bool) -> Bool {
        guard character.isASCII else { return false }
        return character == "_" || character.isLetter || !isFirst && character.isNumber
    }

    // MARK: Words

    private mutating func shellWord() throws -> ShellWord? {
        skipBlanks()
        var parts: [ShellWord.Part] = []
        var literal = ""
        func flushed() -> [ShellWord.Part] { literal.isEmpty ? [] : [.text(literal)] }
        scan: while let character = peek() {
            switch character {
            case " ", "\t", "\n", ";", "&", "|", "(", ")", "<", ">": break scan
            case "'":
                parts += flushed()
                literal = ""
                place += 1
                var quoted = ""
                while let next = peek(), next != "'" {
                    if next == "\n" { line += 1 }
                    quoted.append(next)
                    place += 1
                }
                if atEnd { throw error("Unterminated quoted string") }
                place += 1
                parts.append(.quoted([.text(quoted)]))
            case "\"":
                parts += flushed()
                literal = ""
                place += 1
                parts.append(.quoted(try doubleQuoted(until: "\"")))
            case "\\":
                if peek(1) == "\n" {
                    place += 2
                    line += 1
                    continue
                }
                parts += flushed()
                literal = ""
                parts.append(.quoted([.text(peek(1).map(String.init) ?? "\\")]))
                place += 2
            case "$", "`":
                parts += flushed()
                literal = ""
                parts.append(try expansion())
            default:
                literal.append(character)
                place += 1
            }
        }
        parts += flushed()
        return parts.isEmpty ? nil : ShellWord(parts: parts)
    }

    /// The parts up to the closing quote, or to the end of a here-document.
    private mutating func doubleQuoted(until end: Character?) throws -> [ShellWord
        .Part]
    {
        var parts: [ShellWord.Part] = []
        var literal = ""
        while let character = peek() {
            if character == end {
                place += 1
                return literal.isEmpty ? parts : parts + [.text(literal)]
            }
            switch character {
            case "\\":
                if let next = peek(1), next == "\n" {
                    place += 2
                    line += 1
                } else if let next = peek(1), "$`\\".contains(next) || next == end {
                    literal.append(next)
                    place += 2
                } else {
                    literal.append("\\")
                    place += 1
                }
            case "$", "`":
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = ""
                parts.append(try expansion())
            default:
                if character == "\n" { line += 1 }
                literal.append(character)
                place += 1
            }
        }
        if end != nil { throw error("Unterminated quoted string") }
        return literal.isEmpty ? parts : parts + [.text(literal)]
    }

    /// `$x`, `${…}`, `$(…)`, `$((…))`, backquotes.
    private mutating func expansion() throws -> ShellWord.Part {
        try nested { parser in try parser.expansionRest() }
    }

    private mutating func expansionRest() throws -> ShellWord.Part {
        if peek() == "`" {
            place += 1
            var inner = ""
            while let character = peek(), character != "`" {
                if character == "\\", let next = peek(1), "`$\\".contains(next) {
                    inner.append(next)
                    place += 2
                    continue
                }
                inner.append(character)
                place += 1
            }
            if atEnd { throw error("EOF in backquote substitution") }
            place += 1
            return .command(try ShellParser.parse(inner, account, depth: depth))
        }
        place += 1
        switch peek() {
        case "(":
            if peek(1) == "(" {
                place += 2
                return .arithmetic(ShellWord(parts: try arithmetic()))
            }
            place += 1
            let command = try list(until: [])
            try skipLines()
            if peek() != ")" { throw error("end of file unexpected (expecting \")\")") }
            place += 1
            return .command(command)
        case "{": return try braced()
        case let character?
        where "?#@*$!-".contains(character) || character.wholeNumberValue != nil:
            place += 1
            return .parameter(String(character), operation: "", word: nil)
        default:
            var name = ""
            while let character = peek(), Self.isName(character, isFirst: name.isEmpty) {
                name.append(character)
                place += 1
            }
            return name.isEmpty ? .text("$") : .parameter(name, operation: "", word: nil)
        }
    }

    private mutating func arithmetic() throws -> [ShellWord.Part] {
        var parts: [ShellWord.Part] = []
        var literal = ""
        var open = 0
        while let character = peek() {
            if character == ")", open == 0 {
                guard peek(1) == ")" else { break }
                place += 2
                return literal.isEmpty ? parts : parts + [.text(literal)]
            }
            if character == "$" || character == "`" {
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = ""
                parts.append(try expansion())
                continue
            }
            if character == "(" { open += 1 }
            if character == ")" { open -= 1 }
            literal.append(character)
            place += 1
        }
        throw error("Missing '))'")
    }

    private mutating func braced() throws -> ShellWord.Part {
        place += 1
        var operation = ""
        if peek() == "#", peek(1) != "}" {
            operation = "length"
            place += 1
        }
        var name = ""
        if let character = peek(), "?#@*$!-".contains(character) {
            name = String(character)
            place += 1
        } else {
            let isNumber = peek()?.isNumber ?? false
            while let character = peek(),
                isNumber
                    ? character.isNumber : Self.isName(character, isFirst: name.isEmpty)
            {
                name.append(character)
                place += 1
            }
        }
        if name.isEmpty { throw error("Bad substitution") }
        if peek() == "}" {
            place += 1
            return .parameter(name, operation: operation, word: nil)
        }
        for candidate in [":-", ":=", ":?", ":+", "-", "=", "?", "+", "##", "#", "%%", "%"]
        where takeHere(candidate) {
            operation = candidate
            break
        }
        if operation.isEmpty || operation == "length" { throw error("Bad substitution") }
        let parts = try bracedWord()
        return .parameter(name, operation: operation, word: ShellWord(parts: parts))
    }

    private mutating func bracedWord() throws -> [ShellWord.Part] {
        var parts: [ShellWord.Part] = []
        var literal = ""
        while let character = peek() {
            switch character {
            case "}":
                place += 1
                return literal.isEmpty ? parts : parts + [.text(literal)]
            case "'", "\"", "\\", "$", "`":
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = ""
                if character == "$" || character == "`" {
                    parts.append(try expansion())
                } else if character == "\"" {
                    place += 1
                    parts.append(.quoted(try doubleQuoted(until: "\"")))
                } else if character == "'" {
                    place += 1
                    var quoted = ""
                    while let next = peek(), next != "'" {
                        quoted.append(next)
                        place += 1
                    }
                    place += 1
                    parts.append(.quoted([.text(quoted)]))
                } else {
                    parts.append(.quoted([.text(peek(1).map(String.init) ?? "")]))
                    place += 2
                }
            default:
                literal.append(character)
                place += 1
            }
        }
        throw error("Missing '}'")
    }
}
