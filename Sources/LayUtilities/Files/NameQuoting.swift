/// How ls shows names: `--quoting-style`.
enum NameQuoting: String, CaseIterable {
    case literal
    case shell
    case shellAlways = "shell-always"
    case shellEscape = "shell-escape"
    case shellEscapeAlways = "shell-escape-always"
    case c
    case cMaybe = "c-maybe"
    case escape
    case locale
    case clocale

    /// True where names that need no quotes get none, and a blank where others get some.
    var isAligned: Bool { self == .shell || self == .shellEscape || self == .cMaybe }

    /// A name in this style.
    func quoted(_ name: [UInt8]) -> [UInt8] {
        switch self {
        case .literal: return name
        case .shell: return Self.shell(name, always: false, escapes: false)
        case .shellAlways: return Self.shell(name, always: true, escapes: false)
        case .shellEscape: return Self.shell(name, always: false, escapes: true)
        case .shellEscapeAlways: return Self.shell(name, always: true, escapes: true)
        case .c, .clocale: return [34] + Self.escaped(name, 34) + [34]
        case .locale: return [39] + Self.escaped(name, 39) + [39]
        case .cMaybe:
            let isPlain = !name.contains { $0 < 32 || $0 > 126 || $0 == 34 }
            return isPlain ? name : [34] + Self.escaped(name, 34) + [34]
        case .escape: return Self.escaped(name, 32)
        }
    }

    private static func shell(_ name: [UInt8], always: Bool, escapes: Bool) -> [UInt8] {
        let hasControls = name.contains { $0 < 32 || $0 > 126 }
        if escapes, hasControls { return Array(FileNameQuoting.always(name).utf8) }
        if !always, !name.contains(58), !name.isEmpty, !hasControls {
            return Array(FileNameQuoting.needed(name).utf8)
        }
        let isPlain =
            !name.isEmpty && name[0] != UInt8(ascii: "~") && name[0] != UInt8(ascii: "#")
            && !name.contains { byte in
                byte < 33 || " !\"$&'()*;<=>?[\\^`|".utf8.contains(byte)
            }
        if isPlain, !always { return name }
        if name.contains(39) {
            if !name.contains(where: { "\"$`\\".utf8.contains($0) }) { return [34] + name + [34] }
            return [39] + name.flatMap { $0 == 39 ? Array("'\\''".utf8) : [$0] } + [39]
        }
        return [39] + name + [39]
    }

    /// With C's escapes, and a backslash before one more byte.
    static func escaped(_ name: [UInt8], _ other: UInt8) -> [UInt8] {
        var result: [UInt8] = []
        for byte in name {
            switch byte {
            case 7: result += Array("\\a".utf8)
            case 8: result += Array("\\b".utf8)
            case 9: result += Array("\\t".utf8)
            case 10: result += Array("\\n".utf8)
            case 11: result += Array("\\v".utf8)
            case 12: result += Array("\\f".utf8)
            case 13: result += Array("\\r".utf8)
            case 92: result += [92, 92]
            case other: result += [92, other]
            case 32...126: result.append(byte)
            default:
                result += [92, 48 + (byte >> 6), 48 + (byte >> 3 & 7), 48 + (byte & 7)]
            }
        }
        return result
    }
}
