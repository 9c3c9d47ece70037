internal import LayBounds

/// Reads shell text into commands, one function for each form of the grammar.
struct ShellParser {
    private let text: [Character]
    private var place = 0
    private var line = 1
    private var depth = 0
    /// Here-documents whose text begins behind the next newline.
    private var waiting: [(delimiter: String, isQuoted: Bool, stripsTabs: Bool, index: Int)] = []
    private var documents: [ShellWord] = []

    /// Deeper nesting is refused, because each level is a recursion.
    private static let deepest = 100
    private static let reserved: Set<String> = [
        "if", "then", "elif", "else", "fi", "while", "until", "do", "done", "for", "in", "case",
        "esac", "{", "}", "!",
    ]

    init(_ text: String) {
        self.text = Array(text)
    }

    static func parse(_ text: String) throws(ShellSyntaxError) -> ShellCommand {
        var parser = ShellParser(text)
        let command = try parser.list(until: [])
        parser.skipLines()
        if !parser.atEnd { throw parser.error("\"\(parser.text[parser.place])\" unexpected") }
        return parser.fill(command)
    }

    private var atEnd: Bool { place >= text.count }

    private func error(_ message: String) -> ShellSyntaxError {
        ShellSyntaxError(line: line, message: message)
    }

    private func peek(_ distance: Int = 0) -> Character? {
        place + distance < text.count ? text[place + distance] : nil
    }

