import LayShell

extension Utilities {
    static let cutUtility = Utility(
        "cut", "print selected parts of lines", usage: "OPTION... [FILE]...",
        [
            UtilityOption("-b, --bytes=LIST", "only these bytes"),
            UtilityOption("-c, --characters=LIST", "only these characters"),
            UtilityOption("-d, --delimiter=DELIM", "what separates fields, for a tab"),
            UtilityOption("-f, --fields=LIST", "only these fields"),
            UtilityOption("-n", "with -b: do not split characters", .idle("there are bytes only")),
            UtilityOption("--complement", "all but what is selected", .works, .gnu),
            UtilityOption("-s, --only-delimited", "no lines without delimiters"),
            UtilityOption(
                "--output-delimiter=STRING", "what separates in the output", .works, .gnu),
            UtilityOption("-O SEP", "what separates in the output", .works, .busybox),
            UtilityOption("-D", "keep the order of the list", .missing, .busybox),
            UtilityOption("-F LIST", "fields that a pattern separates", .missing, .busybox),
            UtilityOption("-z, --zero-terminated", "lines end with NUL, not newline", .works, .gnu),
        ]
    ) { call in
        let lists = call.options.given.filter { ["b", "c", "f"].contains($0.key) }
        if lists.count > 1 { throw call.misuse("only one list may be specified") }
        guard let list = lists.first else {
            if call.manner == .busybox {
                throw UtilityFailure("expected a list of bytes, characters, or fields")
            }
            throw call.misuse("you must specify a list of bytes, characters, or fields")
        }
        let isFields = list.key == "f"
        if !isFields { try checkFieldOptions(call) }
        var delimiter = call.options.value("d") ?? [9]
        if delimiter.count > 1, call.manner == .gnu {
            throw call.misuse("the delimiter must be a single character")
        }
        if delimiter.isEmpty { delimiter = [0] }
        var positions = try PositionList(list.value ?? [], isFields: isFields, call)
        if call.has("complement") { positions = positions.complement }
        let given = call.options.value("output-delimiter") ?? call.options.value("O")
        let separator = given.map { $0.isEmpty ? [0] : $0 }
        let cut = LineCut(
            ranges: positions.ranges, delimiter: delimiter[0],
            separator: separator ?? (isFields ? delimiter : []), end: call.has("z") ? 0 : 10,
            onlyDelimited: call.has("s"))
        try call.eachInput { reader, _ in
            var number = 0
            while let line = try reader.line(cut.end) {
                let bytes = reader.bytes[line.range]
                if isFields, cut.delimiter == cut.end {
                    try cut.line(bytes, &number, call)
                    continue
                }
                try isFields ? cut.fields(bytes, call) : cut.bytes(bytes, call)
            }
            if isFields, cut.delimiter == cut.end, number > 0 { try call.write(byte: cut.end) }
        }
        return call.status
    }

    private static func checkFieldOptions(_ call: UtilityCall) throws {
        let isBusybox = call.manner == .busybox
        func refuse(_ gnu: String, _ busybox: String) -> any Error {
            isBusybox ? UtilityFailure(busybox) : call.misuse(gnu)
        }
        if call.has("d") {
            throw refuse(
                "an input delimiter may be specified only when operating on fields",
                "a delimiter may be specified only when operating on fields")
        }
        if call.has("s") {
            throw refuse(
                "suppressing non-delimited lines makes sense\n\tonly when operating on fields",
                "suppressing non-delimited lines makes sense only when operating on fields")
        }
    }
}

/// What `cut` keeps of a line.
private struct LineCut {
    let ranges: [ClosedRange<Int>]
    let delimiter: UInt8
    let separator: [UInt8]
    let end: UInt8
    let onlyDelimited: Bool

    func bytes(_ line: ArraySlice<UInt8>, _ call: UtilityCall) throws {
        var isFirst = true
        for range in ranges where range.lowerBound < line.count {
            if !isFirst { try call.write(separator) }
            isFirst = false
            let last = min(range.upperBound, line.count - 1)
            try call.write(line[(line.startIndex + range.lowerBound)...(line.startIndex + last)])
        }
        try call.write(byte: end)
    }

    /// A line that is a field, since lines are what the delimiter ends.
    func line(_ line: ArraySlice<UInt8>, _ number: inout Int, _ call: UtilityCall) throws {
        let index = number
        number += 1
        guard ranges.contains(where: { $0.contains(index) }) else { return }
        if ranges.first.map({ $0.lowerBound < index }) == true { try call.write(separator) }
        try call.write(line)
    }

    func fields(_ line: ArraySlice<UInt8>, _ call: UtilityCall) throws {
        var (place, number, current) = (line.startIndex, 0, 0)
        var isFirst = true
        while true {
            let stop = line[place...].firstIndex(of: delimiter)
            if stop == nil, number == 0 {
                // A line without delimiters is no field.
                if !onlyDelimited {
                    try call.write(line)
                    try call.write(byte: end)
                }
                return
            }
            while current < ranges.count, ranges[current].upperBound < number { current += 1 }
            if current == ranges.count { break }
            if ranges[current].lowerBound <= number {
                if !isFirst { try call.write(separator) }
                isFirst = false
                try call.write(line[place..<(stop ?? line.endIndex)])
            }
            guard let stop else { break }
            place = stop + 1
            number += 1
        }
        try call.write(byte: end)
    }
}
