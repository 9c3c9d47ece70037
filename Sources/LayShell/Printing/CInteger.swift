/// Whole numbers as C's `strtoimax` and `strtoumax` read them.
enum CInteger {
    /// What was read at the beginning of a text.
    struct Reading {
        /// The bits of the value; at an overflow the nearest value.
        var bits = 0
        /// How many bytes belong to the number; 0 where there is none.
        var length = 0
        /// Whether the number is too large.
        var isOutOfRange = false
    }

    /// Reads a number to `base`, or to the base that `0x` and `0` give for base 0.
    /// - Complexity: O(*n*) in the length of the number.
    static func reading(_ text: [UInt8], base: Int, signed: Bool) -> Reading {
        var index = 0
        while index < text.count, ShellBytes.isSpace(text[index]) { index &+= 1 }
        var isNegative = false
        if index < text.count, text[index] == 43 || text[index] == 45 {
            isNegative = text[index] == 45
            index &+= 1
        }
        var radix = UInt(base)
        if base == 0 {
            radix = 10
            if index < text.count, text[index] == 48 {
                radix = 8
                if index &+ 2 < text.count, text[index &+ 1] | 32 == 120,
                    ShellBytes.hexValue(text[index &+ 2]) != nil
                {
                    radix = 16
                    index &+= 2
                }
            }
        }
        let start = index
        var magnitude: UInt = 0
        var isLarge = false
        while index < text.count, let digit = ShellBytes.hexValue(text[index]), digit < radix {
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: radix)
            let (sum, carry) = product.addingReportingOverflow(UInt(digit))
            if overflow || carry { isLarge = true }
            magnitude = sum
            index &+= 1
        }
        guard index > start else { return Reading() }
        var result = Reading(bits: 0, length: index, isOutOfRange: isLarge)
        if signed {
            let bound = UInt(Int.max) &+ (isNegative ? 1 : 0)
            if isLarge || magnitude > bound {
                result.isOutOfRange = true
                result.bits = isNegative ? Int.min : Int.max
                return result
            }
        } else if isLarge {
            result.bits = -1
            return result
        }
        result.bits = Int(bitPattern: isNegative ? 0 &- magnitude : magnitude)
        return result
    }
}
