extension RegularExpression {
    /// Searches texts for one pattern, and remembers the states that it needed.
    ///
    /// It is not safe to share between threads; the memory it keeps is bounded.
    public final class Searcher {
        /// The pattern that is searched for.
        public let expression: RegularExpression
        let program: Program
        let classes: SymbolClasses
        let forward: ForwardAutomaton
        let reverse: ReverseAutomaton
        let prefilter: Prefilter
        let isByLines: Bool
        /// The states of the last way back, by place.
        let trail = GrowingMemory<Int32>()
        /// Where the trail begins, going back, or -1 where there is none.
        var trailEnd = -1
        /// Places on the way back of a match too long for one trail, with their states.
        var checkpoints: [(position: Int, kernel: [Int32])] = []
        let registers: GroupRegisters
        var visits: NodeMarks
        var backtracker: Backtracker?

        /// A searcher for a pattern, with nothing learned yet.
        public init(_ expression: RegularExpression) {
            self.expression = expression
            program = expression.program
            classes = SymbolClasses(program)
            prefilter = expression.prefilter
            forward = ForwardAutomaton(program, classes, stopsAtFresh: prefilter.canJump)
            reverse = ReverseAutomaton(program, classes)
            isByLines = expression.options.contains(.lines)
            registers = GroupRegisters(groupCount: program.groupCount)
            visits = NodeMarks(count: program.instructions.count)
            backtracker = expression.exactProgram.map {
                Backtracker($0, expression.referenced, foldsCase: expression.options)
            }
        }

        deinit { visits.deallocate() }
    }
}

extension RegularExpression.Searcher {
    /// Whether the pattern matches in `text` at or behind `start`: the cheapest question.
    ///
    /// `steps` is told how many steps a search with back-references took, and may stop it.
    ///
    /// - Throws: what `steps` throws.
    /// - Complexity: O(the length of the text) without back-references.
    public func matches<Failure: Error>(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int = 0, isAtLineStart: Bool = true,
        steps: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        if backtracker != nil {
            return try firstRange(
                in: text, from: start, isAtLineStart: isAtLineStart, steps: steps) != nil
        }
        return end(in: text, from: start, isAtLineStart, isEarliest: true) != nil
    }

    /// Where the leftmost longest match ends, for a caller that needs no start.
    ///
    /// - Throws: what `steps` throws.
    /// - Complexity: O(the length of the text) without back-references.
    public func firstEnd<Failure: Error>(
        in text: UnsafeBufferPointer<UInt8>, from start: Int = 0, isAtLineStart: Bool = true,
        steps: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Int? {
        if backtracker != nil {
            return try firstRange(
                in: text, from: start, isAtLineStart: isAtLineStart, steps: steps)?.upperBound
        }
        return end(in: text, from: start, isAtLineStart, isEarliest: false)
    }

    /// The leftmost longest match at or behind `start`, without its groups.
    ///
    /// What stands before `start` still counts for `^` and for words. `isAtLineStart` says whether
    /// `^` matches at the start of the text.
    ///
    /// - Throws: what `steps` throws.
    /// - Complexity: O(the length of the text) without back-references.
    public func firstRange<Failure: Error>(
        in text: UnsafeBufferPointer<UInt8>, from start: Int = 0, isAtLineStart: Bool = true,
        steps: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Range<Int>? {
        if backtracker != nil {
            var match = RegularExpression.Match()
            return try backtrack(text, start, isAtLineStart, &match, steps) ? match.range : nil
        }
        guard let end = end(in: text, from: start, isAtLineStart, isEarliest: false) else {
            return nil
        }
        if let whole = prefilter.whole { return (end &- whole.bytes.count)..<end }
        let begin = self.start(in: text, from: start, isAtLineStart, end: end, keepsTrail: false)
        return begin..<end
    }

    /// The leftmost longest match at or behind `start`, with its groups.
    ///
    /// `match` is filled in; one that is used again keeps its memory.
    ///
    /// - Throws: what `steps` throws.
    /// - Complexity: O(the length of the text) without back-references.
    public func firstMatch<Failure: Error>(
        in text: UnsafeBufferPointer<UInt8>, from start: Int = 0, isAtLineStart: Bool = true,
        into match: inout RegularExpression.Match,
        steps: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        if backtracker != nil {
            return try backtrack(text, start, isAtLineStart, &match, steps)
        }
        guard let end = end(in: text, from: start, isAtLineStart, isEarliest: false) else {
            return false
        }
        if expression.groupCount == 0, let whole = prefilter.whole {
            match.range = (end &- whole.bytes.count)..<end
            setGroupless(&match)
            return true
        }
        let hasGroups = expression.groupCount > 0
        let begin = self.start(
            in: text, from: start, isAtLineStart, end: end, keepsTrail: hasGroups)
        match.range = begin..<end
        if hasGroups {
            fillGroups(of: &match, text, isAtLineStart)
        } else {
            setGroupless(&match)
        }
        return true
    }

    /// The leftmost longest match at or behind `start`, with its groups.
    ///
    /// - Throws: what `steps` throws.
    /// - Complexity: O(the length of the text) without back-references.
    public func firstMatch<Failure: Error>(
        in text: UnsafeBufferPointer<UInt8>, from start: Int = 0, isAtLineStart: Bool = true,
        steps: (Int) throws(Failure) -> Void
    ) throws(Failure) -> RegularExpression.Match? {
        var match = RegularExpression.Match()
        return try firstMatch(
            in: text, from: start, isAtLineStart: isAtLineStart, into: &match, steps: steps)
            ? match : nil
    }

    private func setGroupless(_ match: inout RegularExpression.Match) {
        if match.offsets.count == 2 {
            match.offsets[0] = match.range.lowerBound
            match.offsets[1] = match.range.upperBound
        } else {
            match.offsets = [match.range.lowerBound, match.range.upperBound]
        }
    }
}
