/// The values that a program gets: those of the standard input and of files, read piece by piece.
final class JqInput {
    /// How the text is read.
    struct Form {
        var isRaw = false
        var isSlurped = false
        var isStream = false
        var isSequence = false
    }

    private let account: JqAccount
    private let form: Form
    private let reader: any JqReading
    private var files: [[UInt8]]
    private var source: (any JqSource)?
    private var piece: [UInt8] = []
    private var place = 0
    private var slurped: JqValue?
    /// What stands in a line that is longer than a piece.
    private var partial: JqBytes?
    private var isExhausted = false

    /// The file that is read; nil before the first one and behind the last one.
    private(set) var fileName: [UInt8]?
    /// Files that could not be read.
    private(set) var failures = 0
    /// Lines that ended before the piece's counted part.
    private var lines = 0
    /// Where the counted part of the piece ends, and its last line begins.
    private var counted = 0
    private var lineStart = 0
    private var endsInLine = false

    /// Bytes that are read at once.
    private static let pieceBytes = 64 << 10
    /// Bytes of a line that jq reads at once.
    private static let lineBytes = 4095

    /// The values of files; those of the standard input where there are none.
    init(_ files: [[UInt8]], _ form: Form, _ account: JqAccount) throws {
        self.files = files.isEmpty ? [[UInt8(ascii: "-")]] : files
        self.files.reverse()
        self.form = form
        self.account = account
        if form.isStream {
            reader = JqReader(
                JqStreamAssembler(account), account, isSequence: form.isSequence)
        } else {
            reader = JqReader(JqValueAssembler(account), account, isSequence: form.isSequence)
        }
        if form.isSlurped {
            slurped =
                form.isRaw
                ? .text(JqText.make([], account)) : .array(try JqArray.make(capacity: 0, account))
        }
    }

    /// The next value; nil at the end.
    ///
    /// - Throws: `JqMalformed`; what the host throws.
    func next() throws -> JqValue? {
        if form.isRaw { return form.isSlurped ? try slurpText() : try line() }
        guard form.isSlurped else { return try value() }
        while let value = try value() {
            guard var array = slurped?.takeArray() else { return value }
            try JqArray.append(value, to: &array)
            slurped = .array(array)
        }
        return slurped.take()
    }

    private func value() throws -> JqValue? {
        while true {
            if place < piece.count {
                do {
                    let found = try piece.withUnsafeBufferPointer {
                        try reader.next($0, &place)
                    }
                    if let found { return found }
                } catch let error as JqMalformed {
                    if !form.isSequence { skipLine() }
                    throw error
                }
            }
            if place < piece.count { continue }
            guard try fill() else { return try reader.end() }
        }
    }

    /// Passes what jq would have read together with a mistake.
    private func skipLine() {
        let rest = piece[place...]
        place = (rest.firstIndex(of: 10) ?? piece.count - 1) + 1
    }

    // MARK: Lines

    private func line() throws -> JqValue? {
        while true {
            if place < piece.count {
                let found = piece.withUnsafeBufferPointer { span in
                    span.baseAddress.flatMap {
                        JqLibrary.find(10, $0 + place, span.count - place)
                    }
                }
                let start = place
                let end = start + (found ?? piece.count - start)
                place = found == nil ? end : end + 1
                let hasPartial = partial != nil
                if found != nil, !hasPartial { return try text(start..<end) }
                let bytes = partial ?? JqBytes(account)
                partial = bytes
                try bytes.append(Array(piece[start..<end]))
                if found != nil { return try takePartial() }
            }
            guard try fill() else { return try takePartial() }
        }
    }

    private func text(_ range: Range<Int>) throws -> JqValue {
        try piece.withUnsafeBufferPointer {
            .text(try JqText.make(anything: UnsafeBufferPointer(rebasing: $0[range]), account))
        }
    }

    private func takePartial() throws -> JqValue? {
        guard let bytes = partial.take() else { return nil }
        return .text(try JqText.make(anything: bytes.span, account))
    }

    private func slurpText() throws -> JqValue? {
        guard slurped != nil else { return nil }
        let bytes = JqBytes(account)
        repeat {
            try bytes.append(Array(piece[place...]))
            place = piece.count
        } while try fill()
        slurped = nil
        return .text(try JqText.make(anything: bytes.span, account))
    }

    // MARK: Files

    /// Reads the next piece; false at the end of the last file.
    private func fill() throws -> Bool {
        countLines(to: piece.count)
        while true {
            if let source {
                let next: [UInt8]
                do {
                    next = try source.read(Self.pieceBytes)
                } catch let refusal as JqRefusal {
                    try account.host.complain(Array("Input error: \(refusal.reason)\n".utf8))
                    failures += 1
                    next = []
                }
                if !next.isEmpty {
                    endsInLine = next.last != 10
                    lineStart -= piece.count
                    piece = next
                    place = 0
                    counted = 0
                    account.work(next.count / JqAccount.bytesPerStep)
                    try account.settle()
                    return true
                }
                self.source = nil
                // A line without an end shows the end of its file at once.
                isExhausted = true
                if endsInLine, files.isEmpty { fileName = nil }
            } else if isExhausted, files.isEmpty {
                fileName = nil
                lines = 0
                return false
            }
            guard let name = files.popLast() else { return false }
            try open(name)
        }
    }

    private func open(_ name: [UInt8]) throws {
        lines = 0
        counted = 0
        lineStart = 0
        piece = []
        place = 0
        endsInLine = false
        isExhausted = false
        if name == [UInt8(ascii: "-")] {
            fileName = Array("<stdin>".utf8)
            source = account.host.input
            return
        }
        fileName = name
        do {
            source = try account.host.open(name)
        } catch let refusal as JqRefusal {
            try account.host.complain(
                Array("jq: error: Could not open file ".utf8) + name
                    + Array(": \(refusal.reason)\n".utf8))
            failures += 1
            isExhausted = true
        }
    }

    // MARK: Where it stands

    private func countLines(to end: Int) {
        while counted < end {
            let found = piece.withUnsafeBufferPointer { span in
                span.baseAddress.flatMap { JqLibrary.find(10, $0 + counted, end - counted) }
            }
            guard let found else { break }
            counted += found + 1
            lineStart = counted
            lines += 1
        }
        counted = max(counted, end)
    }

    /// Lines that jq would have read, which reads them whole.
    var lineNumber: Int {
        countLines(to: place)
        guard place > lineStart, place <= piece.count else { return lines }
        let start = lineStart + (place - 1 - lineStart) / Self.lineBytes * Self.lineBytes
        guard let end = piece[place...].firstIndex(of: 10) else { return lines }
        return end - start < Self.lineBytes ? lines + 1 : lines
    }

    /// The file and the line.
    var position: [UInt8] {
        guard let fileName else { return Array("<unknown>".utf8) }
        return fileName + Array(":\(lineNumber)".utf8)
    }
}
