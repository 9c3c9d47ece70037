import LayFiles
import LayShell

extension Utilities {
    static let uuencodeUtility = Utility(
        "uuencode", "write a file in printable characters", usage: "[-m] [FILE] STORED_FILENAME",
        [UtilityOption("-m", "as base64")]
    ) { call in
        guard let stored = call.operands.last, call.operands.count <= 2 else {
            throw call.misuse("missing operand")
        }
        var mode = 0o666 & ~call.context.umask
        let reader: ByteReader
        if call.operands.count == 2 {
            let name = call.operands[0]
            do {
                mode = try call.entry(name, follow: true).node.attributes.mode & 0o777
                reader = try call.reader(name)
            } catch let error as FileError where error.bound == nil {
                throw UtilityFailure("can't open '\(call.text(name))': \(error.reason)")
            }
        } else {
            reader = ByteReader(standardInputOf: call.context)
        }
        defer { reader.close() }
        let kind = call.has("m") ? "begin-base64" : "begin"
        try call.write("\(kind) \(String(mode, radix: 8)) ")
        try call.write(stored + [10])
        if call.has("m") {
            try BaseAlphabet.base64.encode(reader, 60, call)
            try call.write("====\n")
            return 0
        }
        while let range = try reader.next(45) {
            try call.write(Uuencoding.line(reader.bytes[range]))
        }
        try call.write("`\nend\n")
        return 0
    }

    static let uudecodeUtility = Utility(
        "uudecode", "write the file that uuencode wrote", usage: "[-o OUTFILE] [INFILE]",
        [UtilityOption("-o OUTFILE", "another file, - for the output")]
    ) { call in
        guard call.operands.count <= 1 else { throw call.misuse("extra operand") }
        let name = call.operands.first ?? [45]
        let reader: ByteReader
        do {
            reader = try call.reader(name)
        } catch let error as FileError {
            try call.complain(name, error)
            return call.status
        }
        defer { reader.close() }
        while let line = try reader.line() {
            let words = reader.bytes[line.range].split(separator: 32, maxSplits: 2).map(Array.init)
            guard words.count == 3, let mode = UInt16(call.text(words[1]), radix: 8) else {
                continue
            }
            let isBase64 = words[0].elementsEqual("begin-base64".utf8)
            guard isBase64 || words[0].elementsEqual("begin".utf8) else { continue }
            var output = UudecodedFile(call, call.options.value("o") ?? words[2], mode)
            try output.open()
            let isWhole =
                isBase64
                ? try Uuencoding.readBase64(reader, &output)
                : try Uuencoding.read(reader, &output)
            try output.close()
            if !isWhole { throw UtilityFailure("short file") }
            return 0
        }
        throw UtilityFailure("no 'begin' line")
    }
}

/// What uudecode writes to.
private struct UudecodedFile {
    private let call: UtilityCall
    private let name: [UInt8]
    private let mode: UInt16
    private var file: FileOutput?

    init(_ call: UtilityCall, _ name: [UInt8], _ mode: UInt16) {
        self.call = call
        self.name = name
        self.mode = mode & 0o777
    }

    mutating func open() throws {
        if name == [45] { return }
        do {
            file = try FileOutput(call.path(name), call.context)
            let mode = mode
            try call.context.files.setAttributes(of: call.path(name), follow: true) {
                $0.mode = mode
            }
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure("can't open '\(call.text(name))': \(error.reason)")
        }
    }

    func write(_ bytes: [UInt8]) throws {
        if let file { try file.write(bytes) } else { try call.write(bytes) }
    }

    func close() throws { try file?.flush() }
}

/// The characters of uuencode: six bits each, from a blank on, and a backquote for the blank.
private enum Uuencoding {
    private static func character(_ value: UInt8) -> UInt8 { value == 0 ? 96 : 32 &+ value }

    /// A line of at most 45 bytes.
    static func line(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var text = [character(UInt8(bytes.count))]
        var place = bytes.startIndex
        while place < bytes.endIndex {
            let group = bytes[place..<min(place + 3, bytes.endIndex)]
            let padded = group + [UInt8](repeating: 0, count: 3 - group.count)
            let first = padded.startIndex
            text.append(character(padded[first] >> 2))
            text.append(character((padded[first] & 3) << 4 | padded[first + 1] >> 4))
            text.append(character((padded[first + 1] & 15) << 2 | padded[first + 2] >> 6))
            text.append(character(padded[first + 2] & 63))
            place += 3
        }
        return text + [10]
    }

    /// Reads lines up to the end; false where there is none.
    static func read(_ reader: ByteReader, _ output: inout UudecodedFile) throws -> Bool {
        while let line = try reader.line() {
            let bytes = reader.bytes[line.range]
            if bytes.elementsEqual("end".utf8) { return true }
            guard let first = bytes.first else { continue }
            var left = Int((first &- 32) & 63)
            var place = bytes.startIndex + 1
            var result: [UInt8] = []
            while left > 0 {
                guard place + 4 <= bytes.endIndex else { return false }
                let values = bytes[place..<(place + 4)].map { ($0 &- 32) & 63 }
                let group = [
                    values[0] << 2 | values[1] >> 4, values[1] << 4 | values[2] >> 2,
                    values[2] << 6 | values[3],
                ]
                result += group.prefix(left)
                left -= 3
                place += 4
            }
            try output.write(result)
        }
        return false
    }

    /// Reads lines of base64 up to the end; false where there is none.
    static func readBase64(_ reader: ByteReader, _ output: inout UudecodedFile) throws -> Bool {
        var (value, count) = (UInt32(0), 0)
        while let line = try reader.line() {
            let bytes = reader.bytes[line.range]
            if bytes.starts(with: "====".utf8) { return true }
            var result: [UInt8] = []
            for byte in bytes {
                guard let digit = BaseAlphabet.base64.value(byte) else { continue }
                value = value << 6 | UInt32(digit)
                count += 1
                if count == 4 {
                    for shift in [16, 8, 0] {
                        result.append(UInt8(truncatingIfNeeded: value >> UInt32(shift)))
                    }
                    (value, count) = (0, 0)
                }
            }
            // What signs stand behind is a group of fewer bytes.
            if bytes.last == UInt8(ascii: "="), count >= 2 {
                value <<= UInt32((4 - count) * 6)
                for shift in [16, 8].prefix(count - 1) {
                    result.append(UInt8(truncatingIfNeeded: value >> UInt32(shift)))
                }
                (value, count) = (0, 0)
            }
            try output.write(result)
        }
        return false
    }
}
