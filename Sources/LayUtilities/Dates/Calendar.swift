import LayShell

extension Utilities {
    static let calUtility = Utility(
        "cal", "print a calendar", usage: "[-my] [[MONTH] YEAR]",
        [
            UtilityOption("-j", "days of the year", .missing),
            UtilityOption("-m", "weeks begin on Monday"),
            UtilityOption("-y", "the whole year"),
            UtilityOption("-h", "do not mark today", .idle("there is no terminal")),
            UtilityOption("-3", "the month before and the next one too", .missing, .gnu),
            UtilityOption("-1", "one month", .idle("as without it"), .gnu),
        ]
    ) { call in
        let now = CivilTime(
            seconds: call.context.now,
            offset: LocalZone(call.context).state(at: call.context.now).offset)
        let numbers = call.operands.map { Int(call.text($0)) }
        guard call.operands.count <= 2, !numbers.contains(nil) else {
            throw call.misuse("bad usage")
        }
        let year = numbers.last.flatMap { $0 } ?? now.year
        guard (1...9999).contains(year) else {
            throw UtilityFailure("year '\(year)' not in range 1..9999")
        }
        let calendar = Calendar(year: year, fromMonday: call.has("m"))
        if call.has("y") || numbers.count == 1 {
            try calendar.writeYear(to: call)
            return 0
        }
        let month = numbers.count == 2 ? numbers[0] ?? 1 : now.month
        guard (1...12).contains(month) else {
            throw UtilityFailure("illegal month value: use 1-12")
        }
        let title = "\(TimeFormat.months[month - 1]) \(year)"
        try call.write(Calendar.centred(title, 20) + "\n")
        for line in calendar.lines(month) { try call.write(line + "\n") }
        return 0
    }
}

/// The calendar of a year.
private struct Calendar {
    let year: Int
    let fromMonday: Bool

    static func centred(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, (width - text.utf8.count) / 2)) + text
    }

    private static func cut(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }

    private static func filled(_ text: String, _ width: Int) -> String {
        let line = centred(text, width)
        return line + String(repeating: " ", count: max(0, width - line.utf8.count))
    }

    /// The weekdays and six lines of weeks, each 20 wide before its end is cut.
    func lines(_ month: Int, padded: Bool = false) -> [String] {
        let names = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"]
        let shift = fromMonday ? 1 : 0
        var lines = [(0..<7).map { names[($0 + shift) % 7] }.joined(separator: " ")]
        let first = CivilTime.days(year: year, month: month, day: 1)
        let next =
            month == 12
            ? CivilTime.days(year: year + 1, month: 1, day: 1)
            : CivilTime.days(year: year, month: month + 1, day: 1)
        let start = CivilTime.floorDivide(first + 4 - shift, 7).remainder
        for week in 0..<6 {
            let cells = (0..<7).map { column -> String in
                let day = week * 7 + column - start + 1
                guard day >= 1, day <= next - first else { return "  " }
                return day < 10 ? " \(day)" : "\(day)"
            }
            lines.append(cells.joined(separator: " "))
        }
        if padded { return lines }
        // A week without a day stays as wide as its cells.
        return lines.map { $0.allSatisfy { $0 == " " } ? $0 + " " : Self.cut($0) }
    }

    func writeYear(to call: UtilityCall) throws {
        try call.write(Self.filled("\(year)", 64) + "\n\n")
        for quarter in 0..<4 {
            let months = (1...3).map { quarter * 3 + $0 }
            let titles = months.map { Self.filled(TimeFormat.months[$0 - 1], 20) }
            try call.write(titles.joined(separator: "  ") + "\n")
            let columns = months.map { lines($0, padded: true) }
            for row in 0..<7 {
                let line = Self.cut(columns.map { $0[row] }.joined(separator: "  "))
                // A row without a day is as wide as its field.
                try call.write((line.isEmpty ? String(repeating: " ", count: 79) : line) + "\n")
            }
        }
    }
}
