/// busybox's reading of `test`: a binary operator in the second place goes before all else.
struct AshTest<Files: TestFiles> {
    let words: [[UInt8]]
    let files: Files
    private var end: Int
    private var place = 0
    private var depth = 0

    init(words: [[UInt8]], files: Files) {
        self.words = words
        self.files = files
        end = words.count
    }

    /// Whether the words hold.
    ///
    /// What the count of words decides is tried first, behind any bangs; the whole grammar then
    /// starts anew at the first word, but without a `)` that was taken off.
    /// - Throws: busybox's complaint.
    /// - Complexity: O(*n*) in the number of words.
    mutating func evaluate() throws(TestError) -> Bool {
        var first = 0
        var isNegated = false
        while true {
            let count = end &- first
            if count < 1 { return isNegated }
            if count == 1 { return words[first].isEmpty == isNegated }
            if count == 3, case .binary(let binary) = TestToken(words[first &+ 1], .ash) {
                return try binary.apply(words[first], words[first &+ 2], .ash, files) != isNegated
            }
            if count == 4, TestExpression.isOne(words[first], UInt8(ascii: "(")),
                TestExpression.isOne(words[end &- 1], UInt8(ascii: ")"))
            {
                end &-= 1
                first &+= 1
            }
            guard TestExpression.isOne(words[first], UInt8(ascii: "!")) else { break }
            first &+= 1
            isNegated.toggle()
        }
        let result = try disjunction(token(0))
        if place &+ 1 < end {
            throw TestError(ShellBytes.message(words[place &+ 1]) + ": unknown operand")
        }
        return result
    }

    private func token(_ index: Int) -> TestToken {
        index < end ? TestToken(words[index], .ash) : .end
    }

    private mutating func disjunction(_ first: TestToken) throws(TestError) -> Bool {
        var result = try conjunction(first)
        while token(place &+ 1) == .or {
            place &+= 2
            if try conjunction(token(place)) { result = true }
        }
        return result
    }

    private mutating func conjunction(_ first: TestToken) throws(TestError) -> Bool {
        var result = try negation(first)
        while token(place &+ 1) == .and {
            place &+= 2
            if try !negation(token(place)) { result = false }
        }
        return result
    }

    private mutating func negation(_ first: TestToken) throws(TestError) -> Bool {
        var next = first
        var isNegated = false
        while next == .not {
            next = token(place &+ 1)
            // `[ ! ]` and `[ a -a ! ]` hold: a bang without an operand is true.
            if next == .end { return !isNegated }
            place &+= 1
            isNegated.toggle()
        }
        return try primary(next) != isNegated
    }

    private mutating func primary(_ token: TestToken) throws(TestError) -> Bool {
        if token == .end { throw TestError("argument expected") }
        if token == .open {
            depth &+= 1
            guard depth < TestExpression.depthLimit else { throw TestError.tooDeep }
            place &+= 1
            let result = try disjunction(self.token(place))
            depth &-= 1
            place &+= 1
            guard self.token(place) == .close else {
                throw TestError("closing paren expected")
            }
            return result
        }
        let second = self.token(place &+ 1)
        if place &+ 2 < end, case .binary(let binary) = second {
            place &+= 2
            return try binary.apply(words[place &- 2], words[place], .ash, files)
        }
        if case .unary(let letter) = token, place &+ 1 < end {
            place &+= 1
            return try TestExpression.apply(letter, words[place], .ash, files)
        }
        if case .unary = token { return !words[place].isEmpty }
        if second.isBinary { throw TestError(words[place &+ 1], "argument expected", .ash) }
        return place < end && !words[place].isEmpty
    }
}
