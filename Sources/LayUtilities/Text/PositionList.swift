/// A list of `cut`: `1,3-5,7-`.
struct PositionList {
    /// The ranges in their order, from 0, none touching the next one.
    private(set) var ranges: [ClosedRange<Int>] = []

    /// - Throws: `UtilityOptions.Mistake` or `UtilityFailure` in the words of GNU or busybox.
    init(_ text: [UInt8], isFields: Bool, _ call: UtilityCall) throws {
        if call.manner == .busybox {
            try readBusybox(text, call)
            return
        }
        let zero =
            isFields
            ? "fields are numbered from 1" : "byte/character positions are numbered from 1"
        for part in text.split(omittingEmptySubsequences: false, whereSeparator: Self.isSeparator) {
            let dash = part.firstIndex(of: UInt8(ascii: "-"))
            let lowText = part[..<(dash ?? part.endIndex)]
            let highText = dash.map { part[($0 + 1)...] }
            if let highText, highText.contains(UInt8(ascii: "-")) {
                throw call.misuse(
                    isFields ? "invalid field range" : "invalid byte or character range")
            }
            let low = try number(lowText, isFields, call)
            let high = try highText.flatMap { try number($0, isFields, call) }
            if low == 0 || low == nil && highText == nil { throw call.misuse(zero) }
            if highText != nil, low == nil, high == nil {
                throw call.misuse("invalid range with no endpoint: -")
            }
            let first = low ?? 1
            let last = highText == nil ? first : high ?? Int.max
            if last < first { throw call.misuse("invalid decreasing range") }
            ranges.append((first - 1)...(last == .max ? .max : last - 1))
        }
        merge()
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == 44 || byte == 32 || byte == 9 }

    private func number(_ digits: ArraySlice<UInt8>, _ isFields: Bool, _ call: UtilityCall) throws
        -> Int?
    {
        if digits.isEmpty { return nil }
        if let bad = digits.firstIndex(where: { $0 &- 48 >= 10 }) {
            let rest = FileNameQuoting.always(Array(digits[bad...]))
            throw call.misuse(
                isFields
                    ? "invalid field value \(rest)"
                    : "invalid byte/character position \(rest)")
        }
        guard let number = Int(call.text(digits)), number < Int.max else {
            let what = isFields ? "field number" : "byte/character offset"
            throw call.misuse("\(what) \(FileNameQuoting.always(Array(digits))) is too large")
        }
        return number
    }

    private mutating func readBusybox(_ text: [UInt8], _ call: UtilityCall) throws {
        for part in text.split(separator: 44) {
            let ends = part.split(
                separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
            let numbers = try ends.map { end -> Int? in
                if end.isEmpty { return nil }
                guard let number = Int(call.text(end)), number >= 0 else {
                    throw UtilityFailure("invalid number '\(call.text(end))'")
                }
                return number
            }
            let first = numbers[0] ?? 1
            let last = numbers.count == 1 ? first : numbers[1] ?? .max
            if first == 0 { ranges.append(0...Int.max) }
            if first > 0, last >= first {
                ranges.append((first - 1)...(last == .max ? .max : last - 1))
            }
        }
        if ranges.isEmpty, text.allSatisfy({ $0 == 44 }) {
            throw UtilityFailure("missing list of positions")
        }
        merge()
    }

    private mutating func merge() {
        ranges.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        var merged: [ClosedRange<Int>] = []
        for range in ranges {
            // What touches stays apart: an output delimiter stands between the two.
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] =
                    last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        ranges = merged
    }

    /// All positions that are not in it.
    var complement: PositionList {
        var result = self
        result.ranges = []
        var next = 0
        for range in ranges {
            if range.lowerBound > next { result.ranges.append(next...(range.lowerBound - 1)) }
            if range.upperBound == .max { return result }
            next = max(next, range.upperBound + 1)
        }
        result.ranges.append(next...Int.max)
        return result
    }
}
