import LayShell

extension Utilities {
    static let commUtility = Utility(
        "comm", "compare two sorted files line by line", usage: "[OPTION]... FILE1 FILE2",
        [
            UtilityOption("-1", "without lines that are only in FILE1"),
            UtilityOption("-2", "without lines that are only in FILE2"),
            UtilityOption("-3", "without lines that are in both"),
            UtilityOption("--check-order", "the input has to be sorted", .works, .gnu),
            UtilityOption("--nocheck-order", "the input may be unsorted", .works, .gnu),
            UtilityOption("--output-delimiter=STR", "what separates columns", .works, .gnu),
            UtilityOption("--total", "a last line with the numbers of lines", .works, .gnu),
            UtilityOption("-z, --zero-terminated", "lines end with NUL, not newline"),
        ]
    ) { call in
        try call.needOperands(2)
        try call.allowOperands(2)
        var run = try CommonLines(call)
        return try run.perform()
    }
}

/// A call of `comm`.
private struct CommonLines {
    private let call: UtilityCall
    private let end: UInt8
    private let separator: [UInt8]
    /// What stands between numbers of `--total`: an empty delimiter is none there.
    private let totalSeparator: [UInt8]
    private let files: [SortedLines]
    private var counts = [0, 0, 0]
    /// Files that were complained of.
    private var unsorted = [false, false]
    private var hasUnpaired = false
    /// The line in front of each file's line at hand.
    private var before: [[UInt8]?] = [nil, nil]

    init(_ call: UtilityCall) throws {
        self.call = call
        end = call.has("z") ? 0 : 10
        let all = call.options.values("output-delimiter")
        if all.contains(where: { $0 != all[0] }) {
            throw UtilityFailure("multiple output delimiters specified")
        }
        let given = all.first ?? [9]
        separator = given.isEmpty ? [0] : given
        totalSeparator = given
        files = try call.operands.map { try SortedLines($0, call.has("z") ? 0 : 10, call) }
    }

    mutating func perform() throws -> UInt8 {
        while files[0].line != nil || files[1].line != nil {
            guard let left = files[0].line else {
                hasUnpaired = true
                try write(1, files[1].line ?? [])
                try advance(1)
                continue
            }
            guard let right = files[1].line else {
                hasUnpaired = true
                try write(0, left)
                try advance(0)
                continue
            }
            if left == right {
                try write(2, left)
                try advance(0)
                try advance(1)
            } else {
                hasUnpaired = true
                let index = left.lexicographicallyPrecedes(right) ? 0 : 1
                try write(index, index == 0 ? left : right)
                try advance(index)
            }
        }
        if call.has("total") {
            let numbers = counts.map { Array(String($0).utf8) } + [Array("total".utf8)]
            try call.write(Array(numbers.joined(separator: totalSeparator)))
            try call.write(byte: end)
        }
        if unsorted.contains(true), !call.has("check-order") {
            throw UtilityFailure("input is not in sorted order")
        }
        return unsorted.contains(true) ? 1 : 0
    }

    private mutating func write(_ column: Int, _ line: [UInt8]) throws {
        counts[column] += 1
        if call.has(String(column + 1)) { return }
        for other in 0..<column where !call.has(String(other + 1)) { try call.write(separator) }
        try call.write(line)
        try call.write(byte: end)
    }

    private mutating func advance(_ index: Int) throws {
        let (earlier, last) = (before[index], files[index].line)
        before[index] = last
        try files[index].advance()
        // At the end the last two lines are compared, which may not have been yet.
        let pair = files[index].line.map { (last, $0) } ?? (earlier, last ?? [])
        guard let first = pair.0, !call.has("nocheck-order"), !unsorted[index],
            call.has("check-order") || hasUnpaired, pair.1.lexicographicallyPrecedes(first)
        else { return }
        unsorted[index] = true
        try call.complain("file \(index + 1) is not in sorted order")
        if call.has("check-order") { throw UtilityFailure(nil) }
    }
}
