/// The automaton that reads the grammar: LALR(1), as yacc makes it, so that programs mean and mistakes
/// read what they do in jq.
struct JqAutomaton: Sendable {
    /// How a word binds with itself.
    enum Association: Sendable {
        case none, left, right, never
    }

    /// What a state does: `Int16.min` for an error, a rule below zero, a state above it, 0 for the
    /// default.
    private(set) var actions: [[Int16]] = []
    /// The rule that a state takes by default, counted from 1; 0 for none.
    private(set) var defaults: [Int16] = []
    /// Whether a state takes its rule whatever follows.
    private(set) var isConsistent: [Bool] = []
    /// Where a state goes with a part.
    private(set) var gotos: [[Int16]] = []
    /// The length of a rule, and the part that it makes.
    private(set) var lengths: [Int] = []
    private(set) var lefts: [Int] = []

    static let error = Int16.min

    /// The automaton of the language, made once.
    static let shared = JqAutomaton()

    private init() {
        var maker = JqAutomatonMaker()
        maker.makeStates()
        let lookahead = JqLookahead(maker)
        lengths = maker.rules.map(\.right.count)
        lefts = maker.rules.map(\.left)
        for state in maker.states.indices { add(state, maker, lookahead) }
    }

    private mutating func add(
        _ state: Int, _ maker: JqAutomatonMaker, _ lookahead: JqLookahead
    ) {
        let shifts = maker.transitions[state].filter { $0.symbol < maker.terminalCount }
        let complete = maker.completeRules(state)
        let consistent = complete.count == 1 && shifts.isEmpty
        isConsistent.append(consistent)
        var goto = [Int16](repeating: 0, count: maker.symbolCount - maker.terminalCount)
        for move in maker.transitions[state] where move.symbol >= maker.terminalCount {
            goto[move.symbol - maker.terminalCount] = Int16(truncatingIfNeeded: move.state)
        }
        gotos.append(goto)
        var row = [Int16](repeating: 0, count: maker.terminalCount)
        guard !consistent else {
            actions.append(row)
            defaults.append(Int16(truncatingIfNeeded: complete[0] + 1))
            return
        }
        fill(&row, state, shifts, complete, maker, lookahead)
        let isRecovering = shifts.contains { $0.symbol == JqTerminal.error.rawValue }
        let taken = isRecovering ? 0 : Self.mostFrequent(row, complete)
        for symbol in row.indices {
            if taken != 0, row[symbol] == -taken { row[symbol] = 0 }
            if taken == 0, row[symbol] == Self.error { row[symbol] = 0 }
        }
        actions.append(row)
        defaults.append(taken)
    }

    /// Enters shifts and reductions; precedences decide between them.
    private func fill(
        _ row: inout [Int16], _ state: Int, _ shifts: [JqAutomatonMaker.Move], _ complete: [Int],
        _ maker: JqAutomatonMaker, _ lookahead: JqLookahead
    ) {
        for move in shifts { row[move.symbol] = Int16(truncatingIfNeeded: move.state) }
        for rule in complete.reversed() {
            let reduction = -Int16(truncatingIfNeeded: rule + 1)
            for symbol in 0..<maker.terminalCount
            where lookahead.contains(state, rule, symbol) {
                let ruleLevel = maker.rules[rule].level
                let level = maker.levels[symbol]
                guard row[symbol] > 0 else {
                    if row[symbol] != Self.error { row[symbol] = reduction }
                    continue
                }
                guard ruleLevel > 0, level > 0, ruleLevel >= level else { continue }
                if ruleLevel > level {
                    row[symbol] = reduction
                    continue
                }
                switch maker.associations[symbol] {
                case .left: row[symbol] = reduction
                case .never: row[symbol] = Self.error
                case .right, .none: break
                }
            }
        }
    }

    /// The rule that a state takes for the most words, counted from 1.
    private static func mostFrequent(_ row: [Int16], _ complete: [Int]) -> Int16 {
        var best: Int16 = 0
        var most = 0
        for rule in complete {
            let number = Int16(truncatingIfNeeded: rule + 1)
            let count = row.count { $0 == -number }
            if count > most {
                most = count
                best = number
            }
        }
        return best
    }
}

/// Makes the states of the automaton: sets of rules that were read up to a place.
struct JqAutomatonMaker {
    /// A rule with its symbols as numbers: words first, parts behind them.
    struct Rule {
        let left: Int
        let right: [Int]
        let level: Int
    }

    /// Where a state goes with a symbol.
    struct Move {
        let symbol: Int
        let state: Int
    }

