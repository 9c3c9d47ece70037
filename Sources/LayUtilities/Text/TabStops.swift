import LayShell

/// Where tabs stop.
struct TabStops {
    private var stops: [Int] = []
    private var width = 8
    /// What `/N` says: behind the last stop tabs stop at multiples of it.
    private var multiple = 0
    /// What `+N` says: behind the last stop tabs stop at such distances from it.
    private var increment = 0

    /// - Throws: `UtilityFailure` in GNU's words.
    init(_ call: UtilityCall) throws {
        for (key, value) in call.options.given where key == "t" || key == "digits" {
            try read(value ?? [], call)
        }
        if stops.count == 1, multiple == 0, increment == 0 {
            width = stops[0]
            stops = []
        } else if stops.isEmpty, multiple > 0 || increment > 0 {
            width = max(multiple, increment)
        }
    }

    private mutating func read(_ list: [UInt8], _ call: UtilityCall) throws {
        let isGNU = call.manner == .gnu
        for part in list.split(whereSeparator: { $0 == 44 || $0 == 32 || $0 == 9 }) {
            let signs = isGNU ? part.prefix { $0 == 47 || $0 == 43 } : []
            let digits = part.dropFirst(signs.count)
            guard digits.allSatisfy({ $0 &- 48 < 10 }) else {
                let bad = Array(digits.drop { $0 &- 48 < 10 })
                throw UtilityFailure(
                    isGNU
                        ? "tab size contains invalid character(s): \(FileNameQuoting.always(bad))"
                        : "invalid number '\(call.text(list))'")
            }
            guard digits.count < 20, let value = Int(digits.isEmpty ? "0" : call.text(digits))
            else {
                let shown = FileNameQuoting.always(Array(digits))
                throw UtilityFailure("tab stop is too large \(shown)")
            }
            try add(min(value, 1 << 16), signs.last)
        }
    }

    private mutating func add(_ value: Int, _ sign: UInt8?) throws {
        if multiple > 0, sign != 43 {
            throw UtilityFailure("'/' specifier only allowed with the last value")
        }
        if increment > 0, sign != 47 {
            throw UtilityFailure("'+' specifier only allowed with the last value")
        }
        switch sign {
        case 47?: multiple = value
        case 43?: increment = value
        default:
            if value == 0 { throw UtilityFailure("tab size cannot be 0") }
            if let last = stops.last, value <= last {
                throw UtilityFailure("tab sizes must be ascending")
            }
            stops.append(value)
        }
        if multiple > 0, increment > 0 {
            throw UtilityFailure("'/' specifier is mutually exclusive with '+'")
        }
    }

    /// The first stop behind a column; `nil` behind the last one.
    func next(_ column: Int) -> Int? {
        guard let last = stops.last else { return column + width - column % width }
        if let stop = stops.first(where: { $0 > column }) { return stop }
        if multiple > 0 { return column + multiple - column % multiple }
        if increment > 0 { return column + increment - (column - last) % increment }
        return nil
    }
}
