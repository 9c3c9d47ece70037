/// What begins with a dollar sign.
extension ShellLexer {
    /// The expansion that begins here; `nil`, with the sign behind it, when there is none.
    ///
    /// - Parameter hasAnsiQuotes: true where `$'…'` means something; also in `"${x-$'…'}"`.
    func dollar(inQuotes: Bool, hasAnsiQuotes: Bool? = nil) throws(ShellSyntaxError)
        -> ShellWordPart?
    {
        take()
        if hasJoinedLines { joinAhead() }
        guard let next = byte else { return nil }
        switch next {
        case UInt8(ascii: "{"):
            take()
            return try nested { () throws(ShellSyntaxError) in
                .parameter(try braced(inQuotes: inQuotes))
            }
        case UInt8(ascii: "("):
            if byte(1) == UInt8(ascii: "(") {
                let (start, line) = (position, line)
                take(2)
                if let parts = try arithmetic() { return .arithmetic(parts) }
                if dialect != .bash { throw error(.missingDoubleParenthesis) }
                position = start
                self.line = line
            }
            take()
            return .command(try commands(endingWith: UInt8(ascii: ")")))
        case UInt8(ascii: "[") where dialect.isBash:
            take()
            let inner = try parts(.index)
            guard byte == UInt8(ascii: "]") else { throw error(.unterminated(UInt8(ascii: "]"))) }
            take()
            return .arithmetic(inner)
        case UInt8(ascii: "'") where hasAnsiQuotes ?? !inQuotes && dialect != .dash:
            return .quoted(try ansiQuoted())
        case UInt8(ascii: "\"") where !inQuotes && dialect.isBash:
            take()
            let inner = try nested { () throws(ShellSyntaxError) in try parts(.quotes) }
            guard byte == UInt8(ascii: "\"") else { throw error(.unterminated(34)) }
            take()
            return .doubleQuoted(inner)
        default: break
        }
        if ShellBytes.isNameStart(next) {
            var parameter = ShellParameter(name: name())
            parameter.isBare = true
            return .parameter(parameter)
        }
        if ShellBytes.isDigit(next) || ShellBytes.isSpecialParameter(next) {
            take()
            return .parameter(ShellParameter(name: [next]))
        }
        return nil
    }

