/// How a shell writes a word so that it can be read again.
enum ShellQuoting {
    /// `value` in a line of `set`: `v='a b'`, or `v=a` in bash where nothing is special.
    /// - Complexity: O(*n*) in the length of `value`, as for all functions here.
    static func setValue(_ value: [UInt8], dialect: ShellDialect, utf8: Bool) -> [UInt8] {
        guard dialect == .bash else { return single(value, dialect: dialect) }
        if needsAnsi(value, utf8: utf8) { return ansi(value, utf8: utf8) }
        return hasSpecials(value) ? single(value, dialect: .bash) : value
    }

    /// `value` in a line of `export -p` and `readonly -p`; in bash of any `declare -p`.
    static func declaredValue(_ value: [UInt8], dialect: ShellDialect, utf8: Bool) -> [UInt8] {
        guard dialect == .bash else { return single(value, dialect: dialect) }
        return needsAnsi(value, utf8: utf8) ? ansi(value, utf8: utf8) : double(value)
    }

    /// The key of an associative array in bash's `declare -p`, `set` and `${a[@]@A}`.
    static func arrayKey(_ key: [UInt8], utf8: Bool) -> [UInt8] {
        if needsAnsi(key, utf8: utf8) { return ansi(key, utf8: utf8) }
        return hasSpecials(key) || key == [UInt8(ascii: "@")] ? double(key) : key
    }

    /// The text of an alias or of a trap's command as `alias` and `trap` list it.
    static func listed(_ text: [UInt8], dialect: ShellDialect) -> [UInt8] {
        single(text, dialect: dialect)
    }

    /// A word of a command that `set -x` shows.
    ///
    /// dash shows it as it is. ash quotes what is not plain, and reserved words; an empty word
    /// shows as nothing. bash writes `''`.
    static func traced(_ word: [UInt8], dialect: ShellDialect, utf8: Bool) -> [UInt8] {
        switch dialect {
        case .dash: return word
        case .ash:
            let isPlain = word.allSatisfy(isPlainForAsh) && !isReserved(word)
            return isPlain ? word : single(word, dialect: .ash)
        case .bash:
            return word.isEmpty ? [39, 39] : tracedValue(word, dialect: .bash, utf8: utf8)
        }
    }

    /// The value of an assignment that `set -x` shows.
    static func tracedValue(_ value: [UInt8], dialect: ShellDialect, utf8: Bool) -> [UInt8] {
        switch dialect {
        case .dash: return value
        case .ash:
            return value.allSatisfy(isPlainForAsh) ? value : single(value, dialect: .ash)
        case .bash:
            if hasSpecials(value) { return single(value, dialect: .bash) }
            return needsAnsi(value, utf8: utf8) ? ansi(value, utf8: utf8) : value
        }
    }

    /// A quoted pattern of `[[ a = "b c" ]]` that bash's `set -x` shows: `\b\ \c`.
    static func tracedPattern(_ text: [UInt8], utf8: Bool) -> [UInt8] {
        var output: [UInt8] = []
        var index = 0
        while index < text.count {
            let length = utf8 ? ShellBytes.character(text, at: index)?.length ?? 1 : 1
            if text[index] != 1, text[index] != 127 { output.append(92) }
            output += text[index..<(index &+ length)]
            index &+= length
        }
        return output
    }

    /// `%q` of GNU's program `printf`: quotes where a shell would need them.
    static func program(_ word: [UInt8]) -> [UInt8] {
        if ShellBytes.isPlainWord(word) { return word }
        let isSimple =
            word.contains(39)
            && !word.contains { "\"$`\\".utf8.contains($0) || $0 < 32 || $0 > 126 }
        return isSimple ? [34] + word + [34] : single(word, dialect: .bash)
    }

    /// `printf %q`: backslashes, `''` or `$'…'`.
    static func printfQ(_ word: [UInt8], utf8: Bool) -> [UInt8] {
        if word.isEmpty { return [39, 39] }
        return needsAnsi(word, utf8: utf8) ? ansi(word, utf8: utf8) : backslashed(word)
    }

    /// `${x@Q}` and the value in `${x@A}`: always quoted.
    static func atQ(_ value: [UInt8], utf8: Bool) -> [UInt8] {
        needsAnsi(value, utf8: utf8) ? ansi(value, utf8: utf8) : single(value, dialect: .bash)
    }

    /// `${x@A}` of a plain variable: `x='1'`, `declare -r x='1'`.
    ///
    /// `attributes` are the letters of `declare`; `value` is nil where none is set.
    static func atA(
        name: [UInt8], attributes: [UInt8], value: [UInt8]?, utf8: Bool
    ) -> [UInt8] {
        var output: [UInt8] = []
        if !attributes.isEmpty { output += Array("declare -".utf8) + attributes + [32] }
        guard let value else { return attributes.isEmpty ? [] : output + name }
        return output + name + [61] + atQ(value, utf8: utf8)
    }

    /// `${x@E}`: the text as `$'…'` decodes it.
    static func atE(_ value: [UInt8], utf8: Bool) -> [UInt8] {
        EscapeText.dollarQuoted(value, dialect: .bash, utf8: utf8)
    }

    /// In single quotes: bash writes `'\''` for a quote, dash and ash `'"'"'`.
    static func single(_ text: [UInt8], dialect: ShellDialect) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count &+ 2)
        if dialect == .bash {
            if text == [39] { return [92, 39] }
            output.append(39)
            for byte in text {
                if byte == 39 { output += [39, 92, 39, 39] } else { output.append(byte) }
            }
            output.append(39)
            return output
        }
        var index = 0
        repeat {
            output.append(39)
            while index < text.count, text[index] != 39 {
                output.append(text[index])
                index &+= 1
            }
            output.append(39)
            guard index < text.count else { break }
            output.append(34)
            while index < text.count, text[index] == 39 {
                output.append(39)
                index &+= 1
            }
            output.append(34)
        } while index < text.count
        return output
    }
}
