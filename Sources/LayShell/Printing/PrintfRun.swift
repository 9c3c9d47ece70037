/// One call of `printf`: the format is walked again and again until no argument is left.
struct PrintfRun {
    let format: [UInt8]
    let arguments: [[UInt8]]
    let dialect: ShellDialect
    let zone: TimeZoneRule
    let time: (Int?) -> Int
    let utf8: Bool
    /// True for GNU's program, which is bash's built-in but for its messages and some letters.
    let isProgram: Bool
    /// What was written so far.
    var output: [UInt8] = []
    /// The messages so far.
    var complaints: [String] = []
    /// The status so far.
    var status = 0
    /// The next argument.
    var next = 0

    private let rules: EscapeRules
    /// What was taken out of the directive at hand, which its complaint does not show.
    private var dropped = 0..<0

    init(
        format: [UInt8], arguments: [[UInt8]], dialect: ShellDialect, zone: TimeZoneRule,
        time: @escaping (Int?) -> Int, utf8: Bool, isProgram: Bool = false
    ) {
        self.format = format
        self.arguments = arguments
        self.dialect = dialect
        self.zone = zone
        self.time = time
        self.utf8 = utf8
        self.isProgram = isProgram
        rules = isProgram ? .program(isFormat: true) : .format(dialect)
    }

    /// Walks the format as often as the arguments want it.
    /// - Complexity: O(*n*) in the format, the arguments and the output.
    mutating func perform() {
        while true {
            let first = next
            guard walk(), next > first, next < arguments.count else { return }
        }
    }

    /// One pass over the format; false where all output ends.
    private mutating func walk() -> Bool {
        var index = 0
        while index < format.count {
            let byte = format[index]
            if byte == UInt8(ascii: "%") {
                guard directive(&index) else { return false }
                guard output.count <= Printf.outputLimit else { return refuse() }
            } else if byte == UInt8(ascii: "\\") {
                index &+= 1
                let before = output.count
                let stops = EscapeText.decode(
                    format, &index, to: &output, rules: rules, utf8: utf8,
                    complaints: &complaints)
                if stops { return false }
                if isProgram, !complaints.isEmpty, misses(complaints[complaints.count &- 1]) {
                    output.removeLast(output.count &- before)
                    return false
                }
            } else {
                output.append(byte)
                index &+= 1
            }
        }
        return true
    }

    /// True for an escape that lacks its digits, at which GNU's program ends.
    mutating func misses(_ complaint: String) -> Bool {
        guard complaint.hasPrefix("printf: missing") else { return false }
        complaints[complaints.count &- 1] = "missing hexadecimal number in escape"
        status = 1
        return true
    }

    /// Ends at a conversion that is too wide to be written.
    private mutating func refuse() -> Bool {
        complaints.append(
            dialect == .ash || isProgram
                ? "write error" : "printf: write error: Cannot allocate memory")
        status = dialect == .dash ? 2 : 1
        return false
    }

    /// The next argument; nil where none is left.
    mutating func argument() -> [UInt8]? {
        guard next < arguments.count else { return nil }
        next &+= 1
        return arguments[next &- 1]
    }

    private mutating func directive(_ index: inout Int) -> Bool {
        let start = index
        index &+= 1
        if index < format.count, format[index] == UInt8(ascii: "%") {
            output.append(UInt8(ascii: "%"))
            index &+= 1
            return true
        }
        if dialect == .ash, index < format.count, format[index] == UInt8(ascii: "b") {
            index &+= 1
            return escaped(PrintfDirective())
        }
        var directive = PrintfDirective()
        while index < format.count,
            directive.takeFlag(format[index])
                || dialect == .bash && format[index] == UInt8(ascii: "'")
        {
            index &+= 1
        }
        if let width = count(&index) { directive.setWidth(width) }
        if index < format.count, format[index] == UInt8(ascii: ".") {
            index &+= 1
            let precision = count(&index) ?? 0
            directive.precision = precision < 0 ? nil : precision
        }
        dropModifiers(&index)
        guard directive.width < Printf.outputLimit,
            directive.precision ?? 0 < Printf.outputLimit
        else { return tooWide(start, index, directive) }
        guard index < format.count else { return missingLetter(start) }
        let letter = format[index]
        index &+= 1
        return convert(letter, directive, start, &index)
    }

    /// Nothing can be that wide: bash and busybox go on without it, as their C library fails.
    private mutating func tooWide(
        _ start: Int, _ index: Int, _ directive: PrintfDirective
    ) -> Bool {
        if dialect == .dash {
            complaints.append("printf: xvsnprintf failed")
            status = 2
            return false
        }
        return refuse()
    }

    private mutating func missingLetter(_ start: Int) -> Bool {
        if isProgram {
            invalid(start, format.count)
            return false
        }
        switch dialect {
        case .dash:
            complaints.append("printf: missing format character")
            status = 2
        case .ash: invalid(start, format.count)
        case .bash:
            let text = ShellBytes.message(format[start...])
            complaints.append("printf: `\(text)': missing format character")
            status = 1
        }
        return false
    }

    /// A width or precision: digits, or an argument for `*`.
    private mutating func count(_ index: inout Int) -> Int? {
        guard index < format.count else { return nil }
        if format[index] == UInt8(ascii: "*") {
            index &+= 1
            guard let text = argument() else { return 0 }
            return starCount(text)
        }
        guard ShellBytes.isDigit(format[index]) else { return nil }
        var value = 0
        while index < format.count, ShellBytes.isDigit(format[index]) {
            value = min(value &* 10 &+ Int(format[index] &- 48), Int(Int32.max))
            index &+= 1
        }
        return value
    }

    private mutating func starCount(_ text: [UInt8]) -> Int {
        guard dialect == .ash else {
            let value = integer(text, signed: true)
            if dialect == .dash { return Int(Int32(truncatingIfNeeded: value)) }
            return max(-Int(Int32.max), min(value, Int(Int32.max)))
        }
        let reading = CInteger.reading(text, base: 10, signed: true)
        let first = text.first == UInt8(ascii: "-") ? text.dropFirst().first : text.first
        guard let first, ShellBytes.isAlphanumeric(first), reading.length == text.count,
            !reading.isOutOfRange, reading.bits.magnitude <= UInt(Int32.max)
        else {
            complaints.append("invalid number '\(ShellBytes.message(text))'")
            return 0
        }
        return reading.bits
    }

    /// `l`, `h` and their like; busybox takes them out of the format.
    private mutating func dropModifiers(_ index: inout Int) {
        switch dialect {
        case .dash: return
        case .ash:
            var end = index
            while end < format.count, "lLhHz".utf8.contains(format[end]), format[end] != 72 {
                end &+= 1
            }
            dropped = index..<end
            index = end
        case .bash:
            while index < format.count, "hjlLtz".utf8.contains(format[index]) { index &+= 1 }
        }
    }

    /// Complains of the directive that begins at `start`.
    mutating func invalid(_ start: Int, _ end: Int) {
        if isProgram {
            let text = ShellBytes.message(format[start..<end])
            complaints.append("\(text): invalid conversion specification")
            status = 1
            return
        }
        switch dialect {
        case .dash:
            let text = ShellBytes.message(format[start..<end])
            complaints.append("printf: \(text): invalid directive")
            status = 2
        case .ash:
            let text = format[start..<dropped.lowerBound] + format[dropped.upperBound...]
            complaints.append("\(ShellBytes.message(text)): invalid format")
            status = 1
        case .bash:
            let letter = ShellBytes.message(format[(end &- 1)..<end])
            complaints.append("printf: `\(letter)': invalid format character")
            status = 1
        }
    }
}
