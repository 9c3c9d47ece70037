/// bash's reading of `test`: up to four words by their number, more by the grammar.
struct BashTest<Files: TestFiles> {
    let words: [[UInt8]]
    let files: Files
    let isBracket: Bool
    private var place = 0
    private var depth = 0

    init(words: [[UInt8]], files: Files, isBracket: Bool) {
        self.words = words
        self.files = files
        self.isBracket = isBracket
    }

    /// Whether the words hold.
    /// - Throws: bash's complaint.
    /// - Complexity: O(*n*) in the number of words.
    mutating func evaluate() throws(TestError) -> Bool {
        var result = false
        switch words.count {
        case 2:
            result = try two()
            place = words.count
        case 3: result = try three()
        case 4 where isBang(0):
            place = 1
            result = try !three()
        case 4 where isOpen(0) && TestExpression.isOne(words[3], UInt8(ascii: ")")):
            place = 1
            result = try two()
            place = words.count
        default: result = try disjunction()
        }
        guard place != words.count else { return result }
        if place < words.count, words[place].first == UInt8(ascii: "-") {
            let word = ShellBytes.message(words[place])
            throw TestError("syntax error: `\(word)' unexpected")
        }
        throw TestError("too many arguments")
    }

    private func isBang(_ index: Int) -> Bool {
        TestExpression.isOne(words[index], UInt8(ascii: "!"))
    }

    private func isOpen(_ index: Int) -> Bool {
        TestExpression.isOne(words[index], UInt8(ascii: "("))
    }

    private mutating func two() throws(TestError) -> Bool {
        if isBang(place) { return words[place &+ 1].isEmpty }
        guard TestExpression.unary(words[place], .bash) != nil else {
            throw TestError(words[place], "unary operator expected", .bash)
        }
        return try unary()
    }

    private mutating func three() throws(TestError) -> Bool {
        let middle = words[place &+ 1]
        var result = false
        if TestBinary(middle, .bash) != nil {
            result = try binary()
        } else if middle == [45, 97] {
            result = !words[place].isEmpty && !words[place &+ 2].isEmpty
        } else if middle == [45, 111] {
            result = !words[place].isEmpty || !words[place &+ 2].isEmpty
        } else if isBang(place) {
            place &+= 1
            result = try !two()
        } else if isOpen(place), words[place &+ 2].first == UInt8(ascii: ")") {
            result = !middle.isEmpty
        } else {
            throw TestError(middle, "binary operator expected", .bash)
        }
        place = words.count
        return result
    }

    private mutating func binary() throws(TestError) -> Bool {
        let middle = words[place &+ 1]
        guard let binary = TestBinary(middle, .bash) else {
            throw TestError(middle, "binary operator expected", .bash)
        }
        place &+= 3
        return try binary.apply(words[place &- 3], words[place &- 1], .bash, files)
    }

    private mutating func unary() throws(TestError) -> Bool {
        let letter = words[place][1]
        place &+= 1
        if letter == UInt8(ascii: "t") {
            guard place < words.count else { return files.isTerminal(1) }
            guard let descriptor = try? TestInteger.value(words[place], .bash) else {
                return false
            }
            place &+= 1
            return files.isTerminal(descriptor)
        }
        guard place < words.count else { throw TestError("argument expected") }
        place &+= 1
        return try TestExpression.apply(letter, words[place &- 1], .bash, files)
    }

    private func isWord(_ letter: UInt8) -> Bool {
        place < words.count && words[place].count == 2 && words[place][0] == UInt8(ascii: "-")
            && words[place][1] == letter
    }

    private mutating func disjunction() throws(TestError) -> Bool {
        guard place < words.count else { throw TestError("argument expected") }
        var result = try conjunction()
        while isWord(UInt8(ascii: "o")) {
            place &+= 1
            if try conjunction() { result = true }
        }
        return result
    }

    private mutating func conjunction() throws(TestError) -> Bool {
        var result = try term()
        while isWord(UInt8(ascii: "a")) {
            place &+= 1
            if try !term() { result = false }
        }
        return result
    }

    private mutating func term() throws(TestError) -> Bool {
        var isNegated = false
        while place < words.count, isBang(place) {
            isNegated.toggle()
            place &+= 1
        }
        guard place < words.count else { throw TestError("argument expected") }
        if isOpen(place) { return try group() != isNegated }
        if place &+ 3 <= words.count, TestBinary(words[place &+ 1], .bash) != nil {
            return try binary() != isNegated
        }
        if place &+ 2 <= words.count, TestExpression.unary(words[place], .bash) != nil {
            return try unary() != isNegated
        }
        place &+= 1
        return words[place &- 1].isEmpty == isNegated
    }

    private mutating func group() throws(TestError) -> Bool {
        place &+= 1
        depth &+= 1
        guard depth < TestExpression.depthLimit else { throw TestError.tooDeep }
        let result = try disjunction()
        depth &-= 1
        guard place < words.count else {
            throw TestError(isBracket ? "`)' expected, found ]" : "`)' expected")
        }
        guard TestExpression.isOne(words[place], UInt8(ascii: ")")) else {
            let found = ShellBytes.message(words[place])
            throw TestError("`)' expected, found \(found)")
        }
        place &+= 1
        return result
    }
}
