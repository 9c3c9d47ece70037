internal import LayShell

/// The units that numfmt reads and writes.
enum NumberScale {
    case none, auto, si, iec, iecWithI

    /// The scale that an option's value names.
    ///
    /// - Throws: `UtilityFailure` for another word.
    init(
        _ value: [UInt8]?, of option: String, _ choices: ChoiceArgument, _ call: UtilityCall
    ) throws {
        guard let value else {
            self = .none
            return
        }
        switch try choices.choice(value, of: option, call) {
        case "auto": self = .auto
        case "si": self = .si
        case "iec": self = .iec
        case "iec-i": self = .iecWithI
        default: self = .none
        }
    }

    /// What a unit is of the next smaller one.
    var base: Int { self == .iec || self == .iecWithI ? 1024 : 1000 }
}

/// A number of numfmt, exact: a fraction of two whole numbers.
struct ScaledNumber {
    /// Why a text is no number, or a number cannot be written.
    struct Fault: Error {
        let message: String
    }

    /// How numbers are read.
    struct Reading {
        let scale: NumberScale
        let unit: BigInteger
    }

    /// How numbers are written.
    struct Writing {
        let scale: NumberScale
        let unit: BigInteger
        let rounding: String
        let precision: Int?
    }

    private var numerator: BigInteger
    private var denominator: BigInteger
    /// Digits behind the point that it was written with.
    private var precision = 0
    /// True where it has more digits than a machine's number holds for sure.
    private(set) var isLong = false

    private static let letters = Array("KMGTPEZY".utf8)

    /// Which power of the base a letter means; none for no letter.
    static func power(_ letter: UInt8?) -> Int? {
        guard let letter else { return 0 }
        return letters.firstIndex(of: letter).map { $0 + 1 }
    }

    /// Reads a number, perhaps with the letter of a unit.
    ///
    /// - Throws: `Fault` in GNU's words.
    init(_ text: [UInt8], _ reading: Reading) throws(Fault) {
        let quoted = FileNameQuoting.always(text)
        var rest = text[...]
        let isNegative = rest.first == 45
        if isNegative { rest.removeFirst() }
        let whole = rest.prefix { $0 &- 48 < 10 }
        rest = rest.dropFirst(whole.count)
        var digits = Array(whole)
        if rest.first == 46 {
            let fraction = rest.dropFirst().prefix { $0 &- 48 < 10 }
            if fraction.isEmpty { throw Fault(message: "invalid number: \(quoted)") }
            rest = rest.dropFirst(1 + fraction.count)
            digits += fraction
            precision = fraction.count
        }
        if digits.isEmpty { throw Fault(message: "invalid number: \(quoted)") }
        let significant = digits.drop { $0 == 48 }
        guard whole.drop(while: { $0 == 48 }).count <= 27, precision <= 1 << 10,
            let value = BigInteger(digits: Array(significant.isEmpty ? [48] : significant))
        else { throw Fault(message: "value too large to be converted: \(quoted)") }
        isLong = significant.count > 18
        numerator = isNegative ? -value : value
        denominator = BigInteger.one.shifted(precision)
        rest = rest.drop { $0 == 32 || $0 == 9 }
        if let letter = rest.first {
            try read(letter, &rest, quoted, reading.scale)
        } else if reading.scale == .iecWithI {
            throw Self.missingLetter(quoted)
        }
        numerator = numerator * reading.unit
    }

    private static func missingLetter(_ quoted: String) -> Fault {
        Fault(message: "missing 'i' suffix in input: \(quoted) (e.g Ki/Mi/Gi)")
    }

    private mutating func read(
        _ letter: UInt8, _ rest: inout ArraySlice<UInt8>, _ quoted: String, _ scale: NumberScale
    ) throws(Fault) {
        guard let power = Self.power(letter) else {
            throw Fault(message: "invalid suffix in input: \(quoted)")
        }
        if scale == .none {
            throw Fault(
                message: "rejecting suffix in input: \(quoted) (consider using --from)")
        }
        rest.removeFirst()
        var base = scale.base
        if scale == .auto, rest.first == UInt8(ascii: "i") {
            base = 1024
            rest.removeFirst()
        } else if scale == .iecWithI {
            guard rest.first == UInt8(ascii: "i") else {
                throw Self.missingLetter(quoted)
            }
            rest.removeFirst()
        }
        if !rest.isEmpty {
            throw Fault(
                message: "invalid suffix in input \(quoted):"
                    + " \(FileNameQuoting.always(Array(rest)))")
        }
        numerator = numerator * BigInteger(base).power(power)
        precision = 0
    }

