extension PrintfRun {
    /// Writes one conversion; false where all output ends.
    /// - Complexity: O(*n*) in the argument and the width.
    mutating func convert(
        _ letter: UInt8, _ directive: PrintfDirective, _ start: Int, _ index: inout Int
    ) -> Bool {
        switch letter {
        case UInt8(ascii: "s"): output += directive.string(argument() ?? [])
        case UInt8(ascii: "c"):
            var one = directive
            one.precision = nil
            output += one.string((argument() ?? []).first.map { [$0] } ?? [0])
        case UInt8(ascii: "d"), UInt8(ascii: "i"):
            output += directive.integer(number(signed: true), letter)
        case UInt8(ascii: "o"), UInt8(ascii: "u"), UInt8(ascii: "x"), UInt8(ascii: "X"):
            output += directive.integer(number(signed: false), letter)
        case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "f"), UInt8(ascii: "g"),
            UInt8(ascii: "G"):
            output += directive.float(float(), letter)
        case UInt8(ascii: "F"), UInt8(ascii: "a"), UInt8(ascii: "A"):
            guard dialect != .ash else { return fail(start, index) }
            output += directive.float(float(), letter)
        case UInt8(ascii: "b"):
            guard dialect != .ash else { return fail(start, index) }
            return escaped(directive)
        case UInt8(ascii: "q") where isProgram:
            guard index &- start == 2 else { return fail(start, index) }
            let text = argument() ?? []
            output += ShellQuoting.program(text)
        case UInt8(ascii: "q"), UInt8(ascii: "Q"):
            guard dialect == .bash, !isProgram else { return fail(start, index) }
            quoted(directive, cutsFirst: letter == UInt8(ascii: "Q"))
        case UInt8(ascii: "n"):
            guard dialect == .bash, !isProgram else { return fail(start, index) }
            _ = argument()
        case UInt8(ascii: "("):
            guard dialect == .bash, !isProgram else { return fail(start, index) }
            return date(directive, &index)
        default: return fail(start, index)
        }
        return true
    }

    private mutating func fail(_ start: Int, _ end: Int) -> Bool {
        invalid(start, end)
        return false
    }

    /// `%b`: false after a `\c`.
    mutating func escaped(_ directive: PrintfDirective) -> Bool {
        var text: [UInt8] = []
        let stops = EscapeText.append(
            argument() ?? [], to: &text,
            rules: isProgram ? .program(isFormat: false) : .percentB(dialect), utf8: utf8,
            complaints: &complaints)
        if isProgram, let last = complaints.last, misses(last) { return false }
        output += directive.string(text)
        if isProgram { return !stops }
        // bash forgets its complaints about numbers there.
        if stops, dialect == .bash { status = 0 }
        return !stops
    }

    private mutating func quoted(_ directive: PrintfDirective, cutsFirst: Bool) {
        var text = argument() ?? []
        var rest = directive
        if cutsFirst, let precision = directive.precision {
            text = Array(text.prefix(precision))
            rest.precision = nil
        }
        output += rest.string(ShellQuoting.printfQ(text, utf8: utf8))
    }

    /// `%(fmt)T`: the argument is a time in seconds; none or -1 means now, -2 the shell's start.
    private mutating func date(_ directive: PrintfDirective, _ index: inout Int) -> Bool {
        var end = index
        var depth = 1
        while end < format.count {
            if format[end] == UInt8(ascii: "(") { depth &+= 1 }
            if format[end] == UInt8(ascii: ")") {
                depth &-= 1
                if depth == 0 { break }
            }
            end &+= 1
        }
        guard end &+ 1 < format.count, format[end &+ 1] == UInt8(ascii: "T") else {
            let found = end &+ 1 < format.count ? ShellBytes.message([format[end &+ 1]]) : "\0"
            complaints.append("printf: warning: `\(found)': invalid time format specification")
            output += [UInt8(ascii: "%"), UInt8(ascii: "(")]
            return true
        }
        let pattern = end > index ? Array(format[index..<end]) : Array("%X".utf8)
        index = end &+ 2
        var seconds: Int?
        if let text = argument() { seconds = integer(text, signed: true) }
        var instant =
            seconds == nil || seconds == -1
            ? time(nil)
            : seconds == -2 ? time(-2) : seconds ?? 0
        // The C library has no calendar for years beyond 32 bits: bash shows 1970 then.
        if instant.magnitude > 67_767_976_233_532_799 { instant = 0 }
        output += directive.string(
            TimeFormat.format(pattern, seconds: instant, zone: zone, style: .library))
        return true
    }

    /// The value of the next argument for an integer conversion.
    mutating func number(signed: Bool) -> Int {
        guard let text = argument() else {
            if dialect == .ash {
                complaints.append("invalid number ''")
                status = 1
            }
            return 0
        }
        return integer(text, signed: signed)
    }

    /// The value of a text: a number of C, or the code of the character after a quote.
    mutating func integer(_ text: [UInt8], signed: Bool) -> Int {
        if let code = character(text) { return code }
        if dialect == .ash { return busyboxInteger(text, signed: signed) }
        let reading = CInteger.reading(text, base: 0, signed: signed)
        check(text, reading.length, reading.isOutOfRange)
        return reading.bits
    }

    private mutating func float() -> WideFloat {
        let format = dialect == .bash ? WideFloat.Format.extended : .double
        guard let text = argument() else { return WideFloat(0, format: format) }
        if let code = character(text) { return WideFloat(code, format: format) }
        let reading = WideFloat.reading(text, format: format)
        if dialect == .ash {
            let isWhole = reading.length == text.count
            if !isWhole || reading.isOutOfRange { refuseNumber(text) }
            return isWhole ? reading.value : WideFloat(0, format: format)
        }
        check(text, reading.length, reading.isOutOfRange)
        return reading.value
    }

    /// The code of the character after a first `'` or `"`.
    private mutating func character(_ text: [UInt8]) -> Int? {
        guard let first = text.first, first == 39 || first == 34 else { return nil }
        guard text.count > 1 else { return 0 }
        if isProgram, text.count > 2, !utf8 {
            complaints.append(
                "warning: \(ShellBytes.message(text[2...])): character(s) following character"
                    + " constant have been ignored")
        }
        if dialect == .bash, utf8, let found = ShellBytes.character(text, at: 1) {
            return Int(found.scalar)
        }
        return Int(text[1])
    }

    /// Complains of a number that does not fill its text, in dash's and bash's words.
    private mutating func check(_ text: [UInt8], _ length: Int, _ isOutOfRange: Bool) {
        let name = ShellBytes.message(text)
        if isProgram {
            guard length < text.count || isOutOfRange else { return }
            status = 1
            let fault =
                length == text.count
                ? "Numerical result out of range"
                : length == 0 ? "expected a numeric value" : "value not completely converted"
            complaints.append("'\(name)': \(fault)")
            return
        }
        if length < text.count {
            status = 1
            if dialect == .dash {
                let fault = length == 0 ? "expected numeric value" : "not completely converted"
                complaints.append("printf: \(name): \(fault)")
                return
            }
            var kind = "number"
            if text.count > 1, text[0] == 48 {
                if ShellBytes.isDigit(text[1]) { kind = "octal number" }
                if text[1] == UInt8(ascii: "x") { kind = "hex number" }
            }
            complaints.append("printf: \(name): invalid \(kind)")
        } else if isOutOfRange {
            let warning = dialect == .bash ? "warning: " : ""
            if dialect == .dash { status = 1 }
            complaints.append("printf: \(warning)\(name): Numerical result out of range")
        }
    }

    /// busybox is stricter: nothing may follow, and a number out of range is none.
    private mutating func busyboxInteger(_ given: [UInt8], signed: Bool) -> Int {
        let text = Array(given.drop(while: ShellBytes.isSpace))
        let body = text.first == UInt8(ascii: "+") ? Array(text.dropFirst()) : text
        func accepts(_ signed: Bool, _ first: UInt8?) -> Int? {
            guard let first, ShellBytes.isAlphanumeric(first) else { return nil }
            let reading = CInteger.reading(body, base: 0, signed: signed)
            let isWhole = reading.length == body.count && !reading.isOutOfRange
            return isWhole ? reading.bits : nil
        }
        if !signed, let bits = accepts(false, body.first) { return bits }
        let first = body.first == UInt8(ascii: "-") ? body.dropFirst().first : body.first
        if let bits = accepts(true, first) { return bits }
        refuseNumber(text)
        return 0
    }

    private mutating func refuseNumber(_ text: [UInt8]) {
        complaints.append("invalid number '\(ShellBytes.message(text))'")
        status = 1
    }
}
