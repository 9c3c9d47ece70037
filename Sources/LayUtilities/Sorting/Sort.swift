internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let sortUtility = Utility(
        "sort", "write sorted concatenation of all files", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-b, --ignore-leading-blanks", "ignore blanks before keys"),
            UtilityOption("-d, --dictionary-order", "compare blanks, letters and digits only"),
            UtilityOption("-f, --ignore-case", "compare small letters as capital ones"),
            UtilityOption("-g, --general-numeric-sort", "compare as floating-point numbers"),
            UtilityOption("-i, --ignore-nonprinting", "compare printable characters only"),
            UtilityOption("-M, --month-sort", "compare names of months"),
            UtilityOption(
                "-h, --human-numeric-sort", "compare numbers with units: 2K 1G", .works, .gnu),
            UtilityOption("-n, --numeric-sort", "compare numbers"),
            UtilityOption("-R, --random-sort", "shuffle, but keep equal keys together"),
            UtilityOption("--random-source=FILE", "get chance from FILE", .idle("no chance"), .gnu),
            UtilityOption("-r, --reverse", "reverse the order"),
            UtilityOption("--sort=WORD", "sort by general-numeric, human-numeric …", .works, .gnu),
            UtilityOption("-V, --version-sort", "compare numbers within text"),
            UtilityOption("--batch-size=N", "merge at most N files", .idle("all at once"), .gnu),
            UtilityOption("-c", "check for sorted input; do not sort"),
            UtilityOption("--check[=WHEN]", "as -c, or quiet as -C", .works, .gnu),
            UtilityOption("-C", "as -c, but do not tell the first bad line"),
            UtilityOption("--compress-program=PROG", "compress files", .idle("none"), .gnu),
            UtilityOption("--debug", "show what is used to sort", .works, .gnu),
            UtilityOption(
                "--files0-from=F", "read the files that F names, ended by NUL", .works, .gnu),
            UtilityOption("-k, --key=KEYDEF", "sort by a key"),
            UtilityOption("-m, --merge", "merge sorted files; do not sort"),
            UtilityOption("-o, --output=FILE", "write to FILE, not to standard output"),
            UtilityOption("-s, --stable", "keep the order of lines with equal keys"),
            UtilityOption("-S, --buffer-size=SIZE", "memory to use", .idle("as needed")),
            UtilityOption("-t, --field-separator=SEP", "what separates fields, for blanks"),
            UtilityOption("-T, --temporary-directory=DIR", "where files are", .idle("none")),
            UtilityOption("--parallel=N", "sorts at once", .idle("one"), .gnu),
            UtilityOption("-u, --unique", "write the first of equal lines only"),
            UtilityOption("-z, --zero-terminated", "lines end with NUL, not newline"),
        ], misuse: 2
    ) { call in try SortCall(call).run() }.withLegacy(SortKey.modern)
}

/// A call of `sort`: what it was asked for.
private final class SortCall {
    private let call: UtilityCall
    private let order: SortOrder
    private let isUnique: Bool
    private let delimiter: UInt8
    private var files: [[UInt8]]
    private var output: FileOutput?
    /// What `--debug` writes.
    private let marks: SortMarks?

    private static let kinds = ChoiceArgument(
        ["general-numeric"], ["human-numeric"], ["month"], ["numeric"], ["random"], ["version"])
    private static let checks = ChoiceArgument(["quiet", "silent"], ["diagnose-first"])

    init(_ call: UtilityCall) throws {
        self.call = call
        files = call.operands
        isUnique = call.has("u")
        delimiter = call.has("z") ? 0 : 10
        order = try Self.order(call)
        marks = call.has("debug") ? SortMarks(order) : nil
        if let list = call.options.value("files0-from") {
            files = try call.listedNames(list, failure: 2)
            if files.isEmpty {
                throw UtilityFailure("no input from \(call.quoted(list))", status: 2)
            }
        }
        try checkBatch()
    }

    // MARK: Options

    private func checkBatch() throws {
        guard let text = call.options.value("batch-size") else { return }
        let shown = FileNameQuoting.always(text)
        guard !text.isEmpty, text.allSatisfy({ $0 &- 48 < 10 }) else {
            throw UtilityFailure("invalid --batch-size argument \(shown)", status: 2)
        }
        guard let size = Int(call.text(text)), size <= 1 << 20 else {
            throw UtilityFailure("--batch-size argument \(shown) too large", status: 2)
        }
        if size < 2 {
            try call.complain("invalid --batch-size argument \(shown)")
            throw UtilityFailure("minimum --batch-size argument is '2'", status: 2)
        }
    }

