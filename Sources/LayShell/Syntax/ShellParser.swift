/// Reads commands.
///
/// A parser gives one complete command at a time, as a shell runs what it has read before it reads
/// on: an alias or an option that is set on one line counts from the next.
public final class ShellParser {
    let lexer: ShellLexer
    /// The value of an alias; asked for where the name of a command stands.
    var alias: (([UInt8]) -> [UInt8]?)?

    init(_ lexer: ShellLexer) { self.lexer = lexer }

    /// A parser of a text.
    public convenience init(
        _ text: [UInt8], _ dialect: ShellDialect, line: Int = 1, extendedPatterns: Bool = false
    ) {
        self.init(ShellLexer(text, dialect, line: line, extendedPatterns: extendedPatterns))
    }

    /// The whole text as one list.
    ///
    /// - Throws: `ShellSyntaxError`.
    /// - Complexity: O(*n*) in the text.
    public static func parse(_ text: [UInt8], _ dialect: ShellDialect) throws(ShellSyntaxError)
        -> ShellList
    {
        try ShellParser(text, dialect).whole()
    }

    var dialect: ShellDialect { lexer.dialect }

    // MARK: Tokens

    private func look() -> ShellToken { lexer.look().token }

    private func take() {
        lexer.take(lexer.look().length)
    }

    private func isNext(_ op: String) -> Bool { look() == .op(op) }

    func skipNewlines() throws(ShellSyntaxError) {
        while look() == .newline { try lexer.takeNewline() }
    }

    /// The plain word that comes next, which may be a reserved one.
    private func plainWord() -> (word: String, length: Int)? {
        guard look() == .word else { return nil }
        var end = lexer.position
        while end < lexer.text.count, !ShellBytes.isMeta(lexer.text[end]) {
            switch lexer.text[end] {
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"),
                UInt8(ascii: "`"):
                return nil
            default: end += 1
            }
            if end - lexer.position > 16 { return nil }
        }
        return (
            String(decoding: lexer.text[lexer.position..<end], as: UTF8.self),
            end - lexer.position
        )
    }

    /// Steps over a reserved word, if it comes next.
    private func accept(_ word: String) -> Bool {
        guard let next = plainWord(), next.word == word else { return false }
        lexer.take(next.length)
        return true
    }

    private func expect(_ word: String) throws(ShellSyntaxError) {
        if !accept(word) { throw unexpected(expecting: word) }
    }

    /// What stands here and cannot.
    func unexpected(expecting: String? = nil) -> ShellSyntaxError {
        let (token, length) = lexer.look()
        let wanted = expecting.map { Array($0.utf8) }
        switch token {
        case .end: return lexer.error(.unexpectedEnd(expecting: wanted))
        case .newline:
            lexer.position += 1
            defer { lexer.position -= 1 }
            return lexer.error(.unexpectedNewline(expecting: wanted))
        case .op(let op):
            lexer.take(length)
            return lexer.error(.unexpected(Array(op.utf8), expecting: wanted))
        case .number, .variable, .word:
            let isReserved = plainWord().map { Self.reserved.contains($0.word) } ?? false
            var end = lexer.position
            while end < lexer.text.count, !ShellBytes.isMeta(lexer.text[end]) { end += 1 }
            let text = Array(lexer.text[lexer.position..<max(end, lexer.position)])
            lexer.position = max(end, lexer.position)
            return lexer.error(
                isReserved
                    ? .unexpected(text, expecting: wanted)
                    : .unexpectedWord(text, expecting: wanted))
        }
    }

    private static let reserved: Set<String> = [
        "if", "then", "else", "elif", "fi", "do", "done", "case", "esac", "while", "until", "for",
        "{", "}", "!", "in",
    ]
    private static let closing: Set<String> = [
        "then", "else", "elif", "fi", "do", "done", "esac", "}",
    ]

    // MARK: Lists

