import LayFiles
import LayShell

extension Utilities {
    static let shufUtility = Utility(
        "shuf", "write lines in an order that looks like chance", usage: "[OPTION]... [FILE]",
        [
            UtilityOption("-e, --echo", "operands are lines"),
            UtilityOption("-i, --input-range=LO-HI", "numbers are lines"),
            UtilityOption("-n, --head-count=COUNT", "at most so many lines"),
            UtilityOption("-o, --output=FILE", "write to FILE"),
            UtilityOption("--random-source=FILE", "chance", .idle("the process's number"), .gnu),
            UtilityOption("-r, --repeat", "lines may come again", .works, .gnu),
            UtilityOption("-z, --zero-terminated", "lines end with NUL, not newline"),
        ]
    ) { call in
        let end: UInt8 = call.has("z") ? 0 : 10
        var count = Int.max
        if let text = call.options.value("n") {
            guard let value = SizeText.number(text) else {
                throw UtilityFailure("invalid line count: \(FileNameQuoting.always(text))")
            }
            count = value
        }
        var lines = try shuffledLines(call, end)
        var chance = UInt64(truncatingIfNeeded: call.context.process) &* 0x9e37_79b9_7f4a_7c15
        func next(_ bound: Int) -> Int {
            // SplitMix64: the same for each process of the same number.
            chance &+= 0x9e37_79b9_7f4a_7c15
            var value = chance
            value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
            value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
            return Int((value ^ value >> 31) % UInt64(bound))
        }
        let output = try call.options.value("o").map { try FileOutput(call.path($0), call.context) }
        func write(_ line: [UInt8]) throws {
            if let output { try output.write(line + [end]) } else { try call.write(line + [end]) }
        }
        if call.has("r") {
            if lines.isEmpty { throw UtilityFailure("no lines to repeat") }
            for _ in 0..<count {
                try call.context.step()
                try write(lines[next(lines.count)])
            }
        } else {
            for place in 0..<min(count, lines.count) {
                lines.swapAt(place, place + next(lines.count - place))
                try write(lines[place])
            }
        }
        try output?.flush()
        return 0
    }

    private static func shuffledLines(_ call: UtilityCall, _ end: UInt8) throws -> [[UInt8]] {
        if call.has("e") { return call.operands }
        if let range = call.options.value("i") {
            let ends = range.split(separator: 45).map { Int(call.text($0)) }
            guard ends.count == 2, let low = ends[0], let high = ends[1], low <= high + 1 else {
                throw UtilityFailure("invalid input range: \(FileNameQuoting.always(range))")
            }
            try call.context.hold(32 * max(0, high - low))
            return low > high ? [] : (low...high).map { Array(String($0).utf8) }
        }
        try call.allowOperands(1)
        let name = call.operands.first ?? [45]
        do {
            let reader = try call.reader(name)
            defer { reader.close() }
            var lines: [[UInt8]] = []
            while let line = try reader.line(end) {
                try call.context.hold(line.range.count + 48)
                lines.append(Array(reader.bytes[line.range]))
            }
            return lines
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure("\(call.shown(name)): \(error.reason)")
        }
    }
}
