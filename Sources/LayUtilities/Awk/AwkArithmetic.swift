/// An operation on two numbers.
final class AwkArithmetic: AwkNumberNode {
    private let operation: AwkOperator
    private let left: AwkNode
    private let right: AwkNode

    init(_ operation: AwkOperator, _ left: AwkNode, _ right: AwkNode) {
        self.operation = operation
        self.left = left
        self.right = right
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        let first = try left.number(machine)
        return try machine.compute(operation, first, right.number(machine))
    }
}

/// `-x`, and `+x`, which makes a number of anything.
final class AwkSigned: AwkNumberNode {
    private let isNegated: Bool
    private let operand: AwkNode

    init(isNegated: Bool, _ operand: AwkNode) {
        self.isNegated = isNegated
        self.operand = operand
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        let number = try operand.number(machine)
        return isNegated ? -number : number
    }
}

/// `++x`, `x--` and their like.
final class AwkIncrement: AwkNumberNode {
    private let target: AwkTarget
    private let operation: AwkOperator
    private let isPostfix: Bool

    init(_ target: AwkTarget, _ operation: AwkOperator, isPostfix: Bool) {
        self.target = target
        self.operation = operation
        self.isPostfix = isPostfix
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        let (old, new) = try target.update(machine, operation, 1)
        return isPostfix ? old : new
    }
}

/// `x += y` and its like.
final class AwkAugmentedAssignment: AwkNumberNode {
    private let target: AwkTarget
    private let operation: AwkOperator
    private let operand: AwkNode

    init(_ target: AwkTarget, _ operation: AwkOperator, _ operand: AwkNode) {
        self.target = target
        self.operation = operation
        self.operand = operand
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        let number = try operand.number(machine)
        return try target.update(machine, operation, number).new
    }
}

/// `x = y`
final class AwkAssignment: AwkNode {
    private let target: AwkTarget
    private let operand: AwkNode

    init(_ target: AwkTarget, _ operand: AwkNode) {
        self.target = target
        self.operand = operand
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        let value = try operand.value(machine)
        try target.assign(machine, value)
        return value
    }
}

/// `x = x y`, which lengthens the text in its place.
final class AwkAppend: AwkNode {
    private let target: AwkSlotTarget
    private let rest: AwkNode

    init(_ target: AwkSlotTarget, _ rest: AwkNode) {
        self.target = target
        self.rest = rest
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        try run(machine)
        return try target.value(machine)
    }

    override func run(_ machine: AwkMachine) throws {
        let scratch = machine.scratch
        let start = scratch.count
        // What is added may change the variable, so its text is taken first, as it stands.
        let before = try target.text(machine)
        try rest.append(machine, isPrinted: false)
        let added = scratch.span(from: start)
        defer { scratch.count = start }
        try target.assign(machine, .nothing)
        try target.assign(machine, .text(Self.join(consume before, added, machine)))
    }

    private static func join(
        _ before: consuming AwkText, _ added: UnsafeBufferPointer<UInt8>, _ machine: AwkMachine
    ) throws -> AwkText {
        var text = before
        if text.room &- text.count >= added.count, isKnownUniquelyReferenced(&text) {
            text.append(added)
            return text
        }
        let length = text.count &+ added.count
        guard length < AwkText.limit else { throw machine.error("a text is too long") }
        // Room to grow, once the text has grown at all.
        let room = text.count < 64 ? length : length &+ length / 2
        try machine.account.admit(room)
        let joined = AwkText.make(capacity: room, machine.account)
        text.with { joined.append($0) }
        joined.append(added)
        return joined
    }
}

/// Expressions side by side.
final class AwkConcatenation: AwkNode {
    let parts: AwkList<AwkNode>

    init(_ parts: [AwkNode]) { self.parts = AwkList(parts) }

    @inline(__always)
    private func gather(_ machine: AwkMachine) throws {
        for index in 0..<parts.count {
            try parts.with(index) { try $0.append(machine, isPrinted: false) }
        }
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue { .text(try text(machine)) }

    override func text(_ machine: AwkMachine) throws -> AwkText {
        let start = machine.scratch.count
        try gather(machine)
        return try machine.scratch.take(from: start)
    }

    override func append(_ machine: AwkMachine, isPrinted: Bool) throws {
        try gather(machine)
    }

    override func locate(
        in array: AwkArray, _ machine: AwkMachine
    ) throws -> UnsafeMutablePointer<AwkValue> {
        let scratch = machine.scratch
        let start = scratch.count
        defer { scratch.count = start }
        try gather(machine)
        return try array.locate(scratch.span(from: start))
    }
}
