/// A part of a word as it is run: names are numbers.
indirect enum PartCode {
    case literal([UInt8])
    case quoted([UInt8])
    case doubleQuoted([PartCode])
    /// `~` or `~user` where it stands for a directory.
    case tilde([UInt8])
    case variable(Int)
    case position(Int)
    case special(UInt8)
    case parameter(ParameterCode)
    case command(ListCode)
    case arithmetic(ArithmeticCode)
    case process(isInput: Bool, ListCode)
}

/// A word as it is run.
final class WordCode {
    let parts: [PartCode]
    /// What it always is, where nothing in it is expanded.
    let constant: [UInt8]?
    /// The assignment that it is behind `export` and its like.
    let declared: AssignmentCode?
    /// The words that braces make of it, where they make any.
    let braced: [WordCode]?

    init(_ parts: [PartCode], declared: AssignmentCode? = nil, braced: [WordCode]? = nil) {
        self.parts = parts
        self.declared = declared
        self.braced = braced
        constant = declared == nil && braced == nil ? Self.constant(of: parts) : nil
    }

    private static func constant(of parts: [PartCode]) -> [UInt8]? {
        if parts.isEmpty { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            switch part {
            case .literal(let text):
                if text.contains(where: PatternBytes.mayBeSpecial) { return nil }
                bytes += text
            case .quoted(let text): bytes += text
            case .doubleQuoted(let inner):
                for part in inner {
                    switch part {
                    case .literal(let text), .quoted(let text): bytes += text
                    default: return nil
                    }
                }
            default: return nil
            }
        }
        return bytes
    }
}

/// Bytes that mean something in patterns.
enum PatternBytes {
    /// True for what can begin a pattern or a group.
    static func mayBeSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
            || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "\\")
    }

    /// True for what a backslash takes the meaning of.
    static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "\\"), UInt8(ascii: "!"), UInt8(ascii: "^"), UInt8(ascii: "-"),
            UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"), UInt8(ascii: "+"),
            UInt8(ascii: "@"):
            true
        default: false
        }
    }
}

/// Text that is a number once it is expanded.
final class ArithmeticCode {
    let parts: [PartCode]
    /// The expression, where nothing in it is expanded first.
    let tree: Result<ArithmeticTree, ArithmeticError>?

    init(_ parts: [PartCode], tree: Result<ArithmeticTree, ArithmeticError>?) {
        self.parts = parts
        self.tree = tree
    }
}

/// `${…}` as it is run.
final class ParameterCode {
    /// What it asks for.
    enum Target {
        case variable(Int)
        case position(Int)
        case special(UInt8)
        case element(Int, ArithmeticCode)
        case all(Int, isStar: Bool)
    }

    /// What is done with the value.
    enum Operation {
        case value, length, keys
        case fallback(UInt8, hasColon: Bool, [PartCode])
        case trim(isSuffix: Bool, isLongest: Bool, [PartCode])
        case replace([PartCode], [PartCode], place: UInt8)
        case slice(ArithmeticCode, ArithmeticCode?)
        case changeCase(UInt8, all: Bool, [PartCode])
        case transform(UInt8)
        case names([UInt8], isStar: Bool)
        case bad([UInt8])
    }

    let name: [UInt8]
    let target: Target
    let isIndirect: Bool
    let operation: Operation

    init(_ name: [UInt8], _ target: Target, isIndirect: Bool, _ operation: Operation) {
        self.name = name
        self.target = target
        self.isIndirect = isIndirect
        self.operation = operation
    }
}

/// An assignment as it is run.
final class AssignmentCode {
    enum Value {
        case word(WordCode)
        case list([(index: ArithmeticCode?, isAppended: Bool, words: [WordCode])])
    }

    let symbol: Int
    let index: ArithmeticCode?
    let isAppended: Bool
    let value: Value

    init(_ symbol: Int, index: ArithmeticCode?, isAppended: Bool, _ value: Value) {
        self.symbol = symbol
        self.index = index
        self.isAppended = isAppended
        self.value = value
    }
}

/// A redirection as it is run.
final class RedirectionCode {
    let descriptor: Int?
    let variable: Int?
    let operation: ShellRedirection.Operation
    let target: WordCode
    /// The body of a here-document.
    let body: [PartCode]

    init(
        _ descriptor: Int?, variable: Int?, _ operation: ShellRedirection.Operation,
        _ target: WordCode, body: [PartCode]
    ) {
        self.descriptor = descriptor
        self.variable = variable
        self.operation = operation
        self.target = target
        self.body = body
    }
}

/// Commands that run one after the other.
final class ListCode {
    /// An and-or list.
    struct Item {
        let first: PipelineCode
        let rest: [(isAnd: Bool, pipeline: PipelineCode)]
        let isBackground: Bool
        let text: [UInt8]
    }

    let items: [Item]

    init(_ items: [Item]) { self.items = items }
}

/// A pipeline as it is run.
final class PipelineCode {
    let commands: [CommandCode]
    let mergesErrors: Set<Int>
    let isNegated: Bool
    let timing: ShellPipeline.Timing

    init(
        _ commands: [CommandCode], mergesErrors: Set<Int>, isNegated: Bool,
        timing: ShellPipeline.Timing
    ) {
        self.commands = commands
        self.mergesErrors = mergesErrors
        self.isNegated = isNegated
        self.timing = timing
    }
}

/// A command as it is run.
class CommandCode {
    let line: Int
    let redirections: [RedirectionCode]

    init(line: Int, _ redirections: [RedirectionCode]) {
        self.line = line
        self.redirections = redirections
    }

    /// True for a command without others in it, whose status is a pipeline's of its own.
    var isLeaf: Bool {
        self is SimpleCode || self is SubshellCode || self is ConditionCode
            || self is ArithmeticCommandCode
    }

    /// Runs the command in a shell whose descriptors are as it wants them; gives its status.
    func run(_ shell: Shell) throws -> Int { 0 }
}

/// A function that is defined.
final class ShellFunction {
    let name: [UInt8]
    let body: CommandCode
    let source: ShellCommand
    let text: [UInt8]
    let line: Int
    let file: [UInt8]

    init(
        _ name: [UInt8], _ body: CommandCode, source: ShellCommand, text: [UInt8], line: Int,
        file: [UInt8]
    ) {
        self.name = name
        self.body = body
        self.source = source
        self.text = text
        self.line = line
        self.file = file
    }
}
