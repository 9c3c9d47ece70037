/// Simple commands: assignments, words, aliases.
extension ShellParser {
    static let declarations: Set<String> = [
        "export", "readonly", "local", "declare", "typeset",
    ]

    func simple(_ place: ShellPlace) throws(ShellSyntaxError) -> ShellCommand {
        var assignments: [ShellAssignment] = []
        var words: [ShellWord] = []
        var found: [ShellRedirection] = []
        var declares = false
        while true {
            if let redirection = try redirection() {
                found.append(redirection)
                continue
            }
            if dialect == .ash, words.first?.plain == Array("[[".utf8),
                words.last?.plain != Array("]]".utf8),
                isNext("&&") || isNext("||")
            {
                let op = Array(isNext("&&") ? "-a".utf8 : "-o".utf8)
                words.append(ShellWord(parts: [.quoted(op)], place: lexer.place))
                take()
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
            if dialect.isBash, words.first?.plain == Array("eval".utf8), standsBeforeList,
                let assignment = try assignment(), case .list(let elements) = assignment.value
            {
                words.append(listWord(assignment, elements, place))
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

    /// True before `a=(` and `a+=(`, which bash lets `eval` have as a word.
    private var standsBeforeList: Bool {
        guard let first = lexer.byte, ShellBytes.isNameStart(first) else { return false }
        var end = 1
        while let byte = lexer.byte(end), ShellBytes.isName(byte) { end += 1 }
        if lexer.byte(end) == UInt8(ascii: "+") { end += 1 }
        return lexer.byte(end) == UInt8(ascii: "=") && lexer.byte(end + 1) == UInt8(ascii: "(")
    }

    /// A list as one word, with a space between its elements.
    private func listWord(
        _ assignment: ShellAssignment, _ elements: [ShellAssignment.Element], _ place: ShellPlace
    ) -> ShellWord {
        let sign = Array((assignment.isAppended ? "+=(" : "=(").utf8)
        var parts: [ShellWordPart] = [.quoted(assignment.name + sign)]
        for (number, element) in elements.enumerated() {
            if number > 0 { parts.append(.quoted([32])) }
            if let index = element.index {
                parts += [.quoted([91])] + index
                parts.append(.quoted(Array((element.isAppended ? "]+=" : "]=").utf8)))
            }
            parts += element.word.parts
        }
        parts.append(.quoted([UInt8(ascii: ")")]))
        var word = ShellWord(parts: parts, place: place)
        word.raw = assignment.raw
        return word
    }

    /// `name() …`, from its parenthesis on.
    func definition(_ word: ShellWord, _ place: ShellPlace) throws(ShellSyntaxError)
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

    func readAssignment() throws(ShellSyntaxError) -> ShellAssignment? {
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
        if dialect.isBash, lexer.byte == UInt8(ascii: "(") {
            lexer.take()
            return ShellAssignment(
                name: name, index: index, isAppended: isAppended, value: .list(try elements()))
        }
        let value: ShellWord =
            lexer.byte.map(ShellBytes.isMeta) == true && !isProcessSubstitution
            ? ShellWord(parts: [], place: lexer.place) : try lexer.word()
        return ShellAssignment(
            name: name, index: index, isAppended: isAppended, value: .word(value))
    }

    var isProcessSubstitution: Bool {
        dialect.isBash && lexer.byte(1) == UInt8(ascii: "(")
            && (lexer.byte == UInt8(ascii: "<") || lexer.byte == UInt8(ascii: ">"))
    }

    /// The elements of `(…)`, from behind its parenthesis on.
    func elements() throws(ShellSyntaxError) -> [ShellAssignment.Element] {
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

    /// Puts an alias's value where the name of a command stands.
    func expandAlias() {
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
}
