import LayFiles
import LayShell

/// A format of `-printf`.
struct FindFormat {
    private enum Part {
        case text([UInt8])
        case directive(flags: [UInt8], width: Int, precision: Int?, letter: UInt8, detail: UInt8)
    }

    private let finding: Finding
    private var parts: [Part] = []
    /// Behind `\c` nothing is written.
    private var isCut = false

    /// Reads a format.
    ///
    /// - Throws: `UtilityFailure` for a `%` at the end.
    init(_ format: [UInt8], _ finding: Finding) throws {
        self.finding = finding
        var place = 0
        var literal: [UInt8] = []
        while place < format.count, !isCut {
            let byte = format[place]
            place += 1
            if byte == UInt8(ascii: "\\") {
                literal += try escape(format, &place)
            } else if byte == UInt8(ascii: "%") {
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = []
                parts.append(try directive(format, &place))
            } else {
                literal.append(byte)
            }
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
    }

    private mutating func escape(_ format: [UInt8], _ place: inout Int) throws -> [UInt8] {
        guard place < format.count else {
            try finding.call.complain("warning: escape `\\' followed by nothing at all")
            return [92]
        }
        let byte = format[place]
        if byte &- 48 < 8 {
            var value = 0
            var digits = 0
            while digits < 3, place < format.count, format[place] &- 48 < 8 {
                value = value * 8 + Int(format[place] &- 48)
                place += 1
                digits += 1
            }
            return [UInt8(truncatingIfNeeded: value)]
        }
        place += 1
        switch byte {
        case UInt8(ascii: "a"): return [7]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "v"): return [11]
        case 92: return [92]
        case UInt8(ascii: "c"):
            isCut = true
            return []
        default:
            try finding.call.complain(
                "warning: unrecognized escape `\\\(UnicodeScalar(byte))'")
            return [92, byte]
        }
    }

    private func directive(_ format: [UInt8], _ place: inout Int) throws -> Part {
        let start = place
        if place < format.count, format[place] == UInt8(ascii: "%") {
            place += 1
            return .text([UInt8(ascii: "%")])
        }
        var flags: [UInt8] = []
        while place < format.count, "-+ #0".utf8.contains(format[place]) {
            flags.append(format[place])
            place += 1
        }
        func number() -> Int? {
            var value: Int?
            while place < format.count, format[place] &- 48 < 10 {
                value = min((value ?? 0) * 10 + Int(format[place] &- 48), 4096)
                place += 1
            }
            return value
        }
        let width = number() ?? 0
        var precision: Int?
        if place < format.count, format[place] == UInt8(ascii: ".") {
            place += 1
            precision = number() ?? 0
        }
        guard place < format.count else {
            throw UtilityFailure("error: % at end of format string")
        }
        let letter = format[place]
        place += 1
        let known = "abcdDfFgGhHiklmMnpPsStuUyYZ".utf8
        if "ABCT".utf8.contains(letter) {
            guard place < format.count else {
                throw UtilityFailure("error: %\(UnicodeScalar(letter)) at end of format string")
            }
            let detail = format[place]
            place += 1
            return .directive(
                flags: flags, width: width, precision: precision, letter: letter, detail: detail)
        }
        guard known.contains(letter) else {
            try finding.call.complain(
                "warning: unrecognized format directive `%\(UnicodeScalar(letter))'")
            return .text([UInt8(ascii: "%")] + format[start..<place])
        }
        return .directive(
            flags: flags, width: width, precision: precision, letter: letter, detail: 0)
    }

    /// What is written for a file.
    func text(_ visit: FindVisit) throws -> [UInt8] {
        var result: [UInt8] = []
        for part in parts {
            switch part {
            case .text(let bytes): result += bytes
            case .directive(let flags, let width, let precision, let letter, let detail):
                let isNumber = "bdDGiknsSU".utf8.contains(letter)
                var value = field(letter, detail, visit)
                if letter == UInt8(ascii: "m"), flags.contains(UInt8(ascii: "#")) {
                    value = [48] + value
                }
                if let precision, !isNumber { value = Array(value.prefix(precision)) }
                let missing = max(0, width - value.count)
                if flags.contains(UInt8(ascii: "-")) {
                    result += value + [UInt8](repeating: 32, count: missing)
                } else {
                    // Numbers of files are texts to find, and no zeros go in front of them, but modes.
                    let isZero = flags.contains(48) && letter == UInt8(ascii: "m")
                    result += [UInt8](repeating: isZero ? 48 : 32, count: missing) + value
                }
            }
        }
        return result
    }