    /// The next complete command, up to its newline; `nil` at the end.
    ///
    /// - Throws: `ShellSyntaxError`.
    public func next() throws(ShellSyntaxError) -> ShellList? {
        try skipNewlines()
        if look() == .end { return nil }
        var items: [ShellList.Item] = []
        while true {
            items.append(try item())
            switch look() {
            case .newline:
                try lexer.takeNewline()
                return ShellList(items)
            case .end:
                try lexer.finishDocuments()
                return ShellList(items)
            default:
                guard wasEnded else { throw unexpected() }
            }
        }
    }

    /// True when the last item ended with `;` or `&`.
    private var wasEnded = false

    /// All that is left.
    func whole() throws(ShellSyntaxError) -> ShellList {
        var items: [ShellList.Item] = []
        while let list = try next() { items += list.items }
        return ShellList(items)
    }

    /// Commands up to one of these words or operators, which is not stepped over.
    func list(until ends: Set<String>) throws(ShellSyntaxError) -> ShellList {
        var items: [ShellList.Item] = []
        while true {
            try skipNewlines()
            expandAlias()
            switch look() {
            case .end: return ShellList(items)
            case .op(let op) where ends.contains(op): return ShellList(items)
            default: break
            }
            if let next = plainWord(), ends.contains(next.word) { return ShellList(items) }
            items.append(try item())
            if !wasEnded, look() != .newline {
                // A reserved word may follow a compound command: `{ { true; } }`.
                if let next = plainWord(), ends.contains(next.word) { return ShellList(items) }
                switch look() {
                case .op(let op) where ends.contains(op): return ShellList(items)
                case .end: return ShellList(items)
                default: throw unexpected(expecting: ends.count == 1 ? ends.first : nil)
                }
            }
        }
    }

    /// A list that may not be empty.
    private func body(until ends: Set<String>, _ expecting: String? = nil)
        throws(ShellSyntaxError) -> ShellList
    {
        let list = try list(until: ends)
        if list.items.isEmpty { throw unexpected(expecting: look() == .end ? expecting : nil) }
        return list
    }

    private func item() throws(ShellSyntaxError) -> ShellList.Item {
        let start = lexer.position
        var pipelines = [(isAnd: true, pipeline: try pipeline())]
        while true {
            let isAnd = isNext("&&")
            guard isAnd || isNext("||") else { break }
            take()
            try skipNewlines()
            pipelines.append((isAnd, try pipeline()))
        }
        let end = lexer.position
        var isBackground = false
        wasEnded = true
        if isNext("&") {
            isBackground = true
            take()
        } else if isNext(";") {
            take()
        } else {
            wasEnded = false
        }
        let text =
            isBackground && start < end && end <= lexer.text.count
            ? Array(lexer.text[start..<end]) : []
        return ShellList.Item(pipelines: pipelines, isBackground: isBackground, text: text)
    }

    private func pipeline() throws(ShellSyntaxError) -> ShellPipeline {
        var pipeline = ShellPipeline(commands: [])
        while true {
            if accept("!") {
                pipeline.isNegated.toggle()
                if dialect != .bash, plainWord()?.word == "!" { throw unexpected() }
            } else if dialect.isBash, pipeline.timing == .none, plainWord()?.word == "time" {
                _ = accept("time")
                pipeline.timing = .plain
                if accept("-p") { pipeline.timing = .posix }
                switch look() {
                case .newline, .end, .op(";"), .op(")"), .op("&"): return pipeline
                default: break
                }
            } else {
                break
            }
        }
        while true {
            pipeline.commands.append(try command())
            if isNext("|") {
                take()
            } else if isNext("|&") {
                take()
                pipeline.mergesErrors.insert(pipeline.commands.count - 1)
            } else {
                return pipeline
            }
            try skipNewlines()
        }
    }

    // MARK: Commands

