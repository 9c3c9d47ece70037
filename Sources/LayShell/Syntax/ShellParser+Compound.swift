/// Commands that begin with a reserved word or a parenthesis.
extension ShellParser {
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
    func compound(_ word: String, _ place: ShellPlace) throws(ShellSyntaxError)
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
            // busybox's is a command like `[`, whose words are divided.
            guard dialect.isBash else { return nil }
            _ = accept(word)
            kind = .condition(try ConditionParser(self).whole())
        case "coproc":
            guard dialect.isBash else { return nil }
            _ = accept(word)
            kind = try coprocess()
        default:
            if Self.closing.contains(word) || word == "in" { throw unexpected() }
            return nil
        }
        var raw: ArraySlice<UInt8> = []
        if case .count = kind { raw = loopText }
        return ShellCommand(kind, try redirections(), at: place, raw: raw)
    }

    func loopBody() throws(ShellSyntaxError) -> ShellList {
        try expect("do")
        let list = try body(until: ["done"], "done")
        try expect("done")
        return list
    }

    func choice() throws(ShellSyntaxError) -> ShellCommand.Kind {
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

    func each(isSelect: Bool) throws(ShellSyntaxError) -> ShellCommand.Kind {
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
        let raw = Array(lexer.text[word.place.offset..<lexer.position])
        // bash looks at the name when it runs the loop.
        guard let name = dialect.isBash ? raw : word.plain,
            dialect.isBash || ShellBytes.isName(name)
        else { throw lexer.error(.badLoopVariable(raw)) }
        try skipNewlines()
        var words: [ShellWord]?
        if accept("in") {
            var found: [ShellWord] = []
            while look() == .word || isNumber { found.append(try lexer.word()) }
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

    var isNumber: Bool {
        if case .number = look() { return true }
        return false
    }

    func count() throws(ShellSyntaxError) -> ShellCommand.Kind {
        lexer.skipBlanks()
        lexer.take(2)
        let start = lexer.position
        guard let parts = try lexer.arithmetic() else {
            throw lexer.error(.missingDoubleParenthesis)
        }
        let text = lexer.text[start..<max(start, lexer.position - 2)]
        let fields = Self.divided(parts)
        guard fields.count == 3 else {
            throw lexer.error(.loop("syntax error: arithmetic expression required"))
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
    static func divided(_ parts: [ShellWordPart]) -> [[ShellWordPart]] {
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

    func match() throws(ShellSyntaxError) -> ShellCommand.Kind {
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

    func coprocess() throws(ShellSyntaxError) -> ShellCommand.Kind {
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

    func arithmeticCommand(_ place: ShellPlace) throws(ShellSyntaxError) -> ShellCommand? {
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

    func namedFunction(_ place: ShellPlace) throws(ShellSyntaxError) -> ShellCommand {
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

    func function(_ name: [UInt8], _ place: ShellPlace) throws(ShellSyntaxError)
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
}
