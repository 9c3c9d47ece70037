internal import LayBounds

/// What the members of strings and bytes refuse.
extension LayError {
    static var emptySeparator: LayError {
        LayError(
            .valueError, "split: the separator is empty", help: "list(s) gives the characters")
    }

    static var emptyPart: LayError { LayError(.valueError, "count: the part is empty") }

    static var emptyReplaced: LayError {
        LayError(.valueError, "replace: the text to replace is empty")
    }

    static var notUTF8: LayError {
        LayError(
            .valueError, "the bytes are not valid UTF-8",
            help: "read them as bytes, or use decode(lossy: true)")
    }

    static var unquotable: LayError {
        LayError(.valueError, "quote: a shell's word cannot hold a zero byte")
    }

    static func noByte(_ value: String) -> LayError {
        LayError(
            .valueError, "bytes: \(value) is no byte", help: "a byte is an int from 0 to 255")
    }

    static func noWholeBytes(_ digits: Int) -> LayError {
        LayError(.valueError, "from_hex: \(digits) digits are no whole bytes")
    }

    static func noHexadecimal(_ quoted: String) -> LayError {
        LayError(.valueError, "from_hex: \(quoted) is no byte")
    }
}
