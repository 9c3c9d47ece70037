/// dash's reading of `test`: a word is an operator unless what follows makes it an operand.
struct DashTest<Files: TestFiles> {
    let words: [[UInt8]]
    let files: Files
    /// Where the expression ends: before the `)` that three or four words may have.
    private var end: Int
    private var place = 0
    private var depth = 0

    init(words: [[UInt8]], files: Files) {
        self.words = words
        self.files = files
        end = words.count
    }

    /// Whether the words hold.
    /// - Throws: dash's complaint.
    /// - Complexity: O(*n*) in the number of words.
    mutating func evaluate() throws(TestError) -> Bool {
        var isNegated = false
        while true {
            let count = end &- place
            if count < 1 { return isNegated }
            if count == 3, TestToken(words[place &+ 1], .dash).isBinary { break }
            guard count == 3 || count == 4 else { break }
            if TestExpression.isOne(words[place], UInt8(ascii: "(")),
                TestExpression.isOne(words[end &- 1], UInt8(ascii: ")"))
            {
                end &-= 1
                place &+= 1
                break
            }
            guard TestExpression.isOne(words[place], UInt8(ascii: "!")) else { break }
            // A second bang in front of three words does not undo the first.
            isNegated = true
            place &+= 1
        }
        let isBinary = end &- place == 3 && TestToken(words[place &+ 1], .dash).isBinary
        let result = try disjunction(isBinary ? .operand : token(place))
        if place < end, place &+ 1 < end {
            throw TestError(words[place], "unexpected operator", .dash)
        }
        return result != isNegated
    }

    private func token(_ index: Int) -> TestToken {
        guard index < end else { return .end }
        let token = TestToken(words[index], .dash)
        switch token {
        case .unary where isOperand(index): return .operand
        case .open where index &+ 1 >= end: return .operand
        default: return token
        }
    }

    /// An operator of one operand is itself an operand at the end and before a binary operator.
    private func isOperand(_ index: Int) -> Bool {
        guard index &+ 1 < end else { return true }
        guard index &+ 2 < end else { return false }
        return TestToken(words[index &+ 1], .dash).isBinary
    }

    private mutating func disjunction(_ first: TestToken) throws(TestError) -> Bool {
        var result = false
        var next = first
        while true {
            if try conjunction(next) { result = true }
            guard token(place &+ 1) == .or else { return result }
            place &+= 2
            next = token(place)
        }
    }

    private mutating func conjunction(_ first: TestToken) throws(TestError) -> Bool {
        var result = true
        var next = first
        while true {
            if try !negation(next) { result = false }
            guard token(place &+ 1) == .and else { return result }
            place &+= 2
            next = token(place)
        }
    }

    private mutating func negation(_ first: TestToken) throws(TestError) -> Bool {
        var next = first
        var isNegated = false
        while next == .not {
            isNegated.toggle()
            next = token(place &+ 1)
            if next != .end { place &+= 1 }
        }
        return try primary(next) != isNegated
    }

    private mutating func primary(_ token: TestToken) throws(TestError) -> Bool {
        switch token {
        case .end: return false
        case .open:
            place &+= 1
            let inner = self.token(place)
            if inner == .close { return false }
            depth &+= 1
            guard depth < TestExpression.depthLimit else { throw TestError.tooDeep }
            let result = try disjunction(inner)
            depth &-= 1
            place &+= 1
            guard self.token(place) == .close else {
                throw TestError("closing paren expected")
            }
            return result
        case .unary(let letter):
            place &+= 1
            guard place < end else {
                throw TestError(words[place &- 1], "argument expected", .dash)
            }
            return try TestExpression.apply(letter, words[place], .dash, files)
        default:
            guard case .binary(let binary) = self.token(place &+ 1) else {
                return place < end && !words[place].isEmpty
            }
            place &+= 2
            guard place < end else {
                throw TestError(words[place &- 1], "argument expected", .dash)
            }
            return try binary.apply(words[place &- 2], words[place], .dash, files)
        }
    }
}
