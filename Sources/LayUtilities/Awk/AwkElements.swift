/// An expression that stands for an array.
class AwkArrayNode {
    /// The array, made where there is none.
    ///
    /// - Throws: `AwkError` where something else is there.
    func array(_ machine: AwkMachine) throws -> AwkArray { AwkArray(machine.account) }
}

/// An array that a variable holds.
final class AwkVariableArray: AwkArrayNode {
    private let variable: AwkSlotTarget

    init(_ variable: AwkSlotTarget) { self.variable = variable }

    override func array(_ machine: AwkMachine) throws -> AwkArray {
        if let global = variable as? AwkGlobal,
            case .array(let array) = machine.globals[global.slot]
        {
            return array
        }
        return try variable.array(machine)
    }
}

/// An array that a global variable holds.
final class AwkGlobalArray: AwkArrayNode {
    private let variable: AwkGlobal

    init(_ variable: AwkGlobal) { self.variable = variable }

    override func array(_ machine: AwkMachine) throws -> AwkArray {
        if case .array(let array) = machine.globals[variable.slot] { return array }
        return try variable.array(machine)
    }
}

/// An array that an element of another one holds.
final class AwkElementArray: AwkArrayNode {
    private let outer: AwkArrayNode
    private let key: AwkNode

    init(_ outer: AwkArrayNode, _ key: AwkNode) {
        self.outer = outer
        self.key = key
    }

    override func array(_ machine: AwkMachine) throws -> AwkArray {
        let array = try outer.array(machine)
        let place = try key.locate(in: array, machine)
        switch place.pointee {
        case .array(let inner): return inner
        case .nothing:
            let inner = try array.inner(machine)
            place.pointee = .array(inner)
            return inner
        default: throw machine.error("attempt to use a scalar value as array")
        }
    }
}

/// An element of an array.
final class AwkElementTarget: AwkTarget {
    let outer: AwkArrayNode
    let key: AwkNode

    init(_ outer: AwkArrayNode, _ key: AwkNode) {
        self.outer = outer
        self.key = key
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        let value = try key.locate(in: outer.array(machine), machine).pointee
        if case .array = value {
            throw machine.error("attempt to use an array in a scalar context")
        }
        return value
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        let place = try key.locate(in: outer.array(machine), machine)
        if case .number(let number) = place.pointee { return number }
        return place.pointee.number
    }

    override func assign(_ machine: AwkMachine, _ value: AwkValue) throws {
        let place = try key.locate(in: outer.array(machine), machine)
        if case .array = place.pointee {
            throw machine.error("attempt to use an array in a scalar context")
        }
        place.pointee = value
    }

    override func update(
        _ machine: AwkMachine, _ operation: AwkOperator, _ operand: Double
    ) throws -> (old: Double, new: Double) {
        let array = try outer.array(machine)
        let place = try key.locate(in: array, machine)
        if case .array = place.pointee {
            throw machine.error("attempt to use an array in a scalar context")
        }
        let old = place.pointee.number
        let new = try machine.compute(operation, old, operand)
        if case .number = place.pointee {
            // A number needs no release.
            place.initialize(to: .number(new))
        } else {
            place.pointee = .number(new)
        }
        return (old, new)
    }
}

/// `k in a`
final class AwkMembership: AwkTruthNode {
    private let key: AwkNode
    private let outer: AwkArrayNode

    init(_ key: AwkNode, _ outer: AwkArrayNode) {
        self.key = key
        self.outer = outer
    }

    override func truth(_ machine: AwkMachine) throws -> Bool {
        // The array comes first: finding it may run what moves the key's bytes.
        let array = try outer.array(machine)
        if let span = try key.span(machine) { return array.find(span) != nil }
        return try machine.find(key.value(machine), in: array) != nil
    }
}
