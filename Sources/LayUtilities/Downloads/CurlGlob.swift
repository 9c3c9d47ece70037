import LayShell

/// The addresses that one with brackets and braces means: `f[1-3].{txt,gz}`, with what stood in each
/// place.
struct CurlGlob {
    /// Why a pattern cannot be read, and where.
    struct Mistake: Error {
        let reason: String
        /// The byte that is wrong, from 1.
        let position: Int
    }

    private enum Part {
        case text([UInt8])
        case choices([[UInt8]])
    }

    private var parts: [Part] = []
    /// Most addresses that a pattern may mean.
    private static let most = 100_000

    /// - Throws: `Mistake`.
    init(_ pattern: [UInt8]) throws {
        var text: [UInt8] = []
        var place = 0
        while place < pattern.count {
            let byte = pattern[place]
            switch byte {
            case UInt8(ascii: "\\")
            where place + 1 < pattern.count && "[]{}".utf8.contains(pattern[place + 1]):
                text.append(pattern[place + 1])
                place += 2
                continue
            case UInt8(ascii: "["):
                guard let close = pattern[place...].firstIndex(of: UInt8(ascii: "]")) else {
                    throw Mistake(reason: "bad range", position: pattern.count + 1)
                }
                let inside = pattern[(place + 1)..<close]
                // An address of version 6 of the protocol stands in brackets, too.
                if inside.contains(UInt8(ascii: ":")), !inside.contains(UInt8(ascii: "-")) {
                    text += pattern[place...close]
                } else {
                    guard let range = Self.range(Array(inside)) else {
                        throw Mistake(reason: "bad range", position: place + 2)
                    }
                    parts += [.text(text), .choices(range)]
                    text = []
                }
                place = close + 1
                continue
            case UInt8(ascii: "{"):
                guard let close = pattern[place...].firstIndex(of: UInt8(ascii: "}")) else {
                    throw Mistake(reason: "unmatched brace", position: place + 1)
                }
                let inside = pattern[(place + 1)..<close]
                if inside.isEmpty {
                    throw Mistake(reason: "empty string within braces", position: place + 2)
                }
                let words = inside.split(
                    separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
                parts += [.text(text), .choices(words.map { Array($0) })]
                text = []
                place = close + 1
                continue
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                throw Mistake(reason: "unmatched close brace/bracket", position: place + 1)
            default: text.append(byte)
            }
            place += 1
        }
        parts.append(.text(text))
    }

    /// `1-10`, `01-10`, `a-z`, with `:2` for every second one.
    private static func range(_ text: [UInt8]) -> [[UInt8]]? {
        let words = String(decoding: text, as: UTF8.self).split(separator: ":", maxSplits: 1)
        let ends = (words.first ?? "").split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let step = words.count > 1 ? Int(words[1]) : 1, step > 0 else {
            return nil
        }
        if let first = Int(ends[0]), let last = Int(ends[1]), first >= 0, first <= last {
            guard (last - first) / step < most else { return nil }
            let width = ends[0].hasPrefix("0") ? ends[0].utf8.count : 1
            return stride(from: first, through: last, by: step).map { number in
                let digits = Array("\(number)".utf8)
                return [UInt8](repeating: 48, count: max(0, width - digits.count)) + digits
            }
        }
        guard let first = ends[0].utf8.first, let last = ends[1].utf8.first,
            ends[0].utf8.count == 1, ends[1].utf8.count == 1, first <= last
        else { return nil }
        return stride(from: Int(first), through: Int(last), by: step).map { [UInt8($0)] }
    }

    /// How many addresses it means.
    ///
    /// - Throws: `Mistake` where they are too many.
    func count() throws -> Int {
        try parts.reduce(1) { count, part in
            guard case .choices(let choices) = part else { return count }
            guard count <= Self.most / max(1, choices.count) else {
                throw Mistake(reason: "range overflow", position: 0)
            }
            return count * choices.count
        }
    }

    /// The addresses in order, the last place changing first.
    func expanded() -> [(address: [UInt8], choices: [[UInt8]])] {
        var result: [(address: [UInt8], choices: [[UInt8]])] = [([], [])]
        for part in parts {
            switch part {
            case .text(let text): for index in result.indices { result[index].address += text }
            case .choices(let choices):
                result = result.flatMap { before in
                    choices.map { (before.address + $0, before.choices + [$0]) }
                }
            }
        }
        return result
    }

    /// A file's name in which `#1` means what stood in the first place.
    static func named(_ name: [UInt8], _ choices: [[UInt8]]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = name[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix { $0 &- 48 < 10 }
            guard byte == UInt8(ascii: "#"), !digits.isEmpty,
                let number = Int(String(decoding: digits, as: UTF8.self)), number > 0,
                number <= choices.count
            else {
                result.append(byte)
                continue
            }
            result += choices[number - 1]
            rest = rest.dropFirst(digits.count)
        }
        return result
    }
}