    /// The number as it is written.
    ///
    /// - Throws: `Fault` for one that is too large.
    func text(_ writing: Writing) throws(Fault) -> [UInt8] {
        var value = self
        value.denominator = value.denominator * writing.unit
        return writing.scale == .none
            ? try value.plain(writing) : try value.scaled(writing)
    }

    private func plain(_ writing: Writing) throws(Fault) -> [UInt8] {
        let digits = writing.precision ?? precision
        let whole = (numerator.magnitude / denominator).digitCount
        if whole - 1 + digits > 18 {
            let what = digits == 0 ? "value" : "value/precision"
            let end = digits == 0 ? "" : "/\(digits)"
            throw Fault(
                message: "\(what) too large to be printed: '\(rough)\(end)'"
                    + " (consider using --to)")
        }
        let rounded = Self.rounded(numerator.shifted(digits), denominator, writing.rounding)
        return Self.decimal(rounded, digits)
    }

    private func scaled(_ writing: Writing) throws(Fault) -> [UInt8] {
        var divisor = denominator
        var power = 0
        let base = BigInteger(writing.scale.base)
        let size = numerator.magnitude
        // What an extended float rounds to 1000Y is too large as well.
        let nearest = BigInteger.one.shifted(27) - BigInteger(1 << 25)
        if !(size < denominator * nearest) {
            let shown = size < denominator.shifted(27) ? "1e+27" : rough
            throw Fault(
                message: "value too large to be printed: '\(shown)'"
                    + " (cannot handle values > 999Y)")
        }
        while !(size < divisor * base) {
            divisor = divisor * base
            power += 1
        }
        var kept = size < divisor.shifted(1) ? 1 : 0
        if let wanted = writing.precision { kept = min(power * 3, wanted) }
        var value = Self.rounded(numerator.shifted(kept), divisor, writing.rounding)
        if !(value.magnitude < base.shifted(kept)) {
            value = value / base
            power += 1
        }
        let isSmall = !value.isZero && value.magnitude < BigInteger(10).shifted(kept)
        let digits = writing.precision ?? (isSmall && power > 0 ? 1 : 0)
        var text = Self.decimal(Self.printed(value, kept, digits), digits)
        if power > 0 {
            // Rounded up beyond the last letter.
            if power > Self.letters.count {
                text += Array("(error)".utf8)
            } else {
                text.append(Self.letters[power - 1])
            }
            if writing.scale == .iecWithI { text.append(UInt8(ascii: "i")) }
        }
        return text
    }

    /// A number of `kept` digits behind the point with `digits` of them, as printf(3) rounds.
    private static func printed(_ value: BigInteger, _ kept: Int, _ digits: Int) -> BigInteger {
        if digits >= kept { return value.shifted(digits - kept) }
        return rounded(value, BigInteger.one.shifted(kept - digits), "even")
    }

    private static func rounded(
        _ numerator: BigInteger, _ denominator: BigInteger, _ rounding: String
    ) -> BigInteger {
        let (quotient, rest) = numerator.magnitude.divided(by: denominator)
        let isNegative = numerator.isNegative
        let twice = rest + rest
        let isUp: Bool =
            switch rounding {
            case "up": !rest.isZero && !isNegative
            case "down": !rest.isZero && isNegative
            case "from-zero": !rest.isZero
            case "towards-zero": false
            case "nearest": !(twice < denominator)
            default:
                denominator < twice
                    || !(twice < denominator) && (quotient.digits.last ?? 48) & 1 == 1
            }
        let size = isUp ? quotient + .one : quotient
        return isNegative ? -size : size
    }

    /// A number whose last digits stand behind the point.
    private static func decimal(_ value: BigInteger, _ digits: Int) -> [UInt8] {
        var text = value.magnitude.digits
        if text.count <= digits {
            text = [UInt8](repeating: 48, count: digits + 1 - text.count) + text
        }
        if digits > 0 { text.insert(46, at: text.count - digits) }
        return value.isNegative ? [45] + text : text
    }

    /// Six of its digits, as `%Lg` writes them.
    private var rough: String {
        let text = Self.decimal(numerator / denominator, 0)
        let number = WideFloat.reading(text, format: .extended)
        return String(
            decoding: PrintfDirective().float(number.value, UInt8(ascii: "g")), as: UTF8.self)
    }
}
