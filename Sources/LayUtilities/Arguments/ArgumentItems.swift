import LayFiles
import LayShell

/// The items of `xargs`: words with quotes and backslashes, lines, or what a delimiter ends.
struct ArgumentItems {
    private let reader: ByteReader
    private let call: UtilityCall
    private let delimiter: UInt8?
    private let isLinewise: Bool
    private let end: [UInt8]?
    private var isAtEnd = false
    /// True where nothing, not even a blank, stood behind the last item.
    private var isInputAtEnd = false
    private var count = 0
    /// Why the input could not be read to its end.
    private(set) var failure: String?

    /// - Throws: `UtilityFailure` for a delimiter that is none.
    init(_ reader: ByteReader, _ call: UtilityCall, isLinewise: Bool, keepsQuotes: Bool) throws {
        self.reader = reader
        self.call = call
        self.isLinewise = isLinewise
        var delimiter: UInt8?
        for (key, value) in call.options.given {
            if key == "0" { delimiter = 0 }
            if key == "d" { delimiter = try Self.delimiter(value ?? [], call) }
        }
        self.delimiter = delimiter
        let given = call.options.given.last { $0.key == "E" || $0.key == "e" }?.value
        end = delimiter == nil && given?.isEmpty == false ? given : nil
    }

    private static func delimiter(_ text: [UInt8], _ call: UtilityCall) throws -> UInt8 {
        if text.count == 1 { return text[0] }
        guard text.first == UInt8(ascii: "\\"), text.count > 1 else {
            throw UtilityFailure(
                "Invalid input delimiter specification \(call.text(text)): the delimiter must be"
                    + " either a single character or an escape sequence starting with \\.")
        }
        let rest = call.text(text[1...])
        let names: [String: UInt8] = [
            "a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92, "0": 0,
        ]
        if let byte = names[rest] { return byte }
        if rest.hasPrefix("x"), let byte = number(text[2...], radix: 16) { return byte }
        if let byte = number(text[1...], radix: 8) { return byte }
        throw UtilityFailure(
            "Invalid escape sequence \(call.text(text)) in input delimiter specification.")
    }

    /// A number as strtoul(3) reads it: with blanks and a sign in front, and 0 for nothing at all.
    private static func number(_ text: ArraySlice<UInt8>, radix: Int) -> UInt8? {
        var rest = text.drop { $0 == 32 || $0 &- 9 < 5 }
        let isNegative = rest.first == 45
        if isNegative || rest.first == 43 { rest.removeFirst() }
        if radix == 16, rest.count > 2, rest.first == 48,
            rest.dropFirst().first.map({ $0 | 32 }) == 120
        {
            rest = rest.dropFirst(2)
        }
        if rest.isEmpty, radix == 16 { return 0 }
        guard let value = UInt8(String(decoding: rest, as: UTF8.self), radix: radix) else {
            return nil
        }
        return isNegative && value > 0 ? nil : value
    }

    /// The next item, and whether a line ends with it; `nil` at the end.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    mutating func next() throws -> (bytes: [UInt8], endsLine: Bool)? {
        if isAtEnd { return nil }
        if let delimiter {
            guard let line = try reader.line(delimiter) else { return nil }
            return (Array(reader.bytes[line.range]), true)
        }
        guard let item = try word() else {
            isAtEnd = true
            return nil
        }
        defer { count += 1 }
        // What ends with the input is an item all the same, unless it is the first one.
        if let end, item.bytes == end, count == 0 || !isInputAtEnd {
            isAtEnd = true
            return nil
        }
        return item
    }

    private mutating func word() throws -> (bytes: [UInt8], endsLine: Bool)? {
        var bytes: [UInt8] = []
        var isStarted = false
        let isBusyboxLine = isLinewise && call.manner == .busybox
        var quote: UInt8?
        var wasBlank = false
        while let byte = try reader.byte() {
            if let open = quote {
                if byte == 10, !isBusyboxLine {
                    let kind = open == 34 ? "double" : "single"
                    failure =
                        "unmatched \(kind) quote"
                        + (call.manner == .gnu
                            ? "; by default quotes are special to xargs unless you use the -0 option"
                            : "")
                    isAtEnd = true
                    return nil
                }
                if byte == open { quote = nil } else { bytes.append(byte) }
                continue
            }
            switch byte {
            case 11...13 where isLinewise && !isStarted: continue
            case 10:
                if !isStarted { continue }
                // In GNU's program a blank at the end of a line joins the next one to it.
                return (bytes, !(wasBlank && !isLinewise))
            case 32, 9:
                if !isStarted { continue }
                if isLinewise {
                    bytes.append(byte)
                    continue
                }
                return (bytes, try endsLine())
            case 34, 39:
                isStarted = true
                if isBusyboxLine { bytes.append(byte) } else { quote = byte }
            case 92 where !isBusyboxLine:
                isStarted = true
                if let next = try reader.byte() {
                    bytes.append(next)
                    // It joins the next line all the same.
                    if next == 32 || next == 9 {
                        wasBlank = true
                        continue
                    }
                }
            case 0:
                isStarted = true
                if call.manner == .gnu {
                    try call.complain(
                        "WARNING: a NUL character occurred in the input.  It cannot be passed"
                            + " through in the argument list.  Did you mean to use the --null"
                            + " option?")
                }
                // What follows a NUL belongs to no C string.
                while let rest = try reader.byte() {
                    if rest == 10 || rest == 32 || rest == 9 {
                        reader.back(1)
                        break
                    }
                }
            default:
                isStarted = true
                bytes.append(byte)
            }
            wasBlank = false
        }
        isInputAtEnd = true
        // A word that is empty at the end of the input is none, whatever quote is open.
        if call.manner == .gnu, bytes.isEmpty { return nil }
        if let open = quote, !isBusyboxLine {
            failure =
                "unmatched \(open == 34 ? "double" : "single") quote"
                + (call.manner == .gnu
                    ? "; by default quotes are special to xargs unless you use the -0 option" : "")
            return nil
        }
        return isStarted ? (bytes, true) : nil
    }

    /// Looks behind a blank: a line ends there where nothing follows but the end of the input.
    private func endsLine() throws -> Bool {
        while let byte = try reader.byte() {
            if byte == 32 || byte == 9 || byte == 10 { continue }
            reader.back(1)
            return false
        }
        return true
    }
}
