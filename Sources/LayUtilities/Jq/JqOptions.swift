/// What a call of jq says.
struct JqOptions {
    /// What a call ends with that runs no program.
    enum Ending: Error {
        case help
        case version
        /// The short page on the error output.
        case usage
        /// A mistake, and where help is.
        case mistake(String)
        /// A mistake alone.
        case failure([UInt8])
    }

    var form = JqInput.Form()
    var layout = JqLayout(indent: 2)
    var isRaw = false
    var endsLines = true
    /// What ends an output.
    var end: UInt8 = 10
    var isSequence = false
    var hasNoInput = false
    var tellsStatus = false
    var isUnbuffered = false
    var fromFile = false
    var program: [UInt8]?
    var files: [[UInt8]] = []
    /// What `$ARGS` holds.
    var positional: [JqValue] = []
    var named: [(name: [UInt8], value: JqValue)] = []
    var libraries: [[UInt8]]?

    private let name: String
    private let account: JqAccount
    private var isColored = false
    private var isPlain = false
    private var takesTexts = false
    private var takesValues = false

    /// The short options in the order in which they are looked for.
    private static let letters: [(UInt8, any WritableKeyPath<JqOptions, Bool> & Sendable)] = [
        (UInt8(ascii: "s"), \.form.isSlurped), (UInt8(ascii: "r"), \.isRaw),
        (UInt8(ascii: "c"), \.compacts), (UInt8(ascii: "C"), \.isColored),
        (UInt8(ascii: "M"), \.isPlain), (UInt8(ascii: "a"), \.layout.isASCII),
        (UInt8(ascii: "S"), \.layout.isSorted), (UInt8(ascii: "R"), \.form.isRaw),
        (UInt8(ascii: "n"), \.hasNoInput), (UInt8(ascii: "f"), \.fromFile),
        (UInt8(ascii: "j"), \.joins), (UInt8(ascii: "e"), \.tellsStatus),
    ]
    private static let words: [String: any WritableKeyPath<JqOptions, Bool> & Sendable] = [
        "slurp": \.form.isSlurped, "raw-output": \.isRaw, "compact-output": \.compacts,
        "color-output": \.isColored, "monochrome-output": \.isPlain,
        "ascii-output": \.layout.isASCII, "unbuffered": \.isUnbuffered,
        "sort-keys": \.layout.isSorted, "raw-input": \.form.isRaw, "null-input": \.hasNoInput,
        "from-file": \.fromFile, "join-output": \.joins, "exit-status": \.tellsStatus,
        "seq": \.sequences, "stream": \.form.isStream,
        "tab": \.tabs, "raw-output0": \.endsInZero,
    ]

    /// Reads the words behind the program's name.
    ///
    /// - Throws: `Ending`; what the host throws.
    init(_ words: [[UInt8]], name: String, _ account: JqAccount) throws {
        self.name = name
        self.account = account
        var index = 0
        var isDone = false
        while index < words.count {
            let word = words[index]
            index += 1
            if isDone || !Self.isOption(word) {
                try operand(word, isDone: isDone)
            } else if word.elementsEqual("--".utf8) {
                if program == nil { throw Ending.usage }
                isDone = true
            } else if word[1] == UInt8(ascii: "L") {
                try library(word, words, &index)
            } else if word[1] == UInt8(ascii: "-") {
                try long(String(decoding: word[2...], as: UTF8.self), word, words, &index)
            } else {
                try short(word)
            }
        }
        if isColored && !isPlain { try color() }
    }

    private static func isOption(_ word: [UInt8]) -> Bool {
        word.count > 1 && word[0] == UInt8(ascii: "-")
            && (word[1] == UInt8(ascii: "-") || (word[1] | 32) &- 97 < 26)
    }

    private mutating func operand(_ word: [UInt8], isDone: Bool) throws {
        if program == nil, !isDone {
            program = word
        } else if takesTexts {
            positional.append(.text(try text(word)))
        } else if takesValues {
            guard let value = try value(word) else {
                throw Ending.mistake("Invalid JSON text passed to --jsonargs")
            }
            positional.append(value)
        } else {
            files.append(word)
        }
    }

    private func text(_ word: [UInt8]) throws -> JqText {
        try word.withUnsafeBufferPointer { try JqText.make(anything: $0, account) }
    }

    private func value(_ word: [UInt8]) throws -> JqValue? {
        do {
            return try word.withUnsafeBufferPointer { try JqWholeText.parse($0, account) }
        } catch is JqMalformed {
            return nil
        }
    }

