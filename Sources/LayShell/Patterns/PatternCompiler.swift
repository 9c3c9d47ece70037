/// How a pattern is read.
struct PatternOptions: Sendable {
    /// Whether `@(…)` and its like are groups.
    var extended: Bool
    /// Whether capitals and small letters are one.
    var foldsCase: Bool
    /// Whether `?` and brackets match UTF-8 characters.
    var isUTF8: Bool
    /// Whose brackets.
    var dialect: ShellDialect
}

/// Reads the text of a pattern.
struct PatternCompiler {
    /// How deeply groups may nest.
    static let greatestDepth = 100

    private let text: UnsafeBufferPointer<UInt8>
    private let options: PatternOptions
    /// The bracket expressions read so far.
    private(set) var sets: [PatternSet] = []
    /// Whether the pattern nests too deeply or its brackets ask for too much work.
    private(set) var isTooCostly = false
    private var work = 0
    /// Behind this place every opening bracket is a character.
    private var plainFrom: Int

    /// A compiler of a text.
    init(_ text: UnsafeBufferPointer<UInt8>, options: PatternOptions) {
        self.text = text
        self.options = options
        // Only these make an unclosed bracket more than a character.
        let last = text.lastIndex {
            $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "-")
                || $0 == UInt8(ascii: ".")
        }
        plainFrom = 1 &+ (last ?? -1)
    }

    /// The pattern's parts in order.
    ///
    /// - Complexity: O(length of the text) times the depth of groups.
    mutating func nodes() -> [PatternNode] { nodes(0, text.count, depth: 0) }

    private mutating func nodes(_ start: Int, _ end: Int, depth: Int) -> [PatternNode] {
        var nodes: [PatternNode] = []
        nodes.reserveCapacity(end &- start)
        var index = start
        while index < end {
            let byte = text[index]
            if options.extended, index &+ 1 < end, text[index &+ 1] == UInt8(ascii: "("),
                let kind = Self.group(byte)
            {
                guard depth < Self.greatestDepth else {
                    isTooCostly = true
                    return nodes
                }
                guard let bars = alternatives(from: index &+ 2, to: end) else {
                    // bash then compares the rest byte by byte.
                    for rest in index..<end { literal(text[rest], &nodes) }
                    return nodes
                }
                var choices: [[PatternNode]] = []
                var from = index &+ 2
                for bar in bars {
                    choices.append(self.nodes(from, bar, depth: depth &+ 1))
                    from = bar &+ 1
                }
                nodes.append(.group(kind, choices))
                index = from
                continue
            }
            index &+= 1
            switch byte {
            case UInt8(ascii: "*"):
                if case .star? = nodes.last { continue }
                nodes.append(.star)
            case UInt8(ascii: "?"):
                nodes.append(.item(.any))
            case UInt8(ascii: "["):
                index = bracket(index, end, &nodes)
            case UInt8(ascii: "\\"):
                if index < end {
                    index = character(index, end, &nodes)
                } else {
                    trailingBackslash(&nodes)
                }
            default:
                index = character(index &- 1, end, &nodes)
            }
        }
        return nodes
    }

    private static func group(_ byte: UInt8) -> PatternGroup? {
        switch byte {
        case UInt8(ascii: "@"): .one
        case UInt8(ascii: "?"): .optional
        case UInt8(ascii: "*"): .any
        case UInt8(ascii: "+"): .some
        case UInt8(ascii: "!"): .except
        default: nil
        }
    }

    private mutating func bracket(_ index: Int, _ end: Int, _ nodes: inout [PatternNode]) -> Int {
        guard index < plainFrom, !isTooCostly else {
            literal(UInt8(ascii: "["), &nodes)
            return index
        }
        var bracket = PatternBracket(text, from: index, to: end, options: options)
        let result = bracket.read()
        work &+= bracket.work
        // Brackets that never close would be scanned to the end each.
        if work > 1_000_000 &+ 64 &* text.count { isTooCostly = true }
        switch result {
        case .set(let set, let next):
            nodes.append(.item(.set(sets.count)))
            sets.append(set)
            return next
        case .unclosed:
            literal(UInt8(ascii: "["), &nodes)
            return index
        case .never:
            nodes.append(.item(.never))
            return end
        }
    }

    private func trailingBackslash(_ nodes: inout [PatternNode]) {
        switch options.dialect {
        case .dash: literal(UInt8(ascii: "\\"), &nodes)
        case .ash: nodes.append(.item(.never))
        case .bash:
            if case .star? = nodes.last {
                nodes.append(.item(.never))
            } else {
                literal(UInt8(ascii: "\\"), &nodes)
            }
        }
    }

    private func character(_ index: Int, _ end: Int, _ nodes: inout [PatternNode]) -> Int {
        let byte = text[index]
        guard byte >= 0x80, options.foldsCase, options.isUTF8 else {
            literal(byte, &nodes)
            return index &+ 1
        }
        nodes.append(.item(.scalar(PatternText.folded(PatternText.scalar(text, index)))))
        return min(end, index &+ PatternText.length(byte))
    }

    private func literal(_ byte: UInt8, _ nodes: inout [PatternNode]) {
        nodes.append(.item(.byte(options.foldsCase ? PatternText.folded(byte) : byte)))
    }

    /// Where the bars between a group's alternatives and its closing parenthesis stand; nil
    /// without one.
    private mutating func alternatives(from start: Int, to end: Int) -> [Int]? {
        var bars: [Int] = []
        var level = 0
        var index = start
        while index < end {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "\\"): index &+= 1
            case UInt8(ascii: "["):
                guard let close = closingBracket(index &+ 1, end) else { return nil }
                index = close
            case UInt8(ascii: ")"):
                if level == 0 {
                    bars.append(index)
                    return bars
                }
                level &-= 1
            case UInt8(ascii: "|") where level == 0: bars.append(index)
            case UInt8(ascii: "("):
                if index > start, Self.group(text[index &- 1]) != nil { level &+= 1 }
            default: break
            }
            index &+= 1
        }
        return nil
    }

    private func closingBracket(_ start: Int, _ end: Int) -> Int? {
        var index = start
        if index < end, text[index] == UInt8(ascii: "!") || text[index] == UInt8(ascii: "^") {
            index &+= 1
        }
        let first = index
        while index < end {
            let byte = text[index]
            if byte == UInt8(ascii: "]"), index > first { return index }
            if byte == UInt8(ascii: "\\") {
                index &+= 1
            } else if byte == UInt8(ascii: "["), index &+ 1 < end,
                text[index &+ 1] == UInt8(ascii: ":")
            {
                var close = index &+ 2
                while close &+ 1 < end, text[close] &- 97 < 26 { close &+= 1 }
                if close &+ 1 < end, text[close] == UInt8(ascii: ":"),
                    text[close &+ 1] == UInt8(ascii: "]")
                {
                    index = close &+ 1
                }
            }
            index &+= 1
        }
        return nil
    }
}