    func command() throws(ShellSyntaxError) -> ShellCommand {
        try lexer.nested { () throws(ShellSyntaxError) in
            expandAlias()
            let token = look()
            let place = lexer.place
            switch token {
            case .op("("):
                if dialect.isBash, lexer.byte(1) == UInt8(ascii: "("),
                    let command = try arithmeticCommand(place)
                {
                    return command
                }
                take()
                let list = try body(until: [")"], ")")
                guard isNext(")") else { throw unexpected(expecting: ")") }
                take()
                return ShellCommand(.subshell(list), try redirections(), at: place)
            case .op("<"), .op(">"), .op(">>"), .op("<<"), .op("<<-"), .op("<<<"), .op("<&"),
                .op(">&"), .op("<>"), .op(">|"), .op("&>"), .op("&>>"), .number, .variable:
                return try simple(place)
            case .word: break
            default: throw unexpected()
            }
            if let next = plainWord(), let compound = try compound(next.word, place) {
                return compound
            }
            return try simple(place)
        }
    }

    /// The command that a reserved word begins; `nil` for a word that is none.
    private func compound(_ word: String, _ place: ShellPlace) throws(ShellSyntaxError)
        -> ShellCommand?
    {
        let kind: ShellCommand.Kind
        switch word {
        case "{":
            _ = accept(word)
            let list = try body(until: ["}"], "}")
            try expect("}")
            kind = .group(list)
        case "if":
            _ = accept(word)
            kind = try choice()
        case "while", "until":
            _ = accept(word)
            let condition = try body(until: ["do"], "do")
            kind = .loop(
                isUntil: word == "until", condition: condition, body: try loopBody())
        case "for", "select":
            if word == "select", !dialect.isBash { return nil }
            _ = accept(word)
            kind = try each(isSelect: word == "select")
        case "case":
            _ = accept(word)
            kind = try match()
        case "function":
            guard dialect != .dash else { return nil }
            _ = accept(word)
            return try namedFunction(place)
        case "[[":
            guard dialect != .dash else { return nil }
            _ = accept(word)
            kind = .condition(try ConditionParser(self).whole())
        case "coproc":
            guard dialect.isBash else { return nil }
            _ = accept(word)
            kind = try coprocess()
        default:
            if Self.closing.contains(word) { throw unexpected() }
            return nil
        }
        var raw: ArraySlice<UInt8> = []
        if case .count = kind { raw = loopText }
        return ShellCommand(kind, try redirections(), at: place, raw: raw)
    }

    private func loopBody() throws(ShellSyntaxError) -> ShellList {
        try expect("do")
        let list = try body(until: ["done"], "done")
        try expect("done")
        return list
    }

    private func choice() throws(ShellSyntaxError) -> ShellCommand.Kind {
        var clauses: [(condition: ShellList, body: ShellList)] = []
        while true {
            let condition = try body(until: ["then"], "then")
            try expect("then")
            let list = try body(until: ["elif", "else", "fi"], "fi")
            clauses.append((condition, list))
            if accept("elif") { continue }
            if accept("else") {
                let otherwise = try body(until: ["fi"], "fi")
                try expect("fi")
                return .choice(clauses, otherwise: otherwise)
            }
            try expect("fi")
            return .choice(clauses, otherwise: nil)
        }
    }

    private func each(isSelect: Bool) throws(ShellSyntaxError) -> ShellCommand.Kind {
        if dialect.isBash, !isSelect, lexer.look().token == .op("("),
            lexer.byte(1) == UInt8(ascii: "(")
        {
            return try count()
        }
        guard look() == .word else {
            if dialect.isBash { throw unexpected() }
            throw lexer.error(.badLoopVariable([]))
        }
        let word = try lexer.word()
        guard let name = word.plain, ShellBytes.isName(name) else {
            throw lexer.error(
                .badLoopVariable(Array(lexer.text[word.place.offset..<lexer.position])))
        }
        try skipNewlines()
        var words: [ShellWord]?
        if accept("in") {
            var found: [ShellWord] = []
            while look() == .word || isNumber { found.append(try plainOrWord()) }
            words = found
            guard isNext(";") || look() == .newline else { throw unexpected() }
            if isNext(";") { take() }
        } else if isNext(";") {
            take()
        }
        try skipNewlines()
        if dialect.isBash, plainWord()?.word == "{" {
            _ = accept("{")
            let list = try body(until: ["}"], "}")
            try expect("}")
            return .each(name: name, words: words, body: list, isSelect: isSelect)
        }
        return .each(name: name, words: words, body: try loopBody(), isSelect: isSelect)
    }

