internal import LayBounds
internal import LayFiles
import LayShell

/// A value of dc.
enum DcValue {
    case number(DecimalNumber)
    case text([UInt8])
}

/// Runs dc's commands on a stack.
final class DcMachine {
    let call: UtilityCall
    var stack: [DcValue] = []
    private var registers: [UInt8: [DcValue]] = [:]
    private var arrays: [UInt8: [Int: DcValue]] = [:]
    var scale = 0
    var inputBase = 10
    var outputBase = 10
    /// Texts that are still to be left by `q` and `Q`.
    private var leaves = 0
    let input: ByteReader

    init(_ call: UtilityCall, _ input: ByteReader) {
        self.call = call
        self.input = input
    }

    func tell(_ message: String) throws {
        try call.flush()
        try call.context.errors.write("\(call.context.name): \(message)\n")
    }

    func push(_ number: DecimalNumber) throws { try push(.number(number)) }

    func push(_ value: DcValue) throws {
        try call.context.hold(64)
        stack.append(value)
    }

    func pop() throws -> DcValue? {
        guard let value = stack.popLast() else {
            try tell("stack empty")
            return nil
        }
        call.context.release(64)
        return value
    }

    func number() throws -> DecimalNumber? {
        guard let value = try pop() else { return nil }
        guard case .number(let number) = value else {
            try tell("non-numeric value")
            return nil
        }
        return number
    }

    /// The two numbers on top, which stay where one of them is none.
    private func pair() throws -> (DecimalNumber, DecimalNumber)? {
        guard stack.count >= 2 else {
            try tell("stack empty")
            return nil
        }
        guard case .number(let right) = stack[stack.count - 1],
            case .number(let left) = stack[stack.count - 2]
        else {
            try tell("non-numeric value")
            return nil
        }
        stack.removeLast(2)
        call.context.release(128)
        return (left, right)
    }

    func shown(_ value: DcValue) -> [UInt8] {
        switch value {
        case .number(let number): number.text(base: outputBase)
        case .text(let text): text
        }
    }

    /// Writes a number, in lines that are not too long.
    func show(_ value: DcValue) throws {
        guard case .number(let number) = value else { return try call.write(shown(value)) }
        try call.context.account.work(number.value.limbs.count)
        var column = 0
        for byte in number.text(base: outputBase) {
            if column == 69 {
                try call.write([92, 10])
                column = 0
            }
            try call.write(byte: byte)
            column += 1
        }
    }

    /// Runs a text; false once all is to end.
    func run(_ text: [UInt8]) throws -> Bool {
        try call.context.account.nested {
            var place = 0
            while place < text.count {
                try call.context.step()
                let byte = text[place]
                place += 1
                if try !perform(byte, text, &place) { return false }
                if leaves > 0 {
                    leaves -= 1
                    return true
                }
            }
            return true
        }
    }

