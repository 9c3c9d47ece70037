/// Which lines turn one text into another: the shortest edit script, found in bounded time.
///
/// The common head and tail are left out, then every line that the other side does not have at all,
/// and Myers' greedy algorithm finds the rest ("An O(ND) Difference Algorithm", 1986). When that
/// needs too many edits, the whole middle counts as replaced: `mostEdits` edits, and `mostSteps`
/// over edits times lines, bound the search, which is therefore never quadratic in the texts.
/// The standard library's `difference(from:)` has no such bound.
struct LineDifference {
    /// The lines with their newline, if they have one.
    let old: [ArraySlice<UInt8>]
    let new: [ArraySlice<UInt8>]
    /// For each line, whether it stays.
    private(set) var keptOld: [Bool]
    private(set) var keptNew: [Bool]

    /// Insertions and removals that are searched for at most; the search holds their square in
    /// 4-byte numbers.
    static let mostEdits = 1024
    /// Edits times lines that are looked at, at most.
    static let mostSteps = 1 << 26

    /// - Complexity: O(*n* + *e* · *n*) in the lines and the edits, both bounded as above.
    init(_ old: [UInt8], _ new: [UInt8]) {
        self.old = Self.lines(old)
        self.new = Self.lines(new)
        keptOld = Array(repeating: true, count: self.old.count)
        keptNew = Array(repeating: true, count: self.new.count)
        compare()
    }

    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
            result.append(bytes[start..<(end ?? bytes.count)])
            start = end ?? bytes.count
        }
        return result
    }

    private mutating func compare() {
        let shorter = min(old.count, new.count)
        var head = 0
        while head < shorter, old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
            tail += 1
        }
        // Lines as numbers: equal lines have equal ones.
        var numbers: [ArraySlice<UInt8>: Int32] = [:]
        func number(_ line: ArraySlice<UInt8>) -> Int32 {
            if let known = numbers[line] { return known }
            let fresh = Int32(truncatingIfNeeded: numbers.count)
            numbers[line] = fresh
            return fresh
        }
        let left = (head..<(old.count - tail)).map { number(old[$0]) }
        let right = (head..<(new.count - tail)).map { number(new[$0]) }
        let (inLeft, inRight) = (Set(left), Set(right))
        for index in left.indices { keptOld[head + index] = false }
        for index in right.indices { keptNew[head + index] = false }
        let a = left.indices.filter { inRight.contains(left[$0]) }
        let b = right.indices.filter { inLeft.contains(right[$0]) }
        for (x, y) in Self.common(a.map { left[$0] }, b.map { right[$0] }) {
            keptOld[head + a[x]] = true
            keptNew[head + b[y]] = true
        }
    }

    /// The places of a longest common subsequence; none when it takes too many edits to find.
    private static func common(_ a: [Int32], _ b: [Int32]) -> [(Int, Int)] {
        let lines = a.count + b.count
        if a.isEmpty || b.isEmpty { return [] }
        let most = min(lines, mostEdits, max(16, mostSteps / lines))
        // The furthest place in `a` on each diagonal, for every number of edits so far.
        var history: [[Int32]] = []
        var furthest = [Int32](repeating: 0, count: 2 * most + 3)
        for edits in 0...most {
            history.append(Array(furthest[(most + 1 - edits)...(most + 1 + edits)]))
            for diagonal in stride(from: -edits, through: edits, by: 2) {
                let place = diagonal + most + 1
                let down =
                    diagonal == -edits
                    || (diagonal != edits && furthest[place - 1] < furthest[place + 1])
                var x = Int(down ? furthest[place + 1] : furthest[place - 1] + 1)
                var y = x - diagonal
                while x < a.count, y < b.count, a[x] == b[y] {
                    x += 1
                    y += 1
                }
                furthest[place] = Int32(truncatingIfNeeded: x)
                if x >= a.count, y >= b.count { return matches(a.count, b.count, history) }
            }
        }
        return []
    }

    /// Walks the search back from its end.
    private static func matches(_ m: Int, _ n: Int, _ history: [[Int32]]) -> [(Int, Int)] {
        var result: [(Int, Int)] = []
        var (x, y) = (m, n)
        for edits in history.indices.reversed() {
            // The places reached with one edit less; `edits` stands in their middle.
            let before = history[edits]
            let diagonal = x - y
            let down =
                diagonal == -edits
                || (diagonal != edits
                    && before[edits + diagonal - 1] < before[edits + diagonal + 1])
            let previous = down ? diagonal + 1 : diagonal - 1
            let startX = edits == 0 ? 0 : Int(before[edits + previous])
            let startY = edits == 0 ? 0 : startX - previous
            while x > startX, y > startY {
                x -= 1
                y -= 1
                result.append((x, y))
            }
            (x, y) = (startX, startY)
        }
        return result.reversed()
    }
}
