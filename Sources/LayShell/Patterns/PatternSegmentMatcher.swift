/// Finds what stands between two stars in a subject.
struct PatternSegmentMatcher {
    /// The compiled pattern.
    let program: PatternProgram
    /// The text that is searched.
    let subject: UnsafeBufferPointer<UInt8>

    /// Where a segment ends that starts at a place; nil where it does not match.
    ///
    /// - Complexity: O(length of the segment).
    @inline(__always)
    func end(of segment: PatternProgram.Segment, from start: Int) -> Int? {
        var index = start
        if segment.isLiteral {
            guard segment.count <= subject.count &- start else { return nil }
            for place in segment.start..<(segment.start &+ segment.count) {
                if subject[index] != program.bytes[place] { return nil }
                index &+= 1
            }
            return index
        }
        for place in segment.start..<(segment.start &+ segment.count) {
            guard let next = step(program.items[place], at: index) else { return nil }
            index = next
        }
        return index
    }

    /// Where a segment starts that ends at a place.
    ///
    /// - Complexity: O(length of the segment).
    @inline(__always)
    func start(of segment: PatternProgram.Segment, to end: Int) -> Int? {
        if segment.isLiteral {
            let start = end &- segment.count
            return start >= 0 && self.end(of: segment, from: start) == end ? start : nil
        }
        var index = end
        var place = segment.start &+ segment.count
        while place > segment.start {
            place &-= 1
            let item = program.items[place]
            let before: Int
            if case .byte = item { before = index &- 1 } else { before = previous(index) }
            guard before >= 0, step(item, at: before) == index else { return nil }
            index = before
        }
        return index
    }

    /// The end of the character behind a place, where an item matches it.
    @inline(__always)
    func step(_ item: PatternItem, at index: Int) -> Int? {
        guard index < subject.count else { return nil }
        let byte = subject[index]
        switch item {
        case .byte(let wanted):
            let found = program.foldsCase ? PatternText.folded(byte) : byte
            return found == wanted ? index &+ 1 : nil
        case .any:
            return index &+ (program.isUTF8 ? PatternText.length(byte) : 1)
        case .set(let number):
            if byte < 0x80 || !program.isUTF8 {
                return program.sets[number].contains(byte) ? index &+ 1 : nil
            }
            let scalar = PatternText.scalar(subject, index)
            let folded = program.foldsCase ? PatternText.folded(scalar) : scalar
            let isIn = program.sets[number].contains(beyondASCII: scalar, folded: folded)
            return isIn ? index &+ PatternText.length(byte) : nil
        case .scalar(let wanted):
            // The Kelvin sign is an ASCII letter's capital, so both sides are characters.
            let found = PatternText.folded(PatternText.scalar(subject, index))
            return found == wanted ? index &+ PatternText.length(byte) : nil
        case .never:
            return nil
        }
    }

    /// The start of the character before a place; -1 at the start of the text.
    @inline(__always)
    func previous(_ index: Int) -> Int {
        var before = index &- 1
        guard program.isUTF8 else { return before }
        while before > 0, subject[before] & 0xC0 == 0x80 { before &-= 1 }
        return before
    }

    /// The first place at or behind `start` where a segment matches and ends by `limit`.
    ///
    /// - Complexity: O(distance · length of the segment).
    func first(
        _ segment: PatternProgram.Segment, from start: Int, to limit: Int
    ) -> Range<Int>? {
        if segment.count == 0 { return start..<start }
        var index = start
        if segment.isLiteral {
            let head = program.bytes[segment.start]
            let last = limit &- segment.count
            while index <= last {
                if subject[index] == head, let end = end(of: segment, from: index) {
                    return index..<end
                }
                index &+= 1
            }
            return nil
        }
        while index < limit {
            if let end = end(of: segment, from: index), end <= limit { return index..<end }
            index &+= program.isUTF8 ? PatternText.length(subject[index]) : 1
        }
        return nil
    }

    /// The last place from which a segment matches, not before `start` and ending by `limit`.
    ///
    /// - Complexity: O(distance · length of the segment).
    func last(
        _ segment: PatternProgram.Segment, from start: Int, to limit: Int
    ) -> Range<Int>? {
        var end = limit
        while end >= start {
            if let begin = self.start(of: segment, to: end) {
                if begin >= start { return begin..<end }
            }
            end = previous(end)
        }
        return nil
    }
}
