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
    init(
        _ old: [Int32], _ new: [Int32], around: Int = 0, pay: (Int) throws -> Void
    ) throws {
        let shorter = min(old.count, new.count)
        var head = 0
        while head < shorter, old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
            tail += 1
        }
        // What is shown around changes takes part.
        head = max(0, head - around)
        tail = max(0, tail - around)
        let left = Array(old[head..<(old.count - tail)])
        let right = Array(new[head..<(new.count - tail)])
        isRemoved = [Bool](repeating: false, count: left.count)
        isAdded = [Bool](repeating: false, count: right.count)
        let oldPlaces = Self.places(left, in: right, &isRemoved)
        let newPlaces = Self.places(right, in: left, &isAdded)
        try search(
            oldPlaces.map { left[$0] }, newPlaces.map { right[$0] }, oldPlaces, newPlaces, pay)
        Self.slide(left, &isRemoved, isAdded)
        Self.slide(right, &isAdded, isRemoved)
        let (before, behind) = (
            [Bool](repeating: false, count: head), [Bool](repeating: false, count: tail)
        )
        isRemoved = before + isRemoved + behind
        isAdded = before + isAdded + behind
    }

    private enum Weight {
        case kept, dropped
        /// The other text has so many of it that it tells little.
        case common
    }

    /// The lines that are searched for in the other text: not those that it does not have, nor very
    /// common ones that stand among them.
    private static func places(
        _ lines: [Int32], in other: [Int32], _ changed: inout [Bool]
    ) -> [Int] {
        var counts: [Int32: Int] = [:]
        for line in other { counts[line, default: 0] += 1 }
        var many = 5
        var size = lines.count / 64
        while size >> 2 > 0 {
            size >>= 2
            many *= 2
        }
        var weights = lines.map { line -> Weight in
            let count = counts[line] ?? 0
            return count == 0 ? .dropped : count > many ? .common : .kept
        }
        var place = 0
        while place < weights.count {
            switch weights[place] {
            case .kept: place += 1
            case .common:
                weights[place] = .kept
                place += 1
            case .dropped:
                var end = place
                while end < weights.count, weights[end] != .kept { end += 1 }
                while weights[end - 1] == .common {
                    end -= 1
                    weights[end] = .kept
                }
                weigh(&weights, place..<end)
                place = end
            }
        }
        for place in lines.indices { changed[place] = weights[place] != .kept }
        return lines.indices.filter { weights[$0] == .kept }
    }

    /// Decides on the common lines in a run that begins and ends with lines that are dropped.
    private static func weigh(_ weights: inout [Weight], _ run: Range<Int>) {
        let common = run.count { weights[$0] == .common }
        if common * 4 > run.count {
            for place in run where weights[place] == .common { weights[place] = .kept }
            return
        }
        // Many common lines one behind the other stay: about as many as the run's square root.
        var least = 1
        var size = run.count >> 2
        while size >> 2 > 0 {
            size >>= 2
            least *= 2
        }
        least += 1
        var start = run.lowerBound
        while start < run.upperBound {
            var end = start
            while end < run.upperBound, weights[end] == .common { end += 1 }
            if end - start >= least { for place in start..<end { weights[place] = .kept } }
            start = max(end, start + 1)
        }
        keepEnds(&weights, Array(run))
        keepEnds(&weights, run.reversed())
    }

    /// Keeps common lines near an end of a run, until three lines in a row are dropped, or one is far
    /// inside.
    private static func keepEnds(_ weights: inout [Weight], _ places: [Int]) {
        var inRow = 0
        for (distance, place) in places.enumerated() {
            if distance >= 8, weights[place] == .dropped { return }
            switch weights[place] {
            case .common:
                weights[place] = .kept
                inRow = 0
            case .kept: inRow = 0
            case .dropped:
                inRow += 1
                if inRow == 3 { return }
            }
        }
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
