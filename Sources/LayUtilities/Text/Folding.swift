import LayShell

extension Utilities {
    static let foldUtility = Utility(
        "fold", "wrap lines to a width", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-b, --bytes", "count bytes, not columns"),
            UtilityOption("-s, --spaces", "break at blanks"),
            UtilityOption("-w, --width=WIDTH", "columns, 80 without"),
        ],
        modern: { digitOption($0, "-w") }
    ) { call in
        var width = 80
        if let text = call.options.value("w") {
            guard let value = SizeText.number(text) else {
                throw UtilityFailure(
                    call.manner == .gnu
                        ? "invalid number of columns: \(FileNameQuoting.always(text))"
                        : "invalid number '\(call.text(text))'")
            }
            if value == 0 {
                throw UtilityFailure(
                    call.manner == .gnu
                        ? "invalid number of columns: \(FileNameQuoting.always(text)):"
                            + " Numerical result out of range"
                        : "number 0 is not in 1..10000 range")
            }
            width = value
        }
        try call.eachInput { reader, _ in
            while let line = try reader.line() {
                try fold(reader.bytes[line.range], width, call)
                if line.isEnded { try call.write(byte: 10) }
            }
        }
        return call.status
    }

    /// `-5` as the value of an option: `fold -5`, `expand -5`.
    static func digitOption(_ words: [[UInt8]], _ option: String) -> [[UInt8]] {
        words.flatMap { word -> [[UInt8]] in
            guard word.count > 1, word[0] == 45,
                word.dropFirst().allSatisfy({ $0 &- 48 < 10 || $0 == 44 })
            else { return [word] }
            return [Array(option.utf8), Array(word.dropFirst())]
        }
    }

    private static func fold(_ line: ArraySlice<UInt8>, _ width: Int, _ call: UtilityCall) throws {
        func next(_ column: Int, _ byte: UInt8) -> Int {
            if call.has("b") { return column + 1 }
            switch byte {
            case 8: return max(0, column - 1)
            case 9: return column + 8 - column % 8
            case 13: return 0
            default: return column + 1
            }
        }
        var (start, place, column) = (line.startIndex, line.startIndex, 0)
        while place < line.endIndex {
            let after = next(column, line[place])
            if after > width, place > start {
                var end = place
                if call.has("s"),
                    let blank = line[start..<place].lastIndex(where: { $0 == 32 || $0 == 9 })
                {
                    end = blank + 1
                }
                try call.write(line[start..<end])
                try call.write(byte: 10)
                start = end
                column = 0
                for byte in line[start..<place] { column = next(column, byte) }
                continue
            }
            column = after
            place += 1
        }
        try call.write(line[start...])
    }
}
