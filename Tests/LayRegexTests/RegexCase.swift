import LayRegex

/// One line of `cases.tsv`: a tool, its flags, a pattern and a text, with the tool's answer.
struct RegexCase: Sendable {
    /// `sed`, `sedE`, `grep`, `grepE`, `gawk` or `bash`.
    var tool: String
    /// `u` UTF-8, `i` either case, `m` newlines separate, `w` words, `x` lines.
    var flags: String
    var pattern: [UInt8]
    var text: [UInt8]

    /// The options that stand for the tool and its flags.
    var options: RegularExpression.Options {
        var options: RegularExpression.Options
        switch tool {
        case "sed": options = .sed
        case "sedE": options = .sedExtended
        case "grep": options = .grep
        case "grepE": options = .grepExtended
        case "gawk": options = .gawk
        default: options = .bash
        }
        if flags.contains("u") { options.insert(.isUTF8) }
        if flags.contains("i") { options.insert(.foldsCase) }
        if flags.contains("m") { options.insert(.newlineSeparates) }
        if flags.contains("w") { options.insert(.wholeWords) }
        if flags.contains("x") { options.insert(.wholeLines) }
        return options
    }

    /// What we answer, in the form in which the tool's answer was written down.
    func answer() -> String {
        do throws(RegularExpressionError) {
            let expression = try RegularExpression(pattern, options)
            if tool.hasPrefix("grep") { return try allMatches(expression) }
            guard let match = try expression.firstMatch(in: text) else { return "-" }
            if tool == "gawk" {
                return (0...match.groupCount).map { index in
                    match.group(index).map { "\($0.lowerBound),\($0.count)" } ?? "-"
                }.joined(separator: ";")
            }
            let parts = (0...match.groupCount).map { escaped(match.group($0) ?? 0..<0) }
            let start = tool == "bash" ? "" : "\(match.range.lowerBound)|"
            return start + parts.prefix(10).joined(separator: "|")
        } catch {
            return "!" + error.message
        }
    }

    private func allMatches(
        _ expression: RegularExpression
    ) throws(RegularExpressionError) -> String {
        var found: [String] = []
        var position = 0
        while position <= text.count,
            let match = try expression.firstMatch(in: text, from: position)
        {
            if match.range.isEmpty {
                position = match.range.upperBound + 1
                if found.isEmpty { found.append("") }
            } else {
                if found == [""] { found = [] }
                found.append(escaped(match.range))
                position = match.range.upperBound
            }
        }
        if found.isEmpty { return "-" }
        return "+" + found.joined(separator: "|")
    }

    private func escaped(_ range: Range<Int>) -> String { Self.escape(text[range]) }

    /// Bytes as printable text.
    static func escape(_ bytes: ArraySlice<UInt8>) -> String {
        var result = ""
        for byte in bytes {
            if byte > 0x20, byte < 0x7F, byte != 0x5C, byte != 0x7C {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = Array("0123456789abcdef")
                result += "\\x"
                result.append(digits[Int(byte >> 4)])
                result.append(digits[Int(byte & 15)])
            }
        }
        return result
    }

    /// The bytes of `escape`'s text.
    static func unescape(_ text: Substring) -> [UInt8] {
        var result: [UInt8] = []
        var bytes = text.utf8.makeIterator()
        func digit(_ byte: UInt8?) -> UInt8 {
            guard let byte else { return 0 }
            return byte < 0x3A ? byte &- 0x30 : byte &- 0x57
        }
        while let byte = bytes.next() {
            if byte == 0x5C {
                _ = bytes.next()
                let high = digit(bytes.next())
                result.append(high << 4 | digit(bytes.next()))
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// A case from the first four fields of a line.
    init(line: some StringProtocol) {
        let fields = String(line).split(separator: "\t", omittingEmptySubsequences: false)
        tool = String(fields[0])
        flags = String(fields[1])
        pattern = Self.unescape(fields[2])
        text = Self.unescape(fields[3])
    }
}
