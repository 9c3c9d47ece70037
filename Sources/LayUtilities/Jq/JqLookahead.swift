/// The words that may follow a rule where a state has read it, by DeRemer's and Pennello's way.
struct JqLookahead {
    /// A set of words.
    private struct Words: Equatable {
        var low: UInt64 = 0
        var high: UInt64 = 0

        mutating func insert(_ word: Int) {
            if word < 64 { low |= 1 << UInt64(word) } else { high |= 1 << UInt64(word - 64) }
        }

        func contains(_ word: Int) -> Bool {
            word < 64 ? low >> UInt64(word) & 1 == 1 : high >> UInt64(word - 64) & 1 == 1
        }

        /// Adds another set: whether that changed anything.
        mutating func formUnion(_ other: Words) -> Bool {
            let before = self
            low |= other.low
            high |= other.high
            return self != before
        }
    }

    private var words: [Int: Words] = [:]
    private let ruleCount: Int

    init(_ maker: JqAutomatonMaker) {
        ruleCount = maker.rules.count
        var numbers: [Int: Int] = [:]
        var moves: [(state: Int, symbol: Int, target: Int)] = []
        for (state, transitions) in maker.transitions.enumerated() {
            for move in transitions where move.symbol >= maker.terminalCount {
                numbers[state * maker.symbolCount + move.symbol] = moves.count
                moves.append((state, move.symbol, move.state))
            }
        }
        var follow = [Words](repeating: Words(), count: moves.count)
        var reads = [[Int]](repeating: [], count: moves.count)
        for (index, move) in moves.enumerated() {
            for next in maker.transitions[move.target] {
                if next.symbol < maker.terminalCount {
                    follow[index].insert(next.symbol)
                } else if maker.isNullable[next.symbol],
                    let other = numbers[move.target * maker.symbolCount + next.symbol]
                {
                    reads[index].append(other)
                }
            }
        }
        Self.spread(&follow, reads)
        var includes = [[Int]](repeating: [], count: moves.count)
        var backs: [(key: Int, move: Int)] = []
        for (index, move) in moves.enumerated() {
            for number in maker.rulesOf[move.symbol] {
                let right = maker.rules[number].right
                var state = move.state
                for (place, symbol) in right.enumerated() {
                    if symbol >= maker.terminalCount,
                        right[(place + 1)...].allSatisfy({ maker.isNullable[$0] }),
                        let other = numbers[state * maker.symbolCount + symbol]
                    {
                        includes[other].append(index)
                    }
                    state = maker.next(state, symbol) ?? 0
                }
                backs.append((state * ruleCount + number, index))
            }
        }
        Self.spread(&follow, includes)
        for back in backs {
            _ = words[back.key, default: Words()].formUnion(follow[back.move])
        }
    }

    /// Adds the sets of those that each one is tied to, until nothing changes.
    private static func spread(_ sets: inout [Words], _ ties: [[Int]]) {
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for index in sets.indices {
                for other in ties[index] where sets[index].formUnion(sets[other]) {
                    hasChanged = true
                }
            }
        }
    }

    /// Whether a word may follow a rule in a state.
    func contains(_ state: Int, _ rule: Int, _ word: Int) -> Bool {
        words[state * ruleCount + rule]?.contains(word) ?? false
    }
}
