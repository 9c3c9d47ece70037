internal import LayBounds

/// A pattern of `${a#p}`, `${a%p}` and `${a/p/r}`: `*` and `?`, which match no end of a line.
struct ShellPattern {
    /// The longest pattern.
    static let longest = 4096

    /// A character that is matched; `nil` for any.
    private var items: [Unicode.Scalar?] = []
    /// The places before which a `*` stands, one more than there are items.
    private var stars: [Bool] = [false]

    /// The pattern of a text.
    ///
    /// - Throws: `ExpansionError` for an escape of another character than `*`, `?`, `\`, `}`
    ///   and `/`.
    init(_ pattern: [UInt8]) throws(ExpansionError) {
        try self.init(Array(String(bytes: pattern[...]).unicodeScalars))
    }

    private init(_ pattern: [Unicode.Scalar]) throws(ExpansionError) {
        guard pattern.count <= Self.longest else { throw .longPattern }
        var place = 0
        while place < pattern.count {
            let scalar = pattern[place]
            place += 1
            switch scalar {
            case "*": stars[items.count] = true
            case "?": add(nil)
            case "\\":
                let next = place < pattern.count ? pattern[place] : "\u{fffd}"
                // What ends the substitution is escaped for that alone.
                if next == "}" || next == "/" { continue }
                guard next == "*" || next == "?" || next == "\\" else {
                    var text = ""
                    text.unicodeScalars.append(contentsOf: pattern)
                    throw .invalidPattern(text, "invalid escape '\\\(next)'")
                }
                add(next)
                place += 1
            default: add(scalar)
            }
        }
    }

    private mutating func add(_ item: Unicode.Scalar?) {
        items.append(item)
        stars.append(false)
    }

    private var reversed: ShellPattern {
        var result = self
        result.items.reverse()
        result.stars.reverse()
        return result
    }

    /// The text without what the pattern matches at its front, the longest or the shortest.
    func trimmingFront(of value: [UInt8], isGreedy: Bool) throws(ExpansionError) -> [UInt8] {
        let text = Array(String(bytes: value[...]).unicodeScalars)
        guard let end = try end(in: text, from: 0, isGreedy: isGreedy) else { return value }
        return Self.bytes(text[end...])
    }

    /// The text without what a pattern matches at its back, the longest or the shortest.
    static func trimmingBack(
        of value: [UInt8], pattern: [UInt8], isGreedy: Bool
    ) throws(ExpansionError) -> [UInt8] {
        let text = Array(String(bytes: value[...]).unicodeScalars.reversed())
        // Read from behind as BuildKit does, whose message has it so too.
        let pattern = try ShellPattern(
            backwards(Array(String(bytes: pattern[...]).unicodeScalars)))
        guard let end = try pattern.end(in: text, from: 0, isGreedy: isGreedy) else {
            return value
        }
        return bytes(text[end...].reversed())
    }

    private static func backwards(_ pattern: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var place = 0
        while place < pattern.count {
            if pattern[place] == "\\", place + 1 < pattern.count {
                result += [pattern[place + 1], "\\"]
                place += 2
            } else {
                result.append(pattern[place])
                place += 1
            }
        }
        return result.reversed()
    }

    /// The text with what the pattern matches replaced: the first match from the left, as long as
    /// it goes, or all.
    func replacing(
        in value: [UInt8], with replacement: [UInt8], isForAll: Bool
    ) throws(ExpansionError) -> [UInt8] {
        let text = Array(String(bytes: value[...]).unicodeScalars)
        let starts = try starts(in: text)
        var result: [UInt8] = []
        var place = 0
        var search = 0
        while search <= text.count, let start = starts[search...].firstIndex(of: true),
            let end = try end(in: text, from: start, isGreedy: true)
        {
            // Right behind a match nothing is no match.
            let counts = end > place || start == 0
            if counts {
                result += Self.bytes(text[place..<start])
                result +=
                    isForAll
                    ? Self.template(replacement, Self.bytes(text[start..<end])) : replacement
                place = end
                if result.count > WordExpansion.longestText { throw .longText }
            }
            search = end > search ? end : search + 1
            if !isForAll { break }
        }
        return result + Self.bytes(text[min(place, text.count)...])
    }

