internal import LayRegex

/// Runs a program over its input.
final class AwkMachine {
    let program: AwkProgram
    let host: any AwkHost
    let manner: AwkManner
    let account: AwkAccount
    let scratch: AwkScratch
    let record: AwkRecord
    let patterns = AwkPatterns()
    let streams: AwkStreams
    let standardOutput: AwkOutput
    let emptyText = AwkText.empty()

    // Variables.
    @exclusivity(unchecked) private(set) var globals: UnsafeMutablePointer<AwkValue>
    @exclusivity(unchecked) var stack: UnsafeMutablePointer<AwkValue>
    @exclusivity(unchecked) var stackCapacity = 256
    @exclusivity(unchecked) var stackCount = 0
    @exclusivity(unchecked) var frame: UnsafeMutablePointer<AwkValue>
    @exclusivity(unchecked) var frameStart = 0
    @exclusivity(unchecked) var depth = 0
    @exclusivity(unchecked) var returned = AwkValue.nothing

    // What the special variables say, ready for use.
    @exclusivity(unchecked) var recordNumber = 0.0
    @exclusivity(unchecked) var fileRecordNumber = 0.0
    @exclusivity(unchecked) var splitter = AwkSplitter.blanks
    @exclusivity(unchecked) var recordSeparator = AwkRecordSeparator.byte(10)
    @exclusivity(unchecked) var outputFieldSeparator = AwkText.constant([32])
    @exclusivity(unchecked) var outputRecordSeparator = AwkText.constant([10])
    @exclusivity(unchecked) var subscriptSeparator = AwkText.constant([28])
    @exclusivity(unchecked) var conversionFormat = AwkNumberFormat(Array("%.6g".utf8))
    @exclusivity(unchecked) var outputFormat = AwkNumberFormat(Array("%.6g".utf8))
    @exclusivity(unchecked) var ignoresCase = false
    /// Which of `FS`, `FIELDWIDTHS` and `FPAT` was assigned last.
    var splitterSource = AwkSpecial.fieldSeparator

    // Running.
    @exclusivity(unchecked) var line = 0
    @exclusivity(unchecked) private var steps = AwkMachine.stepsAtOnce
    var exitStatus = 0
    var isExiting = false
    var random = AwkRandom()
    var seed: Int
    /// Where the main input is.
    var input: AwkReader?
    var argumentIndex = 1
    var isInputOver = false
    var standardInput: AwkReader?
    /// Whether a file of the main input was named.
    var hadOperand = false

    private static let stepsAtOnce = 100

    /// A machine in front of the program's beginning.
    init(_ program: AwkProgram, _ host: any AwkHost, _ manner: AwkManner) {
        self.program = program
        self.host = host
        self.manner = manner
        account = AwkAccount(host)
        scratch = AwkScratch(account)
        record = AwkRecord(account)
        standardOutput = AwkOutput(host.output, account)
        streams = AwkStreams(standardOutput, AwkOutput(host.errors, account))
        globals = .allocate(capacity: program.globalNames.count)
        globals.initialize(repeating: .nothing, count: program.globalNames.count)
        stack = .allocate(capacity: stackCapacity)
        frame = stack
        seed = host.seed
        random.seed(UInt32(truncatingIfNeeded: host.seed))
    }

    deinit {
        globals.deinitialize(count: program.globalNames.count)
        globals.deallocate()
        stack.deinitialize(count: stackCount)
        stack.deallocate()
    }

    /// Counts a step, and settles the accounts now and then.
    ///
    /// - Throws: what the host throws.
    @inline(__always)
    func tick() throws {
        steps &-= 1
        if steps < 0 { try settle() }
    }

    /// Counts the steps that going through so many bytes is worth.
    ///
    /// - Throws: what the host throws.
    @inline(__always)
    func work(_ bytes: Int) throws {
        if bytes >= AwkAccount.bytesPerStep {
            steps &-= bytes / AwkAccount.bytesPerStep
            if steps < 0 { try settle() }
        }
    }

    /// Counts the steps that looking for a regular expression in so many bytes is worth.
    ///
    /// - Throws: what the host throws.
    @inline(__always)
    func search(_ bytes: Int) throws { try work(bytes &* 4) }