    private mutating func nested<Result>(
        _ body: (inout ShellParser) throws(ShellSyntaxError) -> Result
    ) throws(ShellSyntaxError) -> Result {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.deepest { throw error("nested too deeply") }
        return try body(&self)
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

    private mutating func newline() {
        place += 1
        line += 1
        for item in waiting { readDocument(item) }
        waiting = []
    }

    private mutating func skipLines() {
        skipBlanks()
        while peek() == "\n" || peek() == "\r\n" {
            newline()
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
        while let character = copy.peek(), !" \t\n;&|()<>\"'$`\\#".contains(character),
            character != "\r\n"
        {
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

    private mutating func expect(_ wanted: String) throws(ShellSyntaxError) {
        skipLines()
        if !take(word: wanted) {
            throw atEnd
                ? error("end of file unexpected (expecting \"\(wanted)\")")
                : error(
                    "\"\(word() ?? String(peek() ?? " "))\" unexpected (expecting \"\(wanted)\")")
        }
    }

    // MARK: Lists

    private mutating func list(until ends: Set<String>) throws(ShellSyntaxError) -> ShellCommand {
        try nested { (parser) throws(ShellSyntaxError) -> ShellCommand in
            var commands: [ShellCommand] = []
            while true {
                parser.skipLines()
                if parser.atEnd || parser.at(")") || parser.at(";;") { break }
                if let word = parser.word(), ends.contains(word) { break }
                commands.append(try parser.andOr())
                parser.skipBlanks()
                if parser.at(";;") { break }
                if parser.at("&"), !parser.at("&&") {
                    throw parser.error(
                        "background commands are not run: nothing runs beside a Lay script")
                }
                if parser.take(";") { continue }
                if parser.peek() == "\n" || parser.peek() == "\r\n" { continue }
                if parser.atEnd || parser.at(")") { break }
                if let word = parser.word(), ends.contains(word) { break }
                throw parser.error(
                    "\"\(parser.word() ?? String(parser.peek() ?? " "))\" unexpected")
            }
            return commands.count == 1 ? commands[0] : .sequence(commands)
        }
    }

    private mutating func andOr() throws(ShellSyntaxError) -> ShellCommand {
        var left = try pipeline()
        while true {
            if take("&&") {
                skipLines()
                left = .and(left, try pipeline())
            } else if at("||") {
                _ = take("||")
                skipLines()
                left = .or(left, try pipeline())
            } else {
                return left
            }
        }
    }

    private mutating func pipeline() throws(ShellSyntaxError) -> ShellCommand {
        let isNegated = take(word: "!")
        var commands = [try command()]
        while at("|"), !at("||") {
            _ = take("|")
            skipLines()
            commands.append(try command())
        }
        return commands.count == 1 && !isNegated
            ? commands[0] : .pipeline(commands, isNegated: isNegated)
    }

    // MARK: Commands

    private mutating func command() throws(ShellSyntaxError) -> ShellCommand {
        if take("(") {
            let body = try list(until: [])
            skipLines()
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
                skipLines()
                return .function(name: name, body: try command())
            }
            if Self.reserved.contains(name) { throw error("\"\(name)\" unexpected") }
        default: break
        }
        return try simple()
    }

    private mutating func conditional() throws(ShellSyntaxError) -> ShellCommand {
        _ = take(word: "if")
        var arms: [(condition: ShellCommand, body: ShellCommand)] = []
        var otherwise: ShellCommand?
        while true {
            let condition = try list(until: ["then"])
            try expect("then")
            arms.append((condition, try list(until: ["elif", "else", "fi"])))
            skipLines()
            if take(word: "elif") { continue }
            if take(word: "else") { otherwise = try list(until: ["fi"]) }
            try expect("fi")
            return .if(arms, otherwise: otherwise, try redirections())
        }
    }

    private mutating func each() throws(ShellSyntaxError) -> ShellCommand {
        _ = take(word: "for")
        guard let name = word(), Self.isName(name) else { throw error("Bad for loop variable") }
        _ = take(word: name)
        skipLines()
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

    private mutating func choice() throws(ShellSyntaxError) -> ShellCommand {
        _ = take(word: "case")
        guard let subject = try shellWord() else { throw error("word unexpected") }
        try expect("in")
        var arms: [(patterns: [ShellWord], body: ShellCommand?)] = []
        while true {
            skipLines()
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
            skipLines()
            _ = take(";;")
        }
        return .choice(subject, arms, try redirections())
    }

    private mutating func redirections() throws(ShellSyntaxError) -> [Redirection] {
        var result: [Redirection] = []
        while let redirection = try redirection() { result.append(redirection) }
        return result
    }

    private mutating func redirection() throws(ShellSyntaxError) -> Redirection? {
        var copy = self
        copy.skipBlanks()
        var descriptor: Int?
        if let digit = copy.peek()?.wholeNumberValue, copy.peek(1) == "<" || copy.peek(1) == ">" {
            descriptor = digit
            copy.place += 1
        }
        guard copy.peek() == "<" || copy.peek() == ">" else { return nil }
        self = copy
        let operators: [(String, Redirection.Kind, Int)] = [
            ("<<-", .hereDocument, 0), ("<<", .hereDocument, 0), ("<&", .duplicate, 0),
            ("<", .input, 0),
            (">>", .append, 1), (">&", .duplicate, 1), (">|", .output, 1), (">", .output, 1),
        ]
        for (text, kind, standard) in operators where take(text) {
            if kind == .hereDocument {
                skipBlanks()
                let start = place
                guard let delimiter = try shellWord() else { throw error("newline unexpected") }
                let isQuoted = self.text[start..<place].contains { "\"'\\".contains($0) }
                waiting.append((Self.plain(delimiter), isQuoted, text == "<<-", documents.count))
                documents.append(ShellWord(parts: []))
                return Redirection(
                    descriptor: descriptor ?? 0, kind: .hereDocument,
                    target: ShellWord(parts: [.text("\(documents.count - 1)")]))
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

    private mutating func readDocument(
        _ item: (delimiter: String, isQuoted: Bool, stripsTabs: Bool, index: Int)
    ) {
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
        if item.isQuoted {
            documents[item.index] = ShellWord(parts: [.quoted([.text(content)])])
        } else {
            var inner = ShellParser(content)
            let parts = (try? inner.doubleQuoted(until: nil)) ?? [.text(content)]
            documents[item.index] = ShellWord(parts: [.quoted(parts)])
        }
    }

    /// Puts the here-documents, read after the commands that name them, into their places.
    private func fill(_ command: ShellCommand) -> ShellCommand {
        func fill(_ list: [Redirection]) -> [Redirection] {
            list.map { redirection in
                guard redirection.kind == .hereDocument,
                    let index = Int(Self.plain(redirection.target))
                else { return redirection }
                var result = redirection
                result.target = documents[index]
                return result
            }
        }
        switch command {
        case .simple(let assignments, let words, let list):
            return .simple(assignments: assignments, words: words, redirections: fill(list))
        case .pipeline(let commands, let isNegated):
            return .pipeline(commands.map { self.fill($0) }, isNegated: isNegated)
        case .and(let a, let b): return .and(self.fill(a), self.fill(b))
        case .or(let a, let b): return .or(self.fill(a), self.fill(b))
        case .sequence(let commands): return .sequence(commands.map { self.fill($0) })
        case .subshell(let body, let list): return .subshell(self.fill(body), fill(list))
        case .group(let body, let list): return .group(self.fill(body), fill(list))
        case .if(let arms, let otherwise, let list):
            return .if(
                arms.map { (self.fill($0.condition), self.fill($0.body)) },
                otherwise: otherwise.map { self.fill($0) },
                fill(list))
        case .loop(let condition, let body, let isUntil, let list):
            return .loop(
                condition: self.fill(condition), body: self.fill(body), isUntil: isUntil, fill(list)
            )
        case .each(let variable, let words, let body, let list):
            return .each(variable: variable, words: words, body: self.fill(body), fill(list))
        case .choice(let subject, let arms, let list):
            return .choice(
                subject, arms.map { ($0.patterns, $0.body.map { self.fill($0) }) }, fill(list))
        case .function(let name, let body): return .function(name: name, body: self.fill(body))
        }
    }

    private mutating func simple() throws(ShellSyntaxError) -> ShellCommand {
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
        guard let first = text.unicodeScalars.first,
            first == "_" || first.isASCII && first.properties.isAlphabetic
        else { return false }
        return text.unicodeScalars.allSatisfy {
            $0 == "_"
                || $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
        }
    }

    // MARK: Words

    private mutating func shellWord() throws(ShellSyntaxError) -> ShellWord? {
        skipBlanks()
        var parts: [ShellWord.Part] = []
        var literal = ""
        func flushed() -> [ShellWord.Part] { literal.isEmpty ? [] : [.text(literal)] }
        scan: while let character = peek() {
            switch character {
            case " ", "\t", "\n", "\r\n", ";", "&", "|", "(", ")", "<", ">": break scan
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
    private mutating func doubleQuoted(until end: Character?) throws(ShellSyntaxError) -> [ShellWord
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
    private mutating func expansion() throws(ShellSyntaxError) -> ShellWord.Part {
        try nested { (parser) throws(ShellSyntaxError) -> ShellWord.Part in
            try parser.expansionRest()
        }
    }

    private mutating func expansionRest() throws(ShellSyntaxError) -> ShellWord.Part {
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
            return .command(try ShellParser.parse(inner))
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
            skipLines()
            if peek() != ")" { throw error("end of file unexpected (expecting \")\")") }
            place += 1
            return .command(fill(command))
        case "{": return try braced()
        case let character?
        where "?#@*$!-".contains(character) || character.wholeNumberValue != nil:
            place += 1
            return .parameter(String(character), operation: "", word: nil)
        default:
            var name = ""
            while let character = peek(), Self.isName(name + String(character)) {
                name.append(character)
                place += 1
            }
            return name.isEmpty ? .text("$") : .parameter(name, operation: "", word: nil)
        }
    }

    private mutating func arithmetic() throws(ShellSyntaxError) -> [ShellWord.Part] {
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

    private mutating func braced() throws(ShellSyntaxError) -> ShellWord.Part {
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
            while let character = peek(),
                Self.isName(name + String(character))
                    || (name.allSatisfy(\.isNumber) && character.isNumber)
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

    private mutating func bracedWord() throws(ShellSyntaxError) -> [ShellWord.Part] {
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