    private var isNumber: Bool {
        if case .number = look() { return true }
        return false
    }

    private func plainOrWord() throws(ShellSyntaxError) -> ShellWord { try lexer.word() }

    /// What stood in the last `for ((…))`.
    private var loopText: ArraySlice<UInt8> = []

    private func count() throws(ShellSyntaxError) -> ShellCommand.Kind {
        lexer.skipBlanks()
        lexer.take(2)
        let start = lexer.position
        guard let parts = try lexer.arithmetic() else {
            throw lexer.error(.missingDoubleParenthesis)
        }
        let text = lexer.text[start..<max(start, lexer.position - 2)]
        let fields = Self.divided(parts)
        guard fields.count == 3 else {
            throw lexer.error(.condition("syntax error: arithmetic expression required"))
        }
        if isNext(";") { take() }
        try skipNewlines()
        let list: ShellList
        if accept("{") {
            list = try body(until: ["}"], "}")
            try expect("}")
        } else {
            list = try loopBody()
        }
        loopText = text
        return .count(begin: fields[0], condition: fields[1], step: fields[2], body: list)
    }

    /// Parts divided at semicolons.
    private static func divided(_ parts: [ShellWordPart]) -> [[ShellWordPart]] {
        var fields: [[ShellWordPart]] = [[]]
        for part in parts {
            guard case .literal(let bytes) = part else {
                fields[fields.count - 1].append(part)
                continue
            }
            let pieces = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            for (index, piece) in pieces.enumerated() {
                if index > 0 { fields.append([]) }
                if piece.contains(where: { $0 != 32 && $0 != 9 && $0 != 10 }) {
                    fields[fields.count - 1].append(.literal(Array(piece)))
                }
            }
        }
        return fields
    }

    private func match() throws(ShellSyntaxError) -> ShellCommand.Kind {
        guard look() == .word || isNumber else { throw unexpected() }
        let subject = try lexer.word()
        try skipNewlines()
        try expect("in")
        var arms: [ShellArm] = []
        while true {
            try skipNewlines()
            if accept("esac") { return .match(subject, arms) }
            if isNext("(") { take() }
            var patterns: [ShellWord] = []
            while true {
                guard look() == .word || isNumber else {
                    throw unexpected(expecting: look() == .end ? "esac" : nil)
                }
                patterns.append(try lexer.word())
                if isNext("|") {
                    take()
                } else {
                    break
                }
            }
            guard isNext(")") else { throw unexpected(expecting: ")") }
            take()
            let list = try list(until: [";;", ";&", ";;&", "esac"])
            var arm = ShellArm(patterns: patterns, body: list, end: .ends)
            if isNext(";;") {
                take()
            } else if isNext(";&") {
                arm.end = .fallsThrough
                take()
            } else if isNext(";;&") {
                arm.end = .triesNext
                take()
            } else if plainWord()?.word != "esac" {
                throw unexpected(expecting: look() == .end ? "esac" : ";;")
            }
            arms.append(arm)
        }
    }