    /// A name, whose lines may be joined in the middle.
    private func name() -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            joinLines()
            guard let byte, ShellBytes.isName(byte) else { return bytes }
            bytes.append(byte)
            take()
        }
    }

    /// `$'…'`, from its quote on.
    private func ansiQuoted() throws(ShellSyntaxError) -> [UInt8] {
        take()
        var raw: [UInt8] = []
        while let byte, byte != UInt8(ascii: "'") {
            raw.append(byte)
            take()
            if byte == UInt8(ascii: "\\"), let next = self.byte {
                raw.append(next)
                take()
            }
        }
        guard byte != nil else { throw error(.unterminated(39)) }
        take()
        return EscapeText.dollarQuoted(raw, dialect: dialect, utf8: isUTF8)
    }

    /// The text of `$((…))` and `((…))`; `nil` when no two parentheses close it.
    func arithmetic() throws(ShellSyntaxError) -> [ShellWordPart]? {
        var found: [ShellWordPart] = []
        var literal: [UInt8] = []
        var open = 0
        func add(_ part: ShellWordPart) {
            if !literal.isEmpty { found.append(.literal(literal)) }
            literal = []
            found.append(part)
        }
        while let byte {
            switch byte {
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                if open == 0 {
                    guard self.byte(1) == UInt8(ascii: ")") else { return nil }
                    take(2)
                    if !literal.isEmpty { found.append(.literal(literal)) }
                    return found
                }
                open -= 1
            case UInt8(ascii: "$"):
                if let part = try nested({ () throws(ShellSyntaxError) in
                    try dollar(inQuotes: true)
                }) {
                    add(part)
                } else {
                    literal.append(byte)
                }
                continue
            case UInt8(ascii: "`"):
                add(.command(try backquoted(inQuotes: true)))
                continue
            case UInt8(ascii: "\\"):
                if self.byte(1) == 10 {
                    take(2)
                    continue
                }
            default: break
            }
            literal.append(byte)
            take()
        }
        if dialect == .bash { return nil }
        throw error(.missingDoubleParenthesis)
    }

    /// `${…}`, from behind its brace on.
    private func braced(inQuotes: Bool) throws(ShellSyntaxError) -> ShellParameter {
        joinLines()
        let start = position
        let firstLine = line
        guard let first = byte else { throw error(.unterminated(UInt8(ascii: "{"))) }
        var parameter = ShellParameter(name: [])
        if first == UInt8(ascii: "#"), isLength {
            take()
            joinLines()
            parameter.name = try parameterName()
            try index(&parameter)
            parameter.operation = .length
            joinLines()
            guard byte == UInt8(ascii: "}") else {
                return try bad(from: start, firstLine)
            }
            take()
            return parameter
        }
        if first == UInt8(ascii: "!"), dialect.isBash, let next = byte(1),
            ShellBytes.isName(next) || next == UInt8(ascii: "#") || next == UInt8(ascii: "?")
                || next == UInt8(ascii: "@") || next == UInt8(ascii: "*")
        {
            take()
            parameter.name = try parameterName()
            if (byte == UInt8(ascii: "*") || byte == UInt8(ascii: "@")),
                byte(1) == UInt8(ascii: "}")
            {
                parameter.operation = .names(isStar: byte == UInt8(ascii: "*"))
                take(2)
                return parameter
            }
            try index(&parameter)
            if case .all? = parameter.index, byte == UInt8(ascii: "}") {
                parameter.operation = .keys
                take()
                return parameter
            }
            parameter.isIndirect = true
        } else {
            parameter.name = try parameterName()
            if parameter.name.isEmpty { return try bad(from: start, firstLine) }
            try index(&parameter)
        }
        guard let operation = try operation(inQuotes: inQuotes), byte == UInt8(ascii: "}") else {
            if byte == nil { throw unclosed(firstLine) }
            return try bad(from: start, firstLine)
        }
        take()
        parameter.operation = operation
        return parameter
    }

    private func unclosed(_ line: Int) -> ShellSyntaxError {
        error(.unterminated(UInt8(ascii: "{")), line: dialect.isBash ? line : nil)
    }

    /// True for `#` that asks for a length: `${#x}` and not `${#}` or `${#-x}`.
    private var isLength: Bool {
        var ahead = 1
        while byte(ahead) == UInt8(ascii: "\\"), byte(ahead + 1) == 10 { ahead += 2 }
        guard let next = byte(ahead) else { return false }
        if ShellBytes.isName(next) { return true }
        guard ShellBytes.isSpecialParameter(next) else { return false }
        return byte(ahead + 1) == UInt8(ascii: "}")
            || (dialect.isBash && byte(ahead + 1) == UInt8(ascii: "["))
    }

    private func parameterName() throws(ShellSyntaxError) -> [UInt8] {
        joinLines()
        guard let first = byte else { throw error(.unterminated(UInt8(ascii: "{"))) }
        if ShellBytes.isNameStart(first) { return name() }
        if ShellBytes.isDigit(first) {
            var digits: [UInt8] = []
            while let byte, ShellBytes.isDigit(byte) {
                digits.append(byte)
                take()
            }
            return digits
        }
        if ShellBytes.isSpecialParameter(first) {
            take()
            return [first]
        }
        return []
    }

    private func index(_ parameter: inout ShellParameter) throws(ShellSyntaxError) {
        guard dialect.isBash, byte == UInt8(ascii: "["), ShellBytes.isName(parameter.name) else {
            return
        }
        if byte(2) == UInt8(ascii: "]"),
            byte(1) == UInt8(ascii: "@") || byte(1) == UInt8(ascii: "*")
        {
            parameter.index = .all(isStar: byte(1) == UInt8(ascii: "*"))
            take(3)
            return
        }
        take()
        let inner = try parts(.index)
        guard byte == UInt8(ascii: "]") else { throw error(.unterminated(UInt8(ascii: "]"))) }
        take()
        parameter.index = .element(inner)
    }

    private func operation(inQuotes: Bool) throws(ShellSyntaxError) -> ShellParameter.Operation? {
        joinLines()
        guard let first = byte else { throw error(.unterminated(UInt8(ascii: "{"))) }
        func rest(_ count: Int, quotes: Bool) throws(ShellSyntaxError) -> [ShellWordPart] {
            take(count)
            return try parts(.braces(inQuotes: quotes))
        }
        switch first {
        case UInt8(ascii: "}"): return .value
        case UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "+"):
            return .fallback(first, hasColon: false, try rest(1, quotes: inQuotes))
        case UInt8(ascii: ":"):
            if let next = byte(1) {
                switch next {
                case UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "+"):
                    return .fallback(next, hasColon: true, try rest(2, quotes: inQuotes))
                default: break
                }
            }
            if dialect == .dash { return nil }
            take()
            if dialect.isBash, byte == UInt8(ascii: "}") { return nil }
            let offset = try parts(.bracesUntil(UInt8(ascii: ":"), inQuotes: true))
            guard byte == UInt8(ascii: ":") else { return .slice(offset, nil) }
            return .slice(offset, try rest(1, quotes: true))
        case UInt8(ascii: "#"), UInt8(ascii: "%"):
            let isLongest = byte(1) == first
            return .trim(
                isSuffix: first == UInt8(ascii: "%"), isLongest: isLongest,
                try rest(isLongest ? 2 : 1, quotes: false))
        case UInt8(ascii: "/") where dialect != .dash:
            take()
            var place: UInt8 = 0
            if byte == UInt8(ascii: "/") {
                place = UInt8(ascii: "/")
                take()
            } else if dialect.isBash, byte == UInt8(ascii: "#") || byte == UInt8(ascii: "%") {
                place = byte ?? 0
                take()
            }
            // `${x/#/…}` and `${x/%/…}` add at an end.
            let pattern =
                place != 0 && place != UInt8(ascii: "/") && byte == UInt8(ascii: "/")
                ? [] : try parts(.bracesUntil(UInt8(ascii: "/"), inQuotes: false))
            guard byte == UInt8(ascii: "/") else { return .replace(pattern, [], place: place) }
            return .replace(pattern, try rest(1, quotes: false), place: place)
        case UInt8(ascii: "^"), UInt8(ascii: ","), UInt8(ascii: "~"):
            guard dialect.isBash else { return nil }
            let all = byte(1) == first
            return .changeCase(first, all: all, try rest(all ? 2 : 1, quotes: false))
        case UInt8(ascii: "@") where dialect.isBash:
            guard let letter = byte(1), byte(2) == UInt8(ascii: "}"),
                "QEPAaUuLKk".utf8.contains(letter)
            else { return nil }
            take(2)
            return .transform(letter)
        default: return nil
        }
    }

    /// Steps over an expansion that means nothing.
    private func bad(from start: Int, _ firstLine: Int) throws(ShellSyntaxError) -> ShellParameter {
        position = start
        line = firstLine
        _ = try parts(.braces(inQuotes: false))
        guard byte == UInt8(ascii: "}") else { throw unclosed(firstLine) }
        let raw = Array(text[start..<position])
        take()
        var parameter = ShellParameter(name: [UInt8(ascii: "?")])
        parameter.operation = .bad(raw)
        return parameter
    }
}
