/// The random numbers of BSD's `random` with 63 words of state, shuffled (Bays and Durham), two for
/// each number: those of gawk.
struct AwkRandom {
    private var state = [UInt32](repeating: 0, count: degree)
    private var front = separation
    private var rear = 0
    private var isSeeded = false
    /// Numbers of which the last one chooses the next.
    private var shuffled: [UInt32] = []
    private var last: UInt32 = 0

    private static let degree = 63
    private static let separation = 1
    private static let shuffledCount = 512
    private static let range = 2_147_483_648.0

    /// Numbers that a seed decides.
    mutating func seed(_ seed: UInt32) {
        isSeeded = true
        state[0] = seed
        for index in 1..<Self.degree {
            // The minimal standard generator of Park and Miller.
            let last = Int64(Int32(bitPattern: state[index - 1]))
            var next = 16_807 * (last % 127_773) - 2_836 * (last / 127_773)
            if next < 0 { next += 2_147_483_647 }
            state[index] = UInt32(truncatingIfNeeded: next)
        }
        front = Self.separation
        rear = 0
        shuffled = (0..<Self.shuffledCount).map { _ in drawn() }
        last = drawn()
        for _ in 0..<10 * Self.degree { _ = next() }
    }

    private mutating func next() -> UInt32 {
        let place = Int(last) % Self.shuffledCount
        last = shuffled[place]
        shuffled[place] = drawn()
        return last
    }

    private mutating func drawn() -> UInt32 {
        state[front] = state[front] &+ state[rear]
        let result = state[front] >> 1
        front = (front + 1) % Self.degree
        rear = (rear + 1) % Self.degree
        return result
    }

    /// A number from 0 up to 1.
    mutating func number() -> Double {
        if !isSeeded { seed(1) }
        while true {
            let first = Double(next())
            let second = Double(next())
            let number = 0.5 + (first / Self.range + second) / Self.range - 0.5
            if number < 1 { return number }
        }
    }
}
