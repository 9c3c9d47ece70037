import LayFiles
import LayShell

extension Utilities {
    static let splitUtility = Utility(
        "split", "write pieces of a file into files", usage: "[OPTION]... [FILE [PREFIX]]",
        [
            UtilityOption("-a, --suffix-length=N", "characters of suffixes"),
            UtilityOption("--additional-suffix=SUFFIX", "what stands behind names", .works, .gnu),
            UtilityOption("-b, --bytes=SIZE", "bytes per file"),
            UtilityOption("-C, --line-bytes=SIZE", "bytes per file, in whole lines", .works, .gnu),
            UtilityOption("-d", "numbers from 0 as suffixes", .works, .gnu),
            UtilityOption("--numeric-suffixes[=FROM]", "as -d, from FROM", .works, .gnu),
            UtilityOption("-x", "hexadecimal suffixes", .works, .gnu),
            UtilityOption("--hex-suffixes[=FROM]", "as -x, from FROM", .works, .gnu),
            UtilityOption("-e, --elide-empty-files", "with -n: no empty files", .works, .gnu),
            UtilityOption("--filter=COMMAND", "write to a command, FILE its name", .works, .gnu),
            UtilityOption("-l, --lines=NUMBER", "lines per file"),
            UtilityOption(
                "-n, --number=CHUNKS", "so many files: N, K/N, l/N, l/K/N, r/N", .works, .gnu),
            UtilityOption("-t, --separator=SEP", "what ends lines", .works, .gnu),
            UtilityOption("-u, --unbuffered", "with -n r/: at once", .idle("as without"), .gnu),
            UtilityOption("--verbose", "tell of each file", .works, .gnu),
        ],
        modern: { words in
            words.flatMap { word -> [[UInt8]] in
                guard word.count > 1, word[0] == 45, word.dropFirst().allSatisfy({ $0 &- 48 < 10 })
                else { return [word] }
                return [[45, UInt8(ascii: "l")], Array(word.dropFirst())]
            }
        }
    ) { call in
        try call.allowOperands(2)
        let run = try SplitRun(call)
        return try run.perform()
    }
}

/// A call of `split`.
private final class SplitRun {
    private enum Manner {
        case lines(Int), bytes(Int), lineBytes(Int)
        /// Files, the one that is written to the output, and whether lines stay whole or go round.
        case chunks(Int, Int?, Character)
    }

    private let call: UtilityCall
    private var manner = Manner.lines(1000)
    private let end: UInt8
    private let prefix: [UInt8]
    private let alphabet: [UInt8]
    private var suffixWidth = 2
    private let isWidthFixed: Bool
    private var next = 0
    private var output: FileOutput?
    /// The name and the bytes of a piece that a command gets once it is whole.
    private var filtered: (name: [UInt8], bytes: [UInt8])?

    init(_ call: UtilityCall) throws {
        self.call = call
        prefix = call.operands.count > 1 ? call.operands[1] : [UInt8(ascii: "x")]
        if let extra = call.options.value("additional-suffix"), extra.contains(47) {
            throw call.misuse(
                "invalid suffix \(FileNameQuoting.always(extra)), contains directory separator")
        }
        var separator: UInt8 = 10
        if let text = call.options.value("t") {
            if text.isEmpty { throw UtilityFailure("empty record separator") }
            if text.count > 1, text != Array("\\0".utf8) {
                throw UtilityFailure("multi-character separator \(FileNameQuoting.always(text))")
            }
            separator = text.count > 1 ? 0 : text[0]
        }
        end = separator
        let kind = call.options.last(of: "d", "numeric-suffixes", "x", "hex-suffixes")
        alphabet = Array(
            (kind == nil
                ? "abcdefghijklmnopqrstuvwxyz"
                : kind?.hasPrefix("x") == true || kind == "hex-suffixes"
                    ? "0123456789abcdef" : "0123456789").utf8)
        if let kind, let from = call.options.text(kind) {
            guard let value = Int(from, radix: alphabet.count) else {
                throw call.misuse(
                    "\(from): invalid start value for \(alphabet.count == 10 ? "numerical" : "hexadecimal") suffix"
                )
            }
            next = value
        }
        let width = try call.options.value("a").map { try Self.number($0, "suffix length", 0) } ?? 0
        isWidthFixed = width > 0
        if width > 0 { suffixWidth = min(width, 64) }
        try readManner()
    }

