/// Matches patterns without groups: literals between stars, each found once, from the side that
/// the question asks for, so that no star is tried twice.
struct PatternStarMatcher {
    private let finder: PatternSegmentMatcher
    private let count: Int

    private var segments: [PatternProgram.Segment] { finder.program.segments }

    /// A matcher of a subject.
    init(_ program: PatternProgram, _ subject: UnsafeBufferPointer<UInt8>) {
        finder = PatternSegmentMatcher(program: program, subject: subject)
        count = subject.count
    }

    /// Whether the pattern matches the whole subject.
    ///
    /// - Complexity: O(length of the subject · length of the pattern), as all methods here.
    func matches() -> Bool {
        guard let head = segments.first, let tail = segments.last else { return count == 0 }
        guard var place = finder.end(of: head, from: 0) else { return false }
        if segments.count == 1 { return place == count }
        guard let limit = finder.start(of: tail, to: count), limit >= place else { return false }
        for number in 1..<(segments.count &- 1) {
            guard let found = finder.first(segments[number], from: place, to: limit) else {
                return false
            }
            place = found.upperBound
        }
        return true
    }

    /// Where the matched prefix ends.
    func prefix(longest: Bool) -> Int? {
        guard let head = segments.first, let end = finder.end(of: head, from: 0) else {
            return nil
        }
        return rest(behind: end, longest: longest)
    }

    /// Where the segments behind the first star end.
    private func rest(behind start: Int, longest: Bool) -> Int? {
        guard segments.count > 1, let tail = segments.last else { return start }
        var place = start
        for number in 1..<(segments.count &- 1) {
            guard let found = finder.first(segments[number], from: place, to: count) else {
                return nil
            }
            place = found.upperBound
        }
        if longest { return finder.last(tail, from: place, to: count)?.upperBound }
        return finder.first(tail, from: place, to: count)?.upperBound
    }

    /// Where the matched suffix starts.
    func suffix(longest: Bool) -> Int? {
        guard let head = segments.first, let tail = segments.last,
            var place = finder.start(of: tail, to: count)
        else { return nil }
        if segments.count == 1 { return place }
        for number in (1..<(segments.count &- 1)).reversed() {
            guard let found = finder.last(segments[number], from: 0, to: place) else { return nil }
            place = found.lowerBound
        }
        if longest { return finder.first(head, from: 0, to: place)?.lowerBound }
        return finder.last(head, from: 0, to: place)?.lowerBound
    }

    /// The longest match at the first place that has one.
    func firstMatch(from start: Int) -> Range<Int>? {
        guard let head = segments.first else { return nil }
        // Where the rest is not found behind the first head, it is not behind a later one.
        guard let found = finder.first(head, from: start, to: count),
            let end = rest(behind: found.upperBound, longest: true)
        else { return nil }
        return found.lowerBound..<end
    }
}