    private mutating func library(
        _ word: [UInt8], _ words: [[UInt8]], _ index: inout Int
    ) throws {
        var path = Array(word[2...])
        if path.isEmpty {
            guard index < words.count else {
                throw Ending.failure(
                    Array(
                        "-L takes a parameter: (e.g. -L /search/path or -L/search/path)\n".utf8)
                        + Self.hint(name))
            }
            path = words[index]
            index += 1
        }
        libraries = (libraries ?? []) + [account.host.realPath(path)]
    }

    private mutating func short(_ word: [UInt8]) throws {
        var found = 0
        for (letter, option) in Self.letters where word.contains(letter) {
            self[keyPath: option] = true
            found += 1
        }
        if word.contains(UInt8(ascii: "h")) { throw Ending.help }
        if word.contains(UInt8(ascii: "V")) { throw Ending.version }
        if word.count != found + 1 { throw unknown(word) }
    }

    private func unknown(_ word: [UInt8]) -> Ending {
        .mistake("Unknown option \(String(decoding: word, as: UTF8.self))")
    }

    // MARK: Long options

    private mutating func long(
        _ option: String, _ word: [UInt8], _ words: [[UInt8]], _ index: inout Int
    ) throws {
        if let key = Self.words[option] {
            self[keyPath: key] = true
            return
        }
        switch option {
        case "help": throw Ending.help
        case "version": throw Ending.version
        case "args": (takesTexts, takesValues) = (true, false)
        case "jsonargs": (takesTexts, takesValues) = (false, true)
        case "indent":
            guard index < words.count else {
                throw Ending.mistake("--indent takes one parameter")
            }
            try indent(words[index])
            index += 1
        case "arg", "argjson", "argfile", "rawfile", "slurpfile":
            guard index + 1 < words.count else {
                let example = ["arg": "value", "argjson": "text"][option] ?? "filename"
                throw Ending.mistake(
                    "--\(option) takes two parameters (e.g. --\(option) varname \(example))")
            }
            let (variable, content) = (words[index], words[index + 1])
            index += 2
            if !named.contains(where: { $0.name == variable }) {
                named.append((variable, try argument(option, variable, content)))
            }
        default: throw unknown(word)
        }
    }

    private mutating func indent(_ word: [UInt8]) throws {
        var value = 0
        var digits = word[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        for digit in digits.prefix(9) {
            guard digit &- 48 < 10 else { break }
            value = value * 10 + Int(digit &- 48)
        }
        if isNegative { value = -value }
        guard (-1...7).contains(value) else {
            throw Ending.mistake("--indent takes a number between -1 and 7")
        }
        layout.usesTabs = value < 0
        layout.indent = max(0, value)
    }

    private func argument(
        _ option: String, _ variable: [UInt8], _ content: [UInt8]
    ) throws -> JqValue {
        switch option {
        case "arg": return .text(try text(content))
        case "argjson":
            guard let value = try value(content) else {
                throw Ending.mistake("invalid JSON text passed to --argjson")
            }
            return value
        default:
            let isRaw = option == "rawfile"
            do {
                let value = try JqFile.load(content, isRaw: isRaw, account)
                if option == "argfile", case .array(let array) = value, array.count == 1 {
                    return array[0]
                }
                return value
            } catch let refusal as JqRefusal {
                throw Ending.failure(
                    Array("\(name): Bad JSON in --\(option) ".utf8) + variable + [32] + content
                        + Array(": \(refusal.reason)\n".utf8))
            }
        }
    }

    // MARK: The look of outputs

    private var compacts: Bool {
        get { false }
        set { (layout.indent, layout.usesTabs) = (0, false) }
    }

    private var tabs: Bool {
        get { false }
        set { (layout.indent, layout.usesTabs) = (0, true) }
    }

    private var joins: Bool {
        get { false }
        set { (isRaw, endsLines) = (true, false) }
    }

    private var endsInZero: Bool {
        get { false }
        set { (isRaw, end) = (true, 0) }
    }

    private var sequences: Bool {
        get { false }
        set { (isSequence, form.isSequence) = (true, true) }
    }

    private mutating func color() throws {
        var colors = JqColors()
        let variable = account.host.environment.last { $0.name.elementsEqual("JQ_COLORS".utf8) }
        if let variable, !colors.set(variable.value) {
            try account.host.complain(Array("Failed to set $JQ_COLORS\n".utf8))
        }
        layout.colors = colors
    }

    /// Where help is.
    static func hint(_ name: String) -> [UInt8] {
        Array(
            ("Use \(name) --help for help with command-line options,\n"
                + "or see the jq manpage, or online docs  at https://stedolan.github.io/jq\n").utf8
        )
    }
}
