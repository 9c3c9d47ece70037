import LayFiles
import LayShell

extension Utilities {
    static let xxdUtility = Utility(
        "xxd", "write a file in hexadecimal, or read it so",
        usage: "[OPTION]... [INFILE [OUTFILE]]",
        [
            UtilityOption("-a, --autoskip", "one * for lines of NULs", .works, .gnu),
            UtilityOption("-b, --bits", "bytes in binary", .works, .gnu),
            UtilityOption("-C, --capitalize", "with -i: capital letters in names", .works, .gnu),
            UtilityOption("-c, --cols=COLS", "bytes per line"),
            UtilityOption("-d", "addresses in decimal", .works, .gnu),
            UtilityOption("-E, --EBCDIC", "text in EBCDIC", .missing, .gnu),
            UtilityOption("-e", "the last byte of a group first", .works, .gnu),
            UtilityOption("-g, --groupsize=BYTES", "bytes per group"),
            UtilityOption("-i, --include", "as a file of C"),
            UtilityOption("-l, --len=LENGTH", "at most so many bytes"),
            UtilityOption("-n, --name=NAME", "with -i: the name", .works, .gnu),
            UtilityOption("-o, --offset=OFFSET", "add to addresses"),
            UtilityOption("-p, --ps, --plain, --postscript", "digits alone"),
            UtilityOption("-r, --revert", "back from hexadecimal to bytes"),
            UtilityOption("-s, --seek=OFFSET", "leave out bytes in front"),
            UtilityOption("-u, --uppercase", "capital digits", .works, .gnu),
        ],
        modern: { words in
            // -ps is one option here.
            words.map { $0 == Array("-ps".utf8) ? Array("-p".utf8) : $0 }
        }
    ) { call in try HexText(call).run() }
}

/// A call of `xxd`.
private struct HexText {
    private let call: UtilityCall
    private let columns: Int
    private let group: Int
    private let seek: Int
    private let limit: Int
    private let added: Int

    private static let mostColumns = 256

    init(_ call: UtilityCall) throws {
        self.call = call
        func number(_ key: String) -> Int? {
            guard let text = call.options.text(key) else { return nil }
            let isNegative = text.hasPrefix("-")
            let digits = text.drop { $0 == "+" || $0 == "-" }
            let value =
                digits.hasPrefix("0x")
                ? Int(digits.dropFirst(2), radix: 16)
                : digits.hasPrefix("0") ? Int(digits, radix: 8) : Int(digits)
            return (isNegative ? -1 : 1) * (value ?? 0)
        }
        let usual = call.has("p") ? 30 : call.has("i") ? 12 : call.has("b") ? 6 : 16
        let given = number("c")
        if let given, given > Self.mostColumns, !call.has("p") {
            throw UtilityFailure("invalid number of columns (max. \(Self.mostColumns)).")
        }
        columns = given.map { $0 > 0 ? $0 : call.has("p") ? .max : usual } ?? usual
        let usualGroup = call.has("b") ? 1 : call.has("e") ? 4 : 2
        let size = number("g") ?? usualGroup
        group = size <= 0 ? max(1, columns) : size
        seek = number("s") ?? 0
        limit = number("l") ?? .max
        added = number("o") ?? 0
    }

    func run() throws -> UInt8 {
        let name = call.operands.first ?? [45]
        let reader: ByteReader
        do {
            reader = try call.reader(name)
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure(
                "\(call.text(name)): \(error.reason)", status: call.manner == .gnu ? 2 : 1)
        }
        defer { reader.close() }
        var file: FileOutput?
        if call.operands.count > 1, call.operands[1] != [45] {
            file = try FileOutput(call.path(call.operands[1]), call.context)
        }
        let write: ([UInt8]) throws -> Void = { [call] bytes in
            if let file { try file.write(bytes) } else { try call.write(bytes) }
        }
        if call.has("r") {
            try call.has("p") ? revertPlain(reader, write) : revert(reader, write)
        } else {
            let start = try skip(reader, name)
            try dump(reader, start, name, write)
        }
        try file?.flush()
        return 0
    }

    private func skip(_ reader: ByteReader, _ name: [UInt8]) throws -> Int {
        var left = seek
        if seek < 0 {
            let size =
                name == [45]
                ? call.context.inputSize
                : try? call.context.files.status(at: call.path(name), follow: true).size
            left = max(0, (size ?? 0) + seek)
        }
        let start = left
        while left > 0, let range = try reader.next(min(left, 1 << 16)) { left -= range.count }
        return start
    }

    private func hex(_ value: Int, _ width: Int, radix: Int = 16) -> [UInt8] {
        let digits = Array(String(value, radix: radix, uppercase: call.has("u") && width == 2).utf8)
        return [UInt8](repeating: 48, count: max(0, width - digits.count)) + digits
    }

