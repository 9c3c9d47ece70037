internal import LayBounds
internal import LayRuntime

/// Durations as texts: `1h30m`, `250ms`, and ISO 8601's `PT1H30M`.
extension TimeModule {
    /// Nanoseconds of each unit, the largest first.
    private static let units: [(name: String, nanoseconds: Int)] = [
        ("w", 604_800_000_000_000), ("d", 86_400_000_000_000), ("h", 3_600_000_000_000),
        ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1000), ("ns", 1),
    ]

    static func durations(in vm: VM) -> [ModuleMember] {
        [
            vm.member(
                "duration",
                MemberDescription(
                    "The seconds that a text as 1h30m, 2d, 1.5h, 250ms or PT1H30M stands for; an int when they are whole.",
                    [
                        MemberParameter(
                            "text", "string", "numbers with the units w d h m s ms us ns")
                    ], gives: "int | float",
                    example: """
                        import time
                        time.duration("1h30m")  # => 5400
                        time.duration("250ms")  # => 0.25
                        """)
            ) { call in
                let text = try call.string(0)
                try call.vm.work(bytes: text.utf8.count &* 4)
                guard let nanoseconds = nanoseconds(text) else { throw LayError.noDuration(text) }
                let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
                return rest == 0
                    ? .int(Int(whole)) : .float(Double(nanoseconds) / 1_000_000_000)
            },
            vm.member(
                "duration_text",
                MemberDescription(
                    "Seconds as a text with units, which time.duration reads: 1d2h3m4s.",
                    [MemberParameter("seconds", "number", "how long it is")], gives: "string",
                    example: """
                        import time
                        time.duration_text(5400)  # => "1h30m"
                        """)
            ) { call in
                let seconds = try call.number(0)
                if call[0].isInt {
                    return call.vm.string(text(Int128(call[0].asInt) * 1_000_000_000))
                }
                guard seconds.isFinite, seconds.magnitude < 9.2e18 else {
                    throw LayError.longDuration(VM.text(of: seconds))
                }
                return call.vm.string(text(Int128((seconds * 1e9).rounded())))
            },
        ]
    }

    private static func text(_ nanoseconds: Int128) -> String {
        if nanoseconds == 0 { return "0s" }
        var result = nanoseconds < 0 ? "-" : ""
        var rest = nanoseconds.magnitude
        for (name, size) in units.dropFirst() where rest >= UInt128(size) {
            // A fraction is written with the seconds, or with the largest unit below them.
            if name.hasSuffix("s") {
                let (whole, part) = rest.quotientAndRemainder(dividingBy: UInt128(size))
                let digits = String(UInt128(size) + part).dropFirst()
                let fraction = String(digits.reversed().drop { $0 == "0" }.reversed())
                return result + "\(whole)" + (fraction.isEmpty ? "" : "." + fraction) + name
            }
            let (whole, part) = rest.quotientAndRemainder(dividingBy: UInt128(size))
            result += "\(whole)\(name)"
            rest = part
            if rest == 0 { return result }
        }
        return result
    }

    /// `nil` for what is no duration, or one that takes more than 64 bits of seconds.
    private static func nanoseconds(_ text: String) -> Int128? {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        var total: Int128 = 0
        let isISO = rest.first == "P" || rest.first == "p"
        if isISO { rest.removeFirst() }
        var isTime = !isISO
        // Each unit once, the larger ones in front.
        var last = -1
        if rest == "0" { return 0 }
        if rest.isEmpty { return nil }
        while !rest.isEmpty {
            if isISO, !isTime, rest.first == "T" || rest.first == "t" {
                rest.removeFirst()
                isTime = true
                if rest.isEmpty { return nil }
                continue
            }
            if last >= 0, !isISO { rest = rest.drop { $0 == " " } }
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(number.count)
            var name = String(rest.prefix { $0.isLetter })
            rest = rest.dropFirst(name.count)
            if isISO {
                // A unit of ISO 8601 is one letter.
                rest = Substring(name.dropFirst()) + rest
                name = name.prefix(1).lowercased()
                guard ["w", "d", "h", "m", "s"].contains(name),
                    isTime == ["h", "m", "s"].contains(name)
                else { return nil }
            } else if name == "µs" || name == "μs" {
                name = "us"
            }
            guard let place = units.firstIndex(where: { $0.name == name }), place > last,
                let part = amount(number, units[place].nanoseconds)
            else { return nil }
            last = place
            total += part
        }
        guard last >= 0, total / 1_000_000_000 <= Int128(Int.max) else { return nil }
        return isNegative ? -total : total
    }

    /// So many units, of which a number may be a fraction.
    private static func amount(_ number: Substring, _ unit: Int) -> Int128? {
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, let whole = Int(first) else { return nil }
        let result = Int128(whole) * Int128(unit)
        guard parts.count == 2 else { return result }
        // Digits that stand for less than a nanosecond count for nothing.
        let kept = parts[1].prefix(15)
        guard let digits = Int(kept) else { return nil }
        let scale = kept.reduce(Int128(1)) { scale, _ in scale * 10 }
        return result + Int128(digits) * Int128(unit) / scale
    }
}
