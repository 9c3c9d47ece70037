internal import CPCRE2
internal import LayBounds

/// What a pattern found: byte ranges of the whole and of its groups.
package struct RegexMatch {
    /// The whole first; a group that took no part is `nil`.
    package let ranges: [Range<Int>?]

    package var whole: Range<Int> { ranges.first.flatMap { $0 } ?? 0..<0 }
}

/// A regular expression, compiled by PCRE2.
///
/// Texts are UTF-8. A search that takes more than a million steps is given up with an error, so no
/// pattern can hang a program.
package final class Regex: @unchecked Sendable {
    private let code: OpaquePointer
    private let context: OpaquePointer
    /// The names of groups, with their numbers, in the order of the numbers.
    package let names: [(name: String, number: Int)]
    package let groupCount: Int
    package let pattern: String
    private let charge: Charge

    private static let stepLimit: UInt32 = 1_000_000
    private static let heapLimit: UInt32 = 20_000

    /// Compiles a pattern; the flags are letters: `i` for any case, `m` for lines, `s` for a dot
    /// that takes newlines, `x` for spaces and comments in the pattern.
    ///
    /// - Throws: `RegexError` for a pattern or flags that are wrong.
    package init(_ pattern: String, flags: String = "") throws(RegexError) {
        var options = UInt32(PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C)
        for flag in flags {
            switch flag {
            case "i": options |= UInt32(PCRE2_CASELESS)
            case "m": options |= UInt32(PCRE2_MULTILINE)
            case "s": options |= UInt32(PCRE2_DOTALL)
            case "x": options |= UInt32(PCRE2_EXTENDED)
            default:
                throw RegexError.unknownFlag(flag)
            }
        }
        var error: Int32 = 0
        var offset = 0
        let bytes = Array(pattern.utf8)
        guard
            let code = bytes.withUnsafeBufferPointer({
                pcre2_compile_8($0.baseAddress, $0.count, options, &error, &offset, nil)
            })
        else { throw RegexError.noPattern(Self.message(error), at: offset) }
        guard let context = pcre2_match_context_create_8(nil) else {
            pcre2_code_free_8(code)
            throw RegexError.noMemory
        }
        pcre2_set_match_limit_8(context, Self.stepLimit)
        pcre2_set_depth_limit_8(context, Self.stepLimit)
        pcre2_set_heap_limit_8(context, Self.heapLimit)
        self.code = code
        self.context = context
        self.pattern = pattern
        var count: UInt32 = 0
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
        var size = 0
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_SIZE), &size)
        charge = Charge(size + pattern.utf8.count + 512)
        groupCount = Int(count)
        names = Self.names(of: code)
    }

    deinit {
        pcre2_match_context_free_8(context)
        pcre2_code_free_8(code)
    }

    private static func names(of code: OpaquePointer) -> [(name: String, number: Int)] {
        var count: UInt32 = 0
        var size: UInt32 = 0
        var table: UnsafePointer<UInt8>?
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
        guard let table else { return [] }
        let entries = (0..<Int(count)).map { index in
            let entry = table + index * Int(size)
            let name = UnsafeBufferPointer(start: entry + 2, count: Int(size) - 2).prefix {
                $0 != 0
            }
            return (String(decoding: name, as: UTF8.self), Int(entry[0]) << 8 | Int(entry[1]))
        }
        return entries.sorted { $0.1 < $1.1 }
    }

    private static func message(_ code: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = pcre2_get_error_message_8(code, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, Int(count))), as: UTF8.self)
    }

    /// The first match at or behind a byte offset that begins a scalar.
    ///
    /// - Throws: `RegexError` when the search takes too many steps.
    package func firstMatch(in text: UnsafeRawBufferPointer, from start: Int = 0) throws(RegexError)
        -> RegexMatch?
    {
        guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else {
            throw RegexError.noMemory
        }
        defer { pcre2_match_data_free_8(data) }
        let empty: [UInt8] = [0]
        // Strings of the language are valid UTF-8.
        let options = UInt32(PCRE2_NO_UTF_CHECK)
        let result = empty.withUnsafeBufferPointer { placeholder in
            let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return pcre2_match_8(
                code, base ?? placeholder.baseAddress, text.count, start, options, data, context)
        }
        if result == PCRE2_ERROR_NOMATCH { return nil }
        if result < 0 { throw RegexError.givenUp(Self.message(result)) }
        guard let vector = pcre2_get_ovector_pointer_8(data) else { return nil }
        let ranges = (0...groupCount).map { group -> Range<Int>? in
            let (lower, upper) = (vector[2 * group], vector[2 * group + 1])
            // What had no part is at -1, and `\K` can let a match end before its start.
            return group < Int(result) && lower >= 0 && lower <= upper && upper <= text.count
                ? lower..<upper : nil
        }
        return RegexMatch(ranges: ranges)
    }

    /// Calls `body` with one match after the other until it gives false.
    ///
    /// - Throws: `RegexError` when a search takes too many steps, and what `body` throws.
    package func forEachMatch(
        in text: UnsafeRawBufferPointer, _ body: (RegexMatch) throws -> Bool
    ) throws {
        var start = 0
        while start <= text.count, let match = try firstMatch(in: text, from: start) {
            if try !body(match) { return }
            start = max(start, match.whole.upperBound)
            if match.whole.isEmpty {
                // An empty match: go on behind the next scalar.
                start += 1
                while start < text.count, text[start] & 0xc0 == 0x80 { start += 1 }
            }
        }
    }
}
