/// coreutils' reading of `test`: up to four words by their number, more by the grammar, and whole
/// numbers of any length.
struct GnuTest<Files: TestFiles> {
    private let words: [[UInt8]]
    private let files: Files
    private var place = 0
    private var depth = 0

    init(words: [[UInt8]], files: Files) {
        self.words = words
        self.files = files
    }

    /// Whether the words hold.
    /// - Throws: coreutils' complaint.
    /// - Complexity: O(*n*) in the number of words, but O(*n* · depth) with parentheses.
    mutating func evaluate() throws(TestError) -> Bool {
        if words.isEmpty { return false }
        let result = try counted(words.count)
        if place < words.count {
            throw TestError("extra argument \(quoted(words[place]))")
        }
        return result
    }

    private func quoted(_ word: [UInt8]) -> String { "'" + ShellBytes.message(word) + "'" }

    private func isWord(_ index: Int, _ byte: UInt8) -> Bool {
        index < words.count && TestExpression.isOne(words[index], byte)
    }

    private func isNot(_ index: Int) -> Bool { isWord(index, UInt8(ascii: "!")) }
    private func isOpen(_ index: Int) -> Bool { isWord(index, UInt8(ascii: "(")) }
    private func isClose(_ index: Int) -> Bool { isWord(index, UInt8(ascii: ")")) }

    private func binary(_ index: Int) -> TestBinary? {
        guard index < words.count else { return nil }
        switch TestBinary(words[index], .bash) {
        // Those of the shells alone.
        case .less?, .greater?, .matches?: return nil
        case let found: return found
        }
    }

    private func unary(_ index: Int) -> UInt8? {
        guard index < words.count,
            let letter = TestExpression.unary(words[index], .bash),
            letter != UInt8(ascii: "a"), letter != UInt8(ascii: "o"), letter != UInt8(ascii: "v"),
            letter != UInt8(ascii: "R")
        else { return nil }
        return letter
    }

    private func isDash(_ index: Int) -> Bool {
        index < words.count && words[index].count == 2 && words[index][0] == UInt8(ascii: "-")
    }

    private func missing() -> TestError {
        TestError("missing argument after \(quoted(words[words.count &- 1]))")
    }

    private mutating func counted(_ count: Int) throws(TestError) -> Bool {
        switch count {
        case 1: return one()
        case 2: return try two()
        case 3: return try three()
        case 4 where isNot(place):
            place &+= 1
            return try !three()
        case 4 where isOpen(place) && isClose(place &+ 3):
            place &+= 1
            let result = try two()
            place &+= 1
            return result
        default: return try disjunction()
        }
    }

    private mutating func one() -> Bool {
        place &+= 1
        return !words[place &- 1].isEmpty
    }

    private mutating func two() throws(TestError) -> Bool {
        if isNot(place) {
            place &+= 1
            return !one()
        }
        guard isDash(place) else { throw missing() }
        guard unary(place) != nil else { throw notUnary() }
        return try applyUnary()
    }

    private func notUnary() -> TestError {
        TestError("\(quoted(words[place])): unary operator expected")
    }

    private mutating func three() throws(TestError) -> Bool {
        if binary(place &+ 1) != nil { return try applyBinary() }
        if isNot(place) {
            place &+= 1
            return try !two()
        }
        if isOpen(place), isClose(place &+ 2) {
            place &+= 1
            let result = one()
            place &+= 1
            return result
        }
        let middle = words[place &+ 1]
        if middle.elementsEqual("-a".utf8) || middle.elementsEqual("-o".utf8) {
            return try disjunction()
        }
        throw TestError("\(quoted(middle)): binary operator expected")
    }

    private mutating func disjunction() throws(TestError) -> Bool {
        if place >= words.count { throw missing() }
        var result = false
        while true {
            if try conjunction() { result = true }
            guard place < words.count, words[place].elementsEqual("-o".utf8) else { return result }
            place &+= 1
        }
    }

    private mutating func conjunction() throws(TestError) -> Bool {
        var result = true
        while true {
            if try !term() { result = false }
            guard place < words.count, words[place].elementsEqual("-a".utf8) else { return result }
            place &+= 1
        }
    }

    private mutating func term() throws(TestError) -> Bool {
        var isNegated = false
        while isNot(place) {
            place &+= 1
            isNegated.toggle()
        }
        if place >= words.count { throw missing() }
        if isOpen(place) { return try group() != isNegated }
        if words.count &- place >= 4, words[place].elementsEqual("-l".utf8),
            binary(place &+ 2) != nil
        {
            return try applyBinary(leftLength: true) != isNegated
        }
        if words.count &- place >= 3, binary(place &+ 1) != nil {
            return try applyBinary() != isNegated
        }
        if isDash(place) {
            guard unary(place) != nil else { throw notUnary() }
            return try applyUnary() != isNegated
        }
        return one() != isNegated
    }

