/// Which lines of two texts differ: a shortest edit script, found between both ends at once (Myers, "An
/// O(ND) Difference Algorithm", 1986), its runs moved to where diff shows them.
struct EditScript {
    /// For each line, whether it has no partner.
    private(set) var isRemoved: [Bool]
    private(set) var isAdded: [Bool]

    /// A run of lines that is replaced by another one.
    struct Change {
        var old: Range<Int>
        var new: Range<Int>
    }

    /// Searches at one place are given up behind so many steps: the furthest point is taken then.
    private static let mostSteps = 4096

    /// - Parameters:
    ///   - old: the lines as numbers, equal where lines are.
    ///   - pay: is called with the steps of each part of the search.
    /// - Throws: what `pay` throws.
    init(_ old: [Int32], _ new: [Int32], pay: (Int) throws -> Void) throws {
        isRemoved = [Bool](repeating: false, count: old.count)
        isAdded = [Bool](repeating: false, count: new.count)
        let (inOld, inNew) = (Set(old), Set(new))
        // What the other side does not have at all cannot stay.
        let oldPlaces = old.indices.filter { inNew.contains(old[$0]) }
        let newPlaces = new.indices.filter { inOld.contains(new[$0]) }
        for place in old.indices { isRemoved[place] = !inNew.contains(old[place]) }
        for place in new.indices { isAdded[place] = !inOld.contains(new[place]) }
        try search(
            oldPlaces.map { old[$0] }, newPlaces.map { new[$0] }, oldPlaces, newPlaces, pay)
        Self.slide(old, &isRemoved, isAdded)
        Self.slide(new, &isAdded, isRemoved)
    }

    private mutating func search(
        _ a: [Int32], _ b: [Int32], _ oldPlaces: [Int], _ newPlaces: [Int],
        _ pay: (Int) throws -> Void
    ) throws {
        var open = [(0, a.count, 0, b.count)]
        var middle = MiddleSearch(a, b)
        while var (x, xEnd, y, yEnd) = open.popLast() {
            while x < xEnd, y < yEnd, a[x] == b[y] {
                x += 1
                y += 1
            }
            while x < xEnd, y < yEnd, a[xEnd - 1] == b[yEnd - 1] {
                xEnd -= 1
                yEnd -= 1
            }
            if x == xEnd || y == yEnd {
                for place in x..<xEnd { isRemoved[oldPlaces[place]] = true }
                for place in y..<yEnd { isAdded[newPlaces[place]] = true }
                continue
            }
            let found = try middle.find(x, xEnd, y, yEnd, most: Self.mostSteps, pay)
            open.append((found.x, xEnd, found.y, yEnd))
            open.append((x, found.x, y, found.y))
        }
    }

    /// Moves each run of changed lines down as far as equal lines allow, or to where the other text
    /// changes too; runs that meet become one.
    private static func slide(_ lines: [Int32], _ changed: inout [Bool], _ other: [Bool]) {
        var place = 0
        /// The line of the other text that stands beside `place`.
        var beside = 0
        func skipOther() { while beside < other.count, other[beside] { beside += 1 } }
        while true {
            while place < lines.count, !changed[place] {
                skipOther()
                beside += 1
                place += 1
            }
            guard place < lines.count else { return }
            var start = place
            while place < lines.count, changed[place] { place += 1 }
            skipOther()
            // Beside the lines that stay between runs stand as many of the other text.
            var matched: Int
            while true {
                let length = place - start
                while start > 0, lines[start - 1] == lines[place - 1] {
                    start -= 1
                    place -= 1
                    changed[start] = true
                    changed[place] = false
                    beside = back(beside, other)
                    while start > 0, changed[start - 1] { start -= 1 }
                }
                matched = beside > 0 && other[beside - 1] ? place : lines.count
                if matched == lines.count, !(beside > 0 && other[beside - 1]) { matched = -1 }
                while place < lines.count, lines[start] == lines[place] {
                    changed[start] = false
                    changed[place] = true
                    start += 1
                    place += 1
                    while place < lines.count, changed[place] { place += 1 }
                    beside += 1
                    if beside < other.count, other[beside] {
                        skipOther()
                        matched = place
                    }
                }
                if length == place - start { break }
            }
            while matched >= 0, matched < place, start > 0 {
                start -= 1
                place -= 1
                changed[start] = true
                changed[place] = false
                beside = back(beside, other)
            }
        }
    }

