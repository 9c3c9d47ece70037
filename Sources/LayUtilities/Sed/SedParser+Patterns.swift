internal import LayRegex

extension SedParser {
    /// Reads an address that begins with `start`, where there is one.
    ///
    /// - Throws: `ToolFailure` where it is wrong.
    func parseAddress(_ start: UInt8) throws -> SedAddress? {
        switch start {
        case UInt8(ascii: "/"): return try parsePatternAddress(start)
        case 0x5C:
            guard let delimiter = source.next() else { throw unterminatedAddress() }
            return try parsePatternAddress(delimiter)
        case 0x30...0x39: return parseLine(start)
        case UInt8(ascii: "$"): return .last
        case UInt8(ascii: "+"), UInt8(ascii: "~"):
            if options.isPosix { return nil }
            var count = 0
            let byte = source.nextNonblank()
            if let byte, 0x30...0x39 ~= byte {
                count = source.number(byte)
            } else {
                source.back(byte)
            }
            return start == UInt8(ascii: "+") ? .more(count) : .multiple(count)
        default: return nil
        }
    }

    private func parseLine(_ start: UInt8) -> SedAddress {
        let line = source.number(start)
        let byte = source.nextNonblank()
        guard byte == UInt8(ascii: "~"), !options.isPosix else {
            source.back(byte)
            return .line(line)
        }
        let digit = source.nextNonblank()
        guard let digit, 0x30...0x39 ~= digit else {
            source.back(digit)
            return .line(line)
        }
        let step = source.number(digit)
        return step > 0 ? .step(first: line, step: step) : .line(line)
    }

    private func unterminatedAddress(_ delimiter: UInt8 = 0x2F) -> ToolFailure {
        unterminated("unterminated address regex", delimiter)
    }

    private func unterminated(_ message: String, _ delimiter: UInt8?) -> ToolFailure {
        mistake(
            message, busybox: "unmatched '\(Character(Unicode.Scalar(delimiter ?? 0x2F)))'")
    }

    private func parsePatternAddress(_ delimiter: UInt8) throws -> SedAddress {
        guard delimiter != 10, let text = try readDelimited(delimiter, isPattern: true) else {
            throw unterminatedAddress(delimiter)
        }
        var flags = RegularExpression.Options()
        while !options.isPosix {
            let byte = source.nextNonblank()
            if byte == UInt8(ascii: "I") {
                flags.insert(.foldsCase)
            } else if byte == UInt8(ascii: "M") {
                flags.insert(.newlineSeparates)
            } else {
                source.back(byte)
                break
            }
        }
        return .pattern(try compile(text, flags))
    }

    /// Compiles a pattern; nothing for the empty one, which stands for the last one used.
    ///
    /// - Throws: `ToolFailure` where it is wrong.
    func compile(_ text: [UInt8], _ flags: RegularExpression.Options) throws -> SedPattern? {
        if text.isEmpty {
            if !flags.isEmpty { throw mistake("cannot specify modifiers on empty regexp") }
            return nil
        }
        var all: RegularExpression.Options = options.isExtended ? .sedExtended : .sed
        all.formUnion(flags)
        if settings.isUTF8 { all.insert(.isUTF8) }
        // Lines within a record mean nothing where records end with NUL.
        if options.delimiter == 0 { all.remove(.newlineSeparates) }
        if hasBareClass {
            throw ToolFailure.sed(
                settings, "character class syntax is [[:space:]], not [:space:]",
                status: isBusyBox ? 1 : 4)
        }
        do {
            return SedPattern(try RegularExpression(text, all))
        } catch {
            let shown = Array("bad regex '".utf8) + text + Array("': \(error.message)".utf8)
            throw mistake(isBusyBox ? shown : Array(error.message.utf8))
        }
    }

    /// Reads up to a delimiter that has no backslash; nothing where there is none in the line.
    ///
    /// - Throws: `ToolFailure` where the delimiter is a part of a character.
    func readDelimited(_ delimiter: UInt8, isPattern: Bool) throws -> [UInt8]? {
        if settings.isUTF8, delimiter >= 0x80 {
            throw mistake("delimiter character is not a single-byte character")
        }
        var text: [UInt8] = []
        while let byte = source.next() {
            if byte == delimiter { return text }
            switch byte {
            case 10:
                source.back(byte)
                return nil
            case 0x5C:
                guard let escaped = source.next() else { return nil }
                if escaped == delimiter, isPattern || escaped != UInt8(ascii: "&") {
                    text.append(escaped)
                } else if escaped == 10, isPattern {
                    text.append(10)
                } else {
                    text += [0x5C, escaped]
                }
            case UInt8(ascii: "[") where isPattern:
                text.append(byte)
                guard readBracket(into: &text) else { return nil }
            default: text.append(byte)
            }
        }
        return nil
    }

