extension ShellPattern {
    /// The longest match at the first place that has one, at or behind `start`: `${x/pattern/r}`.
    ///
    /// - Throws: `PatternTooCostly`, for a pattern with groups only.
    /// - Complexity: as `matches(_:)`; to find all matches of a pattern with groups, `ranges(in:)`
    ///   is cheaper than asking again and again.
    func firstMatch(in subject: [UInt8], from start: Int) throws(PatternTooCostly) -> Range<Int>? {
        guard start <= subject.count, isSoughtInEmptyText || !subject.isEmpty else { return nil }
        return try subject.withUnsafeBufferPointer { (text) throws(PatternTooCostly) in
            let program = program(for: text)
            guard let nodes = try groups(program) else {
                return PatternStarMatcher(program, text).firstMatch(from: start)
            }
            let starts = try starts(program, nodes, text, from: start)
            guard let first = starts.first else { return nil }
            var matcher = PatternGroupMatcher(
                program, nodes, text, isBackward: false, budget: Self.greatestWork)
            guard let end = try matcher.reach(PatternPlaces(first)).last else { return nil }
            return first..<end
        }
    }

    /// What `${x//pattern/r}` replaces, in order: the longest match at each place, an empty one
    /// before a character only (or in an empty text).
    ///
    /// - Throws: `PatternTooCostly`, for a pattern with groups only.
    /// - Complexity: O(length of the text · length of the pattern) without groups.
    func ranges(in subject: [UInt8]) throws(PatternTooCostly) -> [Range<Int>] {
        guard isSoughtInEmptyText || !subject.isEmpty else { return [] }
        return try subject.withUnsafeBufferPointer { (text) throws(PatternTooCostly) in
            let program = program(for: text)
            var found: [Range<Int>] = []
            if let nodes = try groups(program) {
                let starts = try starts(program, nodes, text, from: 0)
                var matcher = PatternGroupMatcher(
                    program, nodes, text, isBackward: false, budget: Self.greatestWork)
                var place = 0
                try starts.forEach { (start: Int) throws(PatternTooCostly) in
                    guard start >= place, start < text.count || text.isEmpty else { return }
                    guard let end = try matcher.reach(PatternPlaces(start)).last else { return }
                    found.append(start..<end)
                    place = max(end, start &+ 1)
                }
                return found
            }
            let matcher = PatternStarMatcher(program, text)
            var place = 0
            while place < text.count || found.isEmpty && text.isEmpty {
                guard let match = matcher.firstMatch(from: place),
                    match.lowerBound < text.count || text.isEmpty
                else { break }
                found.append(match)
                place = match.upperBound
                if match.isEmpty {
                    guard place < text.count else { break }
                    place &+= program.isUTF8 ? PatternText.length(text[place]) : 1
                }
            }
            return found
        }
    }

    /// The places where some match starts.
    private func starts(
        _ program: PatternProgram, _ nodes: [PatternNode], _ text: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) throws(PatternTooCostly) -> PatternPlaces {
        var matcher = PatternGroupMatcher(
            program, nodes, text, isBackward: true, budget: Self.greatestWork)
        var starts = try matcher.reach(matcher.everywhere(from: start))
        starts.formIntersection(matcher.everywhere(from: start))
        return starts
    }
}