    /// The line before the one at `place` that stays, with all that changes in front of it behind.
    private static func back(_ place: Int, _ other: [Bool]) -> Int {
        var place = place
        while place > 0, other[place - 1] { place -= 1 }
        return max(0, place - 1)
    }

    /// The runs in their order.
    var changes: [Change] {
        var result: [Change] = []
        var (a, b) = (0, 0)
        while a < isRemoved.count || b < isAdded.count {
            let (x, y) = (a, b)
            while a < isRemoved.count, isRemoved[a] { a += 1 }
            while b < isAdded.count, isAdded[b] { b += 1 }
            if a > x || b > y { result.append(Change(old: x..<a, new: y..<b)) }
            a += 1
            b += 1
        }
        return result
    }
}

/// Searches for a point that a shortest path goes through, from both ends.
private struct MiddleSearch {
    private let a: [Int32]
    private let b: [Int32]
    private var forward: [Int]
    private var backward: [Int]
    private let base: Int

    init(_ a: [Int32], _ b: [Int32]) {
        self.a = a
        self.b = b
        base = b.count + 1
        forward = [Int](repeating: 0, count: a.count + b.count + 3)
        backward = forward
    }

    mutating func find(
        _ x: Int, _ xEnd: Int, _ y: Int, _ yEnd: Int, most: Int, _ pay: (Int) throws -> Void
    ) throws -> (x: Int, y: Int) {
        let (low, high) = (x - yEnd, xEnd - y)
        let (first, last) = (x - y, xEnd - yEnd)
        let isOdd = (first - last) & 1 != 0
        var (fLow, fHigh, bLow, bHigh) = (first, first, last, last)
        forward[base + first] = x
        backward[base + last] = xEnd
        for step in 1... {
            if fLow > low { fLow -= 1; forward[base + fLow - 1] = -1 } else { fLow += 1 }
            if fHigh < high { fHigh += 1; forward[base + fHigh + 1] = -1 } else { fHigh -= 1 }
            var work = 0
            for d in stride(from: fHigh, through: fLow, by: -2) {
                let (below, above) = (forward[base + d - 1], forward[base + d + 1])
                var place = below < above ? above : below + 1
                let start = place
                while place < xEnd, place - d < yEnd, a[place] == b[place - d] { place += 1 }
                work += place - start + 1
                forward[base + d] = place
                if isOdd, bLow <= d, d <= bHigh, backward[base + d] <= place {
                    return (place, place - d)
                }
            }
            if bLow > low {
                bLow -= 1
                backward[base + bLow - 1] = .max
            } else {
                bLow += 1
            }
            if bHigh < high {
                bHigh += 1
                backward[base + bHigh + 1] = .max
            } else {
                bHigh -= 1
            }
            for d in stride(from: bHigh, through: bLow, by: -2) {
                let (below, above) = (backward[base + d - 1], backward[base + d + 1])
                var place = below < above ? below : above - 1
                let start = place
                while place > x, place - d > y, a[place - 1] == b[place - d - 1] { place -= 1 }
                work += start - place + 1
                backward[base + d] = place
                if !isOdd, fLow <= d, d <= fHigh, place <= forward[base + d] {
                    return (place, place - d)
                }
            }
            try pay(work)
            if step >= most { return furthest(fLow, fHigh, xEnd, yEnd) }
        }
        return (x, y)
    }

    private func furthest(_ low: Int, _ high: Int, _ xEnd: Int, _ yEnd: Int) -> (x: Int, y: Int) {
        var best = (x: 0, y: 0)
        var sum = -1
        for d in stride(from: low, through: high, by: 2) {
            let x = min(forward[base + d], xEnd, yEnd + d)
            if x >= 0, x + x - d > sum {
                sum = x + x - d
                best = (x, x - d)
            }
        }
        return best
    }
}
