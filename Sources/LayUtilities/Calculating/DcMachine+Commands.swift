import LayShell

/// Commands of one letter.
extension DcMachine {
    /// Runs a command that takes nothing but the stack; false once all is to end.
    func simple(_ byte: UInt8) throws -> Bool {
        switch byte {
        case UInt8(ascii: "p"):
            guard let value = stack.last else {
                try tell("stack empty")
                return true
            }
            try show(value)
            try call.write(byte: 10)
        case UInt8(ascii: "n"):
            guard let value = try pop() else { return true }
            try show(value)
        case UInt8(ascii: "P"):
            guard let value = try pop() else { return true }
            if case .number(let number) = value {
                var rest = number.whole.magnitude
                var bytes: [UInt8] = []
                while !rest.isZero {
                    let (quotient, remainder) = rest.divided(by: BigInteger(256))
                    bytes.append(UInt8(remainder.int ?? 0))
                    rest = quotient
                }
                try call.write(Array(bytes.reversed()))
            } else {
                try call.write(shown(value))
            }
        case UInt8(ascii: "f"):
            for value in stack.reversed() {
                try show(value)
                try call.write(byte: 10)
            }
        case UInt8(ascii: "c"): stack = []
        case UInt8(ascii: "d"):
            guard let value = stack.last else {
                try tell("stack empty")
                return true
            }
            try push(value)
        case UInt8(ascii: "r"):
            guard stack.count >= 2 else {
                try tell("stack empty")
                return true
            }
            stack.swapAt(stack.count - 1, stack.count - 2)
        case UInt8(ascii: "k"):
            guard let value = try number() else { return true }
            guard let count = value.whole.int, (0...1_000_000).contains(count) else {
                try tell("scale must be a nonnegative integer")
                return true
            }
            scale = count
        case UInt8(ascii: "i"):
            guard let base = try number()?.whole.int, (2...16).contains(base) else {
                try tell("input base must be a number between 2 and 16 (inclusive)")
                return true
            }
            inputBase = base
        case UInt8(ascii: "o"):
            guard let base = try number()?.whole.int, base >= 2, base < 1 << 30 else {
                try tell("output base must be a number greater than 1")
                return true
            }
            outputBase = base
        case UInt8(ascii: "K"): try push(DecimalNumber(scale))
        case UInt8(ascii: "I"): try push(DecimalNumber(inputBase))
        case UInt8(ascii: "O"): try push(DecimalNumber(outputBase))
        case UInt8(ascii: "z"): try push(DecimalNumber(stack.count))
        case UInt8(ascii: "Z"):
            guard let value = try pop() else { return true }
            switch value {
            case .number(let number): try push(DecimalNumber(number.length))
            case .text(let text): try push(DecimalNumber(text.count))
            }
        case UInt8(ascii: "X"):
            guard let value = try pop() else { return true }
            if case .number(let number) = value {
                try push(DecimalNumber(number.scale))
            } else {
                try push(.zero)
            }
        case UInt8(ascii: "a"):
            guard let value = try pop() else { return true }
            switch value {
            case .number(let number):
                let rest = number.whole % BigInteger(256)
                try push(.text([UInt8(truncatingIfNeeded: rest.int ?? 0)]))
            case .text(let text): try push(.text(Array(text.prefix(1))))
            }
        case UInt8(ascii: "?"):
            guard let line = try input.line() else { return true }
            return try inner(Array(input.bytes[line.range]))
        default:
            let digits = String(byte, radix: 8)
            try tell("'\(UnicodeScalar(byte))' (0\(digits)) unimplemented")
        }
        return true
    }
}