    private func dump(
        _ reader: ByteReader, _ start: Int, _ name: [UInt8], _ write: ([UInt8]) throws -> Void
    ) throws {
        var (offset, left) = (start, limit)
        var count = 0
        let variable = variable(name)
        if call.has("i"), let variable {
            try write(Array("unsigned char \(variable)[] = {\n".utf8))
        }
        var stars = 0
        var isFirst = true
        while left > 0, let range = try reader.next(min(columns, left, 1 << 16)) {
            let line = Array(reader.bytes[range])
            left -= line.count
            count += line.count
            if call.has("p") {
                try write(line.flatMap { hex(Int($0), 2) })
                if columns != .max { try write([10]) }
            } else if call.has("i") {
                let items = line.map { "0x" + String(decoding: hex(Int($0), 2), as: UTF8.self) }
                try write(
                    Array(((isFirst ? "" : ",\n") + "  " + items.joined(separator: ", ")).utf8))
            } else if call.has("a"), line.count == columns, !isFirst, line.allSatisfy({ $0 == 0 }) {
                stars += 1
                if stars == 1 { try write(Array("*\n".utf8)) }
            } else {
                stars = 0
                try write(shown(line, offset + added))
            }
            isFirst = call.has("a") && !line.allSatisfy { $0 == 0 }
            if call.has("i") { isFirst = false }
            offset += line.count
        }
        if call.has("p"), columns == .max, count > 0 { try write([10]) }
        if call.has("i") {
            if count > 0 { try write(call.manner == .gnu ? [10] : [UInt8(ascii: ","), 10]) }
            if let variable {
                let length = call.has("C") ? "_LEN" : "_len"
                try write(Array("};\nunsigned int \(variable)\(length) = \(count);\n".utf8))
            }
        }
    }

    private func variable(_ name: [UInt8]) -> String? {
        guard let given = call.options.value("n") ?? (name == [45] ? nil : name) else { return nil }
        let letters = given.map { byte -> UInt8 in
            byte &- 48 < 10 || (byte | 32) &- 97 < 26 ? byte : UInt8(ascii: "_")
        }
        let text = (letters.first.map { $0 &- 48 < 10 } ?? false ? "__" : "") + call.text(letters)
        return call.has("C") ? text.uppercased() : text
    }

    private func shown(_ line: [UInt8], _ address: Int) -> [UInt8] {
        var result = hex(address, 8, radix: call.has("d") ? 10 : 16) + [UInt8(ascii: ":"), 32]
        let isBinary = call.has("b")
        let size = isBinary ? 8 : 2
        var place = 0
        while place < columns {
            let end = min(columns, place + group)
            for index in place..<end {
                let source = call.has("e") ? place + (group - 1 - (index - place)) : index
                result +=
                    source < line.count
                    ? hex(Int(line[source]), size, radix: isBinary ? 2 : 16)
                    : [UInt8](repeating: 32, count: size)
            }
            result.append(32)
            place = end
        }
        result.append(32)
        return result + line.map { $0 &- 32 < 95 ? $0 : UInt8(ascii: ".") } + [10]
    }

    // MARK: Reverting

    private static func digit(_ byte: UInt8) -> UInt8? {
        if byte &- 48 < 10 { return byte &- 48 }
        let letter = (byte | 32) &- 97
        return letter < 6 ? letter + 10 : nil
    }

    private func revertPlain(_ reader: ByteReader, _ write: ([UInt8]) throws -> Void) throws {
        var high: UInt8?
        while let line = try reader.line() {
            var bytes: [UInt8] = []
            for byte in reader.bytes[line.range] {
                guard let digit = Self.digit(byte) else {
                    if byte != 32, byte != 9, byte != 13 { high = nil }
                    continue
                }
                if let first = high {
                    bytes.append(first << 4 | digit)
                    high = nil
                } else {
                    high = digit
                }
            }
            try write(bytes)
        }
    }

    private func revert(_ reader: ByteReader, _ write: ([UInt8]) throws -> Void) throws {
        var place = 0
        while let line = try reader.line() {
            let text = reader.bytes[line.range]
            let digits = text.prefix { Self.digit($0) != nil }
            guard !digits.isEmpty, text.dropFirst(digits.count).first == UInt8(ascii: ":"),
                let address = Int(call.text(digits), radix: 16)
            else { continue }
            let target = address + (call.has("s") ? seek : 0)
            if target > place {
                guard target - place < 1 << 28 else {
                    throw UtilityFailure("sorry, cannot seek.")
                }
                try write([UInt8](repeating: 0, count: target - place))
                place = target
            }
            var bytes: [UInt8] = []
            var rest = text.dropFirst(digits.count + 1)[...]
            if rest.first == 32 { rest.removeFirst() }
            while bytes.count < columns {
                // Two blanks end the digits.
                if rest.first == 32 {
                    rest.removeFirst()
                    if rest.first == 32 { break }
                }
                guard rest.count >= 2, let high = Self.digit(rest[rest.startIndex]),
                    let low = Self.digit(rest[rest.startIndex + 1])
                else { break }
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            }
            try write(bytes)
            place += bytes.count
        }
    }
}
