import LayFiles
import LayShell

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension Utilities {
    static let uniqUtility = Utility(
        "uniq", "report or leave out repeated lines", usage: "[OPTION]... [INPUT [OUTPUT]]",
        [
            UtilityOption("-c, --count", "the number of lines in front"),
            UtilityOption("-d, --repeated", "only lines that are repeated, each once"),
            UtilityOption("-D", "all lines that are repeated", .works, .gnu),
            UtilityOption("--all-repeated[=METHOD]", "as -D, with empty lines", .works, .gnu),
            UtilityOption("-f, --skip-fields=N", "compare without the first N fields"),
            UtilityOption("--group[=METHOD]", "all lines, with empty lines between", .works, .gnu),
            UtilityOption("-i, --ignore-case", "small and capital letters are equal"),
            UtilityOption("-s, --skip-chars=N", "compare without the first N characters"),
            UtilityOption("-u, --unique", "only lines that are not repeated"),
            UtilityOption("-z, --zero-terminated", "lines end with NUL, not newline"),
            UtilityOption("-w, --check-chars=N", "compare N characters at most"),
        ],
        modern: { words in
            words.enumerated().map { index, word in
                let before = index > 0 ? words[index - 1] : []
                if before.count == 2, before[0] == 45, "fsw".utf8.contains(before[1]) {
                    return word
                }
                guard word.count > 1, word[0] == 45, word.dropFirst().allSatisfy({ $0 &- 48 < 10 })
                else { return word }
                return [45, UInt8(ascii: "f")] + word.dropFirst()
            }
        }
    ) { call in
        try call.allowOperands(2)
        let run = try UniqueLines(call)
        let name = call.operands.first ?? [45]
        let reader: ByteReader
        do {
            reader = try call.reader(name)
        } catch let error as FileError where error.bound == nil {
            let verb = call.manner == .gnu ? "" : "can't open "
            let shown = call.manner == .gnu ? call.shown(name) : call.quoted(name)
            throw UtilityFailure("\(verb)\(shown): \(error.reason)")
        }
        defer { reader.close() }
        var output: FileOutput?
        if call.operands.count > 1, call.operands[1] != [45] {
            do {
                output = try FileOutput(call.path(call.operands[1]), call.context)
            } catch let error as FileError where error.bound == nil {
                throw UtilityFailure("\(call.shown(call.operands[1])): \(error.reason)")
            }
        }
        do {
            try run.run(reader) {
                if let output { try output.write($0) } else { try call.write($0) }
            }
        } catch let error as FileError where error.bound == nil {
            let verb = call.manner == .gnu ? "error reading \(call.quoted(name))" : call.text(name)
            throw UtilityFailure("\(verb): \(error.reason)")
        }
        try output?.flush()
        return 0
    }.withLegacy { words in
        words.enumerated().map { index, word in
            guard word.first == 43, word.count > 1, word.dropFirst().allSatisfy({ $0 &- 48 < 10 }),
                !words[..<index].contains([45, 45])
            else { return word }
            return [45, UInt8(ascii: "s")] + word.dropFirst()
        }
    }
}

/// A call of `uniq`: what counts as equal, and what is written of equal lines.
private struct UniqueLines {
    private let call: UtilityCall
    private let fields: Int
    private let characters: Int
    private let width: Int
    private let foldsCase: Bool
    private let delimiter: UInt8
    /// `none`, `prepend`, `separate` for `-D`; `prepend`, `append`, `separate`, `both` for `--group`.
    private var repeats: String?
    private var grouping: String?