    private func field(_ letter: UInt8, _ detail: UInt8, _ visit: FindVisit) -> [UInt8] {
        let (node, attributes) = (visit.node, visit.node.attributes)
        func number(_ value: Int) -> [UInt8] { Array(String(value).utf8) }
        switch letter {
        case UInt8(ascii: "p"): return visit.name
        case UInt8(ascii: "f"):
            // With the slash that a starting point has at its end.
            let end = visit.name.count > 1 && visit.name.last == FileName.slash
            return visit.last + (end && visit.last != [FileName.slash] ? [FileName.slash] : [])
        case UInt8(ascii: "h"): return Self.leading(visit.name)
        case UInt8(ascii: "H"): return visit.start
        case UInt8(ascii: "P"):
            return Array(visit.name.dropFirst(visit.start.count).drop { $0 == FileName.slash })
        case UInt8(ascii: "s"): return number(FileNumbers.size(node))
        case UInt8(ascii: "b"): return number(FileNumbers.blocks(node))
        case UInt8(ascii: "k"): return number((FileNumbers.blocks(node) + 1) / 2)
        case UInt8(ascii: "S"):
            let size = FileNumbers.size(node)
            let ratio = size == 0 ? 0 : Double(FileNumbers.blocks(node) * 512) / Double(size)
            return Array(Self.ratio(size == 0 ? 1 : ratio).utf8)
        case UInt8(ascii: "m"): return Array(String(attributes.mode, radix: 8).utf8)
        case UInt8(ascii: "M"): return Array(ModeText.letters(node).utf8)
        case UInt8(ascii: "u"):
            return Array((finding.names.user(attributes.uid) ?? String(attributes.uid)).utf8)
        case UInt8(ascii: "g"):
            return Array((finding.names.group(attributes.gid) ?? String(attributes.gid)).utf8)
        case UInt8(ascii: "U"): return number(Int(attributes.uid))
        case UInt8(ascii: "G"): return number(Int(attributes.gid))
        case UInt8(ascii: "n"): return number(visit.entry.linkCount)
        case UInt8(ascii: "i"): return number(finding.inodes.number(visit.entry))
        case UInt8(ascii: "d"): return number(visit.depth)
        case UInt8(ascii: "D"): return number(FileNumbers.device)
        case UInt8(ascii: "F"): return Array("ext4".utf8)
        case UInt8(ascii: "l"): return node.target ?? []
        case UInt8(ascii: "y"): return Array(Self.kind(node).utf8)
        case UInt8(ascii: "Y"):
            guard node.kind == .symlink else { return Array(Self.kind(node).utf8) }
            do {
                let target = try finding.call.files.entry(at: visit.entry.path, follow: true)
                return Array(Self.kind(target.node).utf8)
            } catch {
                return [UInt8(ascii: error.code == .loop ? "L" : "N")]
            }
        case UInt8(ascii: "a"), UInt8(ascii: "c"), UInt8(ascii: "t"):
            return time(node, Array("%a %b %e %H:%M:%S.%N0 %Y".utf8))
        case UInt8(ascii: "A"), UInt8(ascii: "B"), UInt8(ascii: "C"), UInt8(ascii: "T"):
            return time(node, detail)
        default: return []
        }
    }

    private static func leading(_ name: [UInt8]) -> [UInt8] {
        let trimmed = FileName.trimmed(name)
        if trimmed.count == 1, trimmed[0] == FileName.slash { return [] }
        guard let slash = trimmed.lastIndex(of: FileName.slash) else {
            return name.last == FileName.slash ? trimmed : [UInt8(ascii: ".")]
        }
        return Array(trimmed[..<slash])
    }

    /// A number with six digits, as `%g` writes it.
    private static func ratio(_ value: Double) -> String {
        guard value > 0, value < 1_000_000 else { return String(Int(min(max(value, 0), 1e15))) }
        var decimals = 5
        var limit = 10.0
        while value >= limit, decimals > 0 {
            limit *= 10
            decimals -= 1
        }
        var unit = 1
        for _ in 0..<decimals { unit *= 10 }
        let (whole, rest) = Int((value * Double(unit)).rounded()).quotientAndRemainder(
            dividingBy: unit)
        if rest == 0 { return String(whole) }
        let digits = String(rest)
        var part = String(repeating: "0", count: decimals - digits.count) + digits
        while part.last == "0" { part.removeLast() }
        return "\(whole).\(part)"
    }

    private static func kind(_ node: FileNode) -> String {
        switch node.kind {
        case .file: "f"
        case .directory: "d"
        case .symlink: "l"
        case .fifo: "p"
        case .characterDevice: "c"
        case .blockDevice: "b"
        }
    }

    private func time(_ node: FileNode, _ letter: UInt8) -> [UInt8] {
        let format: String
        switch letter {
        case UInt8(ascii: "@"): format = "%s.%N0"
        case UInt8(ascii: "+"): format = "%Y-%m-%d+%H:%M:%S.%N0"
        case UInt8(ascii: "S"): format = "%S.%N0"
        case UInt8(ascii: "T"), UInt8(ascii: "X"): format = "%H:%M:%S.%N0"
        case UInt8(ascii: "r"): format = "%I:%M:%S.%N0 %p"
        default: format = "%" + String(UnicodeScalar(letter))
        }
        return time(node, Array(format.utf8))
    }

    private func time(_ node: FileNode, _ format: [UInt8]) -> [UInt8] {
        let (seconds, rest) = node.modified.quotientAndRemainder(dividingBy: 1_000_000_000)
        let whole = rest < 0 ? seconds - 1 : seconds
        return TimeText.text(
            format, seconds: Int(whole), nanoseconds: Int(node.modified - whole * 1_000_000_000),
            zone: finding.call.zone)
    }
}
