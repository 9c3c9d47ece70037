/// An expression, compiled: what it is asked for decides what is computed.
class AwkNode {
    /// The value.
    ///
    /// - Throws: what ends the program.
    func value(_ machine: AwkMachine) throws -> AwkValue { .nothing }

    /// The value as a number.
    ///
    /// - Throws: what ends the program.
    func number(_ machine: AwkMachine) throws -> Double { try value(machine).number }

    /// Whether the value counts as true.
    ///
    /// - Throws: what ends the program.
    func truth(_ machine: AwkMachine) throws -> Bool { try value(machine).truth }

    /// The value as a text.
    ///
    /// - Throws: what ends the program.
    func text(_ machine: AwkMachine) throws -> AwkText { try machine.text(of: value(machine)) }

    /// How many bytes the value's text has.
    ///
    /// - Throws: what ends the program.
    func length(_ machine: AwkMachine) throws -> Int {
        if let span = try span(machine) { return span.count }
        return try text(machine).count
    }

    /// The bytes of the value, valid until anything else is evaluated; nil where they do not lie
    /// ready, and then nothing was evaluated.
    ///
    /// - Throws: what ends the program.
    func span(_ machine: AwkMachine) throws -> UnsafeBufferPointer<UInt8>? { nil }

    /// Adds the value's text to the machine's scratch, a number by `OFMT` where it is printed.
    ///
    /// - Throws: what ends the program.
    func append(_ machine: AwkMachine, isPrinted: Bool) throws {
        try machine.append(value(machine), isPrinted: isPrinted)
    }

    /// The element of an array that the value names, made where there is none.
    ///
    /// - Throws: what ends the program.
    func locate(
        in array: AwkArray, _ machine: AwkMachine
    ) throws -> UnsafeMutablePointer<AwkValue> {
        try machine.locate(value(machine), in: array)
    }

    /// Evaluates for the effects alone.
    ///
    /// - Throws: what ends the program.
    func run(_ machine: AwkMachine) throws { _ = try value(machine) }
}

/// An expression whose value is a number.
class AwkNumberNode: AwkNode {
    override final func value(_ machine: AwkMachine) throws -> AwkValue {
        .number(try number(machine))
    }

    override func truth(_ machine: AwkMachine) throws -> Bool { try number(machine) != 0 }

    override final func run(_ machine: AwkMachine) throws { _ = try number(machine) }
}

/// An expression whose value is a truth.
class AwkTruthNode: AwkNode {
    override final func value(_ machine: AwkMachine) throws -> AwkValue {
        .truth(try truth(machine))
    }

    override final func number(_ machine: AwkMachine) throws -> Double {
        try truth(machine) ? 1 : 0
    }
}

/// An expression that can be assigned to.
class AwkTarget: AwkNode {
    /// Gives the target a value.
    ///
    /// - Throws: what ends the program.
    func assign(_ machine: AwkMachine, _ value: AwkValue) throws {}

    /// Computes the target's new value from the old one, evaluating its subscript once: both.
    ///
    /// - Throws: what ends the program.
    func update(
        _ machine: AwkMachine, _ operation: AwkOperator, _ operand: Double
    ) throws -> (old: Double, new: Double) { (0, 0) }
}

/// A number that stands in the program.
final class AwkNumberLiteral: AwkNode {
    let literal: Double

    init(_ literal: Double) { self.literal = literal }

    override func value(_ machine: AwkMachine) throws -> AwkValue { .number(literal) }
    override func number(_ machine: AwkMachine) throws -> Double { literal }
    override func truth(_ machine: AwkMachine) throws -> Bool { literal != 0 }
}

/// A string that stands in the program.
final class AwkTextLiteral: AwkNode {
    let literal: AwkText

    init(_ bytes: [UInt8]) { literal = .constant(bytes) }

    override func value(_ machine: AwkMachine) throws -> AwkValue { .text(literal) }
    override func truth(_ machine: AwkMachine) throws -> Bool { literal.count > 0 }
    override func text(_ machine: AwkMachine) throws -> AwkText { literal }
    override func span(_ machine: AwkMachine) throws -> UnsafeBufferPointer<UInt8>? {
        literal.span
    }
    override func append(_ machine: AwkMachine, isPrinted: Bool) throws {
        try machine.scratch.append(literal)
    }
}

/// Several subscripts, put together with `SUBSEP` between them.
final class AwkSubscriptList: AwkNode {
    private let parts: [AwkNode]

    init(_ parts: [AwkNode]) { self.parts = parts }

    private func gather(_ machine: AwkMachine) throws -> Int {
        let start = machine.scratch.count
        for (index, part) in parts.enumerated() {
            if index > 0 { try machine.scratch.append(machine.subscriptSeparator) }
            try part.append(machine, isPrinted: false)
        }
        return start
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        let start = try gather(machine)
        return .text(try machine.scratch.take(from: start))
    }

    override func locate(
        in array: AwkArray, _ machine: AwkMachine
    ) throws -> UnsafeMutablePointer<AwkValue> {
        let start = try gather(machine)
        defer { machine.scratch.count = start }
        return try array.locate(machine.scratch.span(from: start))
    }
}