    private static func order(_ call: UtilityCall) throws -> SortOrder {
        var general = SortKey()
        var keys: [SortKey] = []
        for (name, value) in call.options.given {
            switch name {
            case "k": keys.append(try key(value ?? [], call))
            case "sort":
                let kind = try kinds.choice(value ?? [], of: "--sort", call)
                let letter: UInt8 = kind == "version" ? 86 : kind == "random" ? 82 : 0
                let others: [String: UInt8] = [
                    "general-numeric": 103, "human-numeric": 104, "month": 77, "numeric": 110,
                ]
                _ = general.take(others[kind] ?? letter, .both)
            default: if name.utf8.count == 1 { _ = general.take(Array(name.utf8)[0], .both) }
            }
        }
        if call.manner == .busybox {
            for index in keys.indices where keys[index].meaning == .number {
                keys[index].meaning = .float
            }
            if general.meaning == .number { general.meaning = .float }
        }
        let isReversed = general.isReversed
        var plain = general
        plain.isReversed = false
        if keys.isEmpty {
            if !plain.isPlain { keys = [general] }
        } else {
            for index in keys.indices where keys[index].isPlain {
                let (start, end) = (keys[index].start, keys[index].end)
                keys[index] = general
                (keys[index].start, keys[index].end) = (start, end)
            }
        }
        for key in keys + [general] {
            if let letters = key.contradiction, call.manner == .gnu {
                throw UtilityFailure("options '-\(letters)' are incompatible", status: 2)
            }
        }
        return SortOrder(
            keys: keys, separator: try separator(call), isReversed: isReversed,
            isStable: call.has("s") || call.has("u") && call.manner == .gnu)
    }

    private static func key(_ text: [UInt8], _ call: UtilityCall) throws -> SortKey {
        do {
            return try SortKey(text)
        } catch let failure as UtilityFailure {
            guard call.manner == .busybox else { throw failure }
            throw UtilityFailure("bad field specification", status: 2)
        }
    }

    private static func separator(_ call: UtilityCall) throws -> UInt8? {
        var separator: UInt8?
        for value in call.options.values("t") {
            let byte: UInt8
            switch value.count {
            case 0: throw UtilityFailure("empty tab", status: 2)
            case 1: byte = value[0]
            default:
                guard value == Array("\\0".utf8) else {
                    throw UtilityFailure(
                        call.manner == .gnu
                            ? "multi-character tab \(FileNameQuoting.always(value))"
                            : "bad -t parameter", status: 2)
                }
                byte = 0
            }
            if let separator, separator != byte {
                throw UtilityFailure("incompatible tabs", status: 2)
            }
            separator = byte
        }
        return separator
    }

    /// `nil` without a check; else whether the first bad line is told of.
    private func check() throws -> Bool? {
        var tells: Bool?
        var letters: [UInt8] = []
        for (name, value) in call.options.given where name == "c" || name == "C" || name == "check"
        {
            var isQuiet = name == "C"
            if let value {
                isQuiet =
                    try Self.checks.choice(value, of: "--check", call) == "quiet"
            }
            tells = !isQuiet
            letters.append(isQuiet ? 67 : 99)
        }
        guard let tells else { return nil }
        if letters.contains(67), letters.contains(99) {
            throw UtilityFailure("options '-cC' are incompatible", status: 2)
        }
        let letter = tells ? "c" : "C"
        if call.manner == .gnu {
            if files.count > 1 {
                throw UtilityFailure(
                    "extra operand \(FileNameQuoting.always(files[1])) not allowed with -\(letter)",
                    status: 2)
            }
            if call.has("o") {
                throw UtilityFailure("options '-\(letter)o' are incompatible", status: 2)
            }
        }
        return tells
    }

    // MARK: Running

    func run() throws -> UInt8 {
        let check = try check()
        if files.isEmpty { files = [[UInt8(ascii: "-")]] }
        let outputs = call.options.values("o")
        if outputs.contains(where: { $0 != outputs[0] }) {
            throw UtilityFailure("multiple output files specified", status: 2)
        }
        if let marks {
            for (key, letter) in [("c", "c"), ("C", "C"), ("o", "o")] where call.has(key) {
                throw UtilityFailure("options '-\(letter) --debug' are incompatible", status: 2)
            }
            for note in marks.notes(hasKeys: call.has("k")) { try call.complain(note) }
        }
        if let tells = check { return try self.check(tells) }
        if call.has("m") {
            try merge(outputs.first)
        } else {
            try sort(outputs.first)
        }
        try output?.flush()
        return 0
    }

    private func open(_ name: [UInt8], verb: String = "cannot read") throws -> ByteReader {
        do {
            return try call.reader(name)
        } catch let error as FileError where error.bound == nil {
            let start = call.manner == .gnu ? "\(verb): " : ""
            throw UtilityFailure("\(start)\(call.shown(name)): \(error.reason)", status: 2)
        }
    }

    private func reading<Result>(_ name: [UInt8], _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as FileError where error.bound == nil {
            let verb = call.manner == .gnu ? "read failed: " : ""
            throw UtilityFailure("\(verb)\(call.shown(name)): \(error.reason)", status: 2)
        }
    }