    let terminalCount = JqTerminal.allCases.count
    private(set) var symbolCount = 0
    private(set) var rules: [Rule] = []
    private(set) var levels: [Int]
    private(set) var associations: [JqAutomaton.Association]
    /// The rules of a part.
    private(set) var rulesOf: [[Int]] = []
    /// Whether a part may be empty.
    private(set) var isNullable: [Bool] = []
    /// Items of each state: the rule and the place in it, as one number.
    private(set) var states: [[Int]] = []
    private(set) var transitions: [[Move]] = []

    /// Places within a rule that an item has room for.
    static let places = 16

    init() {
        levels = [Int](repeating: 0, count: terminalCount)
        associations = [JqAutomaton.Association](repeating: .none, count: terminalCount)
        for (level, (association, terminals)) in JqGrammar.precedences.enumerated() {
            for terminal in terminals {
                levels[terminal.rawValue] = level + 1
                associations[terminal.rawValue] = association
            }
        }
        makeRules()
    }

    private mutating func makeRules() {
        var numbers = JqGrammar.terminals.mapValues(\.rawValue)
        symbolCount = terminalCount
        for rule in JqGrammar.rules where numbers[rule.left] == nil {
            numbers[rule.left] = symbolCount
            symbolCount += 1
        }
        rulesOf = [[Int]](repeating: [], count: symbolCount)
        isNullable = [Bool](repeating: false, count: symbolCount)
        for rule in JqGrammar.rules {
            let right = rule.right.compactMap { numbers[$0] }
            let last = right.last { $0 < terminalCount }
            let level = rule.precedence.map { levels[$0.rawValue] } ?? last.map { levels[$0] } ?? 0
            let left = numbers[rule.left] ?? 0
            rulesOf[left].append(rules.count)
            rules.append(Rule(left: left, right: right, level: level))
        }
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for rule in rules
            where !isNullable[rule.left] && rule.right.allSatisfy({ isNullable[$0] }) {
                isNullable[rule.left] = true
                hasChanged = true
            }
        }
    }

    /// The part that a whole program is.
    var start: Int { rules[0].left }

    /// Makes the states, the first one being that of a program's beginning.
    mutating func makeStates() {
        var numbers: [[Int]: Int] = [:]
        let first = rulesOf[start].map { $0 * Self.places }
        states = [first]
        numbers[first] = 0
        var index = 0
        while index < states.count {
            var kernels: [Int: [Int]] = [:]
            for item in closure(states[index]) {
                let rule = rules[item / Self.places]
                let place = item % Self.places
                guard place < rule.right.count else { continue }
                kernels[rule.right[place], default: []].append(item + 1)
            }
            var moves: [Move] = []
            for symbol in kernels.keys.sorted() {
                let kernel = (kernels[symbol] ?? []).sorted()
                if let number = numbers[kernel] {
                    moves.append(Move(symbol: symbol, state: number))
                } else {
                    numbers[kernel] = states.count
                    moves.append(Move(symbol: symbol, state: states.count))
                    states.append(kernel)
                }
            }
            transitions.append(moves)
            index += 1
        }
        addEnd()
    }

    /// The state behind a whole program, which waits for the end.
    private mutating func addEnd() {
        let accepted = states.count
        states.append([])
        transitions[0].append(Move(symbol: start, state: accepted))
        transitions.append([Move(symbol: JqTerminal.end.rawValue, state: accepted + 1)])
        states.append([])
        transitions.append([])
    }

    /// The items of a state with those that they lead to.
    private func closure(_ kernel: [Int]) -> [Int] {
        var items = kernel
        var isAdded = [Bool](repeating: false, count: symbolCount)
        var index = 0
        while index < items.count {
            let rule = rules[items[index] / Self.places]
            let place = items[index] % Self.places
            index += 1
            guard place < rule.right.count else { continue }
            let symbol = rule.right[place]
            guard symbol >= terminalCount, !isAdded[symbol] else { continue }
            isAdded[symbol] = true
            items += rulesOf[symbol].map { $0 * Self.places }
        }
        return items
    }

    /// The rules that a state has read whole, those of no parts too.
    func completeRules(_ state: Int) -> [Int] {
        closure(states[state]).filter { $0 % Self.places == rules[$0 / Self.places].right.count }
            .map { $0 / Self.places }.sorted()
    }

    /// Where a state goes with a symbol.
    func next(_ state: Int, _ symbol: Int) -> Int? {
        transitions[state].first { $0.symbol == symbol }?.state
    }
}
