internal import LayRegex

/// What is put in place of a match.
struct AwkReplacement {
    /// A piece: bytes of the text, or a group of the match.
    private enum Piece {
        case bytes(Range<Int>)
        case group(Int)
    }

    private let text: AwkText
    private var pieces: [Piece] = []
    /// Whether groups other than the whole match are asked for.
    private(set) var usesGroups = false

    /// A replacement's text: `&` is the match, `\&` an ampersand; with groups `\1` and its like.
    init(_ text: AwkText, hasGroups: Bool) {
        self.text = text
        var start = 0
        var index = 0
        let bytes = text.span
        func add(_ end: Int, _ pieces: inout [Piece]) {
            if end > start { pieces.append(.bytes(start..<end)) }
        }
        while index < bytes.count {
            if bytes[index] == 38 {
                add(index, &pieces)
                pieces.append(.group(0))
                start = index &+ 1
            } else if bytes[index] == 92, index &+ 1 < bytes.count {
                let next = bytes[index &+ 1]
                if hasGroups, next &- 48 < 10 {
                    add(index, &pieces)
                    pieces.append(.group(Int(next &- 48)))
                    usesGroups = true
                    start = index &+ 2
                    index &+= 1
                } else if next == 38 || hasGroups {
                    add(index, &pieces)
                    start = index &+ 1
                    index &+= 1
                } else if next == 92, Self.leadsToMatch(bytes, index) {
                    add(index, &pieces)
                    start = index &+ 1
                    index &+= 1
                }
            }
            index &+= 1
        }
        add(bytes.count, &pieces)
        withExtendedLifetime(text) {}
    }

    /// Whether a run of backslashes ends at an ampersand.
    private static func leadsToMatch(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int
    ) -> Bool {
        var index = start
        while index < bytes.count, bytes[index] == 92 { index &+= 1 }
        return index < bytes.count && bytes[index] == 38
    }

    /// Adds what stands for a match to a scratch.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    func append(
        _ match: RegularExpression.Match, of subject: UnsafeBufferPointer<UInt8>,
        _ scratch: AwkScratch
    ) throws {
        for piece in pieces {
            switch piece {
            case .bytes(let range):
                try scratch.append(UnsafeBufferPointer(rebasing: text.span[range]))
            case .group(0):
                try scratch.append(UnsafeBufferPointer(rebasing: subject[match.range]))
            case .group(let index):
                guard let range = match.group(index) else { continue }
                try scratch.append(UnsafeBufferPointer(rebasing: subject[range]))
            }
        }
    }
}

/// Which matches are replaced.
enum AwkReach {
    case all
    /// Only the match of this number, from 1.
    case only(Int)
}

extension AwkMachine {
    /// Replaces matches in a subject, adding the result to the scratch: how many were replaced.
    ///
    /// Nothing is added where none was.
    ///
    /// - Throws: what ends the program.
    func replace(
        _ searcher: RegularExpression.Searcher, in subject: UnsafeBufferPointer<UInt8>,
        with replacement: AwkReplacement, _ reach: AwkReach
    ) throws -> Int {
        try search(subject.count)
        var match = RegularExpression.Match()
        var (position, copied, number, replaced) = (0, 0, 0, 0)
        var lastEnd = -1
        while position <= subject.count {
            if replacement.usesGroups {
                guard searcher.firstMatch(in: subject, from: position, into: &match) else { break }
            } else {
                guard let range = searcher.firstRange(in: subject, from: position) else { break }
                match.range = range
            }
            let range = match.range
            // An empty match right behind a match is none.
            if range.isEmpty, range.lowerBound == lastEnd {
                position = range.lowerBound &+ 1
                continue
            }
            number &+= 1
            lastEnd = range.upperBound
            var isWanted = true
            if case .only(let wanted) = reach { isWanted = number == wanted }
            if isWanted {
                try scratch.append(
                    UnsafeBufferPointer(rebasing: subject[copied..<range.lowerBound]))
                try replacement.append(match, of: subject, scratch)
                copied = range.upperBound
                replaced &+= 1
                if replaced & 0x3F == 0 { try tick() }
                if case .only = reach { break }
            }
            position = range.isEmpty ? range.upperBound &+ 1 : range.upperBound
        }
        if replaced > 0 {
            try scratch.append(UnsafeBufferPointer(rebasing: subject[copied...]))
        }
        return replaced
    }
}