    private func coprocess() throws(ShellSyntaxError) -> ShellCommand.Kind {
        let (start, line) = (lexer.position, lexer.line)
        if look() == .word {
            let word = try lexer.word()
            if let name = word.plain, ShellBytes.isName(name),
                isNext("(")
                    || plainWord().map({
                        ["{", "while", "for", "if", "case", "until", "[["].contains($0.word)
                    }) == true
            {
                return .coprocess(name: name, try command())
            }
            lexer.position = start
            lexer.line = line
        }
        return .coprocess(name: Array("COPROC".utf8), try command())
    }

    private func arithmeticCommand(_ place: ShellPlace) throws(ShellSyntaxError) -> ShellCommand? {
        let (start, line) = (lexer.position, lexer.line)
        lexer.take(2)
        if let parts = try lexer.arithmetic() {
            let raw = lexer.text[(start + 2)..<(lexer.position - 2)]
            return ShellCommand(.arithmetic(parts), try redirections(), at: place, raw: raw)
        }
        lexer.position = start
        lexer.line = line
        return nil
    }

    // MARK: Functions

    private func namedFunction(_ place: ShellPlace) throws(ShellSyntaxError) -> ShellCommand {
        guard look() == .word else { throw unexpected() }
        let start = lexer.position
        _ = try lexer.word()
        let name = Array(lexer.text[start..<lexer.position])
        if isNext("(") {
            take()
            guard isNext(")") else { throw unexpected(expecting: ")") }
            take()
        }
        return try function(name, place)
    }

    private func function(_ name: [UInt8], _ place: ShellPlace) throws(ShellSyntaxError)
        -> ShellCommand
    {
        try skipNewlines()
        let start = lexer.position
        let body = try command()
        if case .simple = body.kind, dialect.isBash {
            lexer.position = start
            throw unexpected()
        }
        let text = Array(lexer.text[start..<max(start, min(lexer.position, lexer.text.count))])
        return ShellCommand(.function(name: name, body: body, text: text), [], at: place)
    }

    // MARK: Simple commands

    private static let declarations: Set<String> = [
        "export", "readonly", "local", "declare", "typeset",
    ]

    private func simple(_ place: ShellPlace) throws(ShellSyntaxError) -> ShellCommand {
        var assignments: [ShellAssignment] = []
        var words: [ShellWord] = []
        var found: [ShellRedirection] = []
        var declares = false
        while true {
            if let redirection = try redirection() {
                found.append(redirection)
                continue
            }
            guard look() == .word else { break }
            if words.isEmpty {
                if !assignments.isEmpty || !found.isEmpty { expandAlias() }
                if look() != .word { continue }
                if let assignment = try assignment() {
                    assignments.append(assignment)
                    continue
                }
            } else if declares, let assignment = try assignment() {
                var word = ShellWord(parts: [], place: place)
                word.declared = ShellDeclaration(assignment)
                word.raw = assignment.raw
                words.append(word)
                continue
            }
            if let aliasEnd, !words.isEmpty {
                lexer.skipBlanks()
                if lexer.text.count - lexer.position <= aliasEnd {
                    self.aliasEnd = nil
                    expandAlias()
                    if look() != .word { continue }
                }
            }
            let start = lexer.position
            let word = try lexer.word()
            if lexer.position == start { throw unexpected() }
            words.append(word)
            let plain = word.plain
            if words.count == 1 || (words.count == 2 && words[0].plain == Array("command".utf8)),
                let plain
            {
                declares =
                    Self.declarations.contains(String(decoding: plain, as: UTF8.self))
                    && (dialect.isBash
                        || plain.first != UInt8(ascii: "d") && plain.first != UInt8(ascii: "t"))
            }
            if words.count == 1, assignments.isEmpty, found.isEmpty, look() == .op("(") {
                return try definition(word, place)
            }
        }
        if words.isEmpty, assignments.isEmpty, found.isEmpty { throw unexpected() }
        return ShellCommand(.simple(assignments: assignments, words: words), found, at: place)
    }