    /// Reads the rest of a `[…]`, in which nothing ends the pattern.
    private func readBracket(into text: inout [UInt8]) -> Bool {
        let start = text.count
        var isFirst = true
        while let byte = source.next() {
            if byte == 10 {
                source.back(byte)
                return false
            }
            text.append(byte)
            if byte == UInt8(ascii: "]"), !isFirst {
                // `[:alpha:]` is nearly always a mistake.
                let body = text[start..<(text.count - 1)]
                if body.count > 2, body.first == 0x3A, body.last == 0x3A { hasBareClass = true }
                return true
            }
            if byte == UInt8(ascii: "^"), isFirst, text[text.count - 2] == UInt8(ascii: "[") {
                continue
            }
            isFirst = false
            if byte == UInt8(ascii: "["), !readName(into: &text) { return false }
        }
        return false
    }

    /// Reads the rest of a `[:…:]`, `[=…=]` or `[.….]` where one begins.
    private func readName(into text: inout [UInt8]) -> Bool {
        let kind = source.next()
        guard let kind, kind == 0x3A || kind == 0x3D || kind == 0x2E else {
            source.back(kind)
            return true
        }
        text.append(kind)
        var previous: UInt8 = 0
        while let byte = source.next() {
            if byte == 10 {
                source.back(byte)
                return false
            }
            text.append(byte)
            if byte == UInt8(ascii: "]"), previous == kind { return true }
            previous = byte
        }
        return false
    }

    /// Reads the strings of a `y`.
    ///
    /// - Throws: `ToolFailure` where they are wrong.
    func parseTransliteration() throws -> SedTransliteration {
        let delimiter = source.next()
        guard let delimiter, delimiter != 10,
            let from = try readDelimited(delimiter, isPattern: false),
            let to = try readDelimited(delimiter, isPattern: false)
        else { throw unterminated("unterminated `y' command", delimiter) }
        let old = try SedEscapes.characters(from, isUTF8: settings.isUTF8)
        let new = try SedEscapes.characters(to, isUTF8: settings.isUTF8)
        guard old.count == new.count else {
            throw mistake("strings for `y' command are different lengths")
        }
        return SedTransliteration(old, new)
    }

    /// Reads an `s` behind its name.
    ///
    /// - Throws: `ToolFailure` where it is wrong.
    func parseSubstitution() throws -> SedSubstitution {
        let delimiter = source.next()
        guard let delimiter, delimiter != 10,
            let text = try readDelimited(delimiter, isPattern: true),
            let raw = try readDelimited(delimiter, isPattern: false)
        else { throw unterminated("unterminated `s' command", delimiter) }
        let replacement = try SedEscapes.replacement(raw, changesCase: !options.isPosix)
        var flags = RegularExpression.Options()
        let all = try readFlags(&flags)
        let pattern = try compile(text, flags)
        if let pattern, replacement.highestGroup > pattern.searcher.expression.groupCount {
            throw mistake(
                "invalid reference \\\(replacement.highestGroup) on `s' command's RHS")
        }
        return SedSubstitution(pattern, replacement, all)
    }

    private func readFlags(
        _ flags: inout RegularExpression.Options
    ) throws -> SedSubstitution.Options {
        var found = SedSubstitution.Options()
        var hasNumber = false
        while let byte = source.next() {
            switch byte {
            case 0x20, 0x09: continue
            case UInt8(ascii: "I") where !options.isPosix, UInt8(ascii: "i") where !options.isPosix:
                flags.insert(.foldsCase)
            case UInt8(ascii: "M") where !options.isPosix, UInt8(ascii: "m") where !options.isPosix:
                flags.insert(.newlineSeparates)
            case UInt8(ascii: "e") where !options.isPosix:
                try requireCommands()
                found.executes = true
            case UInt8(ascii: "p"):
                if found.prints || found.printsBefore {
                    throw mistake("multiple `p' options to `s' command")
                }
                if found.executes { found.prints = true } else { found.printsBefore = true }
            case UInt8(ascii: "g"):
                if found.isGlobal { throw mistake("multiple `g' options to `s' command") }
                found.isGlobal = true
            case UInt8(ascii: "w"):
                found.path = try readFileName(isWritten: true)
                return settle(found)
            case 0x30...0x39:
                if hasNumber { throw mistake("multiple number options to `s' command") }
                hasNumber = true
                found.number = source.number(byte)
                if found.number == 0 {
                    throw mistake("number option to `s' command may not be zero")
                }
            case UInt8(ascii: "}"), UInt8(ascii: "#"):
                source.back(byte)
                return settle(found)
            case 10, UInt8(ascii: ";"): return settle(found)
            case 13:
                let next = source.next()
                if next == nil || next == 10 { return settle(found) }
                fallthrough
            default:
                throw mistake(
                    "unknown option to `s'", busybox: "bad option in substitution expression")
            }
        }
        return settle(found)
    }

    /// A `p` counts as one before an `e` only where there is an `e`.
    private func settle(_ found: SedSubstitution.Options) -> SedSubstitution.Options {
        var found = found
        if found.printsBefore, !found.executes {
            found.printsBefore = false
            found.prints = true
        }
        return found
    }
}
