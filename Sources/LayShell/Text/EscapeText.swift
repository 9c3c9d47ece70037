/// Texts in which a backslash begins a name for a byte: `\n`, `\101`, `\x41`, `\u20ac`.
enum EscapeText {
    /// What `echo` makes of `text`; `stopped` says that a `\c` ended the output.
    /// - Complexity: O(*n*) in the length of `text`.
    static func echo(
        _ text: [UInt8], dialect: ShellDialect, utf8: Bool
    ) -> (output: [UInt8], stopped: Bool) {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var complaints: [String] = []
        let stopped = append(
            text, to: &output, rules: .echo(dialect), utf8: utf8, complaints: &complaints)
        return (output, stopped)
    }

    /// The value of `$'text'`: bash ends it at a NUL, ash leaves NULs out.
    /// - Complexity: O(*n*) in the length of `text`.
    static func dollarQuoted(_ text: [UInt8], dialect: ShellDialect, utf8: Bool) -> [UInt8] {
        let rules = EscapeRules.dollarQuotes(dialect)
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var complaints: [String] = []
        var index = 0
        while index < text.count {
            let byte = text[index]
            index &+= 1
            guard byte == UInt8(ascii: "\\") else {
                output.append(byte)
                continue
            }
            let before = output.count
            _ = decode(
                text, &index, to: &output, rules: rules, utf8: utf8, complaints: &complaints)
            if output.count == before &+ 1, output[before] == 0 {
                output.removeLast()
                if dialect == .bash { break }
            }
        }
        return output
    }

    /// Appends the decoded `text`; the result says whether a `\c` ended it.
    /// - Complexity: O(*n*) in the length of `text`.
    static func append(
        _ text: [UInt8], to output: inout [UInt8], rules: EscapeRules, utf8: Bool,
        complaints: inout [String]
    ) -> Bool {
        var index = 0
        while index < text.count {
            let byte = text[index]
            index &+= 1
            if byte != UInt8(ascii: "\\") {
                output.append(byte)
            } else if decode(
                text, &index, to: &output, rules: rules, utf8: utf8, complaints: &complaints)
            {
                return true
            }
        }
        return false
    }

    /// Decodes what follows the backslash before `index`; true for a `\c` that ends the output.
    static func decode(
        _ text: [UInt8], _ index: inout Int, to output: inout [UInt8], rules: EscapeRules,
        utf8: Bool, complaints: inout [String]
    ) -> Bool {
        guard index < text.count else {
            output.append(UInt8(ascii: "\\"))
            return false
        }
        let byte = text[index]
        index &+= 1
        switch byte {
        case UInt8(ascii: "a"): output.append(7)
        case UInt8(ascii: "b"): output.append(8)
        case UInt8(ascii: "f"): output.append(12)
        case UInt8(ascii: "n"): output.append(10)
        case UInt8(ascii: "r"): output.append(13)
        case UInt8(ascii: "t"): output.append(9)
        case UInt8(ascii: "v"): output.append(11)
        case UInt8(ascii: "\\"): output.append(byte)
        case UInt8(ascii: "e") where rules.takesEscape: output.append(27)
        case UInt8(ascii: "E") where rules.takesCapitalEscape: output.append(27)
        case UInt8(ascii: "'") where rules.takesQuotes: output.append(byte)
        case UInt8(ascii: "\"") where rules.takesQuotes: output.append(byte)
        case UInt8(ascii: "?") where rules.takesQuestion: output.append(byte)
        case UInt8(ascii: "c") where rules.stopsAtC: return true
        case UInt8(ascii: "c") where rules.takesControl && index < text.count:
            control(text, &index, &output)
        case UInt8(ascii: "0")...UInt8(ascii: "7")
        where byte == UInt8(ascii: "0") || rules.takesBareOctal:
            octal(text, &index, first: byte, &output, rules)
        case UInt8(ascii: "x") where rules.takesHex:
            hex(text, &index, &output, rules, &complaints)
        case UInt8(ascii: "u") where rules.takesUnicode:
            unicode(text, &index, 4, &output, rules, utf8, &complaints)
        case UInt8(ascii: "U") where rules.takesUnicode:
            unicode(text, &index, 8, &output, rules, utf8, &complaints)
        default:
            // What follows is read as if nothing stood before it: `\%d` is a backslash and a number.
            output.append(UInt8(ascii: "\\"))
            index &-= 1
        }
        return false
    }
}
