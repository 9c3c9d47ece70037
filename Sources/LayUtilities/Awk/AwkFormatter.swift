/// Writes values as `printf` does.
struct AwkFormatter {
    private let machine: AwkMachine

    /// The widest field and the most digits.
    private static let limit = 1 << 20

    /// A formatter that adds to the machine's scratch.
    init(_ machine: AwkMachine) { self.machine = machine }

    /// Evaluates a format and its arguments, and adds what they make to the scratch.
    ///
    /// - Throws: what ends the program.
    static func append(_ parts: [AwkNode], _ machine: AwkMachine) throws {
        guard let format = parts.first else { return }
        let text = try format.text(machine)
        let values = try parts.dropFirst().map { try $0.value(machine) }
        try text.with { try AwkFormatter(machine).append($0, values) }
    }

    /// Adds what a format makes of values to the scratch.
    ///
    /// - Throws: what ends the program.
    func append(_ format: [UInt8], _ values: [AwkValue]) throws {
        try format.withUnsafeBufferPointer { try append($0, values) }
    }

    /// What stands between `%` and the letter.
    private struct Directive {
        var isLeft = false
        var hasPlus = false
        var hasSpace = false
        var isAlternative = false
        var isZero = false
        var width = 0
        var precision: Int?

        var sign: [UInt8] { hasPlus ? [43] : hasSpace ? [32] : [] }
    }

    private func append(_ format: UnsafeBufferPointer<UInt8>, _ values: [AwkValue]) throws {
        var index = 0
        var next = 0
        while index < format.count {
            let start = index
            while index < format.count, format[index] != 37 { index &+= 1 }
            if index > start {
                try machine.scratch.append(UnsafeBufferPointer(rebasing: format[start..<index]))
            }
            guard index < format.count else { break }
            try convert(format, &index, values, &next)
        }
    }

