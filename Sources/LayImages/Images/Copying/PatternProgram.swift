/// A pattern for paths as a machine that is in all its places at once, so that no text takes long.
///
/// It is made from the regular expression that the peer makes of a pattern, and not from the pattern
/// itself: where that translation is odd, as for a star in brackets, so is what fits.
struct PatternProgram: Sendable {
    private enum Step {
        /// One character of a set.
        case one(RuneSet)
        /// Any number of them.
        case many(RuneSet)
        /// What follows up to a place may be left out.
        case optional(until: Int)
        /// Nothing stands before.
        case start
    }

    private var steps: [Step] = []
    /// What every path that fits begins with.
    private(set) var head: [UInt8] = []
    /// What every path that fits ends with.
    private var tail: [UInt8] = []
    /// Slashes that a path which fits has at most; `nil` for any number.
    private var mostSlashes: Int? = 0

    /// - Parameter regex: without the anchors around it.
    init(_ regex: String) throws(PathPattern.Fault) {
        var rest = regex.unicodeScalars[...]
        let anyDepth = "(.*/)?"
        while let scalar = rest.first {
            if rest.starts(with: anyDepth.unicodeScalars) {
                rest.removeFirst(anyDepth.unicodeScalars.count)
                steps += [
                    .optional(until: steps.count + 3), .many(.anythingInLine), .one(.only("/")),
                ]
                mostSlashes = nil
                continue
            }
            rest.removeFirst()
            let set: RuneSet
            switch scalar {
            case "^":
                steps.append(.start)
                continue
            case ".": set = .anythingInLine
            case "[": set = try RuneSet(bracket: &rest)
            case "\\": set = try RuneSet(escape: &rest)
            default: set = .only(scalar)
            }
            if rest.first == "*" {
                rest.removeFirst()
                steps.append(.many(set))
                if set.hasSlash { mostSlashes = nil }
            } else {
                steps.append(.one(set))
                if set.hasSlash { mostSlashes = mostSlashes.map { $0 + 1 } }
            }
        }
        head = Self.literal(steps)
        // Only behind what may be left out or repeated is there no way around a character.
        var start = 0
        for (index, step) in steps.enumerated() {
            switch step {
            case .one: continue
            case .optional(let end): start = end
            case .many, .start: start = max(start, index + 1)
            }
        }
        tail = Self.literal(steps[start...].reversed()).reversed()
    }

    /// The ASCII characters that steps begin with.
    private static func literal(_ steps: some Sequence<Step>) -> [UInt8] {
        var bytes: [UInt8] = []
        for step in steps {
            guard case .one(let set) = step, let byte = set.singleByte else { break }
            bytes.append(byte)
        }
        return bytes
    }

    /// False when nothing fits that has more slashes than a number.
    func mayMatch(deeperThan slashes: Int) -> Bool { mostSlashes.map { $0 > slashes } ?? true }

    /// True when the whole path fits.
    ///
    /// - Complexity: O(*n* · *m*) in the path and the pattern.
    func matches(_ path: [UInt8]) -> Bool {
        guard path.starts(with: head), path.count >= tail.count,
            path[(path.count - tail.count)...].elementsEqual(tail)
        else { return false }
        if steps.count < UInt64.bitWidth { return run(path) }
        return runLong(path)
    }

    /// The places that a place leads to without a character, itself included, as bits.
    private func closure(_ places: UInt64, isStart: Bool) -> UInt64 {
        var places = places
        for (index, step) in steps.enumerated() where places & 1 << UInt64(index) != 0 {
            switch step {
            case .one: continue
            case .many: places |= 2 << UInt64(index)
            case .optional(let end): places |= 2 << UInt64(index) | 1 << UInt64(end)
            case .start: if isStart { places |= 2 << UInt64(index) }
            }
        }
        return places
    }

    private func run(_ path: [UInt8]) -> Bool {
        var places = closure(1, isStart: true)
        for rune in Runes.of(path) {
            var next: UInt64 = 0
            var waiting = places
            while waiting != 0 {
                let index = waiting.trailingZeroBitCount
                waiting &= waiting - 1
                guard index < steps.count else { break }
                switch steps[index] {
                case .one(let set): if set.contains(rune) { next |= 2 << UInt64(index) }
                case .many(let set): if set.contains(rune) { next |= 1 << UInt64(index) }
                case .optional, .start: continue
                }
            }
            if next == 0 { return false }
            places = closure(next, isStart: false)
        }
        return places & 1 << UInt64(steps.count) != 0
    }

    /// The same for a pattern that has more places than a word has bits.
    private func runLong(_ path: [UInt8]) -> Bool {
        var places = [Bool](repeating: false, count: steps.count + 1)
        func close(isStart: Bool) {
            for (index, step) in steps.enumerated() where places[index] {
                switch step {
                case .one: continue
                case .many: places[index + 1] = true
                case .optional(let end):
                    places[index + 1] = true
                    places[end] = true
                case .start: if isStart { places[index + 1] = true }
                }
            }
        }
        places[0] = true
        close(isStart: true)
        for rune in Runes.of(path) {
            var next = [Bool](repeating: false, count: steps.count + 1)
            for (index, step) in steps.enumerated() where places[index] {
                switch step {
                case .one(let set): if set.contains(rune) { next[index + 1] = true }
                case .many(let set): if set.contains(rune) { next[index] = true }
                case .optional, .start: continue
                }
            }
            places = next
            close(isStart: false)
        }
        return places[steps.count]
    }
}
