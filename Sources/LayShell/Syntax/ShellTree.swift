/// A place in a script's text.
public struct ShellPlace: Sendable, Hashable {
    /// How many bytes are before it.
    public let offset: Int
    /// The number of its line, from 1.
    public let line: Int

    /// A place.
    public init(offset: Int, line: Int) {
        self.offset = offset
        self.line = line
    }
}

/// Commands that run one after the other.
public struct ShellList: Sendable {
    /// An and-or list, and how it ends.
    public struct Item: Sendable {
        /// Pipelines with `&&` or `||` before all but the first.
        public var pipelines: [(isAnd: Bool, pipeline: ShellPipeline)]
        /// True behind `&`.
        public var isBackground: Bool
        /// Its text, which `jobs` shows.
        public var text: [UInt8]
    }

    /// The items in order.
    public var items: [Item]

    /// A list of items.
    public init(_ items: [Item] = []) { self.items = items }
}

/// Commands whose output is the next one's input.
public struct ShellPipeline: Sendable {
    /// What `time` before it says.
    public enum Timing: Sendable { case none, plain, posix }

    /// The commands.
    public var commands: [ShellCommand]
    /// Those whose errors go into the pipe too, as `|&` has it.
    public var mergesErrors: Set<Int> = []
    /// True behind `!`.
    public var isNegated = false
    /// Whether its time is told.
    public var timing = Timing.none
}

/// A command with its redirections.
public final class ShellCommand: Sendable {
    /// What a command is.
    public indirect enum Kind: Sendable {
        /// Assignments and words.
        case simple(assignments: [ShellAssignment], words: [ShellWord])
        /// `{ …; }`.
        case group(ShellList)
        /// `( … )`.
        case subshell(ShellList)
        /// `if`, with its clauses and what `else` has.
        case choice([(condition: ShellList, body: ShellList)], otherwise: ShellList?)
        /// `while` and `until`.
        case loop(isUntil: Bool, condition: ShellList, body: ShellList)
        /// `for NAME in WORDS`; without words the parameters.
        case each(name: [UInt8], words: [ShellWord]?, body: ShellList, isSelect: Bool)
        /// `for (( … ; … ; … ))`.
        case count(
            begin: [ShellWordPart], condition: [ShellWordPart], step: [ShellWordPart],
            body: ShellList)
        /// `case WORD in …`.
        case match(ShellWord, [ShellArm])
        /// A definition.
        case function(name: [UInt8], body: ShellCommand, text: [UInt8])
        /// `[[ … ]]`.
        case condition(ShellCondition)
        /// `(( … ))`.
        case arithmetic([ShellWordPart])
        /// `coproc NAME COMMAND`.
        case coprocess(name: [UInt8], ShellCommand)
    }

    /// What it is.
    public let kind: Kind
    /// Its redirections in order.
    public let redirections: [ShellRedirection]
    /// Where it begins.
    public let place: ShellPlace
    /// What stands between the parentheses of `((…))` and `for ((…))`.
    public let raw: ArraySlice<UInt8>

    /// A command.
    public init(
        _ kind: Kind, _ redirections: [ShellRedirection], at place: ShellPlace,
        raw: ArraySlice<UInt8> = []
    ) {
        self.raw = raw
        self.kind = kind
        self.redirections = redirections
        self.place = place
    }
}

/// Patterns of `case` with their commands.
public struct ShellArm: Sendable {
    /// What follows the commands: `;;` ends, `;&` goes on with the next, `;;&` tries the next.
    public enum End: Sendable { case ends, fallsThrough, triesNext }

    /// The patterns, any of which may match.
    public var patterns: [ShellWord]
    /// The commands.
    public var body: ShellList
    /// How the arm ends.
    public var end: End
}

/// What `[[ … ]]` asks.
public indirect enum ShellCondition: Sendable {
    /// A word that is not empty.
    case word(ShellWord)
    /// An operator before a word: `-f x`.
    case unary([UInt8], ShellWord)
    /// An operator between two: `a == b`.
    case binary(ShellWord, [UInt8], ShellWord)
    /// `! …`.
    case not(ShellCondition)
    /// Both.
    case and(ShellCondition, ShellCondition)
    /// Either.
    case or(ShellCondition, ShellCondition)
    /// In parentheses.
    case group(ShellCondition)
}

/// A variable that gets a value.
public struct ShellAssignment: Sendable {
    /// What it gets.
    public enum Value: Sendable {
        /// A word.
        case word(ShellWord)
        /// Elements: `(a b [3]=c)`.
        case list([Element])
    }

    /// An element of a list.
    public struct Element: Sendable {
        /// What stands in brackets, if anything does.
        public var index: [ShellWordPart]?
        /// Behind `+=`.
        public var isAppended: Bool
        /// The value.
        public var word: ShellWord
    }

