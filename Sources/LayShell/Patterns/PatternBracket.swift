/// Reads a bracket expression in the words of each shell.
struct PatternBracket {
    /// What was read.
    enum Result {
        /// A set, and where the pattern goes on.
        case set(PatternSet, end: Int)
        /// No closing bracket: the opening one is a character.
        case unclosed
        /// The shell gives up: nothing matches.
        case never
    }

    private enum Value {
        case character(UInt32)
        /// A collating symbol that is none; it matches nothing.
        case nothing
        case unclosed
        case never
    }

    private let text: UnsafeBufferPointer<UInt8>
    private let limit: Int
    private let options: PatternOptions
    private var index: Int
    /// How far the scan went, for the account of the whole pattern.
    private(set) var work = 0
    private var set = PatternSet()
    private var lastEquivalence = -1
    private var classes = PatternSet()

    /// A reader behind the opening bracket.
    init(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int,
        options: PatternOptions
    ) {
        self.text = text
        self.limit = limit
        self.options = options
        index = start
    }

    private func byte(_ index: Int) -> UInt8 { index < limit ? text[index] : 0 }

    /// Reads up to the closing bracket.
    ///
    /// - Complexity: O(length of the bracket expression), O(rest of the pattern) without an end.
    mutating func read() -> Result {
        let begin = index
        defer { work &+= max(index, begin) &- begin }
        var isNegated = false
        if byte(index) == UInt8(ascii: "!")
            || (byte(index) == UInt8(ascii: "^") && options.dialect != .dash)
        {
            isNegated = true
            index &+= 1
        }
        let first = index
        while true {
            guard index < limit else { return .unclosed }
            if text[index] == UInt8(ascii: "]"), index > first {
                return finish(isNegated, end: index &+ 1)
            }
            switch classOrEquivalence() {
            case .taken: continue
            case .poisoned: return poisoned(isNegated)
            case .none: break
            }
            if options.dialect == .bash, index == first, byte(index) == UInt8(ascii: "\\"),
                index &+ 1 >= limit
            {
                return .never
            }
            let start = value()
            switch start {
            case .unclosed: return .unclosed
            case .never: return .never
            case .nothing where options.dialect == .ash: return poisoned(isNegated)
            case .nothing, .character: break
            }
            guard byte(index) == UInt8(ascii: "-"), index < limit,
                byte(index &+ 1) != UInt8(ascii: "]")
            else {
                insert(start, start)
                continue
            }
            index &+= 1
            guard index < limit else { return options.dialect == .dash ? .unclosed : .never }
            let end = value()
            switch end {
            case .unclosed: return .unclosed
            case .never: return .never
            case .nothing where options.dialect == .ash: return poisoned(isNegated)
            case .nothing, .character: insert(start, end)
            }
        }
    }

    private mutating func insert(_ low: Value, _ high: Value) {
        guard case .character(var low) = low, case .character(var high) = high else { return }
        if options.foldsCase {
            low = PatternText.folded(low)
            high = PatternText.folded(high)
        }
        if low <= high { set.insert(low...high) }
    }

    private mutating func finish(_ isNegated: Bool, end: Int) -> Result {
        // bash forgets the negation when an equivalence class comes last.
        if isNegated, options.dialect == .bash, lastEquivalence == index {
            return .set(PatternSet(), end: end)
        }
        index = end
        if options.foldsCase {
            set.foldASCII(beside: classes)
        } else {
            set.merge(classes)
        }
        if isNegated { set.negate() }
        return .set(set, end: end)
    }

    /// glibc stops at a class it does not know: only what was matched before counts.
    private mutating func poisoned(_ isNegated: Bool) -> Result {
        while index < limit, text[index] != UInt8(ascii: "]") {
            index &+= text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < limit else { return .never }
        if isNegated {
            index &+= 1
            return .set(PatternSet(), end: index)
        }
        return finish(false, end: index &+ 1)
    }

    private enum Taken {
        case taken, poisoned, none
    }

    /// `[:class:]` and `[=c=]`.
    private mutating func classOrEquivalence() -> Taken {
        guard text[index] == UInt8(ascii: "["), index &+ 1 < limit else { return .none }
        switch text[index &+ 1] {
        case UInt8(ascii: ":"): return named()
        case UInt8(ascii: "=") where options.dialect != .dash:
            guard index &+ 2 < limit else { return .none }
            let (scalar, next) = character(at: index &+ 2)
            guard byte(next) == UInt8(ascii: "="), byte(next &+ 1) == UInt8(ascii: "]") else {
                return .none
            }
            index = next &+ 2
            lastEquivalence = index
            insert(.character(scalar), .character(scalar))
            return .taken
        default: return .none
        }
    }

    private mutating func named() -> Taken {
        let start = index &+ 2
        var end = start
        while end &+ 1 < limit {
            if text[end] == UInt8(ascii: ":"), text[end &+ 1] == UInt8(ascii: "]") { break }
            if options.dialect != .bash, text[end] &- 97 > 25 { return .none }
            end &+= 1
        }
        work &+= end &- start
        guard end &+ 1 < limit else {
            // bash loses the bracket.
            if options.dialect == .bash { index &+= 1 }
            return .none
        }
        let name = text[start..<end].filter { $0 != UInt8(ascii: "\\") }
        if let known = PatternClass(name, dialect: options.dialect) {
            classes.insert(known)
        } else if options.dialect == .dash {
            return .none
        } else if options.dialect == .ash {
            index = end &+ 2
            return .poisoned
        }
        index = end &+ 2
        return .taken
    }

    /// A character, a quoted one or a collating symbol.
    private mutating func value() -> Value {
        let first = text[index]
        if first == UInt8(ascii: "\\") {
            guard index &+ 1 < limit else {
                return options.dialect == .ash ? .never : .unclosed
            }
            index &+= 1
        } else if first == UInt8(ascii: "["), byte(index &+ 1) == UInt8(ascii: "."),
            options.dialect != .dash
        {
            return symbol()
        }
        let (scalar, next) = character(at: index)
        index = next
        return .character(scalar)
    }

    private mutating func symbol() -> Value {
        let start = index &+ 2
        var end = start &+ 1
        while end &+ 1 < limit,
            text[end] != UInt8(ascii: ".") || text[end &+ 1] != UInt8(ascii: "]")
        {
            end &+= 1
        }
        work &+= end &- start
        guard end &+ 1 < limit else { return options.dialect == .bash ? .unclosed : .never }
        index = end &+ 2
        let (scalar, next) = character(at: start)
        if next == end { return .character(scalar) }
        if options.dialect == .bash, let byte = PatternCollating.character(text[start..<end]) {
            return .character(UInt32(byte))
        }
        return .nothing
    }

    private func character(at index: Int) -> (UInt32, Int) {
        guard options.isUTF8 else { return (UInt32(text[index]), index &+ 1) }
        return (
            PatternText.scalar(text, index), min(limit, index &+ PatternText.length(text[index]))
        )
    }
}