    /// Converts one directive, which begins at `index`.
    private func convert(
        _ format: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ values: [AwkValue],
        _ next: inout Int
    ) throws {
        let start = index
        index &+= 1
        var directive = Directive()
        var position: Int?
        flags: while index < format.count {
            switch format[index] {
            case UInt8(ascii: "-"): directive.isLeft = true
            case UInt8(ascii: "+"): directive.hasPlus = true
            case UInt8(ascii: " "): directive.hasSpace = true
            case UInt8(ascii: "#"): directive.isAlternative = true
            case UInt8(ascii: "0"): directive.isZero = true
            case UInt8(ascii: "'"): break
            default: break flags
            }
            index &+= 1
        }
        if index < format.count, format[index] == UInt8(ascii: "*") {
            index &+= 1
            let value = Int(bounded: try take(values, &next, nil, format, start).number)
            if value < 0 { directive.isLeft = true }
            directive.width = min(Int(clamping: value.magnitude), Self.limit)
        } else {
            directive.width = number(format, &index) ?? 0
            if index < format.count, format[index] == UInt8(ascii: "$") {
                position = directive.width
                directive.width = 0
                index &+= 1
                while index < format.count,
                    let flag = Optional(format[index]), "-+ #0".utf8.contains(flag)
                {
                    if flag == UInt8(ascii: "-") { directive.isLeft = true }
                    if flag == UInt8(ascii: "0") { directive.isZero = true }
                    if flag == UInt8(ascii: "+") { directive.hasPlus = true }
                    index &+= 1
                }
                directive.width = number(format, &index) ?? 0
            }
        }
        if index < format.count, format[index] == UInt8(ascii: ".") {
            index &+= 1
            if index < format.count, format[index] == UInt8(ascii: "*") {
                index &+= 1
                let value = Int(bounded: try take(values, &next, nil, format, start).number)
                directive.precision = value < 0 ? nil : min(value, Self.limit)
            } else {
                directive.precision = number(format, &index) ?? 0
            }
        }
        if index < format.count, "hlL".utf8.contains(format[index]) { index &+= 1 }
        guard index < format.count else {
            return try machine.scratch.append(
                UnsafeBufferPointer(rebasing: format[start..<format.count]))
        }
        let letter = format[index]
        index &+= 1
        switch letter {
        case UInt8(ascii: "%"): try machine.scratch.append(37)
        case UInt8(ascii: "s"):
            let value = try take(values, &next, position, format, start)
            try string(try machine.text(of: value), directive)
        case UInt8(ascii: "c"):
            try character(try take(values, &next, position, format, start), directive)
        case UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
            UInt8(ascii: "x"), UInt8(ascii: "X"):
            try integer(try take(values, &next, position, format, start).number, letter, directive)
        case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "f"), UInt8(ascii: "F"),
            UInt8(ascii: "g"), UInt8(ascii: "G"), UInt8(ascii: "a"), UInt8(ascii: "A"):
            try float(try take(values, &next, position, format, start).number, letter, directive)
        default:
            try machine.scratch.append(UnsafeBufferPointer(rebasing: format[start..<index]))
        }
    }

    private func number(_ format: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int? {
        var value: Int?
        while index < format.count, format[index] &- 48 < 10 {
            value = min((value ?? 0) &* 10 &+ Int(format[index] &- 48), Self.limit)
            index &+= 1
        }
        return value
    }

    private func take(
        _ values: [AwkValue], _ next: inout Int, _ position: Int?,
        _ format: UnsafeBufferPointer<UInt8>, _ start: Int
    ) throws -> AwkValue {
        let place = position.map { $0 &- 1 } ?? next
        if position == nil { next &+= 1 }
        if values.indices.contains(place) { return values[place] }
        if machine.manner.requiresPrintfArguments {
            let shown = String(decoding: format, as: UTF8.self)
            let indent = String(repeating: " ", count: start &+ 1)
            throw machine.error(
                "not enough arguments to satisfy format string\n\t`\(shown)'\n"
                    + "\t\(indent)^ ran out for this one")
        }
        return .nothing
    }

    private func pad(_ count: Int, _ byte: UInt8 = 32) throws {
        guard count > 0 else { return }
        for _ in 0..<count { try machine.scratch.append(byte) }
    }

    private func string(_ text: AwkText, _ directive: Directive) throws {
        let length = min(text.count, directive.precision ?? text.count)
        if !directive.isLeft { try pad(directive.width &- length) }
        try text.with {
            try machine.scratch.append(UnsafeBufferPointer(rebasing: $0[0..<length]))
        }
        if directive.isLeft { try pad(directive.width &- length) }
    }

    private func character(_ value: AwkValue, _ directive: Directive) throws {
        let byte: UInt8
        if let number = value.comparableNumber {
            byte = UInt8(truncatingIfNeeded: Int(bounded: number))
        } else {
            // An empty text gives a zero byte.
            byte = try machine.text(of: value).with { $0.first } ?? 0
        }
        if !directive.isLeft { try pad(directive.width &- 1) }
        try machine.scratch.append(byte)
        if directive.isLeft { try pad(directive.width &- 1) }
    }

    private func field(
        _ prefix: [UInt8], _ body: [UInt8], zeros: Bool, _ directive: Directive
    ) throws {
        let missing = directive.width &- prefix.count &- body.count
        if !directive.isLeft, !zeros { try pad(missing) }
        try machine.scratch.append(prefix)
        if !directive.isLeft, zeros { try pad(missing, 48) }
        try machine.scratch.append(body)
        if directive.isLeft { try pad(missing) }
    }

    private func integer(_ value: Double, _ letter: UInt8, _ directive: Directive) throws {
        let isSigned = letter == UInt8(ascii: "d") || letter == UInt8(ascii: "i")
        guard value.isFinite else { return try special(value, directive) }
        var prefix: [UInt8] = []
        var digits: [UInt8]
        let whole = value.rounded(.towardZero)
        if isSigned {
            prefix = whole < 0 ? [45] : directive.sign
            if let exact = Int(exactly: whole) {
                if directive.width == 0, directive.precision == nil, prefix.isEmpty || exact < 0 {
                    return try machine.scratch.append(whole: exact)
                }
                digits = Array(String(exact.magnitude).utf8)
            } else {
                digits = AwkLibrary.format(
                    Array("%.*f".utf8), precision: 0, whole.magnitude)
            }
        } else {
            let bits =
                UInt(exactly: whole) ?? Int(exactly: whole).map { UInt(bitPattern: $0) }
            guard let bits else { return try float(value, UInt8(ascii: "g"), directive) }
            let radix =
                letter == UInt8(ascii: "o") ? 8 : letter == UInt8(ascii: "u") ? 10 : 16
            digits = Array(
                String(bits, radix: radix, uppercase: letter == UInt8(ascii: "X")).utf8)
            if directive.isAlternative, radix == 16, bits != 0 { prefix = [48, letter] }
            if directive.isAlternative, radix == 8, bits != 0 { digits.insert(48, at: 0) }
        }
        if let precision = directive.precision {
            if precision == 0, whole == 0 { digits = [] }
            if digits.count < precision {
                digits = [UInt8](repeating: 48, count: precision &- digits.count) + digits
            }
        }
        try field(
            prefix, digits, zeros: directive.isZero && directive.precision == nil, directive)
    }

    private func special(_ value: Double, _ directive: Directive) throws {
        var text = AwkNumberFormat.special(value, machine.manner)
        if text.first != 45, text.first != 43 { text = directive.sign + text }
        try field([], text, zeros: false, directive)
    }

    private func float(_ value: Double, _ letter: UInt8, _ directive: Directive) throws {
        guard value.isFinite else { return try special(value, directive) }
        if letter == UInt8(ascii: "f"), !directive.isAlternative,
            let body = AwkNumberFormat.fixed(value.magnitude, directive.precision ?? 6)
        {
            let prefix = value.sign == .minus ? [45] : directive.sign
            return try field(prefix, body, zeros: directive.isZero, directive)
        }
        let format = Array((directive.isAlternative ? "%#.*" : "%.*").utf8) + [letter]
        // The library takes a negative precision for none.
        var body = AwkLibrary.format(
            format, precision: directive.precision ?? -1, value.magnitude)
        var prefix = value.sign == .minus ? [45] : directive.sign
        if letter | 32 == UInt8(ascii: "a") {
            prefix += body.prefix(2)
            body.removeFirst(min(2, body.count))
        }
        try field(prefix, body, zeros: directive.isZero, directive)
    }
}