    @inline(never)
    private func settle() throws {
        let taken = Self.stepsAtOnce &- steps
        steps = Self.stepsAtOnce
        try host.step(taken)
        try account.settle()
    }

    /// An error of the statement that runs.
    func error(_ message: String, _ cause: AwkError.Cause = .other) -> AwkError {
        .running(message, line: line, cause)
    }

    /// Computes with two numbers.
    ///
    /// - Throws: `AwkError` where the divisor is zero.
    @inline(__always)
    func compute(_ operation: AwkOperator, _ left: Double, _ right: Double) throws -> Double {
        switch operation {
        case .add: return left + right
        case .subtract: return left - right
        case .multiply: return left * right
        case .divide:
            if right == 0, manner.refusesZeroDivisors { throw zeroDivisor("") }
            return left / right
        case .remainder:
            if right == 0, manner.refusesZeroDivisors { throw zeroDivisor(" in `%'") }
            return AwkLibrary.remainder(left, right)
        case .power: return AwkLibrary.power(left, right)
        }
    }

    @inline(never)
    private func zeroDivisor(_ place: String) -> AwkError {
        error("division by zero attempted" + place, .zeroDivisor)
    }

    /// Whether two values stand as asked: as numbers where both are, else as texts.
    ///
    /// - Throws: what ends the program.
    func compare(
        _ left: AwkValue, _ right: AwkValue, _ comparison: AwkComparison
    ) throws -> Bool {
        if let first = left.comparableNumber, let second = right.comparableNumber {
            return comparison.holds(first, second)
        }
        let (first, second) = (try text(of: left), try text(of: right))
        try work(min(first.count, second.count))
        if ignoresCase {
            return comparison.holds(
                order: AwkText.order(lowered(first).span, lowered(second).span))
        }
        let order = AwkText.order(first.span, second.span)
        withExtendedLifetime((first, second)) {}
        return comparison.holds(order: order)
    }

    private func lowered(_ text: AwkText) -> AwkText {
        AwkText.constant(text.array.map { $0 &- 65 < 26 ? $0 | 32 : $0 })
    }

    /// A value's text.
    ///
    /// - Throws: what ends the program.
    @inline(__always)
    func text(of value: AwkValue) throws -> AwkText {
        switch value {
        case .text(let text), .input(let text): return text
        default: return try textSlowly(value)
        }
    }

    @inline(never)
    private func textSlowly(_ value: AwkValue) throws -> AwkText {
        if case .nothing = value { return emptyText }
        let start = scratch.count
        try append(value, isPrinted: false)
        return try scratch.take(from: start)
    }

    /// Adds a value's text to the scratch, a number by `OFMT` where it is printed.
    ///
    /// - Throws: what ends the program.
    func append(_ value: AwkValue, isPrinted: Bool) throws {
        switch value {
        case .nothing: return
        case .text(let text), .input(let text): try scratch.append(text)
        case .number(let number):
            if let whole = AwkNumber.whole(number), number.magnitude < manner.wholeLimit {
                return try scratch.append(whole: whole)
            }
            if number.rounded(.towardZero) == number, number.magnitude < manner.wholeLimit {
                return try scratch.append(
                    AwkLibrary.format(Array("%.*f".utf8), precision: 0, number))
            }
            try (isPrinted ? outputFormat : conversionFormat).append(number, self)
        case .array: throw error("attempt to use an array in a scalar context")
        }
    }

    /// The element that a value names, made where there is none.
    ///
    /// - Throws: what ends the program.
    func locate(
        _ key: AwkValue, in array: AwkArray
    ) throws -> UnsafeMutablePointer<AwkValue> {
        switch key {
        case .number(let number):
            if let whole = AwkNumber.whole(number) { return try array.locate(whole) }
        case .text(let text), .input(let text): return try text.with { try array.locate($0) }
        default: break
        }
        return try text(of: key).with { try array.locate($0) }
    }

    /// The element that a value names, if there is one.
    ///
    /// - Throws: what ends the program.
    func find(
        _ key: AwkValue, in array: AwkArray
    ) throws -> UnsafeMutablePointer<AwkValue>? {
        if case .number(let number) = key, let whole = AwkNumber.whole(number) {
            return array.find(whole)
        }
        return try text(of: key).with { array.find($0) }
    }
}
