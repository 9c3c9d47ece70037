/// What is wrong with a token.
extension SyntaxFault {
    static var notUTF8: SyntaxFault { SyntaxFault("the text is not valid UTF-8") }

    static func unexpectedCharacter(_ character: UnicodeScalar) -> SyntaxFault {
        let isSeen = !character.properties.isDefaultIgnorableCodePoint && character.value > 0x20
        let number = String(character.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
        return SyntaxFault(
            "unexpected character \(isSeen ? "'\(character)'" : name)",
            help: OtherLanguages.help(forCharacter: character))
    }
}

/// What is wrong with a number.
extension SyntaxFault {
    /// The int in decimal digits, if a float could take its place.
    static func largeInt(_ text: String, digits: String? = nil) -> SyntaxFault {
        SyntaxFault(
            "\(text) does not fit a 64-bit int",
            help: digits.map { "write it as a float: \($0).0" })
    }

    static func noNumber(_ digits: String, base name: String) -> SyntaxFault {
        SyntaxFault(
            "'\(digits)' is not \("aeiou".contains(name.prefix(1)) ? "an" : "a") \(name) number")
    }

    static func unknownSuffix(_ suffix: String) -> SyntaxFault {
        SyntaxFault(
            "unknown size suffix '\(suffix)'",
            help: "suffixes are B kB MB GB TB and KiB MiB GiB TiB")
    }

    static func suffixOfFloat(_ suffix: String, _ digits: String, _ size: String?) -> SyntaxFault {
        SyntaxFault(
            "'\(suffix)' cannot follow the float \(digits)",
            help: "size suffixes make ints" + (size.map { ": write \($0)" } ?? ""))
    }
}

/// What is wrong with a string.
extension SyntaxFault {
    static func unclosedString(isRaw: Bool, isMultiline: Bool) -> SyntaxFault {
        SyntaxFault(
            "this string is never closed",
            help: isMultiline
                ? nil
                : "close it with \(isRaw ? "'" : "\""), or use the multi-line form with three quotes"
        )
    }

    static var littleIndentation: SyntaxFault {
        SyntaxFault("a line of this string is indented less than its closing quotes")
    }

    static var unclosedInterpolation: SyntaxFault {
        SyntaxFault("this interpolation is never closed", help: "add ')'")
    }

    static var deepInterpolations: SyntaxFault {
        SyntaxFault("interpolations are nested too deeply")
    }

    static var emptyInterpolation: SyntaxFault {
        SyntaxFault("an interpolation needs an expression")
    }

    static func unknownEscape(_ mark: UInt8) -> SyntaxFault {
        SyntaxFault(
            "unknown escape '\\\(String(decoding: [mark], as: UTF8.self))'",
            help:
                "escapes are \\n \\t \\r \\0 \\\\ \\\" \\u{…} and \\( ); a raw string '…' has none")
    }

    static var noByte: SyntaxFault { SyntaxFault("'\\x' needs two hexadecimal digits") }

    static var noScalar: SyntaxFault {
        SyntaxFault("'\\u' needs a scalar in braces", help: "for example \\u{e9}")
    }
}
