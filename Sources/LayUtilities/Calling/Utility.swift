import LayFiles
import LayShell

/// A utility: its page, its options, and what it does.
///
/// From this table come the reading of arguments, the messages of their mistakes, `--help`, and
/// `docs/utilities.md`.
struct Utility: Sendable {
    let name: String
    /// What it does, in one line that begins with a verb.
    let summary: String
    /// What follows its name: `[OPTION]... [FILE]...`.
    let usage: String
    let options: [UtilityOption]
    /// The status of a call that it does not understand.
    let misuse: UInt8
    /// True where the words behind the first operand are another program's.
    let stopsAtOperand: Bool
    /// True for a program that reads its words itself; its options are told by `--help` alone.
    let readsWords: Bool
    /// Turns old spellings such as `head -5` into today's.
    let modern: (@Sendable ([[UInt8]]) -> [[UInt8]])?
    let run: @Sendable (UtilityCall) throws -> ProgramOutcome
    /// Turns spellings that POSIX took back in 2001, such as `sort +1 -2`, into today's.
    private(set) var legacy: (@Sendable ([[UInt8]]) -> [[UInt8]])?
    /// True for the programs that say their name again before they tell where help is.
    private(set) var isNamedInHint = false
    /// True for the programs that tell of `--usage` beside `--help` (argp).
    private(set) var offersUsage = false
    /// What a program says of a wrong option in place of where help is.
    private(set) var hint: String?

    /// A utility that gives a status.
    init(
        _ name: String, _ summary: String, usage: String, _ options: [UtilityOption] = [],
        misuse: UInt8 = 1, stopsAtOperand: Bool = false, readsWords: Bool = false,
        modern: (@Sendable ([[UInt8]]) -> [[UInt8]])? = nil,
        _ run: @escaping @Sendable (UtilityCall) throws -> UInt8
    ) {
        self.init(
            staying: name, summary, usage: usage, options, misuse: misuse,
            stopsAtOperand: stopsAtOperand, readsWords: readsWords, modern: modern
        ) { .exited(try run($0)) }
    }

    /// A utility that may stay, or ends as the program that it runs.
    init(
        staying name: String, _ summary: String, usage: String, _ options: [UtilityOption] = [],
        misuse: UInt8 = 1, stopsAtOperand: Bool = false, readsWords: Bool = false,
        modern: (@Sendable ([[UInt8]]) -> [[UInt8]])? = nil,
        _ run: @escaping @Sendable (UtilityCall) throws -> ProgramOutcome
    ) {
        self.name = name
        self.summary = summary
        self.usage = usage
        self.options = options
        self.misuse = misuse
        self.stopsAtOperand = stopsAtOperand
        self.readsWords = readsWords
        self.modern = modern
        self.run = run
    }

    /// The same, which says its name again before it tells where help is.
    var namedInHint: Utility {
        var copy = self
        copy.isNamedInHint = true
        return copy
    }

    /// The same, which tells of `--usage` beside `--help`.
    var offeringUsage: Utility {
        var copy = self
        copy.offersUsage = true
        return copy
    }

    /// The same, which says this of a wrong option and not where help is.
    func hinting(_ hint: String) -> Utility {
        var copy = self
        copy.hint = hint
        return copy
    }

    /// The same, which knows old spellings too where `_POSIX2_VERSION` asks for them.
    func withLegacy(_ legacy: @escaping @Sendable ([[UInt8]]) -> [[UInt8]]) -> Utility {
        var copy = self
        copy.legacy = legacy
        return copy
    }

    /// The same under another name.
    func named(_ name: String) -> Utility {
        Utility(
            staying: name, summary, usage: usage, options, misuse: misuse,
            stopsAtOperand: stopsAtOperand, readsWords: readsWords, modern: modern, run)
    }

    // MARK: Options

    func option(letter: UInt8, _ manner: Manner) -> UtilityOption? {
        options.first { $0.letters.contains(letter) && manner.has($0.family) }
    }

    /// The options that a long name means, whole or by its beginning.
    func options(long name: String, _ manner: Manner) -> [(name: String, option: UtilityOption)] {
        var found: [(name: String, option: UtilityOption)] = []
        for option in options where manner.has(option.family) {
            for word in option.words {
                if word == name { return [(word, option)] }
                if word.hasPrefix(name) { found.append((word, option)) }
            }
        }
        // Names of one option are no choice.
        if let first = found.first, found.allSatisfy({ $0.option.key == first.option.key }) {
            return [first]
        }
        return found.sorted { $0.name < $1.name }
    }

    /// - Throws: `UtilityOptions.Mistake` for an option that Lay's program lacks.
    func admit(_ option: UtilityOption, as name: String) throws {
        if case .missing = option.effect {
            throw UtilityOptions.Mistake(message: "option '\(name)' is not supported by Lay")
        }
    }

    // MARK: The page

    /// What `--help` writes.
    func help(_ manner: Manner) -> String {
        var lines = [
            "Usage: \(name) \(usage)", summary.prefix(1).uppercased() + summary.dropFirst() + ".",
        ]
        let shown = options.filter { manner.has($0.family) }
        if !shown.isEmpty { lines.append("") }
        for option in shown {
            var help = option.help
            if case .missing = option.effect { help += " (not supported by Lay)" }
            if case .idle(let why) = option.effect { help += " (no effect: \(why))" }
            let indent = option.letters.isEmpty ? "      " : "  "
            let names = indent + option.names
            lines.append(
                names.count < 28
                    ? names + String(repeating: " ", count: 30 - names.count) + help
                    : names + "\n" + String(repeating: " ", count: 30) + help)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The program that the shell calls.
    var program: ShellProgram {
        ShellProgram(staying: name) { try UtilityCall.run(self, $0) }
    }
}

/// Whose manners a program has: GNU's, or busybox's where its file is a link to busybox.
enum Manner: Sendable {
    case gnu, busybox

    init(_ context: ProgramContext) {
        self = context.executable?.name.elementsEqual("busybox".utf8) == true ? .busybox : .gnu
    }

    func has(_ family: UtilityOption.Family) -> Bool {
        switch family {
        case .both: true
        case .gnu: self == .gnu
        case .busybox: self == .busybox
        }
    }
}
