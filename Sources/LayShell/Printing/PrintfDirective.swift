/// What stands between `%` and a conversion's letter.
package struct PrintfDirective {
    /// `-`: pads at the right.
    package var isLeft = false
    /// `+`: a sign always.
    package var hasPlus = false
    /// ` `: a blank for a missing sign.
    package var hasSpace = false
    /// `#`: the alternative form.
    package var isAlternative = false
    /// `0`: pads with zeros.
    package var isZero = false
    /// The least width.
    package var width = 0
    /// The precision; nil where none is given.
    package var precision: Int?

    /// Nothing but the letter.
    package init() {}

    /// Takes a flag's byte; false where it is none.
    package mutating func takeFlag(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"): isLeft = true
        case UInt8(ascii: "+"): hasPlus = true
        case UInt8(ascii: " "): hasSpace = true
        case UInt8(ascii: "#"): isAlternative = true
        case UInt8(ascii: "0"): isZero = true
        default: return false
        }
        return true
    }

    /// Takes a width that an argument gave; below zero it pads at the right.
    package mutating func setWidth(_ value: Int) {
        if value < 0 { isLeft = true }
        width = Int(clamping: value.magnitude)
    }

    /// `text`, cut to the precision and padded to the width.
    package func string(_ text: some Collection<UInt8>) -> [UInt8] {
        let kept = precision.map { text.prefix(max($0, 0)) } ?? text[...]
        return padded([], Array(kept), zeros: false)
    }

    /// `prefix` and `body`, padded to the width: with zeros between the two if `zeros`.
    package func padded(_ prefix: [UInt8], _ body: [UInt8], zeros: Bool) -> [UInt8] {
        let missing = width &- prefix.count &- body.count
        guard missing > 0 else { return prefix + body }
        if isLeft { return prefix + body + [UInt8](repeating: 32, count: missing) }
        if zeros { return prefix + [UInt8](repeating: 48, count: missing) + body }
        return [UInt8](repeating: 32, count: missing) + prefix + body
    }

    /// A whole number for one of `d i o u x X`, from its bits.
    package func integer(_ bits: Int, _ conversion: UInt8) -> [UInt8] {
        var prefix: [UInt8] = []
        var digits: [UInt8]
        switch conversion {
        case UInt8(ascii: "d"), UInt8(ascii: "i"):
            digits = Array(String(bits.magnitude).utf8)
            if bits < 0 { prefix = [45] } else { prefix = sign }
        case UInt8(ascii: "u"):
            digits = Array(String(UInt(bitPattern: bits)).utf8)
        case UInt8(ascii: "o"):
            digits = Array(String(UInt(bitPattern: bits), radix: 8).utf8)
        default:
            let isUpper = conversion == UInt8(ascii: "X")
            digits = Array(String(UInt(bitPattern: bits), radix: 16, uppercase: isUpper).utf8)
            if isAlternative, bits != 0 { prefix = [48, conversion] }
        }
        if let precision {
            if bits == 0, precision <= 0 { digits = [] }
            if digits.count < precision {
                digits = [UInt8](repeating: 48, count: precision &- digits.count) + digits
            }
        }
        if conversion == UInt8(ascii: "o"), isAlternative, digits.first != 48 {
            digits.insert(48, at: 0)
        }
        return padded(prefix, digits, zeros: isZero && precision == nil)
    }

    /// A floating-point number for one of `e E f F g G a A`.
    package func float(_ value: WideFloat, _ conversion: UInt8) -> [UInt8] {
        var body = value.text(conversion | 32, precision: precision, keepsPoint: isAlternative)
        var prefix: [UInt8] = value.isNegative ? [45] : sign
        if conversion | 32 == UInt8(ascii: "a"), value.kind == .finite {
            prefix += body.prefix(2)
            body.removeFirst(2)
        }
        if conversion & 32 == 0 {
            func upper(_ byte: UInt8) -> UInt8 { byte &- 97 < 26 ? byte &- 32 : byte }
            body = body.map(upper)
            prefix = prefix.map(upper)
        }
        return padded(prefix, body, zeros: isZero && value.kind == .finite)
    }

    private var sign: [UInt8] { hasPlus ? [43] : hasSpace ? [32] : [] }
}
