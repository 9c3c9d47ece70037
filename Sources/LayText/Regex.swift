internal import CPCRE2
internal import LayBounds
internal import Synchronization

/// What a pattern found: byte ranges of the whole and of its groups.
package struct RegexMatch {
    /// The whole first; a group that took no part is `nil`.
    package let ranges: [Range<Int>?]

    package var whole: Range<Int> { ranges.first.flatMap { $0 } ?? 0..<0 }
}

/// A regular expression, compiled by PCRE2.
///
/// Texts are UTF-8. A search that takes more than a million steps, or four for each byte of a long
/// text, is given up with an error, so no pattern can hang a program; one that is long asks on its
/// way.
package final class Regex: @unchecked Sendable {
    let code: OpaquePointer
    /// For searches that are short.
    let briefContext: OpaquePointer
    private let options: UInt32
    /// The same pattern compiled to call back in front of each of its parts, when it was needed.
    private let watched = Mutex<Watched?>(nil)
    /// The names of groups, with their numbers, in the order of the numbers.
    package let names: [(name: String, number: Int)]
    package let groupCount: Int
    package let pattern: String
    private let charge: Charge

    static let stepLimit: UInt32 = 1_000_000
    private static let fewSteps: UInt32 = 1 << 10
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
        guard let context = Self.context(steps: Self.fewSteps) else {
            pcre2_code_free_8(code)
            throw RegexError.noMemory
        }
        self.code = code
        briefContext = context
        self.options = options
        self.pattern = pattern
        var count: UInt32 = 0
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
        var size = 0
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_SIZE), &size)
        charge = Charge(size * 3 + pattern.utf8.count + 512)
        groupCount = Int(count)
        names = Self.names(of: code)
    }

    deinit {
        pcre2_match_context_free_8(briefContext)
        pcre2_code_free_8(code)
    }

    static func context(steps: UInt32) -> OpaquePointer? {
        guard let context = pcre2_match_context_create_8(nil) else { return nil }
        pcre2_set_match_limit_8(context, steps)
        pcre2_set_depth_limit_8(context, steps)
        pcre2_set_heap_limit_8(context, heapLimit)
        return context
    }

    /// A compiled pattern that frees itself.
    private final class Watched: @unchecked Sendable {
        let code: OpaquePointer

        init?(_ pattern: String, _ options: UInt32) {
            let bytes = Array(pattern.utf8)
            var (error, offset) = (Int32(0), 0)
            guard
                let code = bytes.withUnsafeBufferPointer({
                    pcre2_compile_8($0.baseAddress, $0.count, options, &error, &offset, nil)
                })
            else { return nil }
            self.code = code
        }

        deinit { pcre2_code_free_8(code) }
    }

    func watchedCode() -> OpaquePointer? {
        watched.withLock { watched in
            watched = watched ?? Watched(pattern, options | UInt32(PCRE2_AUTO_CALLOUT))
            return watched?.code
        }
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

    static func message(_ code: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = pcre2_get_error_message_8(code, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, Int(count))), as: UTF8.self)
    }
}