    private func openOutput(_ name: [UInt8]?) throws {
        guard let name else { return }
        do {
            output = try FileOutput(call.path(name), call.context)
        } catch let error as FileError where error.bound == nil {
            let verb = call.manner == .gnu ? "open failed: " : ""
            throw UtilityFailure("\(verb)\(call.shown(name)): \(error.reason)", status: 2)
        }
    }

    private func write(_ line: SortLine) throws {
        if let marks { return try call.write(marks.text(line.bytes)) }
        if let output {
            try output.write(line.bytes)
            try output.write(CollectionOfOne(delimiter))
        } else {
            try call.write(line.bytes)
            try call.write(byte: delimiter)
        }
    }

    private func sort(_ name: [UInt8]?) throws {
        let context = call.context
        let store = LineStore { try context.hold($0) }
        var lines: [SortLine] = []
        var total = 0
        for file in files {
            let reader = try open(file)
            defer { reader.close() }
            try reading(file) {
                while let line = try reader.line(delimiter) {
                    if lines.count == lines.capacity {
                        // The lines, and as many again while they are sorted or the list grows.
                        let more = max(256, lines.count)
                        try context.hold(2 * more * MemoryLayout<SortLine>.stride)
                        lines.reserveCapacity(lines.count + more)
                    }
                    total += line.range.count + 16
                    let kept = try reader.bytes.withUnsafeBufferPointer { bytes in
                        try store.add(UnsafeBufferPointer(rebasing: bytes[line.range]))
                    }
                    lines.append(
                        order.line(
                            UnsafeBufferPointer(start: kept, count: line.range.count), at: kept))
                }
            }
        }
        try MergeSort.sort(&lines, by: order) { try context.account.work(total) }
        try openOutput(name)
        var last: SortLine?
        for line in lines {
            if isUnique {
                if let last, order.compareKeys(last, line) == 0 { continue }
                last = line
            }
            try write(line)
        }
        withExtendedLifetime(store) {}
    }

    /// A file that is merged, with its next line.
    private struct Source {
        let name: [UInt8]
        let reader: ByteReader
        var bytes: [UInt8] = []
    }

    private func next(_ source: inout Source) throws -> Bool {
        try reading(source.name) {
            guard let line = try source.reader.line(delimiter) else { return false }
            source.bytes = Array(source.reader.bytes[line.range])
            return true
        }
    }

    /// Calls `body` with two lines as they would be sorted.
    private func compare(_ left: [UInt8], _ right: [UInt8], keysOnly: Bool = false) -> Int {
        // An empty array has no address.
        (left + [0]).withUnsafeBufferPointer { first in
            (right + [0]).withUnsafeBufferPointer { second in
                guard let a = first.baseAddress, let b = second.baseAddress else { return 0 }
                let one = order.line(UnsafeBufferPointer(start: a, count: left.count), at: a)
                let other = order.line(UnsafeBufferPointer(start: b, count: right.count), at: b)
                return keysOnly ? order.compareKeys(one, other) : order.compare(one, other)
            }
        }
    }

    private func merge(_ name: [UInt8]?) throws {
        var sources: [Source] = []
        for file in files {
            var source = Source(name: file, reader: try open(file))
            if try next(&source) { sources.append(source) }
        }
        // What is written may be one of the files.
        if let name, files.contains(name) { return try sort(name) }
        try openOutput(name)
        var last: [UInt8]?
        while !sources.isEmpty {
            try call.context.step()
            var least = 0
            for index in sources.indices.dropFirst()
            where compare(sources[index].bytes, sources[least].bytes) < 0 { least = index }
            let line = sources[least].bytes
            if !isUnique || last.map({ compare($0, line, keysOnly: true) != 0 }) ?? true {
                if let output {
                    try output.write(line + [delimiter])
                } else {
                    try call.write(line)
                    try call.write(byte: delimiter)
                }
                last = line
            }
            if try !next(&sources[least]) { sources.remove(at: least) }
        }
    }

    private func check(_ tells: Bool) throws -> UInt8 {
        var last: [UInt8]?
        var number = 0
        let name = files[0]
        let reader = try open(name, verb: "open failed")
        defer { reader.close() }
        return try reading(name) {
            while let line = try reader.line(delimiter) {
                number += 1
                let bytes = Array(reader.bytes[line.range])
                if let last {
                    let order = compare(last, bytes, keysOnly: isUnique)
                    if order > 0 || isUnique && order == 0 {
                        if tells {
                            try call.complain(
                                call.manner == .busybox
                                    ? "Check line \(number - 1)"
                                    : "\(call.shown(name)):\(number): disorder: \(call.text(bytes))"
                            )
                        }
                        return 1
                    }
                }
                last = bytes
            }
            return 0
        }
    }
}
