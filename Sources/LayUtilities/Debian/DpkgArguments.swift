import LayFiles
import LayShell

/// In which words one of dpkg's programs speaks.
struct DpkgVoice {
    let name: String
    let call: UtilityCall
    /// What follows a mistake of the caller.
    let help: String
    /// True where it names an option in quotes.
    var quotesOptions = false

    static func dpkg(_ call: UtilityCall) -> DpkgVoice {
        DpkgVoice(
            name: "dpkg", call: call,
            help: """
                Type dpkg --help for help about installing and deinstalling packages [*];
                Use 'apt' or 'aptitude' for user-friendly package management;
                Type dpkg -Dhelp for a list of dpkg debug flag values;
                Type dpkg --force-help for a list of forcing options;
                Type dpkg-deb --help for help about manipulating *.deb files;

                Options marked [*] produce a lot of output - pipe it through 'less' or 'more' !
                """)
    }

    static func query(_ call: UtilityCall) -> DpkgVoice {
        DpkgVoice(
            name: "dpkg-query", call: call, help: "Use --help for help about querying packages.")
    }

    static func archive(_ call: UtilityCall) -> DpkgVoice {
        DpkgVoice(
            name: "dpkg-deb", call: call,
            help: """
                Type dpkg-deb --help for help about manipulating *.deb files;
                Type dpkg --help for help about installing and deinstalling packages.
                """)
    }

    /// Writes lines to the error output.
    ///
    /// - Throws: `BoundReached`.
    func tell(_ text: String) throws {
        try call.flush()
        try call.context.errors.write("\(text)\n")
    }

    /// Writes `NAME: text` to the error output.
    ///
    /// - Throws: `BoundReached`.
    func complain(_ text: String) throws { try tell("\(name): \(text)") }

    /// Says why the program cannot go on; gives what ends it.
    ///
    /// - Throws: `BoundReached`.
    func failure(_ text: String, status: UInt8 = 2) throws -> UtilityFailure {
        try complain("error: \(text)")
        return UtilityFailure(nil, status: status)
    }

    fileprivate func unknown(_ option: String) throws -> UtilityFailure {
        try misuse("unknown option \(quotesOptions ? "'\(option)'" : option)")
    }

    /// Says what is wrong with the call; gives what ends it.
    ///
    /// - Throws: `BoundReached`.
    func misuse(_ text: String) throws -> UtilityFailure {
        try failure("\(text)\n\n\(help)")
    }
}

/// What one of dpkg's programs was called with: options up to the first operand, and one action.
struct DpkgArguments {
    /// The action's key, which is its first name.
    private(set) var action: String?
    private(set) var given: [(key: String, value: [UInt8]?)] = []
    private(set) var operands: [[UInt8]] = []

    /// Reads the words after the program's name.
    ///
    /// - Parameter actions: the keys of options of which one alone may be there.
    /// - Parameter stopsAtAction: keys behind which all words belong to another program.
    /// - Throws: `UtilityFailure`.
    init(
        _ words: ArraySlice<[UInt8]>, _ options: [UtilityOption], actions: Set<String>,
        _ voice: DpkgVoice, stopsAtAction: Set<String> = []
    ) throws {
        var rest = words
        while let word = rest.first, word.first == 45, word.count > 1 {
            rest.removeFirst()
            if word.elementsEqual("--".utf8) { break }
            if word[1] == 45 {
                try readLong(word, &rest, options, actions, voice)
            } else {
                var letters = word.dropFirst()
                while let letter = letters.popFirst() {
                    guard let option = options.first(where: { $0.letters.contains(letter) }) else {
                        throw try voice.unknown("-\(UnicodeScalar(letter))")
                    }
                    var value: [UInt8]?
                    if option.value == .required {
                        if letters.isEmpty, let next = rest.popFirst() {
                            value = next
                        } else if letters.isEmpty {
                            throw try voice.misuse("-\(UnicodeScalar(letter)) option takes a value")
                        } else {
                            value = Array(letters.first == 61 ? letters.dropFirst() : letters)
                        }
                        letters = []
                    }
                    try admit(option, value, "-\(UnicodeScalar(letter))", options, actions, voice)
                }
            }
            if let action, stopsAtAction.contains(action) { break }
        }
        operands = Array(rest)
    }

    private mutating func readLong(
        _ word: [UInt8], _ rest: inout ArraySlice<[UInt8]>, _ options: [UtilityOption],
        _ actions: Set<String>, _ voice: DpkgVoice
    ) throws {
        let equals = word.firstIndex(of: 61)
        let name = String(decoding: word[2..<(equals ?? word.count)], as: UTF8.self)
        var value = equals.map { Array(word[($0 + 1)...]) }
        guard let option = options.first(where: { $0.words.contains(name) }) else {
            // What is forced is a part of the option's name.
            for (prefix, key) in [
                ("force-", "force"), ("no-force-", "no-force"), ("refuse-", "no-force"),
            ]
            where name.hasPrefix(prefix) && options.contains(where: { $0.key == "force" }) {
                given.append((key, Array(name.dropFirst(prefix.count).utf8)))
                return
            }
            throw try voice.unknown("--\(name)")
        }
        switch option.value {
        case .required:
            if value == nil { value = rest.popFirst() }
            if value == nil { throw try voice.misuse("--\(name) option takes a value") }
        case .optional: break
        case .none:
            if value != nil { throw try voice.misuse("--\(name) option does not take a value") }
        }
        try admit(option, value, "--\(name)", options, actions, voice)
    }

    private mutating func admit(
        _ option: UtilityOption, _ value: [UInt8]?, _ name: String, _ options: [UtilityOption],
        _ actions: Set<String>, _ voice: DpkgVoice
    ) throws {
        if case .missing = option.effect {
            throw try voice.failure("option '\(name)' is not supported by Lay")
        }
        if actions.contains(option.key) {
            if let action, action != option.key,
                let other = options.first(where: { $0.key == action })
            {
                throw try voice.misuse(
                    "conflicting actions \(Self.shown(option)) and \(Self.shown(other))")
            }
            action = option.key
        }
        given.append((option.key, value))
    }

    /// As messages name an option: `-i (--install)`.
    private static func shown(_ option: UtilityOption) -> String {
        let word = option.words.first.map { "--\($0)" } ?? ""
        guard let letter = option.letters.first else { return word }
        return "-\(UnicodeScalar(letter)) (\(word))"
    }

    func has(_ key: String) -> Bool { given.contains { $0.key == key } }

    /// The value of an option that was given last.
    func value(_ key: String) -> [UInt8]? { given.last { $0.key == key && $0.value != nil }?.value }

    /// The values of an option, in their order.
    func values(_ key: String) -> [[UInt8]] {
        given.compactMap { $0.key == key ? $0.value : nil }
    }

    /// The operands as text.
    var texts: [String] { operands.map { String(decoding: $0, as: UTF8.self) } }
}
