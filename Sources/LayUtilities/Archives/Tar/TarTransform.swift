internal import LayRegex
import LayShell

/// A change of names as `--transform` has it: an `s` of sed.
struct TarTransform {
    /// What a name is.
    enum NameKind {
        case member, symbolicTarget, hardTarget
    }

    private let searcher: RegularExpression.Searcher
    private let replacement: SedReplacement
    private var isGlobal = false
    private var number = 1
    private var changesMembers = true
    private var changesSymbolic = true
    private var changesHard = true

    /// Reads expressions that semicolons separate.
    ///
    /// - Throws: `UtilityFailure` where one is wrong.
    static func parse(_ text: [UInt8], _ call: UtilityCall) throws -> [TarTransform] {
        var rest = text[...]
        var result: [TarTransform] = []
        while !rest.isEmpty {
            result.append(try TarTransform(&rest, call))
            if rest.first == UInt8(ascii: ";") { rest.removeFirst() }
        }
        return result
    }

    private init(_ rest: inout ArraySlice<UInt8>, _ call: UtilityCall) throws {
        let invalid = UtilityFailure(
            "Invalid transform expression\nTry 'tar --help' or 'tar --usage' for more information.",
            status: 2)
        guard rest.popFirst() == UInt8(ascii: "s"), let delimiter = rest.popFirst(),
            let pattern = Self.part(&rest, delimiter), let raw = Self.part(&rest, delimiter)
        else { throw invalid }
        var options: RegularExpression.Options = .sed
        var isExtended = false
        var foldsCase = false
        scan: while let letter = rest.first {
            switch letter {
            case UInt8(ascii: "g"): isGlobal = true
            case UInt8(ascii: "i"): foldsCase = true
            case UInt8(ascii: "x"): isExtended = true
            case UInt8(ascii: "r"): changesMembers = true
            case UInt8(ascii: "R"): changesMembers = false
            case UInt8(ascii: "s"): changesSymbolic = true
            case UInt8(ascii: "S"): changesSymbolic = false
            case UInt8(ascii: "h"): changesHard = true
            case UInt8(ascii: "H"): changesHard = false
            case 48...57:
                let digits = rest.prefix { $0 &- 48 < 10 }
                number = max(1, CountText.plain(Array(digits)) ?? 1)
                rest = rest.dropFirst(digits.count)
                continue scan
            case UInt8(ascii: ";"): break scan
            default:
                throw UtilityFailure(
                    "Unknown flag in transform expression: \(call.text([letter]))", status: 2)
            }
            rest.removeFirst()
        }
        if isExtended { options = .sedExtended }
        if foldsCase { options.insert(.foldsCase) }
        do {
            let expression = try RegularExpression(pattern, options)
            searcher = RegularExpression.Searcher(expression)
            replacement = try SedEscapes.replacement(raw, changesCase: true)
            if replacement.highestGroup > expression.groupCount {
                throw UtilityFailure(
                    "Invalid transform replacement: back reference out of range", status: 2)
            }
        } catch let error as RegularExpressionError {
            throw UtilityFailure("Invalid transform expression: \(error.message)", status: 2)
        } catch is SedEscapes.RecursiveEscape {
            throw invalid
        }
    }

    /// A part up to a delimiter that has no backslash.
    private static func part(_ rest: inout ArraySlice<UInt8>, _ delimiter: UInt8) -> [UInt8]? {
        var text: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == delimiter { return text }
            guard byte == 0x5c, let escaped = rest.popFirst() else {
                text.append(byte)
                continue
            }
            text += escaped == delimiter ? [escaped] : [byte, escaped]
        }
        return nil
    }

    /// The name that a name becomes.
    ///
    /// - Throws: `BoundReached`.
    func apply(to name: [UInt8], _ kind: NameKind, _ context: ProgramContext) throws -> [UInt8] {
        let applies =
            switch kind {
            case .member: changesMembers
            case .symbolicTarget: changesSymbolic
            case .hardTarget: changesHard
            }
        guard applies else { return name }
        var result: [UInt8] = []
        var (start, copied, found, lastEnd) = (0, 0, 0, -1)
        var match = RegularExpression.Match()
        while start <= name.count {
            let isFound = try name.withUnsafeBufferPointer { bytes in
                try searcher.firstMatch(in: bytes, from: start, into: &match) {
                    (steps: Int) throws in try context.step(steps)
                }
            }
            guard isFound else { break }
            let range = match.range
            if !range.isEmpty || range.lowerBound != lastEnd {
                found += 1
                if found >= number {
                    result += name[copied..<range.lowerBound]
                    put(name, match, into: &result)
                    copied = range.upperBound
                    if !isGlobal { break }
                }
                lastEnd = range.upperBound
            }
            start = range.isEmpty ? range.upperBound + 1 : range.upperBound
        }
        return result + name[copied...]
    }

    private func put(
        _ name: [UInt8], _ match: RegularExpression.Match, into result: inout [UInt8]
    ) {
        var letterCase = SedReplacement.LetterCase.end
        var next: SedReplacement.LetterCase?
        func add(_ bytes: some Collection<UInt8>) {
            for byte in bytes {
                let asked = next ?? letterCase
                next = nil
                switch asked {
                case .upper, .upperNext: result.append(byte &- 97 < 26 ? byte - 32 : byte)
                case .lower, .lowerNext: result.append(byte &- 65 < 26 ? byte + 32 : byte)
                case .end: result.append(byte)
                }
            }
        }
        for part in replacement.parts {
            switch part {
            case .literal(let bytes): add(bytes)
            case .group(let index):
                let range = index == 0 ? match.range : match.group(index)
                if let range { add(name[range]) }
            case .letterCase(let asked):
                switch asked {
                case .upperNext, .lowerNext: next = asked
                default:
                    letterCase = asked
                    next = nil
                }
            }
        }
    }
}
