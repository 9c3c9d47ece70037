internal import LayRegex

/// What parts fields.
enum AwkSplitter {
    /// Runs of blanks; those at the ends part nothing.
    case blanks
    case byte(UInt8)
    /// One byte, or a newline, as in records that are paragraphs.
    case byteOrNewline(UInt8)
    /// Every byte is a field.
    case everyByte
    case expression(RegularExpression.Searcher)
    /// Fields of fixed widths, each behind so many bytes that are skipped.
    case widths([(skip: Int, width: Int)])
    /// The fields are what the expression matches.
    case content(RegularExpression.Searcher)

    /// The next field behind `position`, which moves past what parts it from the one behind, and
    /// past the end with the last; nil where there is none.
    @inline(__always)
    func next(
        in text: UnsafeBufferPointer<UInt8>, _ position: inout Int, isFirst: Bool
    ) -> Range<Int>? {
        let count = text.count
        switch self {
        case .blanks:
            while position < count, Self.isBlank(text[position]) { position &+= 1 }
            guard position < count else { return nil }
            let start = position
            while position < count, !Self.isBlank(text[position]) { position &+= 1 }
            return start..<position
        case .byte(let byte):
            guard position <= count, count > 0 else { return nil }
            let start = position
            while position < count, text[position] != byte { position &+= 1 }
            defer { position &+= 1 }
            return start..<position
        default: return nextSlowly(in: text, &position, isFirst: isFirst)
        }
    }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 }

    @inline(never)
    private func nextSlowly(
        in text: UnsafeBufferPointer<UInt8>, _ position: inout Int, isFirst: Bool
    ) -> Range<Int>? {
        let count = text.count
        guard position <= count, count > 0 else { return nil }
        let start = position
        switch self {
        case .byteOrNewline(let byte):
            while position < count, text[position] != byte, text[position] != 10 {
                position &+= 1
            }
            defer { position &+= 1 }
            return start..<position
        case .everyByte:
            guard position < count else { return nil }
            position &+= 1
            return start..<position
        case .expression(let searcher):
            guard let match = Self.match(searcher, in: text, from: start) else {
                position = count &+ 1
                return start..<count
            }
            position = match.upperBound
            return start..<match.lowerBound
        case .widths(let widths):
            return Self.fixed(widths, count, &position)
        case .content(let searcher):
            return Self.content(searcher, text, &position, isFirst: isFirst)
        case .blanks, .byte: return nil
        }
    }

    /// The next match that is not empty.
    static func match(
        _ searcher: RegularExpression.Searcher, in text: UnsafeBufferPointer<UInt8>, from: Int
    ) -> Range<Int>? {
        var place = from
        while let match = searcher.firstRange(in: text, from: place) {
            if !match.isEmpty { return match }
            place = match.lowerBound &+ 1
            if place > text.count { return nil }
        }
        return nil
    }

    /// Fields of fixed widths; the position alone tells how many were read.
    private static func fixed(
        _ widths: [(skip: Int, width: Int)], _ count: Int, _ position: inout Int
    ) -> Range<Int>? {
        var offset = 0
        for (skip, width) in widths {
            let start = offset &+ skip
            if offset == position {
                guard start < count else { return nil }
                let end = width >= count &- start ? count : start &+ width
                position = start &+ width
                return start..<end
            }
            offset = start &+ width
        }
        return nil
    }

    private static func content(
        _ searcher: RegularExpression.Searcher, _ text: UnsafeBufferPointer<UInt8>,
        _ position: inout Int, isFirst: Bool
    ) -> Range<Int>? {
        // Behind a field an empty match right there is none.
        guard let match = searcher.firstRange(in: text, from: position) else {
            position = text.count &+ 1
            return nil
        }
        if match.isEmpty, !isFirst, match.lowerBound == position {
            guard position < text.count,
                let next = searcher.firstRange(in: text, from: position &+ 1)
            else {
                position = text.count &+ 1
                return nil
            }
            position = next.upperBound
            return next
        }
        position = match.upperBound
        return match
    }
}
