import LayFiles
import LayShell

extension Utilities {
    private static let hexdumpOptions = [
        UtilityOption("-b, --one-byte-octal", "bytes in octal"),
        UtilityOption("-c, --one-byte-char", "bytes as characters"),
        UtilityOption("-C, --canonical", "bytes in hexadecimal and as text"),
        UtilityOption("-d, --two-bytes-decimal", "words in decimal"),
        UtilityOption("-o, --two-bytes-octal", "words in octal"),
        UtilityOption("-x, --two-bytes-hex", "words in hexadecimal"),
        UtilityOption("-e, --format=FORMAT", "a form of one's own"),
        UtilityOption("-f, --format-file=FILE", "forms that are in FILE"),
        UtilityOption("-L, --color[=MODE]", "colours", .idle("no terminal"), .gnu),
        UtilityOption("-n, --length=LENGTH", "at most so many bytes"),
        UtilityOption("-s, --skip=OFFSET", "leave out bytes in front"),
        UtilityOption("-v, --no-squeezing", "write lines that repeat, too"),
    ]

    static let hexdumpUtility = Utility(
        "hexdump", "write files in hexadecimal and other forms", usage: "[OPTION]... [FILE]...",
        hexdumpOptions
    ) { call in try HexDump(call).run() }

    static let hdUtility = Utility(
        "hd", "write files in hexadecimal and as text", usage: "[OPTION]... [FILE]...",
        hexdumpOptions
    ) { call in try HexDump(call, isCanonical: true).run() }
}

/// A call of `hexdump`.
private struct HexDump {
    private let call: UtilityCall
    private let forms: [String]
    private let skip: Int
    private let limit: Int?

    init(_ call: UtilityCall, isCanonical: Bool = false) throws {
        self.call = call
        func number(_ key: String, _ what: String) throws -> Int? {
            guard let text = call.options.value(key) else { return nil }
            if text.starts(with: Array("0x".utf8)),
                let value = Int(call.text(text[2...]), radix: 16)
            {
                return value
            }
            guard let value = SizeText.number(text) else {
                throw UtilityFailure(
                    call.manner == .gnu
                        ? "failed to parse \(what): '\(call.text(text))': Invalid argument"
                        : "invalid number '\(call.text(text))'")
            }
            return value
        }
        skip = try number("s", "offset") ?? 0
        limit = try number("n", "length")
        let given = call.options.given.map(\.key).filter { "bcCdox".contains($0) }
        forms = given.isEmpty ? [isCanonical ? "C" : ""] : given
    }

    /// The forms of -e and -f; none where none was given.
    private func ownFormats() throws -> [HexFormat] {
        var formats: [HexFormat] = []
        for (key, value) in call.options.given {
            if key == "e" { formats.append(try HexFormat(value ?? [])) }
            guard key == "f" else { continue }
            do {
                let reader = try call.reader(value ?? [])
                defer { reader.close() }
                while let line = try reader.line() {
                    let text = reader.bytes[line.range].drop { $0 == 32 || $0 == 9 }
                    if text.isEmpty || text.first == UInt8(ascii: "#") { continue }
                    try call.context.hold(text.count * 8)
                    formats.append(try HexFormat(Array(text)))
                }
            } catch let error as FileError where error.bound == nil {
                throw UtilityFailure("can't read \(call.text(value ?? [])): \(error.reason)")
            }
        }
        let size = formats.map(\.size).max() ?? 0
        return formats.map { $0.extended(to: size) }
    }

    private func run(_ formats: [HexFormat]) throws -> UInt8 {
        let input = DumpInput(call.operands, limit: limit, call)
        _ = try input.skip(skip)
        let size = formats.map(\.size).max() ?? 0
        var before: [UInt8]?
        var isStarred = false
        // Without a conversion there is nothing to read.
        if size == 0 { return call.status }
        while true {
            try call.context.step()
            let offset = input.offset
            let bytes = try input.next(size)
            if bytes.isEmpty { break }
            let isWhole = bytes.count == size
            let padded = bytes + [UInt8](repeating: 0, count: size - bytes.count)
            if isWhole, bytes == before, !call.has("v") {
                if !isStarred { try call.write("*\n") }
                isStarred = true
                continue
            }
            isStarred = false
            before = bytes
            for format in formats {
                try call.write(format.text(padded, bytes.count, at: offset))
            }
        }
        for format in formats where format.hasFinal && input.offset > skip {
            try call.write(format.finalText(at: input.offset))
        }
        if input.opened == 0, !call.operands.isEmpty { return 1 }
        return call.status
    }

    func run() throws -> UInt8 {
        let formats = try ownFormats()
        if !formats.isEmpty { return try run(formats) }
        let input = DumpInput(call.operands, limit: limit, call)
        _ = try input.skip(skip)
        var before: [UInt8]?
        var isStarred = false
        let start = input.offset
        while true {
            let offset = input.offset
            let line = try input.next(16)
            if line.isEmpty { break }
            if line == before, line.count == 16, !call.has("v") {
                if !isStarred { try call.write("*\n") }
                isStarred = true
                continue
            }
            isStarred = false
            before = line
            for form in forms { try write(line, offset, form) }
        }
        if input.opened == 0, !call.operands.isEmpty {
            if call.manner == .gnu { try call.complain("all input file arguments failed") }
            return 1
        }
        if input.offset > start {
            let width = forms.last == "C" ? 8 : 7
            try call.write(digits(input.offset, 16, width) + [10])
        }
        return call.status
    }

    private func digits(_ value: Int, _ radix: Int, _ width: Int) -> [UInt8] {
        let text = Array(String(value, radix: radix).utf8)
        return [UInt8](repeating: 48, count: max(0, width - text.count)) + text
    }

    private func write(_ line: [UInt8], _ offset: Int, _ form: String) throws {
        var result = digits(offset, 16, form == "C" ? 8 : 7)
        switch form {
        case "C":
            for place in 0..<16 {
                result += place % 8 == 0 ? [32, 32] : [32]
                result += place < line.count ? digits(Int(line[place]), 16, 2) : [32, 32]
            }
            result += Array("  |".utf8) + line.map { $0 &- 32 < 95 ? $0 : UInt8(ascii: ".") }
            result.append(UInt8(ascii: "|"))
        case "b", "c":
            for place in 0..<16 {
                result.append(32)
                var text: [UInt8] = []
                if place < line.count {
                    text =
                        form == "b"
                        ? digits(Int(line[place]), 8, 3)
                        : DumpForm(letter: UInt8(ascii: "c"), size: 1, width: 3).text([line[place]])
                }
                result += [UInt8](repeating: 32, count: 3 - text.count) + text
            }
        default:
            let (radix, width, blanks) =
                form == "d"
                ? (10, 5, 3) : form == "o" ? (8, 6, 2) : form == "x" ? (16, 4, 4) : (16, 4, 1)
            for place in stride(from: 0, to: 16, by: 2) {
                result += [UInt8](repeating: 32, count: blanks)
                if place < line.count {
                    let high = place + 1 < line.count ? Int(line[place + 1]) << 8 : 0
                    result += digits(high | Int(line[place]), radix, width)
                } else {
                    result += [UInt8](repeating: 32, count: width)
                }
            }
        }
        try call.write(result + [10])
    }
}