    init(_ call: UtilityCall) throws {
        self.call = call
        func number(_ key: String, _ what: String, _ none: Int) throws -> Int {
            guard let text = call.options.value(key) else { return none }
            guard !text.isEmpty, text.allSatisfy({ $0 &- 48 < 10 }) else {
                throw UtilityFailure(
                    call.manner == .gnu
                        ? "\(call.text(text)): invalid number of \(what)"
                        : "invalid number '\(call.text(text))'")
            }
            return SizeText.number(text) ?? .max
        }
        fields = try number("f", "fields to skip", 0)
        characters = try number("s", "bytes to skip", 0)
        width = try number("w", "bytes to compare", .max)
        foldsCase = call.has("i")
        delimiter = call.has("z") ? 0 : 10
        if call.has("D") { repeats = "none" }
        for value in call.options.given where value.key == "all-repeated" {
            repeats = "none"
            if let text = value.value {
                repeats = try ChoiceArgument(["none"], ["prepend"], ["separate"])
                    .choice(text, of: "--all-repeated", call)
            }
        }
        for value in call.options.given where value.key == "group" {
            grouping = "separate"
            if let text = value.value {
                grouping = try ChoiceArgument(["prepend"], ["append"], ["separate"], ["both"])
                    .choice(text, of: "--group", call)
            }
        }
        if grouping != nil, repeats != nil || call.options.has(any: "c", "d", "u") {
            throw call.misuse("--group is mutually exclusive with -c/-d/-D/-u")
        }
        if repeats != nil, call.has("c") {
            throw call.misuse("printing all duplicated lines and repeat counts is meaningless")
        }
    }

    /// Where what is compared of a line stands.
    private func key(_ line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var place = 0
        var left = fields
        while left > 0, place < line.count {
            left -= 1
            while place < line.count, line[place] == 32 || line[place] == 9 { place += 1 }
            while place < line.count, line[place] != 32, line[place] != 9 { place += 1 }
        }
        place = min(line.count, place.addingReportingOverflow(characters).partialValue)
        if place < 0 { place = line.count }
        let count = min(width, line.count - place)
        return UnsafeBufferPointer(rebasing: line[place..<(place + count)])
    }

    private func isEqual(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let (a, b) = (key(left), key(right))
        guard a.count == b.count else { return false }
        guard let first = a.baseAddress, let second = b.baseAddress, !a.isEmpty else { return true }
        if !foldsCase { return memcmp(first, second, a.count) == 0 }
        func small(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }
        return a.indices.allSatisfy { small(a[$0]) == small(b[$0]) }
    }

    func run(_ reader: ByteReader, _ write: ([UInt8]) throws -> Void) throws {
        var first: [UInt8]?
        var count = 0
        var groups = 0
        let repeated = call.has("d") || repeats != nil
        func begin() throws {
            if grouping == "prepend" || grouping == "both" && groups == 0
                || grouping == "separate" && groups > 0
            {
                try write([delimiter])
            }
            groups += 1
        }
        func finish() throws {
            guard let first else { return }
            if grouping != nil {
                if grouping == "append" || grouping == "both" { try write([delimiter]) }
                return
            }
            if repeats != nil { return }
            if count == 1 ? repeated : call.has("u") { return }
            if call.has("c") {
                let digits = String(count)
                let blanks = String(repeating: " ", count: max(0, 7 - digits.count))
                try write(Array((blanks + digits + " ").utf8))
            }
            try write(first + [delimiter])
        }
        while let line = try reader.line(delimiter) {
            let same =
                first.map { first in
                    reader.bytes.withUnsafeBufferPointer { bytes in
                        first.withUnsafeBufferPointer {
                            isEqual($0, UnsafeBufferPointer(rebasing: bytes[line.range]))
                        }
                    }
                } ?? false
            if same {
                count += 1
                if repeats != nil, let first {
                    if count == 2 {
                        if repeats == "prepend" || repeats == "separate" && groups > 0 {
                            try write([delimiter])
                        }
                        groups += 1
                        if !call.has("u") { try write(first + [delimiter]) }
                    }
                    try write(reader.bytes[line.range] + [delimiter])
                }
                if grouping != nil { try write(reader.bytes[line.range] + [delimiter]) }
                continue
            }
            try finish()
            first = Array(reader.bytes[line.range])
            count = 1
            if grouping != nil {
                try begin()
                try write(reader.bytes[line.range] + [delimiter])
            }
        }
        try finish()
    }
}