    /// `name() …`, from its parenthesis on.
    private func definition(_ word: ShellWord, _ place: ShellPlace) throws(ShellSyntaxError)
        -> ShellCommand
    {
        take()
        guard isNext(")") else {
            if dialect.isBash || look() != .word {
                throw unexpected(expecting: dialect.isBash ? nil : ")")
            }
            throw unexpected(expecting: ")")
        }
        take()
        let raw = Array(lexer.text[word.place.offset..<lexer.position]).prefix {
            !ShellBytes.isMeta($0)
        }
        guard let name = word.plain,
            dialect.isBash
                || ShellBytes.isName(name) && BuiltinTable.of(dialect)[name]?.isSpecial != true
        else {
            throw lexer.error(.badFunctionName(Array(raw)))
        }
        return try function(name, place)
    }

    /// An assignment, if one stands here.
    func assignment() throws(ShellSyntaxError) -> ShellAssignment? {
        let start = lexer.position
        guard var found = try readAssignment() else { return nil }
        if dialect.isBash { found.raw = lexer.text[start..<lexer.position] }
        return found
    }

    private func readAssignment() throws(ShellSyntaxError) -> ShellAssignment? {
        let start = lexer.position
        guard let first = lexer.byte, ShellBytes.isNameStart(first) else { return nil }
        var end = 1
        while let byte = lexer.byte(end), ShellBytes.isName(byte) { end += 1 }
        let name = Array(lexer.text[start..<start + end])
        var index: [ShellWordPart]?
        if dialect.isBash, lexer.byte(end) == UInt8(ascii: "[") {
            let line = lexer.line
            lexer.take(end + 1)
            let parts = try lexer.parts(.index)
            let isAssigned =
                lexer.byte == UInt8(ascii: "]")
                && (lexer.byte(1) == UInt8(ascii: "=")
                    || (lexer.byte(1) == UInt8(ascii: "+") && lexer.byte(2) == UInt8(ascii: "=")))
            guard isAssigned else {
                lexer.position = start
                lexer.line = line
                return nil
            }
            lexer.take()
            index = parts
            end = 0
        }
        let isAppended = dialect.isBash && lexer.byte(end) == UInt8(ascii: "+")
        if isAppended { end += 1 }
        guard lexer.byte(end) == UInt8(ascii: "=") else { return nil }
        lexer.take(end + 1)
        if dialect.isBash, index == nil, lexer.byte == UInt8(ascii: "(") {
            lexer.take()
            return ShellAssignment(
                name: name, index: nil, isAppended: isAppended, value: .list(try elements()))
        }
        let value: ShellWord =
            lexer.byte.map(ShellBytes.isMeta) == true && !isProcessSubstitution
            ? ShellWord(parts: [], place: lexer.place) : try lexer.word()
        return ShellAssignment(
            name: name, index: index, isAppended: isAppended, value: .word(value))
    }

    private var isProcessSubstitution: Bool {
        dialect.isBash && lexer.byte(1) == UInt8(ascii: "(")
            && (lexer.byte == UInt8(ascii: "<") || lexer.byte == UInt8(ascii: ">"))
    }

    /// The elements of `(…)`, from behind its parenthesis on.
    private func elements() throws(ShellSyntaxError) -> [ShellAssignment.Element] {
        var found: [ShellAssignment.Element] = []
        while true {
            try skipNewlines()
            if isNext(")") {
                take()
                return found
            }
            guard look() == .word || isNumber else {
                if look() == .end { throw lexer.error(.unterminated(UInt8(ascii: "("))) }
                throw unexpected()
            }
            var element = ShellAssignment.Element(
                index: nil, isAppended: false, word: ShellWord(parts: [], place: lexer.place))
            if lexer.byte == UInt8(ascii: "[") {
                let (start, line) = (lexer.position, lexer.line)
                lexer.take()
                let parts = try lexer.parts(.index)
                if lexer.byte == UInt8(ascii: "]"), lexer.byte(1) == UInt8(ascii: "=") {
                    lexer.take(2)
                    element.index = parts
                } else if lexer.byte == UInt8(ascii: "]"), lexer.byte(1) == UInt8(ascii: "+"),
                    lexer.byte(2) == UInt8(ascii: "=")
                {
                    lexer.take(3)
                    element.index = parts
                    element.isAppended = true
                } else {
                    lexer.position = start
                    lexer.line = line
                }
            }
            if lexer.byte.map(ShellBytes.isMeta) != true || isProcessSubstitution {
                element.word = try lexer.word()
            }
            found.append(element)
        }
    }

