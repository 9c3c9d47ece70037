/// A pattern for paths as machines that are in all their places at once, so that no text takes long.
///
/// They are made from the regular expression that the peer makes of a pattern, and not from the
/// pattern itself: where that translation is odd, as for a star in brackets or a bar, so is what fits.
struct PatternProgram: Sendable {
    private let ways: [PatternWay]

    /// The program of an expression without the anchors around it: they hold for the first and the
    /// last of its ways, which bars part.
    ///
    /// - Throws: `Fault` for brackets, quotes and counts that Go refuses.
    init(_ regex: String) throws(PathPattern.Fault) {
        var rest = regex.unicodeScalars[...]
        var ways: [PatternWay] = []
        var isAtBar = false
        repeat {
            var way = PatternWay(beginsAnywhere: isAtBar)
            isAtBar = try way.read(&rest)
            way.finish(endsAnywhere: isAtBar)
            ways.append(way)
        } while isAtBar
        self.ways = ways
    }

    /// True when the whole path fits.
    ///
    /// - Complexity: O(*n* · *m*) in the path and the pattern.
    func matches(_ path: [UInt8]) -> Bool { ways.contains { $0.matches(path) } }

    /// False when nothing below a directory can fit.
    func mayMatch(below directory: [UInt8]) -> Bool {
        ways.contains { $0.mayMatch(below: directory) }
    }
}

/// One way in which a path may fit.
struct PatternWay: Sendable {
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

    /// More steps than that are no pattern: Go's own bound for repetitions.
    private static let mostSteps = 1000

    private var steps: [Step] = []
    /// What every path that fits begins with.
    private var head: [UInt8] = []
    /// What every path that fits ends with.
    private var tail: [UInt8] = []
    /// Slashes that a path which fits has at most; `nil` for any number.
    private var mostSlashes: Int? = 0

    init(beginsAnywhere: Bool) {
        if beginsAnywhere { add(.many(.everything)) }
    }

    private mutating func add(_ step: Step) {
        steps.append(step)
        switch step {
        case .one(let set): if set.hasSlash { mostSlashes = mostSlashes.map { $0 + 1 } }
        case .many(let set): if set.hasSlash { mostSlashes = nil }
        case .optional, .start: break
        }
    }

    private mutating func addOptional(_ inner: [Step]) {
        add(.optional(until: steps.count + 1 + inner.count))
        for step in inner { add(step) }
    }

    /// Reads up to a bar, or to the end; true for a bar.
    fileprivate mutating func read(
        _ rest: inout Substring.UnicodeScalarView
    ) throws(PathPattern.Fault) -> Bool {
        let anyDepth = "(.*/)?".unicodeScalars
        while let scalar = rest.first {
            if rest.starts(with: anyDepth) {
                rest.removeFirst(anyDepth.count)
                addOptional([.many(.anythingInLine), .one(.only("/"))])
                continue
            }
            rest.removeFirst()
            switch scalar {
            case "|": return true
            case "^": add(.start)
            case ".": try add(.anythingInLine, &rest)
            case "[": try add(RuneSet(bracket: &rest), &rest)
            case "\\": try add(RuneSet(escape: &rest), &rest)
            default: try add(.only(scalar), &rest)
            }
        }
        return false
    }

    /// Adds characters, as often as what follows says.
    private mutating func add(
        _ set: RuneSet, _ rest: inout Substring.UnicodeScalarView
    ) throws(PathPattern.Fault) {
        if rest.first == "*" {
            rest.removeFirst()
            return add(.many(set))
        }
        guard let (least, most) = Self.count(&rest) else { return add(.one(set)) }
        if max(least, most ?? 0) + steps.count > Self.mostSteps || most ?? least < least {
            throw .syntax
        }
        for _ in 0..<least { add(.one(set)) }
        guard let most else { return add(.many(set)) }
        for _ in least..<most { addOptional([.one(set)]) }
    }

    /// `{2}`, `{2,}` or `{2,3}`; `nil` for braces that stand for themselves.
    private static func count(
        _ rest: inout Substring.UnicodeScalarView
    ) -> (least: Int, most: Int?)? {
        guard rest.first == "{", let end = rest.firstIndex(of: "}") else { return nil }
        let parts = rest[..<end].dropFirst().split(
            separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        let texts = parts.map { String($0) }
        let isNumber = texts.map {
            !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard let first = texts.first, isNumber[0],
            texts.count == 1 || texts[1].isEmpty || isNumber[1]
        else { return nil }
        rest = rest[rest.index(after: end)...]
        let least = Int(first) ?? .max >> 1
        if texts.count == 1 { return (least, least) }
        return (least, texts[1].isEmpty ? nil : Int(texts[1]) ?? .max >> 1)
    }

    fileprivate mutating func finish(endsAnywhere: Bool) {
        if endsAnywhere { add(.many(.everything)) }
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

    /// False when nothing below a directory can fit.
    fileprivate func mayMatch(below directory: [UInt8]) -> Bool {
        let slashes = directory.count { $0 == UInt8(ascii: "/") }
        return PathPattern.leads(directory, to: head, isWhole: false)
            && mostSlashes.map { $0 > slashes } ?? true
    }

    // MARK: Matching

    /// True when the whole path fits.
    fileprivate func matches(_ path: [UInt8]) -> Bool {
        guard path.starts(with: head), path.count >= tail.count,
            path[(path.count - tail.count)...].elementsEqual(tail)
        else { return false }
        return steps.count < UInt64.bitWidth ? run(path) : runLong(path)
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
