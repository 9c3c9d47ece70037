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
            UtilityOption("--first-only", "only those in front", .works, .gnu),
            UtilityOption("-f, --first-only", "only those in front", .works, .busybox),
            UtilityOption("-t, --tabs=LIST", "columns of a tab, or where tabs stop; with -a"),
            UtilityOption("--digits=LIST", "-LIST, as -t but without -a", .works, .gnu),
        ],
        modern: { digitOption($0, "--digits") }
    ) { call in
        let stops = try TabStops(call)
        let all = (call.has("a") || call.has("t")) && !call.options.has(any: "f", "first-only")
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
        /// Blanks that are not written yet.
        var blanks: [UInt8] = []
        /// True where the first of them is one alone in front of a tab stop, which becomes a tab
        /// only where more blanks follow.
        var isAlone = false
        var wasBlank = true
        var converts = true
        for byte in line {
            let isBlank = byte == 32 || byte == 9
            var written = byte
            if converts, isBlank {
                let stop = stops.next(column)
                if let stop {
                    if byte == 9 {
                        column = stop
                        if !blanks.isEmpty { blanks[0] = 9 }
                    } else {
                        column += 1
                        if !(wasBlank && column == stop) {
                            if column == stop { isAlone = true }
                            blanks.append(32)
                            wasBlank = true
                            continue
                        }
                        if blanks.isEmpty { blanks.append(9) }
                        blanks[0] = 9
                        written = 9
                    }
                    blanks = Array(blanks.prefix(isAlone ? 1 : 0))
                } else {
                    converts = false
                }
            } else if byte == 8 {
                column = max(0, column - 1)
            } else {
                column += 1
            }
            if !blanks.isEmpty {
                if blanks.count > 1, isAlone { blanks[0] = 9 }
                result += blanks
                blanks = []
                isAlone = false
            }
            wasBlank = isBlank
            if !all, !isBlank { converts = false }
            result.append(written)
        }
        if blanks.count > 1, isAlone { blanks[0] = 9 }
        return result + blanks
    }
}
