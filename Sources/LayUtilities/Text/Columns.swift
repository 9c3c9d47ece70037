import LayFiles
import LayShell

extension Utilities {
    static let columnUtility = Utility(
        "column", "write lists in columns", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-t, --table", "a table of the fields of lines"),
            UtilityOption("-n, --table-name=NAME", "a name for JSON", .missing, .gnu),
            UtilityOption("-O, --table-order=COLUMNS", "the order of columns", .missing, .gnu),
            UtilityOption("-N, --table-columns=NAMES", "names of columns", .works, .gnu),
            UtilityOption("-l, --table-columns-limit=N", "columns at most", .works, .gnu),
            UtilityOption(
                "-E, --table-noextreme=COLUMNS", "leave out long ones", .idle("no"), .gnu),
            UtilityOption("-d, --table-noheadings", "no names", .works, .gnu),
            UtilityOption("-e, --table-header-repeat", "names again", .idle("no pages"), .gnu),
            UtilityOption("-H, --table-hide=COLUMNS", "leave columns out", .missing, .gnu),
            UtilityOption("-R, --table-right=COLUMNS", "to the right", .works, .gnu),
            UtilityOption("-T, --table-truncate=COLUMNS", "cut", .idle("no terminal"), .gnu),
            UtilityOption("-W, --table-wrap=COLUMNS", "wrap", .idle("no terminal"), .gnu),
            UtilityOption(
                "-L, --table-empty-lines, --keep-empty-lines", "keep empty lines", .works, .gnu),
            UtilityOption("-J, --json", "as JSON", .missing, .gnu),
            UtilityOption("-r, --tree=COLUMN", "a tree", .missing, .gnu),
            UtilityOption("-c, --output-width=WIDTH", "characters per line", .works, .gnu),
            UtilityOption("-o, --output-separator=STRING", "what separates columns", .works, .gnu),
            UtilityOption("-s, --separator=STRING", "what separates fields", .works, .gnu),
            UtilityOption("-x, --fillrows", "rows before columns", .works, .gnu),
        ]
    ) { call in
        var lines: [[UInt8]] = []
        let keeps = call.has("L")
        try call.eachInput { reader, _ in
            while let line = try reader.line() {
                let bytes = Array(reader.bytes[line.range])
                if !keeps, bytes.allSatisfy({ $0 == 32 || $0 == 9 }) { continue }
                try call.context.hold(2 * bytes.count + 96)
                lines.append(bytes)
            }
        }
        if call.has("t") { try table(lines, call) } else { try fill(lines, call) }
        return call.status
    }

    private static func table(_ lines: [[UInt8]], _ call: UtilityCall) throws {
        let separators = call.options.value("s")
        let limit = call.options.value("l").flatMap { Int(call.text($0)) }
        var rows = lines.map { line -> [ArraySlice<UInt8>] in
            guard let separators else {
                return line.split(
                    maxSplits: limit.map { max(0, $0 - 1) } ?? .max,
                    whereSeparator: { $0 == 32 || $0 == 9 })
            }
            return line.split(
                maxSplits: limit.map { max(0, $0 - 1) } ?? .max, omittingEmptySubsequences: false,
                whereSeparator: { separators.contains($0) })
        }
        let names = call.options.value("N")?.split(
            separator: 44, omittingEmptySubsequences: false)
        if let names, !call.has("d") { rows.insert(names, at: 0) }
        var widths: [Int] = []
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], size(cell, call))
            }
        }
        let right = Set(
            (call.options.value("R") ?? []).split(separator: 44).compactMap { part in
                Int(call.text(part)) ?? names?.firstIndex { $0.elementsEqual(part) }.map { $0 + 1 }
            })
        let separator = call.options.value("o") ?? [32, 32]
        for row in rows {
            var result: [UInt8] = []
            for index in widths.indices {
                let cell = index < row.count ? row[index] : []
                let blanks = [UInt8](repeating: 32, count: widths[index] - size(cell, call))
                let isLast = index == widths.count - 1
                if right.contains(index + 1) {
                    result += blanks + cell
                } else {
                    result += isLast ? Array(cell) : cell + blanks
                }
                if !isLast { result += separator }
            }
            if row.isEmpty { result = [] }
            try call.write(result + [10])
        }
    }

    private static func size(_ cell: ArraySlice<UInt8>, _ call: UtilityCall) -> Int {
        call.isUTF8 ? cell.count { $0 & 0xC0 != 0x80 } : cell.count
    }

    /// Fills columns to the width of a page, with tabs between.
    private static func fill(_ lines: [[UInt8]], _ call: UtilityCall) throws {
        let width = call.options.value("c").flatMap { Int(call.text($0)) } ?? 80
        let longest = lines.map { size($0[...], call) }.max() ?? 0
        let column = (longest + 8) / 8 * 8
        if longest >= width || column >= width {
            for line in lines { try call.write(line + [10]) }
            return
        }
        let count = max(1, width / column)
        let rows = (lines.count + count - 1) / count
        for row in 0..<rows {
            let places =
                call.has("x")
                ? Array(row * count..<min(lines.count, (row + 1) * count))
                : Array(stride(from: row, to: lines.count, by: rows))
            var at = 0
            for (index, place) in places.enumerated() {
                try call.write(lines[place])
                at += size(lines[place][...], call)
                guard index < places.count - 1 else { continue }
                while at / 8 * 8 + 8 <= (index + 1) * column {
                    try call.write(byte: 9)
                    at = at / 8 * 8 + 8
                }
            }
            try call.write(byte: 10)
        }
    }
}