    /// Go's template of a replacement: `$0` is the match, another `$name` nothing, `$$` a dollar.
    private static func template(_ text: [UInt8], _ match: [UInt8]) -> [UInt8] {
        guard text.contains(UInt8(ascii: "$")) else { return text }
        var result: [UInt8] = []
        var rest = text[...]
        while let byte = rest.first {
            rest = rest.dropFirst()
            guard byte == UInt8(ascii: "$") else {
                result.append(byte)
                continue
            }
            if rest.first == UInt8(ascii: "$") {
                result.append(byte)
                rest = rest.dropFirst()
                continue
            }
            let isBraced = rest.first == UInt8(ascii: "{")
            let body = isBraced ? rest.dropFirst() : rest
            let name = body.prefix {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0 & 0xdf)
                    || $0 == UInt8(ascii: "_")
            }
            let isEnded = !isBraced || body[name.endIndex...].first == UInt8(ascii: "}")
            guard !name.isEmpty, isEnded else {
                result.append(byte)
                continue
            }
            if name.allSatisfy({ $0 == UInt8(ascii: "0") }), name.count == 1 { result += match }
            rest = body[name.endIndex...].dropFirst(isBraced ? 1 : 0)
        }
        return result
    }

    private static func bytes(_ scalars: some Sequence<Unicode.Scalar>) -> [UInt8] {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return Array(text.utf8)
    }
}

// The automaton: bit *n* of a state says that *n* items have matched.
extension ShellPattern {
    /// Where a match that begins at a place ends: the farthest place, or the nearest.
    private func end(
        in text: [Unicode.Scalar], from start: Int, isGreedy: Bool
    ) throws(ExpansionError) -> Int? {
        var run = Automaton(items, stars)
        run.begin()
        var found = run.isAccepting ? start : nil
        if !isGreedy, found != nil { return found }
        for place in start..<text.count {
            try run.read(text[place])
            if run.isDead { break }
            guard run.isAccepting else { continue }
            found = place + 1
            if !isGreedy { return found }
        }
        return found
    }

    /// For each place of a text and its end, whether a match begins there.
    private func starts(in text: [Unicode.Scalar]) throws(ExpansionError) -> [Bool] {
        let reversed = reversed
        var run = Automaton(reversed.items, reversed.stars)
        var result = Array(repeating: false, count: text.count + 1)
        run.begin()
        result[text.count] = run.isAccepting
        for place in text.indices.reversed() {
            try run.read(text[place])
            run.begin()
            result[place] = run.isAccepting
        }
        return result
    }

    private struct Automaton {
        private var state: [UInt64]
        private let stars: [UInt64]
        private let any: [UInt64]
        private var masks: [Unicode.Scalar: [UInt64]] = [:]
        private let accept: Int
        private var pace = RunBounds.Pace()

        init(_ items: [Unicode.Scalar?], _ stars: [Bool]) {
            accept = items.count
            let none = [UInt64](repeating: 0, count: items.count / 64 + 1)
            state = none
            var starBits = none
            var anyBits = none
            for (index, isStar) in stars.enumerated() where isStar {
                starBits[index / 64] |= 1 << UInt64(index % 64)
            }
            for (index, item) in items.enumerated() where item == nil {
                anyBits[index / 64] |= 1 << UInt64(index % 64)
            }
            for (index, item) in items.enumerated() {
                guard let item else { continue }
                masks[item, default: item == "\n" ? none : anyBits][index / 64] |=
                    1 << UInt64(index % 64)
            }
            self.stars = starBits
            any = anyBits
        }

        var isAccepting: Bool { state[accept / 64] & 1 << UInt64(accept % 64) != 0 }
        var isDead: Bool { state.allSatisfy { $0 == 0 } }

        /// A match may begin here.
        mutating func begin() { state[0] |= 1 }

        mutating func read(_ scalar: Unicode.Scalar) throws(ExpansionError) {
            do throws(BoundReached) {
                try pace.bytes(state.count * 64)
            } catch {
                throw .stopped(error)
            }
            let mask = masks[scalar] ?? (scalar == "\n" ? [] : any)
            var carry: UInt64 = 0
            for index in state.indices {
                let moved = index < mask.count ? state[index] & mask[index] : 0
                let stays = scalar == "\n" ? 0 : state[index] & stars[index]
                state[index] = moved << 1 | carry | stays
                carry = moved >> 63
            }
        }
    }
}
