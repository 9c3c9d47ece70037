/// What an instruction does. Values stand on a stack, the input of an expression uppermost.
enum JqOperation: UInt8 {
    /// Puts a constant in the place of the uppermost value, or below it.
    case constant, constantUnder
    case duplicate, pop
    /// As `duplicate`; what a fork froze of it is let go of.
    case duplicateTaking
    /// Begins an expression that is no part of a path, and ends it with its value below the input.
    case innerBegin, innerEnd
    case index, indexOptional, field, fieldOptional, each, eachOptional
    /// Goes on; where nothing comes of that, goes to the target.
    case fork
    /// As `fork`, and takes errors there.
    case forkTry, forkAlternative
    case jump, jumpIfFalse
    /// Ends an inner expression: takes its value away, and jumps where that is false.
    case branch
    case backtrack
    /// Calls a function: its number, and how many frames out it was defined, -1 for outside of all.
    case call, callTail
    /// Calls a parameter: its number, and how many frames out it is.
    case parameter, parameterTail
    /// An argument of the call before it: a function, or a parameter that is handed on.
    case argument, argumentParameter
    case leave
    case native, binary
    case store, storeForked, load, loadTaking, append
    case insert, insertSame
    case range
    case pathBegin, pathEnd
    case label, breakOut, checkBreak, rethrowBreak
    /// Remembers how many forks there are, and drops those that came since.
    case mark, cut
    case modifyBegin, modifyEnd, modifyNone
}

/// An instruction.
struct JqInstruction {
    var operation: JqOperation
    var first: Int32 = 0
    var second: Int32 = 0
}

/// A function: where it begins, and what its frames hold.
struct JqFunction {
    var entry: Int32 = 0
    var parameters: Int32
    var locals: Int32 = 0
}

/// A program that a machine runs.
final class JqCode {
    let instructions: UnsafeMutablePointer<JqInstruction>
    let functions: UnsafeMutablePointer<JqFunction>
    let constants: UnsafeMutablePointer<JqValue>
    private let counts: (Int, Int)

    /// Takes over what a compiler made.
    init(_ code: [JqInstruction], _ functions: [JqFunction], _ constants: [JqValue]) {
        instructions = .allocate(capacity: max(1, code.count))
        instructions.initialize(from: code, count: code.count)
        self.functions = .allocate(capacity: max(1, functions.count))
        self.functions.initialize(from: functions, count: functions.count)
        self.constants = .allocate(capacity: max(1, constants.count))
        self.constants.initialize(from: constants, count: constants.count)
        counts = (constants.count, code.count)
    }

    deinit {
        constants.deinitialize(count: counts.0)
        constants.deallocate()
        functions.deallocate()
        instructions.deallocate()
    }
}
