/// A variable that lies in one slot.
class AwkSlotTarget: AwkTarget {
    let slot: Int
    let name: [UInt8]

    init(_ slot: Int, _ name: [UInt8]) {
        self.slot = slot
        self.name = name
    }

    /// Where the variable lies now.
    func place(_ machine: AwkMachine) -> UnsafeMutablePointer<AwkValue> { machine.globals + slot }

    /// The array that the variable is, made where it was never assigned.
    ///
    /// - Throws: `AwkError` where the variable holds something else.
    final func array(_ machine: AwkMachine) throws -> AwkArray {
        let place = place(machine)
        switch place.pointee {
        case .array(let array): return array
        case .nothing:
            let array = AwkArray(machine.account)
            place.pointee = .array(array)
            return array
        default:
            let name = String(decoding: name, as: UTF8.self)
            throw machine.error("attempt to use scalar `\(name)' as an array")
        }
    }

    /// - Throws: always.
    @inline(never)
    final func refuseArray(_ machine: AwkMachine) throws -> Never {
        let name = String(decoding: name, as: UTF8.self)
        throw machine.error("attempt to use array `\(name)' in a scalar context")
    }
}

/// A global variable without meaning to the machine.
final class AwkGlobal: AwkSlotTarget {
    override func value(_ machine: AwkMachine) throws -> AwkValue {
        let value = machine.globals[slot]
        if case .array = value { try refuseArray(machine) }
        return value
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        if case .number(let number) = machine.globals[slot] { return number }
        return try value(machine).number
    }

    override func truth(_ machine: AwkMachine) throws -> Bool {
        if case .number(let number) = machine.globals[slot] { return number != 0 }
        return try value(machine).truth
    }

    override func assign(_ machine: AwkMachine, _ value: AwkValue) throws {
        if case .array = machine.globals[slot] { try refuseArray(machine) }
        machine.globals[slot] = value
    }

    override func update(
        _ machine: AwkMachine, _ operation: AwkOperator, _ operand: Double
    ) throws -> (old: Double, new: Double) {
        let place = machine.globals + slot
        if case .number(let old) = place.pointee {
            let new = try machine.compute(operation, old, operand)
            // A number needs no release.
            place.initialize(to: .number(new))
            return (old, new)
        }
        let old = try value(machine).number
        let new = try machine.compute(operation, old, operand)
        machine.globals[slot] = .number(new)
        return (old, new)
    }
}

/// A parameter or local variable of a function.
final class AwkLocal: AwkSlotTarget {
    override func place(_ machine: AwkMachine) -> UnsafeMutablePointer<AwkValue> {
        machine.frame + slot
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        let value = machine.frame[slot]
        if case .array = value { try refuseArray(machine) }
        return value
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        if case .number(let number) = machine.frame[slot] { return number }
        return try value(machine).number
    }

    override func assign(_ machine: AwkMachine, _ value: AwkValue) throws {
        if case .array = machine.frame[slot] { try refuseArray(machine) }
        machine.frame[slot] = value
    }

    override func update(
        _ machine: AwkMachine, _ operation: AwkOperator, _ operand: Double
    ) throws -> (old: Double, new: Double) {
        let old: Double
        if case .number(let number) = machine.frame[slot] {
            old = number
        } else {
            old = try value(machine).number
        }
        let new = try machine.compute(operation, old, operand)
        machine.frame[slot] = .number(new)
        return (old, new)
    }
}

/// A global variable that the machine itself reads or writes.
final class AwkSpecialTarget: AwkSlotTarget {
    private let special: AwkSpecial

    init(_ special: AwkSpecial) {
        self.special = special
        super.init(special.rawValue, Array(special.name.utf8))
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        try machine.value(of: special)
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        if special == .recordNumber { return machine.recordNumber }
        if special == .fieldCount { return Double(try machine.record.fieldCount(machine)) }
        return try value(machine).number
    }

    override func assign(_ machine: AwkMachine, _ value: AwkValue) throws {
        try machine.assign(value, to: special)
    }

    override func update(
        _ machine: AwkMachine, _ operation: AwkOperator, _ operand: Double
    ) throws -> (old: Double, new: Double) {
        let old = try value(machine).number
        let new = try machine.compute(operation, old, operand)
        try machine.assign(.number(new), to: special)
        return (old, new)
    }
}

/// The variables with a meaning to the machine, which have the first slots.
enum AwkSpecial: Int, CaseIterable {
    case fieldCount, recordNumber, fileRecordNumber, fieldSeparator, outputFieldSeparator
    case outputRecordSeparator, recordSeparator, subscriptSeparator, conversionFormat
    case outputFormat, ignoreCase, fieldWidths, fieldPattern
    /// Those that are slots like others to a program.
    case recordTerminator, matchStart, matchLength, fileName, argumentCount, arguments
    case environment, processInformation, errorReason, argumentIndex

    /// The variable's name.
    var name: String {
        switch self {
        case .fieldCount: "NF"
        case .recordNumber: "NR"
        case .fileRecordNumber: "FNR"
        case .fieldSeparator: "FS"
        case .outputFieldSeparator: "OFS"
        case .outputRecordSeparator: "ORS"
        case .recordSeparator: "RS"
        case .subscriptSeparator: "SUBSEP"
        case .conversionFormat: "CONVFMT"
        case .outputFormat: "OFMT"
        case .ignoreCase: "IGNORECASE"
        case .fieldWidths: "FIELDWIDTHS"
        case .fieldPattern: "FPAT"
        case .recordTerminator: "RT"
        case .matchStart: "RSTART"
        case .matchLength: "RLENGTH"
        case .fileName: "FILENAME"
        case .argumentCount: "ARGC"
        case .arguments: "ARGV"
        case .environment: "ENVIRON"
        case .processInformation: "PROCINFO"
        case .errorReason: "ERRNO"
        case .argumentIndex: "ARGIND"
        }
    }

    /// Whether reading or writing it does more than reading or writing a slot.
    var isWatched: Bool { rawValue <= AwkSpecial.fieldPattern.rawValue }

    /// Whether only gawk knows it.
    var isExtension: Bool {
        switch self {
        case .ignoreCase, .fieldWidths, .fieldPattern, .recordTerminator, .processInformation,
            .argumentIndex:
            true
        default: false
        }
    }
}
