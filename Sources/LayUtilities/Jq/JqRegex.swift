internal import CPCRE2

/// A regular expression, which PCRE2 matches.
final class JqRegex {
    private let code: OpaquePointer
    private let data: OpaquePointer
    private let limits: OpaquePointer
    /// The name of each group, nil for one without.
    let names: [[UInt8]?]
    let foldsNothingEmpty: Bool

    /// Tries of a search before it is given up.
    private static let most: UInt32 = 10_000_000
    /// Kilobytes that a search may take.
    private static let heap: UInt32 = 64 << 10

    /// What the letters of flags mean.
    struct Flags: Equatable {
        var isGlobal = false
        var options: UInt32 = 0
        var rejectsEmpty = false

        /// The flags of a text; nil where a letter means nothing.
        init?(_ text: [UInt8]) {
            for letter in text {
                switch letter {
                case UInt8(ascii: "g"): isGlobal = true
                case UInt8(ascii: "i"): options |= UInt32(PCRE2_CASELESS)
                case UInt8(ascii: "x"): options |= UInt32(PCRE2_EXTENDED)
                // One line it is without them, and no search looks for the longest match.
                case UInt8(ascii: "s"), UInt8(ascii: "l"): break
                case UInt8(ascii: "m"), UInt8(ascii: "p"): options |= UInt32(PCRE2_DOTALL)
                case UInt8(ascii: "n"): rejectsEmpty = true
                default: return nil
                }
            }
        }
    }

    /// - Throws: `JqRaise` for a text that is no regular expression.
    init(_ pattern: [UInt8], _ flags: Flags) throws {
        let options =
            flags.options | UInt32(PCRE2_UTF) | UInt32(PCRE2_UCP) | UInt32(PCRE2_DUPNAMES)
            | UInt32(PCRE2_NEVER_BACKSLASH_C)
        var number: Int32 = 0
        var offset = 0
        guard
            let code = pcre2_compile_8(pattern, pattern.count, options, &number, &offset, nil)
        else { throw JqRaise("Regex failure: \(Self.message(number, pattern, offset))") }
        guard let data = pcre2_match_data_create_from_pattern_8(code, nil),
            let limits = pcre2_match_context_create_8(nil)
        else {
            pcre2_code_free_8(code)
            throw JqRaise("Regex failure: fail to memory allocation")
        }
        pcre2_set_match_limit_8(limits, Self.most)
        pcre2_set_heap_limit_8(limits, Self.heap)
        self.code = code
        self.data = data
        self.limits = limits
        foldsNothingEmpty = flags.rejectsEmpty
        names = Self.names(code)
    }

    deinit {
        pcre2_match_context_free_8(limits)
        pcre2_match_data_free_8(data)
        pcre2_code_free_8(code)
    }

    /// What Oniguruma says of a mistake.
    private static func message(_ number: Int32, _ pattern: [UInt8], _ offset: Int) -> String {
        switch number {
        case 106: return "premature end of char-class"
        case 101: return "end pattern at escape"
        case 109: return "target of repeat operator is not specified"
        case 114: return "end pattern with unmatched parenthesis"
        case 122: return "unmatched close parenthesis"
        case 108: return "empty range in char class"
        case 104: return "upper is smaller than lower in repeat range"
        case 105: return "too big number is used in repeat range"
        case 115: return "invalid backref number/name"
        case 125: return "invalid pattern in look-behind"
        case 111, 112: return "undefined group option"
        case 142, 162:
            // The name up to where it ends.
            let start = pattern.lastIndex(of: UInt8(ascii: "<")).map { $0 + 1 } ?? 0
            let name = pattern[start...].prefix { $0 != UInt8(ascii: ">") }
            if name.isEmpty { return "group name is empty" }
            return "invalid group name <\(String(decoding: name, as: UTF8.self))>"
        case 147: return "invalid character property name"
        default:
            var buffer = [UInt8](repeating: 0, count: 256)
            pcre2_get_error_message_8(number, &buffer, buffer.count)
            return String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    private static func names(_ code: OpaquePointer) -> [[UInt8]?] {
        var groups: UInt32 = 0
        var count: UInt32 = 0
        var size: UInt32 = 0
        var table: UnsafePointer<UInt8>?
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &groups)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
        var names = [[UInt8]?](repeating: nil, count: Int(groups))
        guard let table else { return names }
        for entry in 0..<Int(count) {
            let start = table + entry * Int(size)
            let group = Int(start[0]) << 8 | Int(start[1])
            var name: [UInt8] = []
            var place = 2
            while place < Int(size), start[place] != 0 {
                name.append(start[place])
                place += 1
            }
            if names.indices.contains(group - 1) { names[group - 1] = name }
        }
        return names
    }

    /// The bytes of the next match and of its groups, nil for a group that took no part.
    ///
    /// - Throws: `JqRaise` where the search takes too long.
    func match(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int
    ) throws -> [Range<Int>?]? {
        let options = foldsNothingEmpty ? UInt32(PCRE2_NOTEMPTY) : 0
        let found: Int32
        if let base = text.baseAddress {
            found = pcre2_match_8(
                code, base, text.count, start, options | UInt32(PCRE2_NO_UTF_CHECK), data, limits)
        } else {
            found = pcre2_match_8(code, [0], 0, 0, options, data, limits)
        }
        if found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_DEPTHLIMIT
            || found == PCRE2_ERROR_HEAPLIMIT
        {
            throw JqRaise("Regex failure: match-stack limit over")
        }
        guard found > 0, let offsets = pcre2_get_ovector_pointer_8(data) else { return nil }
        return (0...names.count).map { group in
            guard group < Int(found), offsets[2 * group] <= offsets[2 * group + 1] else {
                return nil
            }
            return offsets[2 * group]..<offsets[2 * group + 1]
        }
    }
}

/// The regular expressions that were used last.
final class JqPatternCache {
    private var entries: [(pattern: [UInt8], flags: [UInt8], regex: JqRegex)] = []
    private static let most = 8

    /// The regular expression of a text.
    ///
    /// - Throws: `JqRaise` where the text or the flags are none.
    func regex(_ pattern: [UInt8], _ letters: [UInt8], _ flags: JqRegex.Flags) throws -> JqRegex {
        if let found = entries.first(where: { $0.pattern == pattern && $0.flags == letters }) {
            return found.regex
        }
        let regex = try JqRegex(pattern, flags)
        if entries.count == Self.most { entries.removeFirst() }
        entries.append((pattern, letters, regex))
        return regex
    }
}
