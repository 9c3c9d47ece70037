import LayShell

extension Utilities {
    static let expandUtility = Utility(
        "expand", "turn tabs into blanks", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-i, --initial", "only those in front of lines"),
            UtilityOption("-t, --tabs=LIST", "columns of a tab, or where tabs stop"),
        ],
        modern: { digitOption($0, "-t") }
    ) { call in
        let stops = try TabStops(call)
        try call.eachInput { reader, _ in
            while let line = try reader.line() {
                var result: [UInt8] = []
                var column = 0
                var isInitial = true
                for byte in reader.bytes[line.range] {
                    if byte != 32, byte != 9 { isInitial = false }
                    if byte == 9, isInitial || !call.has("i") {
                        let next = stops.next(column) ?? column + 1
                        result += [UInt8](repeating: 32, count: next - column)
                        column = next
                    } else {
                        result.append(byte)
                        column = byte == 8 ? max(0, column - 1) : column + 1
                    }
                }
                try call.write(result)
                if line.isEnded { try call.write(byte: 10) }
            }
        }
        return call.status
    }

    static let unexpandUtility = Utility(
        "unexpand", "turn blanks into tabs", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-a, --all", "all blanks, not only those in front"),
            UtilityOption("-f, --first-only", "only those in front"),
            UtilityOption("-t, --tabs=LIST", "columns of a tab, or where tabs stop; with -a"),
        ],
        modern: { digitOption($0, "-t") }
    ) { call in
        let stops = try TabStops(call)
        let all = (call.has("a") || call.has("t")) && !call.has("f")
        try call.eachInput { reader, _ in
            while let line = try reader.line() {
                try call.write(unexpanded(reader.bytes[line.range], stops, all: all))
                if line.isEnded { try call.write(byte: 10) }
            }
        }
        return call.status
    }

    private static func unexpanded(
        _ line: ArraySlice<UInt8>, _ stops: TabStops, all: Bool
    ) -> [UInt8] {
        var result: [UInt8] = []
        var column = 0
        /// Blanks that are not written yet, and where they begin.
        var blanks: [UInt8] = []
        var isInitial = true
        for byte in line {
            if byte == 32 || byte == 9, isInitial || all {
                let stop = stops.next(column)
                if byte == 9 {
                    guard let stop else {
                        result += blanks + [9]
                        blanks = []
                        column += 1
                        continue
                    }
                    column = stop
                    // A tab takes the blanks in front of it.
                    blanks = blanks.filter { $0 == 9 } + [9]
                    result += blanks
                    blanks = []
                    continue
                }
                column += 1
                blanks.append(32)
                if column == stop {
                    // One blank alone stays one, unless it continues a tab.
                    if blanks.count > 1 || result.last == 9 && isInitial {
                        result.append(9)
                    } else {
                        result += blanks
                        continue
                    }
                    blanks = []
                }
                continue
            }
            result += blanks
            blanks = []
            isInitial = false
            result.append(byte)
            column = byte == 8 ? max(0, column - 1) : column + 1
        }
        return result + blanks
    }
}

/// Where tabs stop.
struct TabStops {
    private var stops: [Int] = []
    private var width = 8

    /// - Throws: `UtilityFailure` in GNU's words.
    init(_ call: UtilityCall) throws {
        var list: [Int] = []
        for text in call.options.values("t") {
            for part in text.split(whereSeparator: { $0 == 44 || $0 == 32 }) {
                guard part.allSatisfy({ $0 &- 48 < 10 }), let value = Int(call.text(part)) else {
                    let bad = Array(part.drop { $0 &- 48 < 10 })
                    throw UtilityFailure(
                        call.manner == .gnu
                            ? "tab size contains invalid character(s): \(FileNameQuoting.always(bad))"
                            : "invalid number '\(call.text(text))'")
                }
                if value == 0 { throw UtilityFailure("tab size cannot be 0") }
                if let last = list.last, value <= last {
                    throw UtilityFailure("tab sizes must be ascending")
                }
                list.append(min(value, 1 << 16))
            }
        }
        if list.count == 1 { width = list[0] } else { stops = list }
    }

    /// The first stop behind a column; `nil` behind the last one.
    func next(_ column: Int) -> Int? {
        if stops.isEmpty { return column + width - column % width }
        return stops.first { $0 > column }
    }
}
