/// The options and operands that a utility was called with, read as getopt_long(3) reads them.
struct UtilityOptions {
    /// Why arguments cannot be read.
    struct Mistake: Error {
        let message: String
    }

    /// The options in their order, with the values of those that have one.
    private(set) var given: [(key: String, value: [UInt8]?)] = [] {
        didSet { places.append(operands.count) }
    }
    /// How many operands stand in front of each option that was given.
    private(set) var places: [Int] = []
    private(set) var operands: [[UInt8]] = []

    /// Reads the words after the program's name.
    ///
    /// - Throws: `Mistake` in the C library's words.
    init(_ words: ArraySlice<[UInt8]>, _ utility: Utility, _ manner: Manner) throws {
        var rest = words
        let dash = UInt8(ascii: "-")
        while let word = rest.popFirst() {
            guard word.count > 1, word[0] == dash else {
                operands.append(word)
                if utility.stopsAtOperand { break }
                continue
            }
            if word[1] != dash {
                try readLetters(word, &rest, utility, manner)
            } else if word.count == 2 {
                break
            } else {
                try readLong(word, &rest, utility, manner)
            }
        }
        operands += rest
    }

    private mutating func readLetters(
        _ word: [UInt8], _ rest: inout ArraySlice<[UInt8]>, _ utility: Utility, _ manner: Manner
    ) throws {
        var place = 1
        while place < word.count {
            let letter = word[place]
            place += 1
            guard let option = utility.option(letter: letter, manner) else {
                throw Mistake(message: "invalid option -- '\(Self.shown([letter]))'")
            }
            try utility.admit(option, as: "-\(UnicodeScalar(letter))")
            switch option.value {
            case .none: given.append((option.key, nil))
            case .optional:
                given.append((option.key, place < word.count ? Array(word[place...]) : nil))
                return
            case .required:
                if place < word.count {
                    given.append((option.key, Array(word[place...])))
                } else if let value = rest.popFirst() {
                    given.append((option.key, value))
                } else {
                    throw Mistake(
                        message: "option requires an argument -- '\(Self.shown([letter]))'")
                }
                return
            }
        }
    }

    private mutating func readLong(
        _ word: [UInt8], _ rest: inout ArraySlice<[UInt8]>, _ utility: Utility, _ manner: Manner
    ) throws {
        let equals = word.firstIndex(of: UInt8(ascii: "="))
        let name = Self.shown(Array(word[2..<(equals ?? word.count)]))
        let value = equals.map { Array(word[($0 + 1)...]) }
        let found = utility.options(long: name, manner)
        guard let option = found.first?.option else {
            throw Mistake(message: "unrecognized option '\(Self.shown(word))'")
        }
        if found.count > 1 {
            let names = found.map { "'--\($0.name)'" }.joined(separator: " ")
            throw Mistake(message: "option '--\(name)' is ambiguous; possibilities: \(names)")
        }
        let whole = found[0].name
        try utility.admit(option, as: "--\(whole)")
        switch option.value {
        case .none:
            if value != nil {
                throw Mistake(message: "option '--\(whole)' doesn't allow an argument")
            }
            given.append((option.key, nil))
        case .optional: given.append((option.key, value))
        case .required:
            guard let value = value ?? rest.popFirst() else {
                throw Mistake(message: "option '--\(whole)' requires an argument")
            }
            given.append((option.key, value))
        }
    }

    private static func shown(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// True when an option was given.
    func has(_ key: String) -> Bool { given.contains { $0.key == key } }

    /// True when one of some options was given.
    func has(any keys: String...) -> Bool { given.contains { keys.contains($0.key) } }

    /// The value of an option that was given last.
    func value(_ key: String) -> [UInt8]? { given.last { $0.key == key }?.value }

    /// The value of an option that was given last, as text.
    func text(_ key: String) -> String? { value(key).map(Self.shown) }

    /// The values of an option, in their order.
    func values(_ key: String) -> [[UInt8]] {
        given.compactMap { $0.key == key ? $0.value : nil }
    }

    /// Which one of some options was given last.
    func last(of keys: String...) -> String? { given.last { keys.contains($0.key) }?.key }
}
