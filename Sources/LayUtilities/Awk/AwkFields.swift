/// The whole record, `$0`.
final class AwkRecordTarget: AwkTarget {
    override func value(_ machine: AwkMachine) throws -> AwkValue {
        .input(try machine.record.text(machine))
    }

    override func text(_ machine: AwkMachine) throws -> AwkText {
        try machine.record.text(machine)
    }

    override func span(_ machine: AwkMachine) throws -> UnsafeBufferPointer<UInt8>? {
        try machine.record.span(machine)
    }

    override func append(_ machine: AwkMachine, isPrinted: Bool) throws {
        try machine.scratch.append(machine.record.span(machine))
    }

    override func locate(
        in array: AwkArray, _ machine: AwkMachine
    ) throws -> UnsafeMutablePointer<AwkValue> {
        try array.locate(try machine.record.span(machine))
    }

    override func assign(_ machine: AwkMachine, _ value: AwkValue) throws {
        try machine.text(of: value).with { try machine.record.set($0, machine) }
    }

    override func update(
        _ machine: AwkMachine, _ operation: AwkOperator, _ operand: Double
    ) throws -> (old: Double, new: Double) {
        let old = try value(machine).number
        let new = try machine.compute(operation, old, operand)
        try assign(machine, .number(new))
        return (old, new)
    }
}

/// A field whose number stands in the program, 1 or more.
final class AwkFieldTarget: AwkTarget {
    let index: Int

    init(_ index: Int) { self.index = index }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        try machine.record.field(index, machine)
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        try machine.record.number(index, machine)
    }

    override func span(_ machine: AwkMachine) throws -> UnsafeBufferPointer<UInt8>? {
        try machine.record.fieldSpan(index, machine)
    }

    override func append(_ machine: AwkMachine, isPrinted: Bool) throws {
        if let span = try machine.record.fieldSpan(index, machine) {
            return try machine.scratch.append(span)
        }
        try machine.append(machine.record.field(index, machine), isPrinted: isPrinted)
    }

    override func locate(
        in array: AwkArray, _ machine: AwkMachine
    ) throws -> UnsafeMutablePointer<AwkValue> {
        if let span = try machine.record.fieldSpan(index, machine) { return try array.locate(span) }
        return try machine.locate(machine.record.field(index, machine), in: array)
    }

    override func assign(_ machine: AwkMachine, _ value: AwkValue) throws {
        try machine.record.setField(index, value, machine)
    }

    override func update(
        _ machine: AwkMachine, _ operation: AwkOperator, _ operand: Double
    ) throws -> (old: Double, new: Double) {
        let old = try number(machine)
        let new = try machine.compute(operation, old, operand)
        try assign(machine, .number(new))
        return (old, new)
    }
}

/// A field whose number is computed.
final class AwkComputedField: AwkTarget {
    private let index: AwkNode

    init(_ index: AwkNode) { self.index = index }

    private func place(_ machine: AwkMachine) throws -> Int {
        let number = try index.number(machine)
        guard number >= 0 else {
            throw machine.error(
                "attempt to access field \(Int(bounded: number))", .negativeField)
        }
        guard number < Double(AwkRecord.fieldLimit) else {
            throw machine.error("a field's number is too large")
        }
        return Int(number)
    }

    private func value(_ place: Int, _ machine: AwkMachine) throws -> AwkValue {
        place == 0
            ? .input(try machine.record.text(machine)) : try machine.record.field(place, machine)
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        try value(place(machine), machine)
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        let place = try place(machine)
        return place == 0
            ? try machine.record.text(machine).number
            : try machine.record.number(place, machine)
    }

    override func length(_ machine: AwkMachine) throws -> Int {
        let place = try place(machine)
        if place > 0, let span = try machine.record.fieldSpan(place, machine) {
            return span.count
        }
        return try machine.text(of: value(place, machine)).count
    }

    override func append(_ machine: AwkMachine, isPrinted: Bool) throws {
        let place = try place(machine)
        if place > 0, let span = try machine.record.fieldSpan(place, machine) {
            return try machine.scratch.append(span)
        }
        try machine.append(value(place, machine), isPrinted: isPrinted)
    }

    override func locate(
        in array: AwkArray, _ machine: AwkMachine
    ) throws -> UnsafeMutablePointer<AwkValue> {
        let place = try place(machine)
        if place > 0, let span = try machine.record.fieldSpan(place, machine) {
            return try array.locate(span)
        }
        return try machine.locate(value(place, machine), in: array)
    }

    override func assign(_ machine: AwkMachine, _ value: AwkValue) throws {
        try assign(place(machine), value, machine)
    }

    private func assign(_ place: Int, _ value: AwkValue, _ machine: AwkMachine) throws {
        if place == 0 {
            try machine.text(of: value).with { try machine.record.set($0, machine) }
        } else {
            try machine.record.setField(place, value, machine)
        }
    }

    override func update(
        _ machine: AwkMachine, _ operation: AwkOperator, _ operand: Double
    ) throws -> (old: Double, new: Double) {
        let place = try place(machine)
        let old = try value(place, machine).number
        let new = try machine.compute(operation, old, operand)
        try assign(place, .number(new), machine)
        return (old, new)
    }
}
