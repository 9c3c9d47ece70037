import LayShell

/// What curl was called with. Addresses and places belong together by their order, the first `-o` to
/// the first address, wherever they stand.
struct CurlSettings {
    /// Why words cannot be read; without a message only the help is named.
    struct Mistake: Error {
        let message: String?
    }

    /// Where what an address gives goes.
    enum Place {
        case file([UInt8])
        case remoteName
    }

    private(set) var given: [(key: String, value: [UInt8]?)] = []
    private(set) var addresses: [[UInt8]] = []
    private(set) var places: [Place] = []
    /// Switches that were turned off again with `--no-…`.
    private var turnedOff: Set<String> = []
    private let utility: Utility

    private static let dash = UInt8(ascii: "-")
    /// Options whose values are numbers.
    private static let numbers: Set<String> = [
        "connect-timeout", "m", "retry", "retry-delay", "retry-max-time", "max-redirs",
        "max-filesize", "Y", "y", "keepalive-time", "parallel-max",
    ]

    /// - Throws: `Mistake` in curl's words.
    init(_ call: UtilityCall) throws {
        utility = call.utility
        var rest = call.context.words.dropFirst()
        if rest.isEmpty { throw Mistake(message: nil) }
        var readsOptions = true
        while let word = rest.popFirst() {
            guard readsOptions, word.count > 1, word[0] == Self.dash else {
                addresses.append(word)
                continue
            }
            if word == [Self.dash, Self.dash] {
                readsOptions = false
            } else if word[1] == Self.dash {
                try readLong(call.text(word), &rest)
            } else {
                try readLetters(word, &rest)
            }
        }
        if addresses.isEmpty, !has("V") { throw Mistake(message: "no URL specified!") }
    }

    private mutating func readLetters(_ word: [UInt8], _ rest: inout ArraySlice<[UInt8]>) throws {
        for index in word.indices.dropFirst() {
            guard let option = utility.option(letter: word[index], .gnu) else {
                throw Mistake(
                    message: "option -\(String(decoding: word[1...], as: UTF8.self)): is unknown")
            }
            let name = "-\(String(UnicodeScalar(word[index])))"
            if option.value == .none {
                try take(option, nil, as: name)
                continue
            }
            let inside = Array(word[(index + 1)...])
            guard let value = inside.isEmpty ? rest.popFirst() : inside else {
                throw Mistake(message: "option \(name): requires parameter")
            }
            return try take(option, value, as: name)
        }
    }

    private mutating func readLong(_ word: String, _ rest: inout ArraySlice<[UInt8]>) throws {
        let name = String(word.dropFirst(2))
        var found = utility.options(long: name, .gnu)
        let isOff = found.isEmpty && name.hasPrefix("no-")
        if isOff { found = utility.options(long: String(name.dropFirst(3)), .gnu) }
        guard let first = found.first else {
            throw Mistake(message: "option \(word): is unknown")
        }
        if found.count > 1 { throw Mistake(message: "option \(word): is ambiguous") }
        if isOff {
            guard first.option.value == .none else {
                throw Mistake(
                    message: "option \(word): used '--no-' for option that isn't a boolean")
            }
            turnedOff.insert(first.option.key)
            given.removeAll { $0.key == first.option.key }
            return
        }
        if first.option.value == .none { return try take(first.option, nil, as: word) }
        guard let value = rest.popFirst() else {
            throw Mistake(message: "option \(word): requires parameter")
        }
        try take(first.option, value, as: word)
    }

    private mutating func take(_ option: UtilityOption, _ value: [UInt8]?, as name: String) throws {
        if case .missing = option.effect {
            throw Mistake(message: "option \(name): is not supported by Lay")
        }
        if let value, Self.numbers.contains(option.key) {
            let isNumber =
                !value.isEmpty
                && value.allSatisfy { $0 &- 48 < 10 || $0 == UInt8(ascii: ".") || $0 == Self.dash }
            if !isNumber {
                throw Mistake(message: "option \(name): expected a proper numerical parameter")
            }
        }
        switch option.key {
        case "o": places.append(.file(value ?? []))
        case "O": places.append(.remoteName)
        case "url": addresses.append(value ?? [])
        default: break
        }
        turnedOff.remove(option.key)
        given.append((option.key, value))
    }

    func has(_ key: String) -> Bool { given.contains { $0.key == key } }

    func isOff(_ key: String) -> Bool { turnedOff.contains(key) }

    func value(_ key: String) -> [UInt8]? { given.last { $0.key == key }?.value }

    func text(_ key: String) -> String? { value(key).map { String(decoding: $0, as: UTF8.self) } }

    /// Where the address with this number goes; `nil` for the standard output.
    func place(_ index: Int) -> Place? {
        if index < places.count { return places[index] }
        return has("remote-name-all") ? .remoteName : nil
    }

    /// True for a protocol that `--proto` leaves: `=https`, `-all,https`, `+http`.
    func allows(_ scheme: String) -> Bool {
        var isAllowed = true
        for part in (text("proto") ?? "").split(separator: ",") {
            let sign = part.first.flatMap { "=+-".contains($0) ? $0 : nil }
            let name = (sign == nil ? part : part.dropFirst()).lowercased()
            let isMeant = name == "all" || name == scheme
            switch sign {
            case "=": isAllowed = isMeant
            case "-": if isMeant { isAllowed = false }
            default: if isMeant { isAllowed = true }
            }
        }
        return isAllowed
    }
}
