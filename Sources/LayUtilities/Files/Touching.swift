internal import LayFiles
internal import LayShell

/// touch, and the times that it is given.
extension Utilities {
    static func touch(_ context: ProgramContext, _ options: Options) throws -> UInt8 {
        var time = context.files.now
        if let date = options.values["d"] ?? options.values["t"] {
            guard let given = Self.time(date, now: time) else {
                try context.complain("invalid date format '\(date)'")
                return 1
            }
            time = given
        }
        if let reference = options.values["r"] {
            var modified: Nanoseconds?
            let status = try each([reference], context, "failed to get attributes of") {
                let entry = try context.files.entry(at: context.path($0), follow: true)
                modified = entry.node.modified
            }
            guard let modified else { return status }
            time = modified
        }
        return try each(options.operands, context, "cannot touch") { operand in
            let path = context.path(operand)
            try context.files.touch(
                path, modified: time,
                making: options.has("c") ? .nothing : .file(attributes(context, 0o666)))
        }
    }

    /// The time of `@SECONDS`, of `[[CC]YY]MMDDhhmm[.ss]` or of a date as RFC 3339 has it; `nil` for
    /// what is none. Without a zone it is UTC.
    private static func time(_ text: String, now: Nanoseconds) -> Nanoseconds? {
        let seconds: Int?
        if text.hasPrefix("@") {
            seconds = Int(text.dropFirst())
        } else {
            seconds = stamp(text, now: now) ?? Timestamp.seconds(text)
        }
        guard let seconds else { return nil }
        let (time, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? nil : time
    }

    private static func stamp(_ text: String, now: Nanoseconds) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
            [8, 10, 12].contains(parts[0].utf8.count),
            parts.count == 1 || parts[1].utf8.count == 2
        else { return nil }
        var digits = parts[0].utf8.map { Int($0) - 0x30 }
        func two() -> Int { digits.removeFirst() * 10 + digits.removeFirst() }
        var year = CivilDate(days: Int(now / 86_400_000_000_000)).year
        if digits.count == 12 {
            year = two() * 100 + two()
        } else if digits.count == 10 {
            let short = two()
            year = short + (short < 69 ? 2000 : 1900)
        }
        let (month, day, hour, minute) = (two(), two(), two(), two())
        let second = parts.count == 1 ? 0 : Int(parts[1]) ?? 0
        guard 1...12 ~= month, 1...31 ~= day, hour < 24, minute < 60, second <= 60 else {
            return nil
        }
        return CivilDate(year, month, day).days * 86_400 + hour * 3600 + minute * 60 + second
    }
}