    private mutating func group() throws(TestError) -> Bool {
        place &+= 1
        if place >= words.count { throw missing() }
        depth &+= 1
        guard depth < TestExpression.depthLimit else { throw TestError.tooDeep }
        var count = 1
        // What four words or fewer mean depends on their number.
        while place &+ count < words.count, !isClose(place &+ count) {
            if count == 4 {
                count = words.count &- place
                break
            }
            count &+= 1
        }
        let result = try counted(count)
        depth &-= 1
        if place >= words.count { throw TestError("')' expected") }
        if !isClose(place) {
            throw TestError("')' expected, found \(ShellBytes.message(words[place]))")
        }
        place &+= 1
        return result
    }

    private mutating func applyUnary() throws(TestError) -> Bool {
        let letter = words[place][1]
        place &+= 1
        if place >= words.count { throw missing() }
        let operand = words[place]
        place &+= 1
        if letter == UInt8(ascii: "t") {
            let number = try Self.integer(operand)
            guard number.digits.count < 10,
                let descriptor = Int(String(decoding: number.digits, as: UTF8.self))
            else { return false }
            return !number.isNegative && files.isTerminal(descriptor)
        }
        return try TestExpression.apply(letter, operand, .bash, files)
    }

    private mutating func applyBinary(leftLength: Bool = false) throws(TestError) -> Bool {
        if leftLength { place &+= 1 }
        guard let operation = binary(place &+ 1), place &+ 2 < words.count else { throw missing() }
        var left = words[place]
        if leftLength { left = Array(String(left.count).utf8) }
        place &+= 2
        var rightLength = false
        if words[place].elementsEqual("-l".utf8), place &+ 1 < words.count, operation.isNumeric {
            rightLength = true
            place &+= 1
        }
        let right = rightLength ? Array(String(words[place].count).utf8) : words[place]
        place &+= 1
        guard operation.isNumeric else {
            return try operation.apply(left, right, .dash, files)
        }
        let order = Self.order(try Self.integer(left), try Self.integer(right))
        switch operation {
        case .integerEqual: return order == 0
        case .integerUnequal: return order != 0
        case .integerLess: return order < 0
        case .integerLessOrEqual: return order <= 0
        case .integerGreater: return order > 0
        default: return order >= 0
        }
    }

    // MARK: Numbers

    private struct Integer {
        var isNegative: Bool
        /// Without zeros in front.
        var digits: ArraySlice<UInt8>
    }

    private static func integer(_ text: [UInt8]) throws(TestError) -> Integer {
        func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
        var rest = text[...].drop(while: isBlank)
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let digits = rest.prefix { $0 &- 48 < 10 }
        guard !digits.isEmpty, rest.dropFirst(digits.count).allSatisfy(isBlank) else {
            throw TestError("invalid integer '\(ShellBytes.message(text))'")
        }
        let significant = digits.drop { $0 == 48 }
        return Integer(isNegative: isNegative && !significant.isEmpty, digits: significant)
    }

    private static func order(_ left: Integer, _ right: Integer) -> Int {
        if left.isNegative != right.isNegative { return left.isNegative ? -1 : 1 }
        let sign = left.isNegative ? -1 : 1
        if left.digits.count != right.digits.count {
            return left.digits.count < right.digits.count ? -sign : sign
        }
        if left.digits.lexicographicallyPrecedes(right.digits) { return -sign }
        return right.digits.lexicographicallyPrecedes(left.digits) ? sign : 0
    }
}

extension TestBinary {
    /// True for the operators between whole numbers.
    var isNumeric: Bool {
        switch self {
        case .integerEqual, .integerUnequal, .integerLess, .integerLessOrEqual, .integerGreater,
            .integerGreaterOrEqual:
            true
        default: false
        }
    }
}

extension Shell {
    /// Whether the words of coreutils' `test` hold; the status of a program.
    ///
    /// - Throws: `BoundReached`.
    public static func test(_ words: [[UInt8]], _ context: ProgramContext) throws -> UInt8 {
        var test = GnuTest(words: words, files: ShellFileTests(Shell(context.copy(), .bash)))
        do throws(TestError) {
            return try test.evaluate() ? 0 : 1
        } catch {
            try context.complain(error.message)
            return 2
        }
    }
}
