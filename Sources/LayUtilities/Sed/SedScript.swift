internal import LayRegex

/// A script, ready to run.
struct SedScript {
    /// The commands, blocks flattened.
    var commands: [SedCommand] = []
    /// Whether the script begins with `#n`.
    var isQuiet = false
    /// How many pieces the script has, for messages.
    var partCount = 1
}

/// Which lines a command is for.
enum SedAddress {
    case line(Int)
    /// Every `step` lines, from `first` on.
    case step(first: Int, step: Int)
    case last
    /// A pattern, or the last one used.
    case pattern(SedPattern?)
    /// So many lines more (only as second address).
    case more(Int)
    /// Up to the next multiple (only as second address).
    case multiple(Int)
}

/// A regular expression and what it has learned.
final class SedPattern {
    let searcher: RegularExpression.Searcher

    /// A pattern that has not been used yet.
    init(_ expression: RegularExpression) {
        searcher = RegularExpression.Searcher(expression)
    }
}

/// One command, and where in its range of lines it is.
final class SedCommand {
    /// What is done.
    var action: SedAction
    let first: SedAddress?
    let second: SedAddress?
    let isNegated: Bool
    /// Whether the lines are in the range of the two addresses.
    var isActive = false
    /// Whether the range cannot begin again.
    var isClosed = false
    /// The last line of an active range, where it is known.
    var rangeEnd = 0

    init(_ action: SedAction, _ first: SedAddress?, _ second: SedAddress?, isNegated: Bool) {
        self.action = action
        self.first = first
        self.second = second
        self.isNegated = isNegated
        reset()
    }

    /// Brings the range back to how it was before the first line.
    func reset() {
        isClosed = false
        // `0,/a/` is active before the first line.
        if case .line(0) = first, second != nil { isActive = true } else { isActive = false }
    }
}

/// What a command does.
enum SedAction {
    /// `{`: goes to `end` for other lines.
    case block(end: Int)
    case comment
    /// `b`, `t` and `T`; the target is a place in the commands.
    case branch(Int), branchIfReplaced(Int), branchUnlessReplaced(Int)
    case append([UInt8]), insert([UInt8]), change([UInt8])
    case delete, deleteFirst, print, printFirst, zap
    case get, getAppend, hold, holdAppend, exchange
    case next, nextAppend
    case list(Int?), lineNumber, fileName
    case quit(UInt8), quitSilently(UInt8)
    case readFile([UInt8]), readLine([UInt8])
    case write([UInt8]), writeFirst([UInt8])
    /// `e`: runs a command, or the pattern space.
    case execute([UInt8])
    case substitute(SedSubstitution)
    case transliterate(SedTransliteration)
}

/// The parts of an `s`.
final class SedSubstitution {
    /// The pattern, or the last one used.
    let pattern: SedPattern?
    let replacement: SedReplacement
    let options: Options

    /// The flags behind an `s`.
    struct Options {
        var isGlobal = false
        /// Which match is the first to be replaced.
        var number = 1
        var printsBefore = false
        var prints = false
        var executes = false
        /// The file that a changed line is written to.
        var path: [UInt8]?
    }

    init(_ pattern: SedPattern?, _ replacement: SedReplacement, _ options: Options) {
        self.pattern = pattern
        self.replacement = replacement
        self.options = options
    }
}

/// What a match is replaced with.
struct SedReplacement {
    /// One piece.
    enum Part {
        case literal([UInt8])
        case group(Int)
        case letterCase(LetterCase)
    }

    /// What `\U`, `\L`, `\u`, `\l` and `\E` ask for.
    enum LetterCase {
        case upper, lower, upperNext, lowerNext, end
    }

    var parts: [Part] = []
    /// The highest group that is put in.
    var highestGroup = 0
    /// Whether groups other than the whole match are put in.
    var needsGroups: Bool { highestGroup > 0 }
    /// Whether letters change their case.
    var changesCase: Bool {
        parts.contains { if case .letterCase = $0 { true } else { false } }
    }
}

/// The two strings of a `y`.
final class SedTransliteration {
    /// What single bytes become, where all characters are single bytes.
    let bytes: [UInt8]?
    /// What characters become.
    let characters: [[UInt8]: [UInt8]]

    init(_ from: [[UInt8]], _ to: [[UInt8]]) {
        var table = (0...255).map { UInt8($0) }
        var map: [[UInt8]: [UInt8]] = [:]
        var isNarrow = true
        for (old, new) in zip(from, to) {
            if map[old] == nil {
                map[old] = new
                if old.count == 1, new.count == 1 { table[Int(old[0])] = new[0] }
            }
            if old.count != 1 || new.count != 1 { isNarrow = false }
        }
        bytes = isNarrow ? table : nil
        characters = map
    }
}