    private static func number(_ text: [UInt8], _ what: String, _ least: Int = 1) throws -> Int {
        guard let value = SizeText.number(text) else {
            throw UtilityFailure("invalid \(what): \(FileNameQuoting.always(text))")
        }
        if value < least {
            throw UtilityFailure(
                "invalid \(what): \(FileNameQuoting.always(text)): Numerical result out of range")
        }
        return value
    }

    private func readManner() throws {
        let given = call.options.given.filter { ["b", "C", "l", "n"].contains($0.key) }
        if given.count > 1 { throw call.misuse("cannot split in more than one way") }
        guard let (key, value) = given.first, let value else { return }
        switch key {
        case "b": manner = .bytes(try Self.number(value, "number of bytes"))
        case "C": manner = .lineBytes(try Self.number(value, "number of bytes"))
        case "l": manner = .lines(try Self.number(value, "number of lines"))
        default:
            var parts = value.split(separator: 47, omittingEmptySubsequences: false).map(Array.init)
            var kind: Character = "b"
            if parts.count > 1, parts[0] == [108] || parts[0] == [114] {
                kind = parts[0] == [108] ? "l" : "r"
                parts.removeFirst()
            }
            let count = try Self.number(parts[parts.count - 1], "number of chunks")
            let one = parts.count > 1 ? try Self.number(parts[0], "chunk number") : nil
            if let one, one > count {
                throw UtilityFailure(
                    "invalid chunk number: \(FileNameQuoting.always(parts[0])):"
                        + " Numerical result out of range")
            }
            if one != nil, call.has("filter") {
                throw call.misuse("--filter does not process a chunk extracted to stdout")
            }
            manner = .chunks(count, one, kind)
            if !isWidthFixed {
                var width = 1
                var room = alphabet.count
                while room < count + next, width < 20 {
                    width += 1
                    room *= alphabet.count
                }
                suffixWidth = max(2, width)
            }
        }
    }

    private var hasChunks: Bool {
        if case .chunks = manner { true } else { false }
    }

    // MARK: Files

    private func suffix() throws -> [UInt8] {
        var value = next
        next += 1
        let base = alphabet.count
        if !isWidthFixed, !hasChunks {
            // Where the names of a width go out, wider ones follow: yz, zaaa.
            var (width, first) = (2, 0)
            var room = (base - 1) * base
            while value - first >= room, width < 20 {
                first += room
                room *= base
                width += 1
            }
            value -= first
            var digits: [UInt8] = []
            for _ in 0..<width {
                digits.insert(alphabet[value % base], at: 0)
                value /= base
            }
            return [UInt8](repeating: alphabet[base - 1], count: width - 2) + digits
        }
        var digits: [UInt8] = []
        for _ in 0..<suffixWidth {
            digits.insert(alphabet[value % base], at: 0)
            value /= base
        }
        if value > 0 { throw UtilityFailure("output file suffixes exhausted") }
        return digits
    }

    private func open() throws {
        try close()
        try call.context.step()
        let name = prefix + (try suffix()) + (call.options.value("additional-suffix") ?? [])
        if call.has("verbose") {
            try call.write("creating file \(FileNameQuoting.always(name))\n")
        }
        if call.has("filter") {
            filtered = (name, [])
            return
        }
        do {
            output = try FileOutput(call.path(name), call.context)
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure("\(call.shown(name)): \(error.reason)")
        }
    }

    private func close() throws {
        try output?.flush()
        output = nil
        guard let (name, bytes) = filtered, let command = call.options.value("filter") else {
            return
        }
        filtered = nil
        try call.flush()
        let shell = call.context["SHELL"].flatMap { $0.isEmpty ? nil : Array($0.utf8) }
        let child = call.context.child(
            words: [shell ?? Array("/bin/sh".utf8), Array("-c".utf8), command])
        let variable = Array("FILE".utf8)
        child.variables.removeAll { $0.key == variable }
        child.variables.append((variable, name))
        child.setInput(bytes)
        defer { call.context.release(bytes.count) }
        guard case .exited(let status) = try ProgramRunner.run(child), status != 0 else { return }
        throw UtilityFailure(
            "with FILE=\(call.text(name)), exit \(status) from command: \(call.text(command))",
            status: status)
    }

