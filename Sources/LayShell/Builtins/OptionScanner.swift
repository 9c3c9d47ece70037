/// The state of `getopts` between its calls: OPTIND and the place inside a group of letters.
struct OptionScanner: Sendable, Equatable {
    /// OPTIND: the number of the argument to look at next, from 1.
    private(set) var index = 1
    /// Where in the group of letters the next one stands; 0 for none.
    private var place = 0

    /// What one call of `getopts` gives.
    struct Step: Equatable, Sendable {
        /// The value of the name: a letter, `?` or `:`.
        var name: UInt8
        /// OPTARG: `.some(nil)` unsets it, nil leaves it as it is.
        var argument: [UInt8]??
        /// 0, or 1 at the end.
        var status = 0
        /// The message, without any prefix in dash and ash, after `NAME: ` in bash.
        var complaint: String?
    }

    /// Takes what the script assigned to OPTIND; 0 counts as 1.
    mutating func assign(_ value: Int) {
        index = max(value, 1)
        place = 0
    }

    /// One step over `arguments` with the letters of `specification`.
    ///
    /// `reportsErrors` is whether OPTERR is not 0, which dash does not heed.
    /// - Complexity: O(*n*) in the specification.
    mutating func step(
        _ specification: [UInt8], _ arguments: [[UInt8]], dialect: ShellDialect,
        reportsErrors: Bool = true
    ) -> Step {
        guard dialect == .bash else {
            return ashStep(specification, arguments, dialect, reportsErrors)
        }
        return bashStep(specification, arguments, reportsErrors)
    }

    private mutating func end(_ argument: [UInt8]??) -> Step {
        place = 0
        return Step(name: UInt8(ascii: "?"), argument: argument, status: 1)
    }

    private mutating func ashStep(
        _ specification: [UInt8], _ arguments: [[UInt8]], _ dialect: ShellDialect,
        _ reportsErrors: Bool
    ) -> Step {
        let atEnd: [UInt8]?? = dialect == .ash ? .some(nil) : nil
        if index &- 1 > arguments.count { assign(1) }
        var word: [UInt8] = []
        if place > 0, index >= 2, place < arguments[index &- 2].count {
            word = arguments[index &- 2]
        } else {
            guard index <= arguments.count else { return end(atEnd) }
            word = arguments[index &- 1]
            guard word.count > 1, word[0] == UInt8(ascii: "-") else { return end(atEnd) }
            index &+= 1
            if word.count == 2, word[1] == UInt8(ascii: "-") { return end(atEnd) }
            place = 1
        }
        let letter = word[place]
        place &+= 1
        let isSilent = specification.first == UInt8(ascii: ":")
        let isQuiet = isSilent || dialect == .ash && !reportsErrors
        let name = ShellBytes.message([letter])
        guard let takesArgument = lookUp(letter, specification) else {
            return Step(
                name: UInt8(ascii: "?"), argument: .some(isSilent ? [letter] : nil),
                complaint: isQuiet ? nil : "Illegal option -\(name)")
        }
        guard takesArgument else { return Step(name: letter, argument: .some([])) }
        if place < word.count {
            let rest = Array(word[place...])
            place = 0
            return Step(name: letter, argument: .some(rest))
        }
        place = 0
        if index > arguments.count {
            if isSilent { return Step(name: UInt8(ascii: ":"), argument: .some([letter])) }
            return Step(
                name: UInt8(ascii: "?"), argument: .some(nil),
                complaint: isQuiet ? nil : "No arg for -\(name) option")
        }
        index &+= 1
        return Step(name: letter, argument: .some(arguments[index &- 2]))
    }

    /// Whether `letter` takes an argument; nil where the specification lacks it.
    private func lookUp(_ letter: UInt8, _ specification: [UInt8]) -> Bool? {
        var place = 0
        while place < specification.count {
            let takesArgument =
                place &+ 1 < specification.count && specification[place &+ 1] == 58
            if specification[place] == letter { return takesArgument }
            place &+= takesArgument ? 2 : 1
        }
        return nil
    }

    private mutating func bashStep(
        _ specification: [UInt8], _ arguments: [[UInt8]], _ reportsErrors: Bool
    ) -> Step {
        if place == 0 || index > arguments.count || place >= arguments[index &- 1].count {
            place = 0
            guard index <= arguments.count else {
                index = arguments.count &+ 1
                return end(.some(nil))
            }
            let word = arguments[index &- 1]
            guard word.count > 1, word[0] == UInt8(ascii: "-") else { return end(.some(nil)) }
            if word.count == 2, word[1] == UInt8(ascii: "-") {
                index &+= 1
                return end(.some(nil))
            }
            place = 1
        }
        let word = arguments[index &- 1]
        let letter = word[place]
        place &+= 1
        let isSilent = specification.first == UInt8(ascii: ":")
        let isQuiet = isSilent || !reportsErrors
        let name = ShellBytes.message([letter])
        let hasMore = place < word.count
        let found = specification.firstIndex(of: letter)
        guard letter != UInt8(ascii: ":"), let found else {
            if !hasMore { advance() }
            return Step(
                name: UInt8(ascii: "?"), argument: .some(isSilent ? [letter] : nil),
                complaint: isQuiet ? nil : "illegal option -- \(name)")
        }
        guard found &+ 1 < specification.count, specification[found &+ 1] == 58 else {
            if !hasMore { advance() }
            return Step(name: letter, argument: .some(nil))
        }
        if hasMore {
            let rest = Array(word[place...])
            advance()
            return Step(name: letter, argument: .some(rest))
        }
        advance()
        if index > arguments.count {
            if isSilent { return Step(name: UInt8(ascii: ":"), argument: .some([letter])) }
            return Step(
                name: UInt8(ascii: "?"), argument: .some(nil),
                complaint: isQuiet ? nil : "option requires an argument -- \(name)")
        }
        index &+= 1
        return Step(name: letter, argument: .some(arguments[index &- 2]))
    }

    private mutating func advance() {
        index &+= 1
        place = 0
    }
}
