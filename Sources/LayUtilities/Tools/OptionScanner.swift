/// Whether an option takes a value.
enum OptionValue: Sendable {
    case none, required, optional
}

/// An option of a tool, by all its names.
struct OptionSpelling<Key: Hashable & Sendable>: Sendable {
    let key: Key
    let letter: UInt8?
    let names: [String]
    let value: OptionValue

    /// An option with one letter, long names, or both.
    init(_ key: Key, _ letter: Character?, _ names: String..., value: OptionValue = .none) {
        self.key = key
        self.letter = letter?.asciiValue
        self.names = names
        self.value = value
    }
}

/// Reads arguments as GNU's `getopt_long` does: options and operands in any order, long names cut
/// short where that is clear.
struct OptionScanner<Key: Hashable & Sendable> {
    /// What the scanner found.
    enum Item {
        case option(Key, [UInt8]?)
        case operand([UInt8])
    }

    private let arguments: [[UInt8]]
    private let spellings: [OptionSpelling<Key>]
    private let stopsAtOperand: Bool
    /// Which argument is read next.
    private(set) var index = 0
    private var letters: ArraySlice<UInt8> = []
    private var areOperands = false

    /// A scanner of arguments, the tool's name not among them.
    init(_ arguments: [[UInt8]], _ spellings: [OptionSpelling<Key>], stopsAtOperand: Bool) {
        self.arguments = arguments
        self.spellings = spellings
        self.stopsAtOperand = stopsAtOperand
    }

    /// The next option or operand.
    ///
    /// - Throws: `OptionMistake` in getopt's words.
    mutating func next() throws -> Item? {
        if let letter = letters.popFirst() { return try short(letter) }
        guard index < arguments.count else { return nil }
        let argument = arguments[index]
        index += 1
        if areOperands || argument.count < 2 || argument[0] != UInt8(ascii: "-") {
            if stopsAtOperand { areOperands = true }
            return .operand(argument)
        }
        if argument[1] != UInt8(ascii: "-") {
            letters = argument[1...]
            return try next()
        }
        if argument.count == 2 {
            areOperands = true
            return try next()
        }
        return try long(argument)
    }

    private mutating func short(_ letter: UInt8) throws -> Item {
        guard let spelling = spellings.first(where: { $0.letter == letter }) else {
            throw OptionMistake("invalid option -- '", [letter], "'")
        }
        switch spelling.value {
        case .none: return .option(spelling.key, nil)
        case .optional:
            let value = letters.isEmpty ? nil : Array(letters)
            letters = []
            return .option(spelling.key, value)
        case .required:
            if !letters.isEmpty {
                let value = Array(letters)
                letters = []
                return .option(spelling.key, value)
            }
            guard index < arguments.count else {
                throw OptionMistake("option requires an argument -- '", [letter], "'")
            }
            index += 1
            return .option(spelling.key, arguments[index - 1])
        }
    }

    private mutating func long(_ argument: [UInt8]) throws -> Item {
        let equals = argument.firstIndex(of: UInt8(ascii: "="))
        let name = argument[2..<(equals ?? argument.count)]
        let value = equals.map { Array(argument[($0 + 1)...]) }
        let (spelling, full) = try find(name, argument)
        switch spelling.value {
        case .none:
            if value != nil {
                throw OptionMistake("option '--", Array(full.utf8), "' doesn't allow an argument")
            }
            return .option(spelling.key, nil)
        case .optional: return .option(spelling.key, value)
        case .required:
            if let value { return .option(spelling.key, value) }
            guard index < arguments.count else {
                throw OptionMistake("option '--", Array(full.utf8), "' requires an argument")
            }
            index += 1
            return .option(spelling.key, arguments[index - 1])
        }
    }

    private func find(
        _ name: ArraySlice<UInt8>, _ argument: [UInt8]
    ) throws -> (OptionSpelling<Key>, String) {
        var found: [(OptionSpelling<Key>, String)] = []
        for spelling in spellings {
            for full in spelling.names where full.utf8.starts(with: name) {
                if full.utf8.count == name.count { return (spelling, full) }
                found.append((spelling, full))
            }
        }
        guard let first = found.first else {
            throw OptionMistake("unrecognized option '", argument, "'")
        }
        if found.contains(where: { $0.0.key != first.0.key }) {
            let list = found.map { " '--\($0.1)'" }.joined()
            throw OptionMistake("option '", argument, "' is ambiguous; possibilities:\(list)")
        }
        return first
    }
}

/// What is wrong with the options, in getopt's words.
struct OptionMistake: Error {
    let message: [UInt8]

    init(_ before: String, _ name: [UInt8], _ after: String) {
        message = Array(before.utf8) + name + Array(after.utf8)
    }
}