    private func write(_ bytes: ArraySlice<UInt8>) throws {
        if output == nil, filtered == nil { try open() }
        if filtered != nil {
            try call.context.hold(bytes.count)
            filtered?.bytes += bytes
        }
        try output?.write(bytes)
    }

    // MARK: Splitting

    func perform() throws -> UInt8 {
        let name = call.operands.first ?? [45]
        let reader: ByteReader
        do {
            reader = try call.reader(name)
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure("cannot open \(call.quoted(name)) for reading: \(error.reason)")
        }
        defer { reader.close() }
        switch manner {
        case .lines(let count): try lines(reader, count)
        case .bytes(let count): try bytes(reader, count)
        case .lineBytes(let count): try lineBytes(reader, count)
        case .chunks(let count, let one, let kind): try chunks(reader, count, one, kind)
        }
        try close()
        return 0
    }

    private func lines(_ reader: ByteReader, _ count: Int) throws {
        var written = 0
        while let line = try reader.line(end) {
            if written == count {
                try close()
                written = 0
            }
            try write(reader.bytes[line.range] + (line.isEnded ? [end] : []))
            written += 1
        }
    }

    private func bytes(_ reader: ByteReader, _ count: Int) throws {
        var written = 0
        while let range = try reader.next(min(count - written, 1 << 16)) {
            try write(reader.bytes[range])
            written += range.count
            if written == count {
                try close()
                written = 0
            }
        }
    }

    private func lineBytes(_ reader: ByteReader, _ count: Int) throws {
        var written = 0
        while let line = try reader.line(end) {
            var rest = reader.bytes[line.range] + (line.isEnded ? [end] : [])
            if written > 0, written + rest.count > count {
                try close()
                written = 0
            }
            while rest.count > count {
                try write(rest.prefix(count))
                rest = rest.dropFirst(count)
                try close()
            }
            try write(rest)
            written += rest.count
        }
    }

    private func chunks(_ reader: ByteReader, _ count: Int, _ one: Int?, _ kind: Character) throws {
        if kind != "r", call.operands.first ?? [45] == [45], call.context.inputIsPipe {
            throw UtilityFailure("-: cannot determine file size")
        }
        let text = try reader.rest()
        var pieces: [ArraySlice<UInt8>] = []
        if kind == "r" { return try round(text, count, one) }
        let size = text.count / count
        var start = 0
        for index in 1...count {
            var stop = index == count ? text.count : max(start, index * size)
            if kind == "b" {
                stop =
                    index == count
                    ? text.count : (size == 0 ? min(index, text.count) : index * size)
                if size == 0 { stop = min(index, text.count) }
            } else if index < count, stop > start || stop > 0 {
                // A line belongs to the chunk in which it begins.
                if stop > start, stop < text.count, text[stop - 1] != end {
                    stop = (ByteReader.find(end, in: text, from: stop) ?? text.count - 1) + 1
                }
            }
            pieces.append(text[start..<stop])
            start = stop
        }
        for (index, piece) in pieces.enumerated() {
            if let one {
                if index == one - 1 { try call.write(piece) }
                continue
            }
            if piece.isEmpty, call.has("e") { continue }
            try open()
            try write(piece)
        }
    }

    private func round(_ text: [UInt8], _ count: Int, _ one: Int?) throws {
        var parts = [[UInt8]](repeating: [], count: count)
        var (start, index) = (0, 0)
        while start < text.count {
            let stop = (ByteReader.find(end, in: text, from: start) ?? text.count - 1) + 1
            if one == nil || one == index + 1 {
                try call.context.hold(stop - start)
                parts[index] += text[start..<stop]
            }
            start = stop
            index = (index + 1) % count
        }
        if let one { return try call.write(parts[one - 1]) }
        for part in parts where !part.isEmpty || !call.has("e") {
            try open()
            try write(part[...])
        }
    }
}