    /// Where a word stands that is looked up behind an alias, counted from the end.
    private var aliasEnd: Int?

    /// Puts an alias's value where the name of a command stands.
    private func expandAlias() {
        guard let alias else { return }
        while look() == .word {
            let start = lexer.position
            var end = start
            while end < lexer.text.count, !ShellBytes.isMeta(lexer.text[end]) {
                switch lexer.text[end] {
                case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"),
                    UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "="):
                    return
                default: end += 1
                }
            }
            let name = Array(lexer.text[start..<end])
            guard !name.isEmpty, let value = alias(name)
            else { return }
            lexer.position = end
            guard lexer.replaceAlias(name, from: start, by: value) else {
                lexer.position = start
                return
            }
            // A value that ends with a blank has the next word looked up too (POSIX, 2.3.1).
            if value.last == 32 || value.last == 9 {
                aliasEnd = lexer.text.count - start - value.count
            }
        }
    }

    // MARK: Redirections

    private func redirections() throws(ShellSyntaxError) -> [ShellRedirection] {
        var found: [ShellRedirection] = []
        while let redirection = try redirection() { found.append(redirection) }
        return found
    }

    private func redirection() throws(ShellSyntaxError) -> ShellRedirection? {
        var descriptor: Int?
        var variable: [UInt8]?
        switch look() {
        case .number(let number):
            descriptor = number
            take()
        case .variable(let name):
            variable = name
            take()
        default: break
        }
        guard case .op(let op) = look() else { return nil }
        let operation: ShellRedirection.Operation
        switch op {
        case "<": operation = .read
        case ">": operation = .write
        case ">|": operation = .clobber
        case ">>": operation = .append
        case "<>": operation = .readWrite
        case "<&": operation = .duplicateInput
        case ">&": operation = .duplicateOutput
        case "&>": operation = .both
        case "&>>": operation = .bothAppended
        case "<<<": operation = .text
        case "<<", "<<-":
            take()
            guard look() == .word || isNumber else { throw unexpected() }
            let word = try lexer.word()
            let (delimiter, isQuoted) = Self.delimiter(word)
            let document = ShellDocument(
                delimiter: delimiter, isQuoted: isQuoted, stripsTabs: op == "<<-")
            lexer.pendingDocuments.append(document)
            return ShellRedirection(
                descriptor: descriptor, variable: variable, operation: .document(document),
                target: word)
        default: return nil
        }
        take()
        guard look() == .word || isNumber else { throw unexpected() }
        let target = try lexer.word()
        return ShellRedirection(
            descriptor: descriptor, variable: variable, operation: operation, target: target)
    }

    /// The text that ends a here-document, and whether any of it was quoted.
    private static func delimiter(_ word: ShellWord) -> ([UInt8], isQuoted: Bool) {
        var bytes: [UInt8] = []
        var isQuoted = false
        for part in word.parts {
            switch part {
            case .literal(let text): bytes += text
            case .quoted(let text):
                bytes += text
                isQuoted = true
            case .doubleQuoted(let inner):
                isQuoted = true
                bytes += delimiter(ShellWord(parts: inner, place: word.place)).0
            case .parameter(let parameter): bytes += [UInt8(ascii: "$")] + parameter.name
            default: break
            }
        }
        return (bytes, isQuoted)
    }
}
