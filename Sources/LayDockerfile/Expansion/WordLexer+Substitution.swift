extension WordLexer {
    /// What begins with `$`.
    mutating func dollar(_ lookup: (String) -> String?) throws(ExpansionError) {
        place += 1
        guard next == UInt8(ascii: "{") else {
            let name = name()
            guard !name.isEmpty else {
                try append(value: [UInt8(ascii: "$")])
                return
            }
            try append(value: value(of: name, lookup) ?? unsetText("$\(name)"))
            return
        }
        place += 1
        switch next {
        case nil: throw .missingBrace
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ":"): throw .badSubstitution
        default: break
        }
        let name = name()
        guard frames.count < WordExpansion.deepest else { throw .deepNesting }
        let modifier = scalar()
        switch modifier {
        case "}": try append(value: value(of: name, lookup) ?? unsetText("${\(name)}"))
        case ":":
            let second = scalar()
            if isTrim(second) { throw .unsupportedModifier(":" + text(second)) }
            push(.word(name: name, modifier: ":" + text(second)), keepsEscapes: false)
        case "+", "-", "?", "#", "%":
            push(
                .word(name: name, modifier: text(modifier)), keepsEscapes: isTrim(modifier))
        case "/":
            let isForAll = next == UInt8(ascii: "/")
            if isForAll { place += 1 }
            frames.append(
                Frame(
                    kind: .pattern(name: name, isForAll: isForAll), stop: UInt8(ascii: "/"),
                    keepsEscapes: true))
        default: throw .unsupportedModifier(text(modifier))
        }
    }

    private mutating func push(_ kind: Frame.Kind, keepsEscapes: Bool) {
        frames.append(Frame(kind: kind, stop: UInt8(ascii: "}"), keepsEscapes: keepsEscapes))
    }

    private func isTrim(_ scalar: Unicode.Scalar?) -> Bool { scalar == "#" || scalar == "%" }

    /// The modifier in a message; the end of the text is what Go makes of it.
    private func text(_ scalar: Unicode.Scalar?) -> String {
        String(Character(scalar ?? "\u{fffd}"))
    }

    /// The text of an unset variable.
    private func unsetText(_ written: String) -> [UInt8] {
        expansion.options.contains(.keepsUnset) ? Array(written.utf8) : []
    }

    /// Looks a variable up, and notes that it was.
    private mutating func value(of name: String, _ lookup: (String) -> String?) -> [UInt8]? {
        guard let value = lookup(name) else {
            unset.add(name)
            return nil
        }
        used.add(name)
        return Array(value.utf8)
    }

    /// The innermost stretch has ended: what it gives goes into the one around it.
    mutating func endFrame(_ lookup: (String) -> String?) throws(ExpansionError) {
        let ended = frames.removeLast()
        switch ended.kind {
        case .text: break
        case .word(let name, let modifier):
            let value = value(of: name, lookup)
            if value == nil, expansion.options.contains(.keepsUnset) {
                let word = String(bytes: ended.text[...])
                try append(value: Array("${\(name)\(modifier)\(word)}".utf8))
                return
            }
            let result = try substituted(name, value, modifier, ended.text)
            try append(value: result)
        case .pattern(let name, let isForAll):
            push(
                .replacement(name: name, isForAll: isForAll, pattern: ended.text),
                keepsEscapes: true)
        case .replacement(let name, let isForAll, let pattern):
            let value = value(of: name, lookup)
            if value == nil, expansion.options.contains(.keepsUnset) {
                let parts = [pattern, ended.text].map { String(bytes: $0[...]) }
                try append(value: Array("${\(name)/\(parts[0])/\(parts[1])}".utf8))
                return
            }
            try append(
                value: ShellPattern(pattern).replacing(
                    in: value ?? [], with: ended.text, isForAll: isForAll))
        }
    }

    private func substituted(
        _ name: String, _ value: [UInt8]?, _ modifier: String, _ word: [UInt8]
    ) throws(ExpansionError) -> [UInt8] {
        let emptyIsUnset = modifier.utf8.first == UInt8(ascii: ":")
        let isMissing = value == nil || (emptyIsUnset && value == [])
        switch modifier.unicodeScalars.last {
        case "-": return isMissing ? word : value ?? []
        case "+": return isMissing ? [] : word
        case "?":
            guard isMissing else { return value ?? [] }
            let reason = value == nil ? "unset" : "empty"
            throw .notAllowed(
                name,
                word.isEmpty ? "is not allowed to be \(reason)" : String(bytes: word[...]))
        case "#", "%":
            guard !emptyIsUnset else { throw .unsupportedModifier(modifier) }
            let sign = modifier.utf8.last ?? 0
            let isGreedy = word.first == sign
            let pattern = isGreedy ? Array(word.dropFirst()) : word
            return sign == UInt8(ascii: "#")
                ? try ShellPattern(pattern).trimmingFront(of: value ?? [], isGreedy: isGreedy)
                : try ShellPattern.trimmingBack(
                    of: value ?? [], pattern: pattern, isGreedy: isGreedy)
        default: throw .unsupportedModifier(modifier)
        }
    }

    /// The next character, if there is one.
    private mutating func scalar() -> Unicode.Scalar? {
        guard let scalar = peek() else { return nil }
        place += String(Character(scalar)).utf8.count
        return scalar
    }

    private func peek() -> Unicode.Scalar? {
        guard let byte = next else { return nil }
        if byte < 0x80 { return Unicode.Scalar(byte) }
        return String(decoding: source[place..<min(place + 4, source.count)], as: UTF8.self)
            .unicodeScalars.first
    }

    /// A variable's name: letters, digits and `_`; or digits alone, or one special character.
    private mutating func name() -> String {
        guard let first = peek() else { return "" }
        let start = place
        if first.isDigit {
            while let scalar = peek(), scalar.isDigit { _ = self.scalar() }
        } else if ["@", "*", "#", "?", "-", "$", "!"].contains(first) {
            _ = scalar()
        } else {
            while let scalar = peek(), scalar.isLetter || scalar.isDigit || scalar == "_" {
                _ = self.scalar()
            }
        }
        return String(bytes: source[start..<place])
    }
}

extension Unicode.Scalar {
    /// True for a decimal digit of any script.
    fileprivate var isDigit: Bool {
        isASCII ? (0x30...0x39).contains(value) : properties.generalCategory == .decimalNumber
    }

    /// True for a letter of any script.
    fileprivate var isLetter: Bool {
        if isASCII { return (0x41...0x5a).contains(value & 0xdf) }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            return true
        default: return false
        }
    }
}
