internal import LayRegex

/// What parts records.
enum AwkRecordSeparator {
    case byte(UInt8)
    /// Empty lines, `RS = ""`.
    case paragraph
    case expression(RegularExpression.Searcher)
}

/// A stream that is read record by record.
final class AwkReader {
    private let source: any AwkSource
    @exclusivity(unchecked) private var base: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) private var capacity: Int
    @exclusivity(unchecked) private var start = 0
    @exclusivity(unchecked) private var end = 0
    @exclusivity(unchecked) private var isAtEnd = false
    private let account: AwkAccount

    private static let piece = 64 << 10

    /// A reader of what the host opened.
    init(_ source: any AwkSource, _ account: AwkAccount) {
        self.source = source
        self.account = account
        capacity = Self.piece &* 2
        base = .allocate(capacity: capacity)
        account.take(capacity)
    }

    deinit {
        base.deallocate()
        account.give(capacity)
    }

    /// One record, valid until the next is read.
    struct Record {
        let text: UnsafeBufferPointer<UInt8>
        let terminator: UnsafeBufferPointer<UInt8>
    }

    /// The next record.
    ///
    /// - Throws: what the host throws.
    @inline(__always)
    func next(_ separator: AwkRecordSeparator) throws -> Record? {
        if case .byte(let byte) = separator,
            let length = AwkLibrary.find(byte, base + start, end &- start)
        {
            return take(length, 1)
        }
        return try nextSlowly(separator)
    }

    /// Closes the stream: its status.
    ///
    /// - Throws: what the host throws.
    func close() throws -> Int { try source.close() }

    @inline(__always)
    private func take(_ length: Int, _ separator: Int) -> Record {
        let first = base + start
        start &+= length &+ separator
        return Record(
            text: UnsafeBufferPointer(start: first, count: length),
            terminator: UnsafeBufferPointer(start: first + length, count: separator))
    }

    @inline(never)
    private func nextSlowly(_ separator: AwkRecordSeparator) throws -> Record? {
        switch separator {
        case .byte(let byte):
            var seen = 0
            while true {
                if let more = AwkLibrary.find(byte, base + start + seen, end &- start &- seen) {
                    return take(seen &+ more, 1)
                }
                seen = end &- start
                if try !fill() { return rest() }
            }
        case .paragraph: return try nextParagraph()
        case .expression(let searcher): return try nextMatch(searcher)
        }
    }

    private func rest() -> Record? { start < end ? take(end &- start, 0) : nil }

    private func nextParagraph() throws -> Record? {
        while true {
            while start < end, base[start] == 10 { start &+= 1 }
            if start < end { break }
            if try !fill() { return nil }
        }
        var place = 0
        while true {
            while start &+ place < end {
                guard base[start &+ place] == 10 else {
                    place &+= 1
                    continue
                }
                var stop = place
                while start &+ stop < end, base[start &+ stop] == 10 { stop &+= 1 }
                // More newlines may follow what was read.
                if start &+ stop == end, !isAtEnd { break }
                if stop &- place > 1 || start &+ stop == end { return take(place, stop &- place) }
                place = stop
            }
            if try !fill() {
                if start &+ place == end { return rest() }
            }
        }
    }

    private func nextMatch(_ searcher: RegularExpression.Searcher) throws -> Record? {
        while true {
            let text = UnsafeBufferPointer(start: base + start, count: end &- start)
            var from = 0
            while let found = searcher.firstRange(in: text, from: from) {
                if found.isEmpty {
                    from = found.lowerBound &+ 1
                    if from > text.count { break }
                    continue
                }
                // A longer match may end in what was not read yet.
                if found.upperBound == text.count, !isAtEnd { break }
                return take(found.lowerBound, found.count)
            }
            if try !fill() {
                guard let last = rest() else { return nil }
                return last
            }
        }
    }

    /// Reads on; false at the end.
    private func fill() throws -> Bool {
        if isAtEnd { return false }
        if start > 0, end &- start < capacity / 2 || start == end {
            base.update(from: base + start, count: end &- start)
            end &-= start
            start = 0
        }
        // A long record doubles what is searched again, so the piece grows with it.
        let wanted = max(Self.piece, end &- start)
        if capacity &- end < wanted { try grow(end &+ wanted) }
        let bytes = try source.read(min(wanted, capacity &- end))
        guard !bytes.isEmpty else {
            isAtEnd = true
            return false
        }
        if bytes.count > capacity &- end { try grow(end &+ bytes.count) }
        bytes.withUnsafeBufferPointer { span in
            if let first = span.baseAddress { (base + end).update(from: first, count: span.count) }
        }
        end &+= bytes.count
        return true
    }

    private func grow(_ least: Int) throws {
        let room = max(least, capacity &* 2)
        guard room < AwkText.limit else { throw AwkError.running("a record is too long") }
        try account.admit(room)
        let bigger = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
        bigger.update(from: base, count: end)
        base.deallocate()
        base = bigger
        account.take(room &- capacity)
        capacity = room
    }
}
