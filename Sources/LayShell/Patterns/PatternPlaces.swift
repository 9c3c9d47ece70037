/// A set of places in a subject, held as bits between its first and last word.
struct PatternPlaces {
    private var words: [UInt64]
    private var base: Int

    /// No place.
    init() {
        words = []
        base = 0
    }

    /// One place.
    init(_ place: Int) {
        base = place >> 6
        words = [1 << UInt64(place & 63)]
    }

    /// All places from one to another.
    ///
    /// - Complexity: O(distance / 64).
    init(_ range: ClosedRange<Int>) {
        base = range.lowerBound >> 6
        let count = (range.upperBound >> 6) &- base &+ 1
        words = Array(repeating: ~0, count: count)
        words[0] &= ~0 << UInt64(range.lowerBound & 63)
        words[count &- 1] &= ~0 >> UInt64(63 &- (range.upperBound & 63))
    }

    /// How many words the set takes.
    var size: Int { words.count }

    /// Whether there is no place.
    var isEmpty: Bool { first == nil }

    /// The first place.
    ///
    /// - Complexity: O(words).
    var first: Int? {
        for (index, word) in words.enumerated() where word != 0 {
            return (base &+ index) << 6 &+ word.trailingZeroBitCount
        }
        return nil
    }

    /// The last place.
    ///
    /// - Complexity: O(words).
    var last: Int? {
        for index in words.indices.reversed() where words[index] != 0 {
            return (base &+ index) << 6 &+ 63 &- words[index].leadingZeroBitCount
        }
        return nil
    }

    /// Whether a place is in the set.
    func contains(_ place: Int) -> Bool {
        let index = (place >> 6) &- base
        guard index >= 0, index < words.count else { return false }
        return words[index] & (1 << UInt64(place & 63)) != 0
    }

    /// Does something for each place in order.
    ///
    /// - Complexity: O(words + places).
    @inline(__always)
    func forEach<Failure: Error>(_ body: (Int) throws(Failure) -> Void) throws(Failure) {
        for index in words.indices {
            var word = words[index]
            while word != 0 {
                try body((base &+ index) << 6 &+ word.trailingZeroBitCount)
                word &= word &- 1
            }
        }
    }

    /// Adds a place; the set grows to hold it.
    mutating func insert(_ place: Int) {
        reach(place >> 6, place >> 6)
        words[(place >> 6) &- base] |= 1 << UInt64(place & 63)
    }

    /// Adds the places of another set.
    ///
    /// - Complexity: O(words of the other), and of this one where it grows.
    mutating func formUnion(_ other: PatternPlaces) {
        guard other.size > 0 else { return }
        reach(other.base, other.base &+ other.size &- 1)
        let offset = other.base &- base
        for index in other.words.indices { words[offset &+ index] |= other.words[index] }
    }

    /// Takes away the places of another set.
    ///
    /// - Complexity: O(words of this one).
    mutating func subtract(_ other: PatternPlaces) {
        for index in words.indices {
            let place = base &+ index &- other.base
            if place >= 0, place < other.size { words[index] &= ~other.words[place] }
        }
    }

    /// Keeps the places of another set.
    ///
    /// - Complexity: O(words of this one).
    mutating func formIntersection(_ other: PatternPlaces) {
        for index in words.indices {
            let place = base &+ index &- other.base
            words[index] &= place >= 0 && place < other.size ? other.words[place] : 0
        }
    }

    private mutating func reach(_ low: Int, _ high: Int) {
        if words.isEmpty { base = low }
        if low < base {
            // Twice the room, so that a set growing to the front is not copied each time.
            let room = min(low, base) &- max(0, low &- words.count)
            let front = base &- low &+ max(0, room)
            words.insert(contentsOf: repeatElement(0, count: front), at: 0)
            base &-= front
        }
        let missing = high &- base &+ 1 &- words.count
        if missing > 0 { words.append(contentsOf: repeatElement(0, count: missing)) }
    }
}