    /// The variable.
    public var name: [UInt8]
    /// The element: `a[1]=x`.
    public var index: [ShellWordPart]?
    /// True for `+=`.
    public var isAppended: Bool
    /// The value.
    public var value: Value
    /// The text of the whole.
    public var raw: ArraySlice<UInt8> = []
}

/// An assignment that stands as a word behind the name of a command.
public final class ShellDeclaration: Sendable {
    /// The assignment.
    public let assignment: ShellAssignment

    init(_ assignment: ShellAssignment) { self.assignment = assignment }
}

/// Where a descriptor leads.
public struct ShellRedirection: Sendable {
    /// What is done.
    public enum Operation: Sendable {
        case read, write, clobber, append, readWrite
        /// `<&` and `>&`.
        case duplicateInput, duplicateOutput
        /// `&>` and `&>>`.
        case both, bothAppended
        /// `<<` with its body.
        case document(ShellDocument)
        /// `<<<`.
        case text
    }

    /// The number before it.
    public var descriptor: Int?
    /// The name in `{name}>`.
    public var variable: [UInt8]?
    /// What is done.
    public var operation: Operation
    /// The file, the number or the text.
    public var target: ShellWord
}

/// A here-document.
public final class ShellDocument: @unchecked Sendable {
    /// The body, known once the next lines are read; nothing changes it after the parser is done.
    public internal(set) var parts: [ShellWordPart] = []
    /// The body as it is written, without the tabs that are taken away.
    public internal(set) var raw: [UInt8] = []
    /// What ends it.
    let delimiter: [UInt8]
    /// True when the delimiter was quoted.
    public let isQuoted: Bool
    /// True for `<<-`.
    public let stripsTabs: Bool

    init(delimiter: [UInt8], isQuoted: Bool, stripsTabs: Bool) {
        self.delimiter = delimiter
        self.isQuoted = isQuoted
        self.stripsTabs = stripsTabs
    }
}

/// A word as it is written.
public struct ShellWord: Sendable {
    /// The parts in order.
    public var parts: [ShellWordPart]
    /// Where it begins.
    public var place: ShellPlace
    /// What it assigns as a word of `export`, `readonly`, `local` and `declare`, whose values are not
    /// split.
    public var declared: ShellDeclaration?
    /// Its text, kept in bash's dialect, where functions can be shown.
    public var raw: ArraySlice<UInt8> = []

    /// The word when it is plain text without quotes.
    var plain: [UInt8]? {
        if parts.count == 1, case .literal(let bytes) = parts[0] { return bytes }
        return nil
    }
}

/// A part of a word.
public indirect enum ShellWordPart: Sendable {
    /// Text that is not quoted.
    case literal([UInt8])
    /// Text each byte of which stands for itself.
    case quoted([UInt8])
    /// What stands in double quotes; literals inside are quoted.
    case doubleQuoted([ShellWordPart])
    /// `$x`, `${x…}`.
    case parameter(ShellParameter)
    /// `$(…)` and backquotes.
    case command(ShellList)
    /// `$((…))`.
    case arithmetic([ShellWordPart])
    /// `<(…)` and `>(…)`.
    case process(isInput: Bool, ShellList)
}

/// `$x` or `${x…}`.
public struct ShellParameter: Sendable {
    /// An element or all of an array.
    public enum Index: Sendable {
        /// `[@]` or `[*]`.
        case all(isStar: Bool)
        /// `[…]`.
        case element([ShellWordPart])
    }

    /// What is done with the value.
    public indirect enum Operation: Sendable {
        case value
        /// `${#x}`.
        case length
        /// `${x-w}` `${x=w}` `${x?w}` `${x+w}`, with a colon or without.
        case fallback(UInt8, hasColon: Bool, [ShellWordPart])
        /// `${x#p}` `${x##p}` `${x%p}` `${x%%p}`.
        case trim(isSuffix: Bool, isLongest: Bool, [ShellWordPart])
        /// `${x/p/r}`; the place is `/` (all), `#`, `%` or 0 (first).
        case replace([ShellWordPart], [ShellWordPart], place: UInt8)
        /// `${x:o:l}`.
        case slice([ShellWordPart], [ShellWordPart]?)
        /// `${x^p}` `${x^^p}` `${x,p}` `${x,,p}` `${x~p}`.
        case changeCase(UInt8, all: Bool, [ShellWordPart])
        /// `${x@Q}`.
        case transform(UInt8)
        /// `${!p*}` and `${!p@}`.
        case names(isStar: Bool)
        /// `${!a[@]}`.
        case keys
        /// What no shell understands; told when it is run.
        case bad([UInt8])
    }

    /// The name, a number or a special character.
    public var name: [UInt8]
    /// The element.
    public var index: Index?
    /// True for `${!x}`.
    public var isIndirect = false
    /// True for `$x`, whose name goes on with what braces make of the text behind it (bash).
    var isBare = false
    /// What is done.
    public var operation = Operation.value
}
