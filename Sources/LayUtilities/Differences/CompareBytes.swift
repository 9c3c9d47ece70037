import LayFiles
import LayShell

extension Utilities {
    static let cmpUtility = Utility(
        "cmp", "compare two files byte by byte", usage: "[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]",
        [
            UtilityOption("-b, --print-bytes", "show bytes that differ", .works, .gnu),
            UtilityOption("-i, --ignore-initial=SKIP", "leave out bytes in front", .works, .gnu),
            UtilityOption("-l, --verbose", "all bytes that differ, with their numbers"),
            UtilityOption("-n, --bytes=LIMIT", "at most so many bytes"),
            UtilityOption("-s, --quiet, --silent", "write nothing"),
        ], misuse: 2
    ) { call in try ByteComparison(call).run() }.namedInHint
}

/// A call of `cmp`.
private struct ByteComparison {
    private let call: UtilityCall
    private let isGNU: Bool
    private var skips = [0, 0]
    private let limit: Int
    private let names: [[UInt8]]

    init(_ call: UtilityCall) throws {
        self.call = call
        let isGNU = call.manner == .gnu
        self.isGNU = isGNU
        let operands = call.operands
        if operands.isEmpty {
            throw call.misuse("missing operand after 'cmp'")
        }
        if call.has("l"), call.has("s") {
            throw call.misuse("options -l and -s are incompatible")
        }
        names = [operands[0], operands.count > 1 ? operands[1] : [45]]
        func number(_ text: [UInt8], _ option: String) throws -> Int {
            guard let value = SizeText.number(text) else {
                throw isGNU
                    ? call.misuse("invalid --\(option) value \(FileNameQuoting.always(text))")
                    : UtilityFailure("invalid number '\(call.text(text))'", status: 2)
            }
            return value
        }
        limit = try call.options.value("n").map { try number($0, "bytes") } ?? .max
        if let text = call.options.value("i") {
            let parts = text.split(separator: UInt8(ascii: ":"), maxSplits: 1)
            skips[0] = try number(Array(parts.first ?? []), "ignore-initial")
            skips[1] = parts.count > 1 ? try number(Array(parts[1]), "ignore-initial") : skips[0]
        }
        for index in 2..<max(2, min(4, operands.count)) {
            skips[index - 2] = try number(operands[index], "ignore-initial")
        }
        if operands.count > 4 {
            throw call.misuse("extra operand \(FileNameQuoting.always(operands[4]))")
        }
    }

    private func open(_ index: Int) throws -> ByteReader {
        let name = names[index]
        do {
            let reader = try call.reader(name)
            var left = skips[index]
            while left > 0, let range = try reader.next(min(left, 1 << 16)) { left -= range.count }
            _ = try reader.next(0)
            return reader
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure(
                call.has("s") && error.code == .notFound
                    ? nil : "\(call.shown(name)): \(error.reason)", status: 2)
        }
    }

    func run() throws -> UInt8 {
        let (first, second) = (try open(0), try open(1))
        defer {
            first.close()
            second.close()
        }
        var (place, line) = (0, 1)
        var lastByte: UInt8?
        var differences: [(place: Int, a: UInt8, b: UInt8)] = []
        var status: UInt8 = 0
        while place < limit {
            let count = min(1 << 15, limit - place)
            let (a, b) = (try read(first, count, 0), try read(second, count, 1))
            let shared = min(a.count, b.count)
            for index in 0..<shared {
                if a[index] != b[index] {
                    status = 1
                    if call.has("s") { return 1 }
                    if !call.has("l") { return try tell(place + index, line, a[index], b[index]) }
                    try call.context.hold(24)
                    differences.append((place + index + 1, a[index], b[index]))
                }
                if a[index] == 10 { line += 1 }
            }
            place += shared
            if shared > 0 { lastByte = a[shared - 1] }
            if a.count != b.count {
                if !call.has("s") {
                    try end(a.count < b.count ? 0 : 1, place, line, lastByte)
                }
                status = 1
                break
            }
            if a.isEmpty { break }
        }
        try list(differences, place)
        return status
    }

    private func read(_ reader: ByteReader, _ count: Int, _ index: Int) throws -> [UInt8] {
        do {
            return try reader.next(count).map { Array(reader.bytes[$0]) } ?? []
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure("\(call.shown(names[index])): \(error.reason)", status: 2)
        }
    }

    private func tell(_ place: Int, _ line: Int, _ a: UInt8, _ b: UInt8) throws -> UInt8 {
        let files = "\(call.text(names[0])) \(call.text(names[1]))"
        if call.has("b") {
            try call.write(
                "\(files) differ: byte \(place + 1), line \(line) is"
                    + " \(octal(a)) \(shown(a)) \(octal(b)) \(shown(b))\n")
        } else {
            try call.write("\(files) differ: char \(place + 1), line \(line)\n")
        }
        return 1
    }

    private func end(_ index: Int, _ place: Int, _ line: Int, _ last: UInt8?) throws {
        let name = call.shown(names[index])
        if !isGNU { return try call.complain("EOF on \(name)") }
        if place == 0 { return try call.complain("EOF on \(name) which is empty") }
        if call.has("l") { return try call.complain("EOF on \(name) after byte \(place)") }
        let full = last == 10
        try call.complain(
            "EOF on \(name) after byte \(place), \(full ? "line \(line - 1)" : "in line \(line)")")
    }

    private func list(_ differences: [(place: Int, a: UInt8, b: UInt8)], _ size: Int) throws {
        let width = isGNU ? String(max(size, differences.last?.place ?? 0)).count : 1
        for difference in differences {
            let number = String(difference.place)
            let blanks = String(repeating: " ", count: max(0, width - number.count))
            if call.has("b") {
                let a = shown(difference.a)
                try call.write(
                    "\(blanks)\(number) \(octal(difference.a)) \(a)"
                        + String(repeating: " ", count: max(0, 4 - a.count))
                        + " \(octal(difference.b)) \(shown(difference.b))\n")
            } else {
                try call.write(
                    "\(blanks)\(number) \(octal(difference.a)) \(octal(difference.b))\n")
            }
        }
    }

    private func octal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 8)
        return String(repeating: " ", count: 3 - digits.count) + digits
    }

    private func shown(_ byte: UInt8) -> String {
        if byte >= 128 { return "M-" + shown(byte - 128) }
        if byte < 32 { return "^" + String(UnicodeScalar(byte + 64)) }
        return byte == 127 ? "^?" : String(UnicodeScalar(byte))
    }
}
