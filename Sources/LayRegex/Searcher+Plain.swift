/// The same questions without a count of steps; with back-references they may take very long.
extension RegularExpression.Searcher {
    /// Whether the pattern matches in `text` at or behind `start`: the cheapest question.
    ///
    /// - Complexity: O(the length of the text) without back-references.
    public func matches(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int = 0, isAtLineStart: Bool = true
    ) -> Bool {
        matches(text, from: start, isAtLineStart: isAtLineStart, steps: Self.ignore)
    }

    /// Where the leftmost longest match ends, for a caller that needs no start.
    ///
    /// - Complexity: O(the length of the text) without back-references.
    public func firstEnd(
        in text: UnsafeBufferPointer<UInt8>, from start: Int = 0, isAtLineStart: Bool = true
    ) -> Int? {
        firstEnd(in: text, from: start, isAtLineStart: isAtLineStart, steps: Self.ignore)
    }

    /// The leftmost longest match at or behind `start`, without its groups.
    ///
    /// - Complexity: O(the length of the text) without back-references.
    public func firstRange(
        in text: UnsafeBufferPointer<UInt8>, from start: Int = 0, isAtLineStart: Bool = true
    ) -> Range<Int>? {
        firstRange(in: text, from: start, isAtLineStart: isAtLineStart, steps: Self.ignore)
    }

    /// The leftmost longest match at or behind `start`, with its groups, put into `match`.
    ///
    /// - Complexity: O(the length of the text) without back-references.
    public func firstMatch(
        in text: UnsafeBufferPointer<UInt8>, from start: Int = 0, isAtLineStart: Bool = true,
        into match: inout RegularExpression.Match
    ) -> Bool {
        firstMatch(
            in: text, from: start, isAtLineStart: isAtLineStart, into: &match, steps: Self.ignore)
    }

    /// The leftmost longest match at or behind `start`, with its groups.
    ///
    /// - Complexity: O(the length of the text) without back-references.
    public func firstMatch(
        in text: UnsafeBufferPointer<UInt8>, from start: Int = 0, isAtLineStart: Bool = true
    ) -> RegularExpression.Match? {
        firstMatch(in: text, from: start, isAtLineStart: isAtLineStart, steps: Self.ignore)
    }

    private static func ignore(_: Int) throws(Never) {}
}