    private func perform(_ byte: UInt8, _ text: [UInt8], _ place: inout Int) throws -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "."), UInt8(ascii: "_"):
            var end = place
            var hasPoint = byte == 46
            while end < text.count {
                let next = text[end]
                let isDigit = next &- 48 < 10 || next &- 65 < 6
                if next == 46, !hasPoint { hasPoint = true } else if !isDigit { break }
                end += 1
            }
            try push(DecimalNumber(text: Array(text[(place - 1)..<end]), base: inputBase))
            place = end
        case 9, 10, 13, 32: break
        case UInt8(ascii: "#"): while place < text.count, text[place] != 10 { place += 1 }
        case UInt8(ascii: "["):
            var depth = 1
            let start = place
            while place < text.count, depth > 0 {
                if text[place] == 91 { depth += 1 }
                if text[place] == 93 { depth -= 1 }
                place += 1
            }
            let end = depth == 0 ? place - 1 : place
            try call.context.hold(end - start)
            try push(.text(Array(text[start..<max(start, end)])))
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"),
            UInt8(ascii: "%"), UInt8(ascii: "^"), UInt8(ascii: "~"):
            try calculate(byte)
        case UInt8(ascii: "|"):
            guard stack.count >= 3, let modulus = try number(), let (base, exponent) = try pair()
            else {
                if stack.count < 3 { try tell("stack empty") }
                return true
            }
            try push(try raise(base, exponent, modulus))
        case UInt8(ascii: "v"):
            guard let value = try number() else { return true }
            if value.isNegative {
                try tell("square root of negative number")
            } else {
                try push(value.squareRoot(scale: scale))
            }
        case UInt8(ascii: "x"):
            guard let value = try pop() else { return true }
            guard case .text(let inner) = value else {
                try push(value)
                return true
            }
            return try self.inner(inner)
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="):
            return try compare(byte, false, text, &place)
        case UInt8(ascii: "!"):
            guard place < text.count, [60, 61, 62].contains(text[place]) else {
                throw UtilityFailure("commands of the system are not supported by Lay")
            }
            place += 1
            return try compare(text[place - 1], true, text, &place)
        case UInt8(ascii: "s"), UInt8(ascii: "l"), UInt8(ascii: "S"), UInt8(ascii: "L"),
            UInt8(ascii: ":"), UInt8(ascii: ";"):
            guard place < text.count else { return true }
            place += 1
            try register(byte, text[place - 1])
        case UInt8(ascii: "q"):
            // It leaves the text that runs and the one that ran it.
            leaves = 2
            if isOutermost { return false }
        case UInt8(ascii: "Q"):
            guard let count = try number()?.whole.int, count > 0 else { return true }
            leaves = count
        default: return try simple(byte)
        }
        return true
    }

    private var isOutermost = true

    /// Runs a text inside another one.
    func inner(_ text: [UInt8]) throws -> Bool {
        let outer = isOutermost
        isOutermost = false
        defer { isOutermost = outer }
        return try run(text)
    }

    private func calculate(_ sign: UInt8) throws {
        guard let (left, right) = try pair() else { return }
        try call.context.account.work(
            left.value.limbs.count &* max(1, right.value.limbs.count) / 8)
        switch sign {
        case UInt8(ascii: "+"): try push(left + right)
        case UInt8(ascii: "-"): try push(left - right)
        case UInt8(ascii: "*"): try push(left.times(right, scale: scale))
        case UInt8(ascii: "^"):
            guard let exponent = right.whole.int,
                left.value.limbs.count &* Int(min(exponent.magnitude, 1 << 30)) < 1 << 22
            else { return try tell("exponent too large in raise") }
            try push(left.power(exponent, scale: scale))
        default:
            if right.isZero {
                try push(left)
                try push(right)
                return try tell(sign == UInt8(ascii: "%") ? "remainder by zero" : "divide by zero")
            }
            if sign != UInt8(ascii: "%") { try push(left.divided(by: right, scale: scale)) }
            if sign != UInt8(ascii: "/") { try push(left.remainder(by: right, scale: scale)) }
        }
    }

    private func raise(
        _ base: DecimalNumber, _ exponent: DecimalNumber, _ modulus: DecimalNumber
    ) throws -> DecimalNumber {
        var (result, factor, left) = (BigInteger.one, base.whole, exponent.whole)
        let divisor = modulus.whole
        if divisor.isZero {
            try tell("remainder by zero")
            return .zero
        }
        while !left.isZero, !left.isNegative {
            try call.context.step()
            if left.isOdd { result = result * factor % divisor }
            factor = factor * factor % divisor
            left = left / BigInteger(2)
        }
        return DecimalNumber(result % divisor)
    }

    private func compare(
        _ sign: UInt8, _ isTurned: Bool, _ text: [UInt8], _ place: inout Int
    ) throws -> Bool {
        guard place < text.count else { return true }
        let name = text[place]
        place += 1
        guard let (second, first) = try pair() else { return true }
        let order = DecimalNumber.compare(first, second)
        let holds = sign == 60 ? order < 0 : sign == 62 ? order > 0 : order == 0
        guard holds != isTurned else { return true }
        guard case .text(let inner)? = registers[name]?.last else { return true }
        return try self.inner(inner)
    }

    private func register(_ command: UInt8, _ name: UInt8) throws {
        switch command {
        case UInt8(ascii: "s"):
            guard let value = try pop() else { return }
            var values = registers[name] ?? []
            if !values.isEmpty { values.removeLast() }
            registers[name] = values + [value]
        case UInt8(ascii: "l"):
            if let value = registers[name]?.last {
                try push(value)
            } else {
                try push(.zero)
            }
        case UInt8(ascii: "S"):
            guard let value = try pop() else { return }
            try call.context.hold(64)
            registers[name, default: []].append(value)
        case UInt8(ascii: "L"):
            guard let value = registers[name]?.popLast() else {
                return try tell(
                    "stack register '\(UnicodeScalar(name))' (0\(String(name, radix: 8))) is empty")
            }
            try push(value)
        case UInt8(ascii: ":"):
            guard let index = try number()?.whole.int, let value = try pop() else { return }
            try call.context.hold(64)
            arrays[name, default: [:]][index] = value
        default:
            guard let index = try number()?.whole.int else { return }
            try push(arrays[name]?[index] ?? .number(.zero))
        }
    }
}
